using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>What a comparison may rest on. A number that rests on a fit that is not one is worse than none: it is left out, with the reason.</summary>
public static class Standing
{
    internal const string Sound = "converged";

    /// <summary>Why the theory could not be fitted at all; null when it was.</summary>
    public static string? NotFitted(TheoryWork w) => w.Remarks.FirstOrDefault(r => r.Stops) is { } r ? $"cannot be fitted: {r.Says}" : null;

    /// <summary>Why no posterior probability rests on this posterior mode; null when one does.</summary>
    public static string? NoProbability(TheoryWork w) => NotFitted(w)
        ?? (w.ModeStatus != Sound ? $"its posterior mode is not to be trusted: {w.ModeStatus}" : NotIdentified(w.ModeNull));

    /// <summary>Why no test between theories rests on this maximum; null when one does.</summary>
    public static string? NoTest(TheoryWork w) => NotFitted(w)
        ?? (w.Status != Sound ? $"its fit is not to be trusted: {w.Status}" : NotIdentified(w.Null));

    /// <summary>Weights of a theory with a probability that only their priors size, in words; empty for none. The probability is exact, but it counts a theory that the record cannot tell from the one without them.</summary>
    public static string? SizedByPrior(TheoryWork w) => NoProbability(w) is null && w.ModeSilent.Length > 0 ? string.Join("; ", w.ModeSilent.Select(n => n.Says)) : null;

    /// <summary>Posterior probabilities at equal prior odds among the theories that have one; NaN for the others.</summary>
    internal static ImmutableArray<double> Probabilities(ImmutableArray<TheoryWork> works) => Among([.. works.Select(Evidence)]);

    /// <summary>Log marginal likelihood, NaN where nothing rests on it.</summary>
    internal static double Evidence(TheoryWork w) => NoProbability(w) is null ? w.LogMarginalLikelihood : double.NaN;

    /// <summary>Probabilities from log marginal likelihoods; NaN stays NaN.</summary>
    public static ImmutableArray<double> Among(ImmutableArray<double> evidence) => [.. PosteriorProbabilities.Of(evidence).Zip(evidence, (p, e) => double.IsNaN(e) ? double.NaN : p)];

    /// <summary>Index of the most probable theory; −1 when none has a probability.</summary>
    internal static int Leader(ImmutableArray<double> posterior)
    {
        int best = Enumerable.Range(0, posterior.Length).MaxBy(i => double.IsNaN(posterior[i]) ? -1 : posterior[i]);
        return posterior.IsEmpty || double.IsNaN(posterior[best]) ? -1 : best;
    }

    /// <summary>Sum of the probabilities of some theories; those without one add nothing. NaN when none of them has one.</summary>
    internal static double Sum(ImmutableArray<double> posterior, Func<int, bool> taken)
    {
        double[] known = [.. posterior.Where((p, i) => taken(i) && !double.IsNaN(p))];
        return known.Length == 0 ? double.NaN : known.Sum();
    }

    private static string? NotIdentified(WeakWork[] none) => none.Length == 0 ? null : $"not identified: {string.Join("; ", none.Select(n => n.Says))}";
}
