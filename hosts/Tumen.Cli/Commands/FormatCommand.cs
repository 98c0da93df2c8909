namespace Tumen.Cli;

/// <summary>`tumen format`.</summary>
internal static class FormatCommand
{
    public static readonly Verb Verb = new("format", "FILE", "the one layout", (a, _) => FormatVerb.Run(a))
    {
        Accepts = [FileKind.Game, FileKind.Plays, FileKind.Episode, FileKind.Codebook, FileKind.Study, FileKind.Claims],
        Notes = "Prints the file; the file itself stays as it is.",
        Examples = [("tumen format relations.game > tidy.game", "laid out anew")],
    };
}
