namespace Tumen.Estimation;

/// <summary>Standard errors that allow months near each other to depend: a sandwich with the scores' long-run covariance (Newey and West 1987, Econometrica 55:703-708, Bartlett's weights).</summary>
public static class DependentErrors
{
    /// <summary>One error for every parameter.</summary>
    /// <param name="fit">A fit; its scores by period and its covariance are used.</param>
    /// <param name="lengths">Periods of each unit, in the order of the scores: dependence does not reach from one unit into the next.</param>
    /// <param name="lags">Periods over which dependence is allowed, at least 0; with 0 it is the plain sandwich of expected information and outer products.</param>
    /// <returns>NaN for a parameter at a bound.</returns>
    public static double[] Of(FitResult fit, IReadOnlyList<int> lengths, int lags)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lags);
        int k = fit.Estimates.Length;
        if (lengths.Sum() != fit.Scores.Length)
        {
            throw new ArgumentException($"{lengths.Sum()} periods in the units, {fit.Scores.Length} scores", nameof(lengths));
        }

        // One row a period: the covariance times the score, so that the meat of the sandwich is already between its slices.
        double[][] influence = [.. fit.Scores.Select(s => Times(fit.Covariance, s, k))];
        var variance = new double[k];
        int start = 0;
        foreach (int length in lengths)
        {
            for (int lag = 0; lag <= lags && lag < length; lag++)
            {
                double weight = (lag == 0 ? 1 : 2) * (1 - (lag / (lags + 1.0)));
                for (int t = lag; t < length; t++)
                {
                    double[] now = influence[start + t], then = influence[start + t - lag];
                    for (int j = 0; j < k; j++)
                    {
                        variance[j] += weight * now[j] * then[j];
                    }
                }
            }

            start += length;
        }

        return [.. variance.Select((v, j) => fit.Estimates[j].Bound is null && v > 0 ? Math.Sqrt(v) : double.NaN)];
    }

    private static double[] Times(double[] a, double[] x, int k)
    {
        var y = new double[k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                y[i] += a[(i * k) + j] * x[j];
            }
        }

        return y;
    }
}
