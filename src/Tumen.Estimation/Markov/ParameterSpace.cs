using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>What kind of quantity a parameter is.</summary>
public enum ParameterKind
{
    /// <summary>A payoff weight, in units of choice noise.</summary>
    Weight,

    /// <summary>A chance in a law of motion.</summary>
    Chance,
}

/// <summary>A quantity to estimate.</summary>
/// <param name="Name">Name; "weight (era)" for a weight that differs by era, "weight (entry)" for one that differs across units.</param>
/// <param name="Kind">Weight or chance.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Prior">Belief before data.</param>
/// <param name="Label">What reports print.</param>
public sealed record Parameter(string Name, ParameterKind Kind, double Lower, double Upper, Prior Prior, string? Label)
{
    /// <summary>
    /// Typical size, over the units of the record, of the covariates that a weight multiplies: steps, flatness and signs are judged by weight × unit, so that it does not matter
    /// whether trade is counted in dollars or in billions. 1 without covariates, and where their size lies between 1/32 and 32.
    /// </summary>
    public double Unit { get; init; } = 1;

    /// <summary>Whether it belongs to a source's silence, and so moves no choice of any player.</summary>
    public bool OfSource { get; init; }

    /// <summary>How a part of a weight counts by regime; null for weights that count alike in all.</summary>
    public RegimeShare? InRegime { get; init; }

    /// <summary>Size at which a weight without bounds counts as run away.</summary>
    public double Guard => ParameterSpace.WeightGuard * Math.Max(1, 1 / Unit);
}

/// <summary>Free parameters of a theory and how they fill the weight and chance vectors of each era.</summary>
public sealed class ParameterSpace
{
    /// <summary>Size beyond which a weight counts as run away: choices would be certain. An estimate there is reported as at a guard, never as interior.</summary>
    public const double WeightGuard = 30;

    private const double ChanceGuard = 1e-5;
    private readonly int[][][] _weightAt; // [kind][era][weight] -> free index or -1
    private readonly string[] _by; // columns that weights differ by
    private readonly ImmutableArray<string[]> _kinds; // entries of those columns, one set a kind of unit
    private readonly int[] _chanceAt;
    private readonly ParametricGame _game;
    private readonly double[] _fixedWeights;
    private readonly double[] _fixedChances;

    /// <summary>Lists the free parameters of a compiled theory for a record of one kind of unit.</summary>
    public ParameterSpace(ParametricGame game)
        : this(game, [])
    {
    }

    /// <summary>Lists the free parameters of a compiled theory for the units of a record.</summary>
    /// <param name="game">The theory.</param>
    /// <param name="data">The record; weights that differ across units have one value for each of its entries, in order of appearance.</param>
    /// <exception cref="ArgumentException">A unit has no entry for a column that a weight differs by.</exception>
    public ParameterSpace(ParametricGame game, ImmutableArray<Sequence> data)
    {
        Eras = EraTable(game);
        _game = game;
        _by = [.. game.Weights.Where(w => w.Fixed is null && w.By is not null).Select(w => w.By!).Distinct()];
        _kinds = data.IsEmpty ? [[.. _by]] : [.. data.Select(d => _by.Select(c => d.Entry(game.Model, c)).ToArray()).DistinctBy(k => string.Join('\n', k))];
        var list = ImmutableArray.CreateBuilder<Parameter>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        _weightAt = [.. _kinds.Select(_ => Eras.Select(_ => new int[game.Weights.Length]).ToArray())];
        _fixedWeights = [.. game.Weights.Select(w => w.Fixed ?? 0)];
        _fixedChances = [.. game.Chances.Select(c => c.Fixed ?? 0)];
        for (int k = 0; k < game.Weights.Length; k++)
        {
            var w = game.Weights[k];
            // A bound that the game states may lie beyond the guard.
            double unit = UnitOf(game.Model, data, w.Name), guard = WeightGuard * Math.Max(1, 1 / unit);
            double lower = double.IsFinite(w.Lower) ? w.Lower : Math.Min(-guard, w.Upper - 1), upper = double.IsFinite(w.Upper) ? w.Upper : Math.Max(guard, w.Lower + 1);
            for (int u = 0; u < _kinds.Length; u++)
            {
                for (int e = 0; e < Eras.Length; e++)
                {
                    if (w.Fixed is not null)
                    {
                        _weightAt[u][e][k] = -1;
                        continue;
                    }

                    string?[] differs = [w.By is null ? null : _kinds[u][Array.IndexOf(_by, w.By)], w.Eras.IsDefaultOrEmpty ? null : EraOf(w.Eras, Eras[e].Until)];
                    string name = differs.All(d => d is null) ? w.Name : $"{w.Shared ?? w.Name} ({string.Join(", ", differs.Where(d => d is not null))})";
                    if (!known.TryGetValue(name, out int at))
                    {
                        known[name] = at = list.Count;
                        list.Add(new Parameter(name, ParameterKind.Weight, lower, upper, w.Prior, w.Label) { Unit = unit, InRegime = w.InRegime });
                    }

                    _weightAt[u][e][k] = at;
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

        (Sources, var sources) = SourceTable.Of(game.Model, data.SelectMany(d => d.Sources).DistinctBy(s => s.Name), list.Count);
        list.AddRange(sources);
        Free = list.ToImmutable();
        Units = [.. Free.Select(p => p.Unit)];
    }

    /// <summary>Unit of every free parameter.</summary>
    internal double[] Units { get; }

    /// <summary>Free parameters: weights, then chances.</summary>
    public ImmutableArray<Parameter> Free { get; }

    /// <summary>Stretches of periods with constant weights; one, open-ended, when no weight differs by era.</summary>
    public ImmutableArray<Era> Eras { get; }

    /// <summary>Tables of the sources that may tell moves wrongly; their parameters come last.</summary>
    public ImmutableArray<SourceTable> Sources { get; }

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

    /// <summary>Number of kinds of units: sets of entries by which weights differ; 1 when none does.</summary>
    public int Kinds => _kinds.Length;

    /// <summary>Kind of a unit.</summary>
    /// <exception cref="ArgumentException">No unit of the record that the space was made for has its entries.</exception>
    public int KindOf(GameModel game, Sequence unit)
    {
        string[] own = [.. _by.Select(c => unit.Entry(game, c))];
        int kind = _by.Length == 0 ? 0 : _kinds.ToList().FindIndex(k => k.SequenceEqual(own));
        return kind >= 0 ? kind : throw new ArgumentException($"no unit of the record is of the kind of {unit.Unit}: {string.Join(", ", own)}", nameof(unit));
    }

    /// <summary>Free index of a weight in an era and for a kind of unit, or −1 when it is fixed.</summary>
    public int WeightIndex(int era, int weight, int kind = 0) => _weightAt[kind][era][weight];

    /// <summary>Free index of a chance, or −1 when it is fixed.</summary>
    public int ChanceIndex(int chance) => _chanceAt[chance];

    /// <summary>The weight vector of an era at a parameter vector, for the first kind of unit unless another is named.</summary>
    public double[] Weights(int era, ReadOnlySpan<double> x, int kind = 0)
    {
        var w = (double[])_fixedWeights.Clone();
        for (int k = 0; k < w.Length; k++)
        {
            w[k] = _weightAt[kind][era][k] >= 0 ? x[_weightAt[kind][era][k]] : w[k];
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

    /// <summary>A plain start: weights 0 (moved into their bounds), chances at their prior mean, drawn together where their laws would add up to more than 1.</summary>
    public double[] PlainStart() => Inside([.. Free.Select(p => p.Kind == ParameterKind.Chance
        ? p.Prior is Prior.Beta b ? Math.Clamp(b.A / (b.A + b.B), 0.01, 0.99) : 0.2
        : p.InRegime is { Contrast: true } ? 0.1 // at 0 regimes are alike, and nothing would ever tell them apart
        : Math.Clamp(0.05 * Math.Sign(p.Lower >= 0 ? 1 : p.Upper <= 0 ? -1 : 0), p.Lower, p.Upper))]);

    /// <summary>Whether every law's chances add up to 1 at most.</summary>
    public bool Admits(ReadOnlySpan<double> x) => _game.LeastChance(Chances(x)) >= -1e-12;

    /// <summary>The point itself where its chances are possible; otherwise with all free chances shrunk alike until they are, and a twentieth more, so that what is left over keeps a chance.</summary>
    public double[] Inside(double[] x)
    {
        if (Admits(x))
        {
            return x;
        }

        double[] Shrunk(double by) => [.. x.Select((v, j) => Free[j].Kind == ParameterKind.Chance ? Math.Max(Free[j].Lower, by * v) : v)];
        double low = 0, high = 1;
        for (int i = 0; i < 40; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Admits(Shrunk(middle)) ? (middle, high) : (low, middle);
        }

        return Shrunk(0.95 * low);
    }

    /// <summary>A step's end, drawn back along the step where its chances are not possible: to nine tenths of the way to where a law's chances add up to 1.</summary>
    internal double[] Within(double[] from, double[] to)
    {
        if (Admits(to))
        {
            return to;
        }

        double[] At(double share) => [.. to.Select((v, j) => Free[j].Kind == ParameterKind.Chance ? from[j] + (share * (v - from[j])) : v)];
        double low = 0, high = 1;
        for (int i = 0; i < 30; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Admits(At(middle)) ? (middle, high) : (low, middle);
        }

        return At(0.9 * low);
    }

    /// <summary>The chance that alone stands where a law's chances add up to 1, and so can grow no further; −1 where none does, or several share such a sum.</summary>
    internal int AtSum(ReadOnlySpan<double> x)
    {
        const double Near = 1e-6;
        int found = -1;
        double[] to = x.ToArray();
        for (int j = 0; j < to.Length; j++)
        {
            if (Free[j].Kind != ParameterKind.Chance)
            {
                continue;
            }

            double at = to[j];
            to[j] = at + Near;
            bool stuck = at < Free[j].Upper && !Admits(to);
            to[j] = at;
            if (stuck && found >= 0)
            {
                return -1;
            }

            found = stuck ? j : found;
        }

        return found;
    }

    // Root mean square over units of the covariates that a weight multiplies, largest over its terms.
    private static double UnitOf(GameModel model, ImmutableArray<Sequence> data, string weight)
    {
        double size = 0;
        bool any = false;
        foreach (var term in model.Terms.Concat(model.Theories.SelectMany(t => t.Terms)).Where(t => t.Weight == weight))
        {
            string[] names = [.. term.Factors.OfType<Factor.Covariate>().Select(c => c.Name)];
            if (names.Length == 0 || data.IsDefaultOrEmpty || data.Any(d => names.Any(n => !d.Covariates.ContainsKey(n))))
            {
                return 1;
            }

            any = true;
            size = Math.Max(size, Math.Sqrt(data.Average(d => names.Aggregate(1.0, (x, n) => x * d.Covariates[n] * d.Covariates[n]))));
        }

        return any && size > 0 && double.IsFinite(size) && (size < 1.0 / 32 || size > 32) ? size : 1;
    }

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

    /// <summary>Log prior density of one parameter at a value, up to truncation constants.</summary>
    /// <param name="parameter">Its index.</param>
    /// <param name="value">Where, inside its bounds.</param>
    public double LogPrior(int parameter, double value) => Density(Free[parameter], value).Value;

    private static (double Value, double Slope, double Curvature) Density(Parameter p, double x)
    {
        switch (p.Prior)
        {
            case Prior.Normal n:
                double z = (x - n.Mean) / n.StandardDeviation;
                double mass = NormalMass((p.Lower - n.Mean) / n.StandardDeviation, (p.Upper - n.Mean) / n.StandardDeviation);
                return ((-0.5 * z * z) - Elementary.Log(n.StandardDeviation * Math.Sqrt(2 * Math.PI) * mass), -z / n.StandardDeviation, 1 / (n.StandardDeviation * n.StandardDeviation));
            case Prior.Beta b:
                double log = ((b.A - 1) * Elementary.Log(x)) + ((b.B - 1) * Elementary.Log(1 - x)) - LogBeta(b.A, b.B);
                double curvature = Math.Max(0, ((b.A - 1) / (x * x)) + ((b.B - 1) / ((1 - x) * (1 - x))));
                return (log, ((b.A - 1) / x) - ((b.B - 1) / (1 - x)), curvature);
            default:
                return (p.Kind == ParameterKind.Chance ? 0 : -Elementary.Log(p.Upper - p.Lower), 0, 0);
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
