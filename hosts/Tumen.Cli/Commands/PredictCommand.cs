namespace Tumen.Cli;

/// <summary>`tumen predict`.</summary>
internal static class PredictCommand
{
    public static readonly Verb Verb = new("predict", "FILE", "what a fitted model says of cases of your choice, with intervals", PredictVerb.Run)
    {
        Own =
        [
            CommonOptions.Records, CommonOptions.Theory with { Says = "the theory (base)" }, CommonOptions.Unit, CommonOptions.Starts, FitCommand.Posterior,
            new("--at", "NAME=X,Y;…", "values of columns, situations or covariates; every combination is worked out; may be given several times") { JoinedBy = ';' },
            new("--slope", "COLUMN,…", "marginal effects of columns on every outcome's chance, at every case (models of a table)"),
            new("--change", null, "what changes from the first case to each other one (models of a table)"),
            CommonOptions.Draws with { Says = "draws of the parameters behind every interval (games: 200; models of a table: none, the delta method)" },
            .. FitCommand.Strategic.Where(o => o.Name is "--formula" or "--link" or "--shocks" or "--levels" or "--most" or "--scales" or "--cluster" or "--prior"), Publishing.Errors with { Says = "standard errors that intervals rest on (models of a table)" },
        ],
        Accepts = [FileKind.Game, FileKind.Study],
        Words = ["egame12", "egame122", "egame123", "ultimatum", "crisis"],
        Notes = """
            Models of a table: chances of the outcomes in a case whose columns are those of
            --at, and otherwise at their means, or most frequent names, over the rows used.
            A game that goes on: chances of moves, averaged over the record's months with
            the situations of --at held at those levels and the others as they were;
            without --at, every level of every situation in turn. Covariates not named are
            the unit's. Intervals are 95 %. Writes predictions.csv and predictions.svg
            (and slopes.csv, changes.csv) to --out.
            """,
        Examples =
        [
            ("tumen predict egame12 --records war.csv --formula \"y ~ 1 | 0 | x | z\" --at x=0,1 --change", "chances at two values of x, and the difference"),
            ("tumen predict relations.game --records record.csv --theory buffer --at warmth=cold,close", "moves when relations are cold, and when they are close"),
        ],
    };
}
