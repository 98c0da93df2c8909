using Tumen.Numerics;

namespace Tumen.Bench;

/// <summary>Ordinary least squares with standard errors.</summary>
internal static class LeastSquares
{
    /// <summary>Coefficients, their standard errors and the residual standard deviation.</summary>
    public static (double[] Coefficients, double[] Errors, double Spread) Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> y)
    {
        int k = rows[0].Length, count = rows.Count;
        var normal = new double[k * k];
        var right = new double[k];
        for (int r = 0; r < count; r++)
        {
            for (int i = 0; i < k; i++)
            {
                right[i] += rows[r][i] * y[r];
                for (int j = 0; j < k; j++)
                {
                    normal[(i * k) + j] += rows[r][i] * rows[r][j];
                }
            }
        }

        double[] inverse = DenseLu.InverseOf(normal, k) ?? throw new InvalidOperationException("the sizes do not vary in every direction");
        double[] c = [.. Enumerable.Range(0, k).Select(i => FixedOrder.Dot(inverse.AsSpan(i * k, k), right))];
        double left = Enumerable.Range(0, count).Sum(r => Math.Pow(y[r] - FixedOrder.Dot(rows[r], c), 2));
        double variance = left / Math.Max(1, count - k);
        return (c, [.. Enumerable.Range(0, k).Select(i => Math.Sqrt(variance * inverse[(i * k) + i]))], Math.Sqrt(variance));
    }
}
