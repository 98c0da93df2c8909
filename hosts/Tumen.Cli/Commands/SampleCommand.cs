namespace Tumen.Cli;

/// <summary>`tumen sample`.</summary>
internal static class SampleCommand
{
    public static readonly Verb Verb = new("sample", "STUDY", "posterior draws of a theory", SampleVerb.Run)
    {
        Own =
        [
            CommonOptions.Theory with { Says = "the theory (the first compared), or all" },
            new("--method", "nuts|smc", "no-U-turn, or tempered sequential Monte Carlo, which gives marginal likelihoods") { Words = ["nuts", "smc"] },
            CommonOptions.Draws with { Says = "draws a chain (500)" }, new("--warmup", "N", "steps of adaptation before them (500)"), new("--chains", "N", "chains (4)"),
            new("--target-acceptance", "X", "acceptance aimed at in adaptation (0.8); nearer 1 makes smaller steps and fewer divergences"),
            new("--particles", "N", "particles of smc (1000)"),
        ],
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            Writes draws-NAME.posterior.parquet and .sample_stats.parquet (ArviZ's groups)
            and draws-NAME.csv, as well as .log_likelihood.csv (the moves of every period at
            every draw), .observed_data.csv and .loo.csv (Pareto-smoothed leave-one-out by
            period, with Pareto's k). With smc and all theories, their posterior probabilities
            stand beside Laplace's. sample.json sums up. Every chain is kept when it is done: a stopped run goes
            on with the next, and several runs at once in one folder share the chains.
            """,
        Examples = [("tumen sample . --theory buffer --out draws", "four chains"), ("tumen sample . --theory all --method smc", "marginal likelihoods of all theories")],
    };
}
