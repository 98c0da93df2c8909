using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>How long the turns of a two-event cycle take in the long run, in months.</summary>
/// <param name="FirstEvery">Mean months between two occurrences of the first event.</param>
/// <param name="SecondEvery">Mean months between two occurrences of the second event.</param>
/// <param name="FirstToSecond">Mean months from the first event that opens a turn to the next second event.</param>
/// <param name="SecondToFirst">Mean months from there to the next first event.</param>
/// <param name="Whole">Mean length of a whole cycle: the sum of the two.</param>
public sealed record CycleTimes(double FirstEvery, double SecondEvery, double FirstToSecond, double SecondToFirst, double Whole);

/// <summary>A spectrum in the long run.</summary>
/// <param name="Mean">Mean of the series.</param>
/// <param name="Variance">Variance of the series.</param>
/// <param name="Autocorrelations">Autocorrelation at lags 1, 2, … months.</param>
/// <param name="Periods">Periods in months.</param>
/// <param name="Densities">Spectral density at each period, as a share of white noise of the same variance: 1 everywhere means no rhythm.</param>
/// <param name="PeakPeriod">Period of the highest density, in months.</param>
/// <param name="PeakHeight">That density.</param>
public sealed record SpectrumOfPlay(
    double Mean, double Variance, double[] Autocorrelations, double[] Periods, double[] Densities, double PeakPeriod, double PeakHeight);

/// <summary>Return times and rhythm of play.</summary>
public static class Cycle
{
    /// <summary>
    /// Turns of the cycle first event → second event → first event …, exactly: the chain is doubled by which of the two came last; the long-run
    /// rate of changes gives every mean (Kac 1947; Little 1961). When both come in one month, the awaited one counts.
    /// </summary>
    /// <param name="play">The play.</param>
    /// <param name="first">First event, for example a provocation.</param>
    /// <param name="second">Second event, for example talks.</param>
    /// <param name="start">Start law over states (it only matters when there are several closed classes).</param>
    public static CycleTimes Of(Play play, Func<int, int, bool> first, Func<int, int, bool> second, ReadOnlySpan<double> start)
    {
        int n = play.States.Count;
        var blocks = SparseRows.Blocks(
            play.Weighted((s, p) => second(s, p) ? 0 : 1), play.Weighted((s, p) => second(s, p) ? 1 : 0),
            play.Weighted((s, p) => first(s, p) ? 1 : 0), play.Weighted((s, p) => first(s, p) ? 0 : 1));
        var from = new double[2 * n];
        start.CopyTo(from);
        var law = LongRun.Of(blocks, from).Shares;
        double[] a = play.Chance(first), b = play.Chance(second);
        double firstRate = 0, secondRate = 0, turns = 0, waitingSecond = 0;
        for (int s = 0; s < n; s++)
        {
            firstRate += (law[s] + law[n + s]) * a[s];
            secondRate += (law[s] + law[n + s]) * b[s];
            turns += law[s] * b[s];
            waitingSecond += law[s];
        }

        return new CycleTimes(1 / firstRate, 1 / secondRate, waitingSecond / turns, (1 - waitingSecond) / turns, 1 / turns);
    }

    /// <summary>Spectrum of a series in the long run, from its autocovariances to the lag at which they vanish (1e-10 of the variance).</summary>
    /// <param name="play">The play.</param>
    /// <param name="longRun">Stationary law.</param>
    /// <param name="series">Value of the series per (state, joint move).</param>
    /// <param name="periods">Periods in months at which the density is wanted; each at least 2.</param>
    /// <param name="lags">How many autocorrelations to return.</param>
    public static SpectrumOfPlay Spectrum(Play play, ReadOnlySpan<double> longRun, Func<int, int, double> series, IReadOnlyList<double> periods, int lags = 120)
    {
        int n = play.States.Count;
        double[] expected = play.Expected(series), square = play.Expected((s, p) => series(s, p) * series(s, p));
        double mean = 0, variance = 0;
        for (int s = 0; s < n; s++)
        {
            mean += longRun[s] * expected[s];
            variance += longRun[s] * square[s];
        }

        variance -= mean * mean;
        var now = new double[n];
        double[] law = longRun.ToArray(), next = new double[n];
        play.Weighted((s, p) => series(s, p) - mean).Left(law, now); // Σ π (x − m) φ: where the deviation leads
        var correlations = new List<double>();
        for (int lag = 1; lag <= 20_000; lag++)
        {
            double c = 0;
            for (int s = 0; s < n; s++)
            {
                c += now[s] * (expected[s] - mean);
            }

            correlations.Add(variance > 0 ? c / variance : 0);
            double left = 0;
            for (int s = 0; s < n; s++)
            {
                left += Math.Abs(now[s]);
            }

            if (left < 1e-10 * Math.Sqrt(Math.Max(variance, 1e-300)) || variance <= 0)
            {
                break;
            }

            play.Chain.Left(now, next);
            (now, next) = (next, now);
        }

        double[] densities = [.. periods.Select(period => Density(correlations, period))];
        int peak = densities.Length == 0 ? -1 : Array.IndexOf(densities, densities.Max());
        return new SpectrumOfPlay(
            mean, variance, [.. correlations.Take(lags)], [.. periods], densities, peak < 0 ? double.NaN : periods[peak], peak < 0 ? double.NaN : densities[peak]);
    }

    private static double Density(List<double> correlations, double period)
    {
        double sum = 1, w = 2 * Math.PI / period;
        for (int h = 1; h <= correlations.Count; h++)
        {
            sum += 2 * correlations[h - 1] * Elementary.Cos(w * h);
        }

        return sum;
    }
}
