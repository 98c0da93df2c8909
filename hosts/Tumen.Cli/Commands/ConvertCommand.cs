namespace Tumen.Cli;

/// <summary>`tumen convert`.</summary>
internal static class ConvertCommand
{
    public static readonly Verb Verb = new("convert", "FROM TO", "between .efg, .nfg and sgame.json, or to .svg", (a, _) => EpisodeVerbs.Convert(a))
    {
        Accepts = [FileKind.Episode, FileKind.Efg, FileKind.Nfg],
        Notes = "The ending of TO decides. A tree becomes its reduced strategic form.",
        Examples = [("tumen convert crisis.efg crisis.nfg", "the table of a tree"), ("tumen convert crisis.game crisis.svg", "the tree drawn")],
    };
}
