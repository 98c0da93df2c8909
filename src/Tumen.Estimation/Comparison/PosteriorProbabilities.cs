using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Posterior probabilities of theories from log marginal likelihoods.</summary>
public static class PosteriorProbabilities
{
    /// <summary>Normalised exp(log marginal likelihood) × prior odds.</summary>
    /// <param name="logMarginal">One per theory; NaN or −∞ counts as impossible.</param>
    /// <param name="priorOdds">One per theory, or empty for equal odds.</param>
    public static ImmutableArray<double> Of(ImmutableArray<double> logMarginal, ImmutableArray<double> priorOdds = default)
    {
        var log = logMarginal.Select((l, i) => double.IsNaN(l) ? double.NegativeInfinity : l + (priorOdds.IsDefaultOrEmpty ? 0 : Elementary.Log(priorOdds[i]))).ToArray();
        double top = log.Length == 0 ? 0 : log.Max();
        if (double.IsNegativeInfinity(top))
        {
            return [.. log.Select(_ => double.NaN)];
        }

        double sum = log.Sum(l => Elementary.Exp(l - top));
        return [.. log.Select(l => Elementary.Exp(l - top) / sum)];
    }
}
