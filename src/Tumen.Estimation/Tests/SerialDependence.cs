using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>Whether something that lasts was left out: under a true theory a month's score says nothing of the next month's.</summary>
/// <remarks>
/// The dynamic information-matrix test (White 1987, in Bewley, Advances in Econometrics: Fifth World Congress, vol. 1): for parameter k the products s_{k,t} s_{k,t−1} have mean zero. Taken as the
/// explained sum of squares of a regression of ones on the scores and the product, which allows for the parameters having been estimated; χ² with one degree of freedom.
/// </remarks>
public static class SerialDependence
{
    /// <summary>One test for every parameter.</summary>
    /// <param name="scores">Scores by period, each of K numbers, at the maximum.</param>
    /// <param name="interior">Whether each of the K parameters is away from its bounds.</param>
    /// <returns>Per parameter: correlation of a month's score with the month before's, and the chance of a larger statistic by luck; NaN for one at a bound or without variation.</returns>
    public static (double Correlation, double Chance)[] Of(double[][] scores, bool[] interior)
    {
        int[] inside = [.. Enumerable.Range(0, interior.Length).Where(j => interior[j])];
        var result = new (double, double)[interior.Length];
        Array.Fill(result, (double.NaN, double.NaN));
        int f = inside.Length, periods = scores.Length;
        if (periods <= f + 2)
        {
            return result;
        }

        foreach (int k in inside)
        {
            double squares = 0, product = 0;
            for (int t = 0; t < periods; t++)
            {
                squares += scores[t][k] * scores[t][k];
                product += t > 0 ? scores[t][k] * scores[t - 1][k] : 0;
            }

            if (squares > 0)
            {
                result[k] = (product / squares, Chance(scores, inside, k));
            }
        }

        return result;
    }

    private static double Chance(double[][] scores, int[] inside, int k)
    {
        int n = inside.Length + 1;
        double[] a = new double[n * n], b = new double[n], row = new double[n];
        for (int t = 1; t < scores.Length; t++)
        {
            for (int i = 0; i < inside.Length; i++)
            {
                row[i] = scores[t][inside[i]];
            }

            row[^1] = scores[t][k] * scores[t - 1][k];
            for (int i = 0; i < n; i++)
            {
                b[i] += row[i];
                for (int j = 0; j < n; j++)
                {
                    a[(i * n) + j] += row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] += 1e-12 * Math.Max(a[(i * n) + i], 1e-12);
        }

        double[] x = [.. b];
        DenseLu.FactorInPlace(a, n).Solve(x, 1);
        return Gamma.ChiSquareUpper(Math.Max(0, x.Zip(b, (p, q) => p * q).Sum()), 1);
    }
}
