using Tumen.Numerics.Special;

namespace Tumen.Numerics;

/// <summary>Whether two fitted models that share a part can be told apart at all: the variance test that comes before Vuong's.</summary>
/// <remarks>
/// Vuong (1989), Econometrica 57(2), theorem 6: where two overlapping models coincide at their best, Σ (d − mean d)² of the row differences d is distributed as
/// Σ λ² Z², λ the eigenvalues of B^½ diag(I₁⁻¹, −I₂⁻¹) B^½, with B the outer product of both models' row scores and I the information of each.
/// Vuong's z is standard normal only where this is refuted.
/// </remarks>
/// <param name="Statistic">Σ (d − mean d)².</param>
/// <param name="P">Chance of a statistic this large where the models coincide.</param>
/// <param name="Weights">λ².</param>
public sealed record DistinctModels(double Statistic, double P, IReadOnlyList<double> Weights)
{
    /// <summary>Runs the test.</summary>
    /// <param name="differences">Row log-likelihoods of the first less those of the second.</param>
    /// <param name="first">Scores of the first, row-major n × k₁.</param>
    /// <param name="firstInverse">Inverse information of the first, row-major k₁ × k₁.</param>
    /// <param name="second">Scores of the second, row-major n × k₂.</param>
    /// <param name="secondInverse">Inverse information of the second, row-major k₂ × k₂.</param>
    public static DistinctModels Of(
        IReadOnlyList<double> differences, ReadOnlySpan<double> first, ReadOnlySpan<double> firstInverse, ReadOnlySpan<double> second, ReadOnlySpan<double> secondInverse)
    {
        int n = differences.Count, p = (int)Math.Round(Math.Sqrt(firstInverse.Length)), q = (int)Math.Round(Math.Sqrt(secondInverse.Length)), k = p + q;
        // Scores in units of their own size: no covariate's unit matters.
        var size = new double[k];
        var both = new double[n * k];
        for (int r = 0; r < n; r++)
        {
            for (int i = 0; i < k; i++)
            {
                both[(r * k) + i] = i < p ? first[(r * p) + i] : second[(r * q) + i - p];
                size[i] += both[(r * k) + i] * both[(r * k) + i];
            }
        }

        for (int i = 0; i < k; i++)
        {
            size[i] = size[i] > 0 ? Math.Sqrt(size[i]) : 1;
        }

        var outer = new double[k * k];
        for (int r = 0; r < n; r++)
        {
            for (int i = 0; i < k; i++)
            {
                double si = both[(r * k) + i] / size[i];
                for (int j = 0; j < k; j++)
                {
                    outer[(i * k) + j] += si * both[(r * k) + j] / size[j];
                }
            }
        }

        var middle = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                middle[(i * k) + j] = i < p && j < p ? firstInverse[(i * p) + j] * size[i] * size[j] : i >= p && j >= p ? -secondInverse[((i - p) * q) + j - p] * size[i] * size[j] : 0;
            }
        }

        double[] root = Root(outer, k);
        double[] weights = [.. SymmetricEigen.Of(DenseMatrix.Multiply(DenseMatrix.Multiply(root, middle, k, k, k), root, k, k, k), k).Values.Select(v => v * v)];
        double mean = differences.Sum() / n, statistic = differences.Sum(d => (d - mean) * (d - mean));
        return new DistinctModels(statistic, ChiSquareMixture.Upper(weights, statistic), weights);
    }

    private static double[] Root(double[] matrix, int k)
    {
        var eigen = SymmetricEigen.Of(matrix, k);
        var root = new double[k * k];
        for (int e = 0; e < k; e++)
        {
            double value = Math.Sqrt(Math.Max(0, eigen.Values[e]));
            for (int i = 0; i < k; i++)
            {
                for (int j = 0; j < k; j++)
                {
                    root[(i * k) + j] += value * eigen.Vectors[e][i] * eigen.Vectors[e][j];
                }
            }
        }

        return root;
    }
}
