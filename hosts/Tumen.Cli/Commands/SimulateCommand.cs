namespace Tumen.Cli;

/// <summary>`tumen simulate`.</summary>
internal static class SimulateCommand
{
    public static readonly Verb Verb = new("simulate", "STUDY|GAME", "months played by chance, and the long run", SimulateVerb.Run)
    {
        Own =
        [
            CommonOptions.Theory, new("--units", "N", "independent runs (1000)"), new("--months", "N", "months of each (1000)"),
            CommonOptions.Records with { Says = "draw a record of this shape from a .game instead; needs --out" }, CommonOptions.Set, CommonOptions.From, CommonOptions.Unit with { Says = "the unit of a study's record whose game is meant (the first)" },
        ],
        Accepts = [FileKind.Study, FileKind.Game, FileKind.Plays],
        Notes = """
            A study's theory is fitted to its record; a game stands at its prior means.
            Every run draws from a stream of its own: the same seed gives the same counts
            on any number of threads.
            """,
        Examples = [("tumen simulate . --theory buffer --units 100", "frequencies beside the long run"), ("tumen simulate g.game --records shape.csv --set aid=1 --out drawn", "drawn/record.csv, to be fitted")],
    };
}
