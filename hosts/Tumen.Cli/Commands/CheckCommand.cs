namespace Tumen.Cli;

/// <summary>`tumen check`.</summary>
internal static class CheckCommand
{
    public static readonly Verb Verb = new("check", "FILE", "parse and review: mistakes, places, ways out", (a, _) => CheckVerb.Run(a))
    {
        Notes = """
            FILE is a .game, .codebook, .study (with everything it names), .claims (with
            the study beside it), sgame.json, .efg or .nfg.
            """,
        Examples = [("tumen check relations.game", "mistakes and remarks"), ("tumen check . --json", "the study of this folder, for a program")],
    };
}
