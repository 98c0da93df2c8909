namespace Tumen.Estimation.Once;

/// <summary>Powers of two by which unknowns are measured, so that a covariate's unit matters to no search, inverse or test.</summary>
/// <remarks>Multiplying by a power of two is exact: a model whose covariates have sizes near 1 is computed to the same bits as without scales.</remarks>
internal static class UnitScales
{
    /// <summary>The power of two nearest to every unknown's spread; 1 where that is no positive number.</summary>
    public static double[] Of(ReadOnlySpan<double> spread)
    {
        var scales = new double[spread.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            scales[i] = spread[i] > 0 && double.IsFinite(spread[i]) ? Power(spread[i]) : 1;
        }

        return scales;
    }

    // By the exponent alone: 2^k with k nearest below, or one above from 2^k √2 on.
    private static double Power(double spread)
    {
        double power = Math.ScaleB(1, Math.ILogB(spread));
        return spread * spread >= 2 * power * power ? 2 * power : power;
    }

    /// <summary>Powers of two that bring a matrix's diagonal near 1; 1 where an entry is 0 or less.</summary>
    public static double[] OfDiagonal(ReadOnlySpan<double> matrix, int n)
    {
        var spread = new double[n];
        for (int i = 0; i < n; i++)
        {
            spread[i] = matrix[i * n + i] > 0 ? 1 / Math.Sqrt(matrix[i * n + i]) : 1;
        }

        return Of(spread);
    }

    /// <summary>The matrix with row and column i multiplied by scale i.</summary>
    public static double[] Scaled(ReadOnlySpan<double> matrix, ReadOnlySpan<double> scales)
    {
        int n = scales.Length;
        var scaled = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                scaled[i * n + j] = matrix[i * n + j] * scales[i] * scales[j];
            }
        }

        return scaled;
    }

    /// <summary>The inverse of a positive definite matrix, found on a diagonal near 1; null when it is not definite.</summary>
    public static double[]? Inverse(ReadOnlySpan<double> matrix, int n)
    {
        double[] scales = OfDiagonal(matrix, n);
        return Numerics.Cholesky.Inverse(Scaled(matrix, scales), n) is { } inverse ? Scaled(inverse, scales) : null;
    }
}
