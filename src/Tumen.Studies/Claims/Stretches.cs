using System.Collections.Immutable;
using Tumen.Numerics.Special;

namespace Tumen.Studies;

/// <summary>Compares rates in two stretches of time. Each stretch has its own long-run variance: runs of like months count within a stretch, and nothing is resampled across the two.</summary>
/// <remarks>Newey and West 1987, Econometrica 55, 703-708. A stretch in which the outcome never, or always, holds shows no spread; it gets that of one month more of either kind (Agresti and Coull 1998).</remarks>
internal static class Stretches
{
    /// <summary>Months back to which a month may resemble another.</summary>
    public const int Lags = 6;

    private const double Wide = 1.959963984540054;

    /// <summary>The difference of two rates with a 95 % interval.</summary>
    /// <param name="units">Per unit and month: whether all cells are known, the outcome holds, the month is inside, and outside.</param>
    /// <param name="rateIn">Rate inside.</param>
    /// <param name="rateOut">Rate outside.</param>
    /// <param name="countIn">Months inside.</param>
    /// <param name="countOut">Months outside.</param>
    /// <param name="hits">Months inside in which the outcome holds.</param>
    public static MonthCounts.Difference Compare(
        IReadOnlyList<(bool Known, bool Outcome, bool In, bool Out)[]> units, double rateIn, double rateOut, int countIn, int countOut, ImmutableArray<(int Unit, int Period)> hits)
    {
        double[][] inside = [.. units.Select(u => u.Select(m => m.Known && m.In ? (m.Outcome ? 1 : 0) - rateIn : 0).ToArray())];
        double[][] outside = [.. units.Select(u => u.Select(m => m.Known && m.Out ? (m.Outcome ? 1 : 0) - rateOut : 0).ToArray())];
        double difference = rateIn - rateOut, error = Math.Sqrt(Variance(inside, rateIn, countIn) + Variance(outside, rateOut, countOut));
        return new MonthCounts.Difference(rateIn, countIn, rateOut, countOut, difference - (Wide * error), difference + (Wide * error), hits)
        {
            Chance = error > 0 ? 2 * Normal.Cdf(-Math.Abs(difference) / error) : double.NaN,
            By = $"within each stretch, errors that allow {Lags} months of dependence",
        };
    }

    /// <summary>Variance of a rate from residuals that are zero outside the stretch.</summary>
    internal static double Variance(double[][] residuals, double rate, int count)
    {
        if (count < 2)
        {
            return double.NaN;
        }

        var (sum, square) = LongRun(residuals);
        double shrunk = ((rate * count) + 1) / (count + 2);
        return square > 0 ? sum / ((double)count * count) : shrunk * (1 - shrunk) / (count + 2);
    }

    /// <summary>Sum over months, and months back, of products of residuals with Bartlett's weights (never negative), and of their squares alone.</summary>
    internal static (double Sum, double Square) LongRun(double[][] residuals)
    {
        double sum = 0, square = 0;
        foreach (double[] r in residuals)
        {
            for (int lag = 0; lag <= Lags; lag++)
            {
                double product = 0;
                for (int t = lag; t < r.Length; t++)
                {
                    product += r[t] * r[t - lag];
                }

                square += lag == 0 ? product : 0;
                sum += (lag == 0 ? 1 : 2 * (1 - (lag / (Lags + 1.0)))) * product;
            }
        }

        return (Math.Max(sum, 0), square);
    }
}
