namespace Tumen.Numerics;

/// <summary>
/// Draws of one number with their weights, and the one rule by which quantiles are read off them. Values stand at the middles of their weights and lines are drawn between them:
/// value i of n sorted ones at the share of weight Σ_{j&lt;i} (w_j + w_{j+1}) / 2 before it, scaled so that the smallest is the 0 quantile and the largest the 1 quantile.
/// With equal weights that is Hyndman and Fan's (1996, The American Statistician 50:361-365) definition 7. Quantiles rise with their share, so that an interval holds its median.
/// </summary>
public sealed class WeightedSample
{
    private readonly double[] _values;
    private readonly double[] _at;

    /// <summary>A sample of equally weighted draws.</summary>
    /// <param name="values">Draws in any order; NaN is left out, infinities count.</param>
    public WeightedSample(IEnumerable<double> values)
        : this(values.Select(v => (v, 1.0)))
    {
    }

    /// <summary>A sample of weighted draws.</summary>
    /// <param name="draws">Draws in any order with weights on any scale; NaN and draws without weight are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public WeightedSample(IEnumerable<(double Value, double Weight)> draws)
    {
        var used = new List<(double Value, double Weight)>();
        foreach (var d in draws)
        {
            if (!double.IsFinite(d.Weight) || d.Weight < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(draws), d.Weight, "a weight must be finite and not negative");
            }

            if (!double.IsNaN(d.Value) && d.Weight > 0)
            {
                used.Add(d);
            }
        }

        // Draws of one value share their weight evenly, so that neither their order nor the sign of the scale shows.
        (double Value, double Weight)[] sorted = [.. used.GroupBy(d => d.Value).OrderBy(g => g.Key).SelectMany(g => Enumerable.Repeat((g.Key, Even(g.Select(d => d.Weight))), g.Count()))];
        _values = [.. sorted.Select(d => d.Value)];
        _at = new double[sorted.Length];
        bool even = sorted.Length > 0 && sorted.All(d => d.Weight == sorted[0].Weight);
        for (int i = 1; i < sorted.Length; i++)
        {
            _at[i] = even ? i : _at[i - 1] + (0.5 * (sorted[i - 1].Weight + sorted[i].Weight));
        }
    }

    // The mean weight, which is the weight itself, to the bit, where all weigh the same.
    private static double Even(IEnumerable<double> weights)
    {
        double[] w = [.. weights.Order()];
        return w[0] == w[^1] ? w[0] : w.Sum() / w.Length;
    }

    /// <summary>Draws that count.</summary>
    public int Count => _values.Length;

    /// <summary>The quantile at .5; NaN without draws.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The value below which a share of the weight lies; NaN without draws.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside.</exception>
    public double Quantile(double share)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share lies from 0 to 1");
        }

        if (_values.Length == 0)
        {
            return double.NaN;
        }

        double at = share * _at[^1];
        int found = Array.BinarySearch(_at, at);
        int low = found >= 0 ? found : ~found - 1;
        return low + 1 >= _values.Length || at == _at[low] || _values[low] == _values[low + 1] ? _values[low]
            : _values[low] + ((at - _at[low]) / (_at[low + 1] - _at[low]) * (_values[low + 1] - _values[low]));
    }
}
