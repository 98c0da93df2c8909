using System.Collections.Immutable;
using System.Numerics;

namespace Tumen.Scenarios;

/// <summary>Shapley's split of a difference between no move changed and all of them changed: what each adds, averaged over all orders.</summary>
/// <remarks>Source: Shapley (1953), A value for n-person games. The parts add up to the whole.</remarks>
internal static class LeverageShapley
{
    /// <summary>Splits g(∅) − g(all).</summary>
    /// <param name="count">Moves, at most 20.</param>
    /// <param name="value">g of a set of moves changed, as a bit mask.</param>
    public static ImmutableArray<double> Split(int count, Func<int, double> value)
    {
        double[] g = [.. Enumerable.Range(0, 1 << count).Select(value)];
        var shares = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int set = 0; set < g.Length; set++)
            {
                if (((set >> i) & 1) == 0)
                {
                    int size = BitOperations.PopCount((uint)set);
                    shares[i] += (g[set] - g[set | (1 << i)]) * Factorial(size) * Factorial(count - size - 1) / Factorial(count);
                }
            }
        }

        return [.. shares];
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (x, k) => x * k);
}
