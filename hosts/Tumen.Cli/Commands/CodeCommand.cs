namespace Tumen.Cli;

/// <summary>`tumen code`.</summary>
internal static class CodeCommand
{
    public static readonly Verb Verb = new("code", "STUDY", "events to months", (a, _) => CodeVerb.Run(a))
    {
        Accepts = [FileKind.Study],
        Notes = """
            Codes events by the codebook and prints coverage. --out writes record.csv and
            cells.csv with the events behind every cell; forbidden.csv lists the steps
            that the laws forbid and moves that menus forbid, coverage.svg shows by year
            what rests on events.
            """,
        Own = [new("--coverage", null, "what every cell rests on, month by month, as a picture")],
        Examples = [("tumen code studies/china-dprk", "how much of the record is known"), ("tumen code . --out coded", "coded/record.csv and coded/cells.csv")],
    };
}
