using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>A theory's posterior mode, from which power studies begin; plain data.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Status">How the fit ended.</param>
/// <param name="Usable">Whether the record is possible under the theory.</param>
/// <param name="Point">The mode.</param>
/// <param name="Warnings">Why it cannot be used, in lines.</param>
internal sealed record ModeWork(string Theory, string Status, bool Usable, double[] Point, string[] Warnings)
{
    /// <summary>Laplace's log marginal likelihood; NaN where there is none.</summary>
    public double LogMarginalLikelihood { get; init; } = double.NaN;

    /// <summary>The piece that finds a theory's mode.</summary>
    /// <param name="of">What it belongs to, as part of its key.</param>
    /// <param name="study">The study.</param>
    /// <param name="theory">Name of the theory.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="kind">What it is a part of.</param>
    /// <param name="say">Told in a line how the fit ended.</param>
    public static Piece<ModeWork> Piece(string of, StudyFolder study, string theory, ulong seed, string kind, Action<string>? say) => new(
        ResultStore.Key(of, "mode", theory), $"{theory}, posterior mode", kind, WorkJson.Default.ModeWork, [], how =>
        {
            var warnings = new List<string>();
            var modes = StudyModes.Of(study, [theory], seed, 1, say, warnings.Add, how.Cancel);
            return modes.IsEmpty ? new ModeWork(theory, "cannot be fitted", false, [], [.. warnings])
                : new ModeWork(theory, TheoryRunner.Words(modes[0].Mode.Status), true, modes[0].Mode.Point, []) { LogMarginalLikelihood = modes[0].Mode.LogMarginalLikelihood ?? double.NaN };
        });
}

/// <summary>One simulated record, refitted; plain data.</summary>
/// <param name="Replication">Number of the record.</param>
/// <param name="LogMarginal">Log marginal likelihood of each theory.</param>
/// <param name="LogLikelihood">Log-likelihood of each.</param>
/// <param name="Failed">Theories whose refit failed or stalled, by index.</param>
internal sealed record PowerOutcomeWork(int Replication, double[] LogMarginal, double[] LogLikelihood, int[] Failed)
{
    /// <summary>As an outcome of a power study.</summary>
    public PowerOutcome At(int truth, int multiple) => new(truth, multiple, Replication, [.. LogMarginal], [.. LogLikelihood], [.. Failed]);
}

/// <summary>Some records of one true theory and length; plain data, kept in the store.</summary>
/// <param name="Of">What the power study belongs to.</param>
/// <param name="Asked">Theories asked for.</param>
/// <param name="Theories">Those that could be fitted: what indices count.</param>
/// <param name="Truth">The true theory.</param>
/// <param name="Multiple">Length in multiples of the record.</param>
/// <param name="Solved">Whether the true theory could be simulated.</param>
/// <param name="Outcomes">The records done so far.</param>
internal sealed record PowerWork(string Of, string[] Asked, string[] Theories, string Truth, int Multiple, bool Solved, PowerOutcomeWork[] Outcomes);
