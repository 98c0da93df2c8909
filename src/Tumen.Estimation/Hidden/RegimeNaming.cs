using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Which regime is called one, two and three. The likelihood and the prior are the same whatever they are called, so a point is given the names in the order of dates (the mean date of a regime's
/// months) or of a weight's size, and the evidence counts every order.
/// </summary>
internal static class RegimeNaming
{
    /// <summary>Every weight that differs, with its size in each regime.</summary>
    public static ImmutableArray<(string Weight, ImmutableArray<double> Sizes)> Sizes(ParametricGame game, ParameterSpace space, ReadOnlySpan<double> x)
    {
        var list = ImmutableArray.CreateBuilder<(string, ImmutableArray<double>)>();
        if (game.Model.Regimes is not { } spec)
        {
            return [];
        }

        foreach (string weight in game.Weights.Where(w => w.InRegime is not null).Select(w => w.InRegime!.Of).Distinct())
        {
            var sizes = new double[spec.Count];
            for (int k = 0; k < space.Count; k++)
            {
                for (int r = 0; r < sizes.Length; r++)
                {
                    sizes[r] += space.Free[k].InRegime is { } share && share.Of == weight ? share.Loads[r] * x[k] : space.Free[k].Name == weight ? x[k] : 0;
                }
            }

            list.Add((weight, [.. sizes]));
        }

        return list.ToImmutable();
    }

    /// <summary>The point with regimes renamed: what was <paramref name="order"/>[r] is called r.</summary>
    public static double[] Renamed(ParametricGame game, ParameterSpace space, double[] x, IReadOnlyList<int> order)
    {
        var to = (double[])x.Clone();
        foreach (var (weight, sizes) in Sizes(game, space, x))
        {
            double[] named = [.. order.Select(r => sizes[r])];
            for (int k = 0; k < space.Count; k++)
            {
                if (space.Free[k].InRegime is not { } share || share.Of != weight)
                {
                    continue;
                }

                // Loads of contrasts are orthogonal to each other and to the mean, so a projection gives each back.
                double norm = FixedOrder.Dot(share.Loads.AsSpan(), share.Loads.AsSpan());
                to[k] = FixedOrder.Dot(share.Loads.AsSpan(), named) / norm;
            }
        }

        return to;
    }

    /// <summary>The order of names: by date, or by the size of a weight.</summary>
    /// <param name="game">The whole game.</param>
    /// <param name="space">Parameters.</param>
    /// <param name="x">The point.</param>
    /// <param name="months">Chances of regimes by unit and month.</param>
    public static int[] Order(ParametricGame game, ParameterSpace space, double[] x, IEnumerable<ImmutableArray<MonthChances>> months)
    {
        var spec = game.Model.Regimes!;
        int[] order = [.. Enumerable.Range(0, spec.Count)];
        if (spec.InOrder)
        {
            return order;
        }

        if (spec.OrderedBy is { } by && Sizes(game, space, x).FirstOrDefault(s => s.Weight == by).Sizes is { IsDefault: false } sizes)
        {
            return [.. order.OrderBy(r => sizes[r])];
        }

        double[] dates = new double[spec.Count], weights = new double[spec.Count];
        foreach (var unit in months)
        {
            for (int t = 0; t < unit.Length; t++)
            {
                for (int r = 0; r < dates.Length; r++)
                {
                    dates[r] += t * unit[t].Regimes[r];
                    weights[r] += unit[t].Regimes[r];
                }
            }
        }

        return [.. order.OrderBy(r => dates[r] / Math.Max(weights[r], 1e-300))];
    }

    /// <summary>
    /// What Laplace's approximation at one order of names leaves out: log R! for the other orders, less the mass of the normal that lies beyond the middle between an order and its neighbours. Where
    /// regimes are told apart it is log R!; with two regimes that are alike, 0.
    /// </summary>
    /// <param name="game">The whole game.</param>
    /// <param name="space">Parameters.</param>
    /// <param name="x">The mode.</param>
    /// <param name="curvature">K × K, positive definite over the parameters inside their bounds.</param>
    public static double LogOrders(ParametricGame game, ParameterSpace space, double[] x, double[] curvature)
    {
        if (game.Model.Regimes is not { InOrder: false, Count: > 1 } spec)
        {
            return 0;
        }

        double log = spec.LogNamings;
        int k = x.Length;
        for (int r = 0; r + 1 < spec.Count; r++)
        {
            int[] order = [.. Enumerable.Range(0, spec.Count)];
            (order[r], order[r + 1]) = (r + 1, r);
            double[] other = Renamed(game, space, x, order);
            double square = 0;
            for (int a = 0; a < k; a++)
            {
                for (int b = 0; b < k; b++)
                {
                    square += (x[a] - other[a]) * curvature[(a * k) + b] * (x[b] - other[b]);
                }
            }

            log += Elementary.Log(Normal.Cdf(0.5 * Math.Sqrt(Math.Max(0, square))));
        }

        return log;
    }
}
