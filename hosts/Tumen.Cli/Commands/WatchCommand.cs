namespace Tumen.Cli;

/// <summary>`tumen watch`.</summary>
internal static class WatchCommand
{
    public static readonly Verb Verb = new("watch", "STUDY", "what to look at next", WatchVerb.Run)
    {
        Own = [CommonOptions.Draws, CommonOptions.Unit with { Says = "the unit of the record whose game is meant (the first)" }],
        Accepts = [FileKind.Study],
        Notes = """
            The study's indicators: each theory's chance, what happens to the theories'
            odds if it comes and if not, and the information to be expected.
            """,
        Examples = [("tumen watch studies/china-dprk", "the indicators that the study declares")],
    };
}
