using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics.Special;

namespace Tumen.Fit;

/// <summary>What kind of quantity a parameter is.</summary>
public enum ParameterKind
{
    /// <summary>A payoff weight, in units of choice noise.</summary>
    Weight,

    /// <summary>A chance in a law of motion.</summary>
    Chance,
}

/// <summary>A quantity to estimate.</summary>
/// <param name="Name">Name; "weight (era)" for a weight that differs by era.</param>
/// <param name="Kind">Weight or chance.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Prior">Belief before data.</param>
/// <param name="Label">What reports print.</param>
public sealed record Parameter(string Name, ParameterKind Kind, double Lower, double Upper, Prior Prior, string? Label);

/// <summary>Free parameters of a theory and how they fill the weight and chance vectors of each era.</summary>
public sealed class ParameterSpace
{
    /// <summary>Size beyond which a weight counts as run away: choices would be certain. An estimate there is reported as at a guard, never as interior.</summary>
    public const double WeightGuard = 30;

    private const double ChanceGuard = 1e-5;
    private readonly int[][] _weightAt; // [era][weight] -> free index or -1
    private readonly int[] _chanceAt;
    private readonly double[] _fixedWeights;
    private readonly double[] _fixedChances;

    /// <summary>Lists the free parameters of a compiled theory.</summary>
    public ParameterSpace(ParametricGame game)
    {
        Eras = EraTable(game);
        var list = ImmutableArray.CreateBuilder<Parameter>();
        _weightAt = [.. Enumerable.Range(0, Eras.Length).Select(_ => new int[game.Weights.Length])];
        _fixedWeights = [.. game.Weights.Select(w => w.Fixed ?? 0)];
        _fixedChances = [.. game.Chances.Select(c => c.Fixed ?? 0)];
        for (int k = 0; k < game.Weights.Length; k++)
        {
            var w = game.Weights[k];
            double lower = Math.Max(w.Lower, -WeightGuard), upper = Math.Min(w.Upper, WeightGuard);
            if (w.Fixed is not null)
            {
                foreach (int[] at in _weightAt)
                {
                    at[k] = -1;
                }
            }
            else if (w.Eras.IsDefaultOrEmpty)
            {
                foreach (int[] at in _weightAt)
                {
                    at[k] = list.Count;
                }

                list.Add(new Parameter(w.Name, ParameterKind.Weight, lower, upper, w.Prior, w.Label));
            }
            else
            {
                var own = new Dictionary<string, int>();
                for (int e = 0; e < Eras.Length; e++)
                {
                    string name = EraOf(w.Eras, Eras[e].Until);
                    if (!own.TryGetValue(name, out int at))
                    {
                        own[name] = at = list.Count;
                        list.Add(new Parameter($"{w.Name} ({name})", ParameterKind.Weight, lower, upper, w.Prior, w.Label));
                    }

                    _weightAt[e][k] = at;
                }
            }
        }

        _chanceAt = new int[game.Chances.Length];
        for (int k = 0; k < game.Chances.Length; k++)
        {
            _chanceAt[k] = game.Chances[k].Fixed is null ? list.Count : -1;
            if (game.Chances[k].Fixed is null)
            {
                list.Add(new Parameter(game.Chances[k].Name, ParameterKind.Chance, ChanceGuard, 1 - ChanceGuard, game.Chances[k].Prior, null));
            }
        }

        Free = list.ToImmutable();
    }

    /// <summary>Free parameters: weights, then chances.</summary>
    public ImmutableArray<Parameter> Free { get; }

    /// <summary>Stretches of periods with constant weights; one, open-ended, when no weight differs by era.</summary>
    public ImmutableArray<Era> Eras { get; }

    /// <summary>Number of free parameters K.</summary>
    public int Count => Free.Length;

    /// <summary>Index of a free parameter by name, or −1.</summary>
    public int IndexOf(string name) => Free.ToList().FindIndex(p => p.Name == name);

    /// <summary>Index of the era that a period falls in.</summary>
    public int EraOf(string period)
    {
        for (int e = 0; e < Eras.Length - 1; e++)
        {
            if (string.CompareOrdinal(period, Eras[e].Until) <= 0)
            {
                return e;
            }
        }

        return Eras.Length - 1;
    }

    /// <summary>Free index of a weight in an era, or −1 when it is fixed.</summary>
    public int WeightIndex(int era, int weight) => _weightAt[era][weight];

    /// <summary>Free index of a chance, or −1 when it is fixed.</summary>
    public int ChanceIndex(int chance) => _chanceAt[chance];

    /// <summary>The weight vector of an era at a parameter vector.</summary>
    public double[] Weights(int era, ReadOnlySpan<double> x)
    {
        var w = (double[])_fixedWeights.Clone();
        for (int k = 0; k < w.Length; k++)
        {
            w[k] = _weightAt[era][k] >= 0 ? x[_weightAt[era][k]] : w[k];
        }

        return w;
    }

    /// <summary>The chance vector at a parameter vector.</summary>
    public double[] Chances(ReadOnlySpan<double> x)
    {
        var c = (double[])_fixedChances.Clone();
        for (int k = 0; k < c.Length; k++)
        {
            c[k] = _chanceAt[k] >= 0 ? x[_chanceAt[k]] : c[k];
        }

        return c;
    }

    /// <summary>A plain start: weights 0 (moved into their bounds), chances at their prior mean.</summary>
    public double[] PlainStart() => [.. Free.Select(p => p.Kind == ParameterKind.Chance
        ? p.Prior is Prior.Beta b ? Math.Clamp(b.A / (b.A + b.B), 0.01, 0.99) : 0.2
        : Math.Clamp(0.05 * Math.Sign(p.Lower >= 0 ? 1 : p.Upper <= 0 ? -1 : 0), p.Lower, p.Upper))];

    /// <summary>Log prior density up to truncation constants, its gradient and its curvature (diagonal, ≥ 0).</summary>
    public double LogPrior(ReadOnlySpan<double> x, Span<double> gradient, Span<double> curvature)
    {
        double total = 0;
        for (int k = 0; k < Free.Length; k++)
        {
            (double value, gradient[k], curvature[k]) = Density(Free[k], x[k]);
            total += value;
        }

        return total;
    }

    private static (double Value, double Slope, double Curvature) Density(Parameter p, double x)
    {
        switch (p.Prior)
        {
            case Prior.Normal n:
                double z = (x - n.Mean) / n.StandardDeviation;
                double mass = NormalMass((p.Lower - n.Mean) / n.StandardDeviation, (p.Upper - n.Mean) / n.StandardDeviation);
                return ((-0.5 * z * z) - Math.Log(n.StandardDeviation * Math.Sqrt(2 * Math.PI) * mass), -z / n.StandardDeviation, 1 / (n.StandardDeviation * n.StandardDeviation));
            case Prior.Beta b:
                double log = ((b.A - 1) * Math.Log(x)) + ((b.B - 1) * Math.Log(1 - x)) - LogBeta(b.A, b.B);
                double curvature = Math.Max(0, ((b.A - 1) / (x * x)) + ((b.B - 1) / ((1 - x) * (1 - x))));
                return (log, ((b.A - 1) / x) - ((b.B - 1) / (1 - x)), curvature);
            default:
                return (p.Kind == ParameterKind.Chance ? 0 : -Math.Log(p.Upper - p.Lower), 0, 0);
        }
    }

    // Chance that a standard normal lies between a and b; the guards are so wide that one-sided and two-sided truncation cover all uses.
    private static double NormalMass(double a, double b) => Normal.Cdf(b) - Normal.Cdf(a);

    private static double LogBeta(double a, double b) => Gamma.Log(a) + Gamma.Log(b) - Gamma.Log(a + b);

    private static string EraOf(ImmutableArray<Era> eras, string? until)
    {
        foreach (var e in eras)
        {
            if (e.Until is null || (until is not null && string.CompareOrdinal(until, e.Until) <= 0))
            {
                return e.Name;
            }
        }

        return eras[^1].Name;
    }

    private static ImmutableArray<Era> EraTable(ParametricGame game)
    {
        var ends = game.Weights.Where(w => w.Fixed is null && !w.Eras.IsDefaultOrEmpty).SelectMany(w => w.Eras)
            .Where(e => e.Until is not null).Select(e => e.Until!).Distinct().Order(StringComparer.Ordinal).ToArray();
        return [.. ends.Select(e => new Era($"until {e}", e)), new Era(ends.Length == 0 ? "all" : $"after {ends[^1]}", null)];
    }
}
