namespace Tumen.Numerics;

/// <summary>In-place Cholesky factorisation of small dense symmetric matrices held row-major in spans; allocates nothing.</summary>
public static class Cholesky
{
    /// <summary>Overwrites the lower triangle of <paramref name="a"/> with L such that A = L Lᵀ.</summary>
    /// <param name="a">Row-major n × n; only the lower triangle is read.</param>
    /// <param name="n">Order.</param>
    /// <returns>False when a pivot is not safely positive; <paramref name="a"/> is then partly overwritten.</returns>
    public static bool Factor(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            Span<double> rowJ = a.Slice(j * n, n);
            double original = rowJ[j], pivot = original;
            for (int k = 0; k < j; k++) pivot -= rowJ[k] * rowJ[k];
            if (!(pivot > 1e-14 * Math.Abs(original)) || !double.IsFinite(pivot)) return false;
            double root = Math.Sqrt(pivot);
            rowJ[j] = root;
            for (int i = j + 1; i < n; i++)
            {
                Span<double> rowI = a.Slice(i * n, n);
                double sum = rowI[j];
                for (int k = 0; k < j; k++) sum -= rowI[k] * rowJ[k];
                rowI[j] = sum / root;
            }
        }
        return true;
    }

    /// <summary>Solves A x = b in place, given the factor left by <see cref="Factor"/>.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
            b[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = b[i];
            for (int k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k];
            b[i] = sum / factor[i * n + i];
        }
    }

    /// <summary>The inverse of a symmetric positive definite matrix.</summary>
    /// <param name="a">Row-major n × n; not changed.</param>
    /// <param name="n">Order.</param>
    /// <returns>The inverse, or null when the matrix is not positive definite.</returns>
    public static double[]? Inverse(ReadOnlySpan<double> a, int n)
    {
        double[] factor = a[..(n * n)].ToArray();
        if (!Factor(factor, n)) return null;
        var inverse = new double[n * n];
        var column = new double[n];
        for (int j = 0; j < n; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Solve(factor, n, column);
            for (int i = 0; i < n; i++) inverse[i * n + j] = column[i];
        }
        return inverse;
    }
}
