using System.Globalization;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>A number that follows from the estimates, with what sampling error does to it.</summary>
/// <param name="Outcome">The outcome it is about.</param>
/// <param name="Value">A chance, a difference of chances, or a slope of one.</param>
/// <param name="Error">Standard error by the delta method; NaN without a covariance.</param>
/// <param name="Lower">Lower end of the 95 % interval.</param>
/// <param name="Upper">Upper end.</param>
public sealed record Prediction(string Outcome, double Value, double Error, double Lower, double Upper);

/// <summary>What a fitted model says of plays with given covariates: chances of outcomes, changes from one profile to another, marginal effects, with intervals.</summary>
/// <remarks>
/// Chances have intervals on the logit scale, so that they stay between 0 and 1; differences and slopes symmetric ones. Draws of the weights from their normal approximation
/// are the second way; the equilibrium of a crisis game is followed from that of the estimate.
/// </remarks>
public sealed class Predictions
{
    private static readonly double Quantile = -Normal.Quantile(0.025);

    private readonly StrategicModel _model;
    private readonly ModelFormula _formula;
    private readonly DataColumns _data;
    private readonly StrategicOptions _options;
    private readonly BuiltModel _built;
    private readonly double[] _weights, _covariance;
    private readonly double _most;

    /// <summary>Prepares predictions of a fit.</summary>
    /// <param name="model">Which model.</param>
    /// <param name="formula">Its formula.</param>
    /// <param name="data">The table it was fitted to.</param>
    /// <param name="options">As in the fit.</param>
    /// <param name="built">The model as built.</param>
    /// <param name="fit">Its estimate.</param>
    /// <param name="kind">Which errors the intervals rest on; a kind that was not computed gives none.</param>
    public Predictions(StrategicModel model, ModelFormula formula, DataColumns data, StrategicOptions options, BuiltModel built, EstimateResult fit, StandardErrorKind kind = StandardErrorKind.Hessian)
    {
        (_model, _formula, _data, _options, _built) = (model, formula, data, options, built);
        _weights = [.. fit.Estimate];
        _covariance = [.. fit.Errors.FirstOrDefault(e => e.Kind == kind)?.Covariance ?? []];
        _most = model == StrategicModel.Ultimatum ? options.Most ?? built.Kept.Max(row => data.Numbers(formula.Outcomes[0])[row]) : 0;
        Outcomes = model == StrategicModel.Ultimatum ? ["refused", "accepted"] : [.. built.Outcomes];
    }

    /// <summary>Names of the outcomes, in the model's order.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>A profile: every column at its mean over the rows used, or at its most frequent name, but for those given.</summary>
    /// <param name="given">Values by column, as the table would write them.</param>
    /// <exception cref="SpecificationException">P101: no such column; P127: a name that the column does not have, or no number.</exception>
    public IReadOnlyDictionary<string, string> Profile(IReadOnlyDictionary<string, string> given)
    {
        foreach ((string column, string value) in given)
        {
            if (!_data.Names.Contains(column))
            {
                throw new SpecificationException("P101", $"the table has no column `{column}`; it has {string.Join(", ", _data.Names.Take(30))}", "correct the profile");
            }

            if (_data.IsText(column) ? !_data.Levels(column).Contains(value) : !ModelFormula.IsNumber(value, out double x) || !double.IsFinite(x))
            {
                throw new SpecificationException("P127", $"`{column}` is `{value}` in the profile; expected {(_data.IsText(column) ? string.Join(", ", _data.Levels(column).Take(12)) : "a number")}", "correct the profile");
            }
        }

        return _data.Names.ToDictionary(name => name, name => given.TryGetValue(name, out string? value) ? value : Typical(name));
    }

    /// <summary>Chances of every outcome at a profile; of a crisis game one list for each of its equilibria there, by ascending resistance.</summary>
    /// <param name="profile">From <see cref="Profile"/>.</param>
    public IReadOnlyList<IReadOnlyList<Prediction>> Chances(IReadOnlyDictionary<string, string> profile)
    {
        OutcomeLogs logs = Logs([profile]);
        return [.. logs.Equilibria(_weights)[0].Select(anchor =>
        {
            var (chances, gradients) = logs.At(_weights, [anchor]);
            return (IReadOnlyList<Prediction>)[.. Outcomes.Select((name, o) => Bounded(name, chances[o][0], Error(gradients[o])))];
        })];
    }

    /// <summary>How every outcome's chance changes from one profile to another; in crisis games from the lowest equilibrium to the lowest.</summary>
    /// <param name="from">From <see cref="Profile"/>.</param>
    /// <param name="to">From <see cref="Profile"/>.</param>
    public IReadOnlyList<Prediction> Change(IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to) => Difference(from, to, 1);

    /// <summary>Slopes of the chances in a column of numbers at a profile: central differences a ten-thousandth of its standard deviation to each side.</summary>
    /// <param name="column">The column.</param>
    /// <param name="profile">From <see cref="Profile"/>.</param>
    /// <exception cref="SpecificationException">P127: a column of names has no slope; use <see cref="Change"/>.</exception>
    public IReadOnlyList<Prediction> MarginalEffect(string column, IReadOnlyDictionary<string, string> profile)
    {
        if (_data.IsText(column))
        {
            throw new SpecificationException("P127", $"`{column}` holds names: a chance has no slope in it", "compare two profiles instead");
        }

        double[] all = _data.Numbers(column), used = [.. _built.Kept.Select(row => all[row]).Where(x => !double.IsNaN(x))];
        double mean = used.Average(), step = 1e-4 * Math.Max(Math.Sqrt(used.Average(x => (x - mean) * (x - mean))), 1e-9 * Math.Max(1, Math.Abs(mean))), at = double.Parse(profile[column], CultureInfo.InvariantCulture);
        IReadOnlyDictionary<string, string> Moved(double by) => new Dictionary<string, string>(profile) { [column] = (at + by).ToString("R", CultureInfo.InvariantCulture) };
        return Difference(Moved(-step), Moved(step), 2 * step);
    }

    /// <summary>Chances at a profile under draws of the weights: medians and 95 % ranges, of the equilibria that follow from those at the estimate.</summary>
    /// <param name="profile">From <see cref="Profile"/>.</param>
    /// <param name="draws">How many, at least 100.</param>
    /// <param name="seed">Seed; draw r has a stream of its own.</param>
    public IReadOnlyList<IReadOnlyList<Prediction>> Drawn(IReadOnlyDictionary<string, string> profile, int draws, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        int k = _weights.Length;
        if (_covariance.Length != k * k)
        {
            return Chances(profile);
        }

        double[] scales = UnitScales.OfDiagonal(_covariance, k);
        var eigen = SymmetricEigen.Of(UnitScales.Scaled(_covariance, scales), k);
        OutcomeLogs logs = Logs([profile]);
        return [.. logs.Equilibria(_weights)[0].Select(anchor =>
        {
            var seen = new double[draws][];
            Parallel.For(0, draws, r =>
            {
                var stream = new Philox(seed, (ulong)r);
                double[] weights = [.. _weights];
                for (int e = 0; e < k; e++)
                {
                    double z = Math.Sqrt(Math.Max(0, eigen.Values[e])) * stream.NextNormalByInversion();
                    for (int i = 0; i < k; i++) weights[i] += z * eigen.Vectors[e][i] / scales[i];
                }

                seen[r] = [.. logs.At(weights, [anchor]).Chances.Select(c => c[0])];
            });
            return (IReadOnlyList<Prediction>)[.. Outcomes.Select((name, o) =>
            {
                double[] sorted = [.. seen.Select(s => s[o]).Where(double.IsFinite).Order()];
                double mean = sorted.DefaultIfEmpty(double.NaN).Average();
                return new Prediction(name, At(sorted, 0.5), Math.Sqrt(sorted.Select(x => (x - mean) * (x - mean)).DefaultIfEmpty(double.NaN).Average()), At(sorted, 0.025), At(sorted, 0.975));
            })];
        })];
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : (int)(share * (sorted.Length - 1)) is var below && below + 1 < sorted.Length ? sorted[below] + (((share * (sorted.Length - 1)) - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];

    private IReadOnlyList<Prediction> Difference(IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to, double by)
    {
        OutcomeLogs logs = Logs([from, to]);
        int k = _weights.Length;
        double[] anchors = [.. logs.Equilibria(_weights).Select(e => e.Length == 0 ? double.NaN : e[0])];
        var (chances, gradients) = logs.At(_weights, anchors);
        return [.. Outcomes.Select((name, o) =>
        {
            double value = (chances[o][1] - chances[o][0]) / by;
            double error = Error([.. Enumerable.Range(0, k).Select(i => (gradients[o][k + i] - gradients[o][i]) / by)]);
            return new Prediction(name, value, error, value - (Quantile * error), value + (Quantile * error));
        })];
    }

    private static Prediction Bounded(string name, double chance, double error)
    {
        double slope = chance * (1 - chance), logit = Elementary.Log(chance) - Elementary.Log(1 - chance), half = slope > 0 ? Quantile * error / slope : double.NaN;
        return double.IsFinite(half) ? new Prediction(name, chance, error, Logistic.Cdf(logit - half), Logistic.Cdf(logit + half)) : new Prediction(name, chance, error, double.NaN, double.NaN);
    }

    private double Error(double[] gradient)
    {
        int k = _weights.Length;
        double sum = 0;
        for (int i = 0; i < k && _covariance.Length == k * k; i++)
        {
            for (int j = 0; j < k; j++) sum += gradient[i] * _covariance[i * k + j] * gradient[j];
        }

        return _covariance.Length == k * k && sum >= 0 ? Math.Sqrt(sum) : double.NaN;
    }

    private string Typical(string column)
    {
        string[] cells = [.. _built.Kept.Select(row => _data.Text(column, row)).Where(c => !DataColumns.IsMissing(c))];
        if (cells.Length == 0)
        {
            return "";
        }

        return cells.All(c => ModelFormula.IsNumber(c, out _)) ? cells.Average(c => double.Parse(c, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture)
            : cells.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
    }

    private OutcomeLogs Logs(IReadOnlyList<IReadOnlyDictionary<string, string>> profiles)
    {
        DataColumns rows = _data.Like([.. profiles.Select(p => (IReadOnlyList<string>)[.. _data.Names.Select(n => p[n])])]);
        double[]? offers = _model == StrategicModel.Ultimatum ? rows.Numbers(_formula.Outcomes[0]) : null;
        return new OutcomeLogs(_model, StrategicSpecification.Designs(_model, _formula, rows, _options), _options, Outcomes.Count, offers, _most);
    }
}
