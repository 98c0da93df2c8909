namespace Tumen.Cli;

/// <summary>`tumen power`.</summary>
internal static class PowerCommand
{
    public static readonly Verb Verb = new("power", "STUDY", "what such a record could tell apart", PowerVerb.Run)
    {
        Own = [new("--replications", "N", "simulated records a theory (200)"), new("--times", "1,2,…", "lengths, as multiples of the record (1,2,5,10)"), new("--theories", "A,B", "only these (all that the study compares)")],
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            Simulates records from each fitted theory, refits all, prints who wins.
            Finished replications are kept: a stopped run goes on where it was.
            """,
        Examples = [("tumen power . --times 1,2 --replications 50", "a first look"), ("tumen power . --theories buffer,leverage", "two theories only")],
    };
}
