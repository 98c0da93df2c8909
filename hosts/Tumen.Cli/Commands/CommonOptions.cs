namespace Tumen.Cli;

/// <summary>Options that every verb takes, and those that several share. What is said of an option is said here once.</summary>
internal static class CommonOptions
{
    public static readonly VerbOption Json = new("--json", null, "the result alone on standard output, as JSON");
    public static readonly VerbOption Out = new("--out", "DIR", "the folder to write results to");
    public static readonly VerbOption Seed = new("--seed", "N", "seed of everything drawn by chance (1)");
    public static readonly VerbOption Threads = new("--threads", "N", "threads to use; results do not depend on it (all processors)");
    public static readonly VerbOption Quiet = new("--quiet", null, "no progress and no remarks");
    public static readonly VerbOption Remarks = new("--remarks", "all|short|none", "how remarks are shown: whole, one line each, not at all")
    {
        Words = ["all", "short", "none"], Alone = "all",
    };

    public static readonly VerbOption Help = new("--help", null, "this text");

    public static readonly VerbOption Theory = new("--theory", "NAME", "the theory of the game; base is the game without any");
    public static readonly VerbOption Records = new("--records", "CSV", "the record, or the table of plays");
    public static readonly VerbOption Unit = new("--unit", "NAME", "the unit of --records whose covariates, groups and eras are meant");
    public static readonly VerbOption Set = new("--set", "NAME=X,…", "values of weights, chances and covariates, by name; may be given several times") { JoinedBy = ',' };
    public static readonly VerbOption From = new("--from", "FILE", "values from a table (parameter, value), or from what fit --json wrote");
    public static readonly VerbOption Draws = new("--draws", "N", "posterior draws behind every interval (20)");
    public static readonly VerbOption Starts = new("--starts", "N", "starting points to climb from");
    public static readonly VerbOption Bootstrap = new("--bootstrap", "N", "standard errors and intervals from N resamples");
    public static readonly VerbOption Profile = new("--profile", null, "95 % intervals by profile likelihood");

    /// <summary>Taken by every verb that works on files.</summary>
    public static readonly IReadOnlyList<VerbOption> All = [Json, Out, Seed, Threads, Quiet, Remarks];
}
