using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>Two theories tested at every pair of their near-optimal fits: those within <see cref="OptimaTable.RivalWithin"/> nats of the best of each.</summary>
/// <param name="Optima">Near-optimal fits of the first and of the second.</param>
/// <param name="Differences">Smallest and largest difference in log-likelihood, first less second, nats.</param>
/// <param name="Chances">Smallest and largest chance of the test that applies.</param>
/// <param name="Separating">Pairs of fits at which a test separates the theories at 5 %.</param>
/// <param name="Combinations">Pairs of fits.</param>
public sealed record PairRange((int First, int Second) Optima, (double Low, double High) Differences, (double Low, double High) Chances, int Separating, int Combinations)
{
    /// <summary>Whether the conclusion at 5 % depends on which fits are taken.</summary>
    public bool Turns => Separating > 0 && Separating < Combinations;

    internal static PairRange? Among(TheoryWork a, TheoryWork b, Func<double[], double[], PairComparison> compare)
    {
        var (first, second) = (Near(a), Near(b));
        if (first.Length + second.Length <= 2)
        {
            return null;
        }

        PairComparison[] all = [.. first.SelectMany(x => second.Select(y => compare(x, y)))];
        double[] chances = [.. all.Select(c => c.Chance)];
        return new PairRange((first.Length, second.Length), (all.Min(c => c.Difference), all.Max(c => c.Difference)), (chances.Min(), chances.Max()), all.Count(c => c.Separates), all.Length);
    }

    // By-period log-likelihoods at the best optimum and at every other near it.
    private static ImmutableArray<double[]> Near(TheoryWork w) => [w.ByPeriod, .. w.Optima.Skip(1).Where(o => o.ByPeriod.Length > 0).Select(o => o.ByPeriod)];
}
