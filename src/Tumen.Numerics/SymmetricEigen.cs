namespace Tumen.Numerics;

/// <summary>Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan 2013, §8.5); cost about 10 n³.</summary>
public sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, double[][] vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>Eigenvalues, ascending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Unit eigenvectors in the order of <see cref="Values"/>.</summary>
    public IReadOnlyList<double[]> Vectors { get; }

    /// <summary>Decomposes a symmetric matrix.</summary>
    /// <param name="matrix">Row-major n × n; only symmetry is assumed.</param>
    /// <param name="n">Order.</param>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int n)
    {
        double[] a = matrix[..(n * n)].ToArray(), v = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            v[(i * n) + i] = 1;
        }

        for (int sweep = 0; sweep < 60 && Coupled(a, n); sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        var order = Enumerable.Range(0, n).OrderBy(i => a[(i * n) + i]).ToArray();
        return new SymmetricEigen(
            [.. order.Select(i => a[(i * n) + i])],
            [.. order.Select(i => Enumerable.Range(0, n).Select(r => v[(r * n) + i]).ToArray())]);
    }

    /// <summary>Whether some entry off the diagonal still matters beside its own two diagonal entries, so that small eigenvalues of a graded matrix keep their digits.</summary>
    private static bool Coupled(double[] a, int n)
    {
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            largest = Math.Max(largest, Math.Abs(a[(i * n) + i]));
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = Math.Abs(a[(i * n) + j]);
                if (x > 1e-15 * Math.Sqrt(Math.Abs(a[(i * n) + i] * a[(j * n) + j])) && x > 1e-26 * largest)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Rotate(double[] a, double[] v, int n, int p, int q)
    {
        double apq = a[(p * n) + q];
        if (apq == 0)
        {
            return;
        }

        double theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        for (int k = 0; k < n; k++)
        {
            double x = a[(k * n) + p], y = a[(k * n) + q];
            a[(k * n) + p] = (c * x) - (s * y);
            a[(k * n) + q] = (s * x) + (c * y);
        }

        for (int k = 0; k < n; k++)
        {
            double x = a[(p * n) + k], y = a[(q * n) + k];
            a[(p * n) + k] = (c * x) - (s * y);
            a[(q * n) + k] = (s * x) + (c * y);
            x = v[(k * n) + p];
            y = v[(k * n) + q];
            v[(k * n) + p] = (c * x) - (s * y);
            v[(k * n) + q] = (s * x) + (c * y);
        }

        a[(p * n) + q] = a[(q * n) + p] = 0;
    }
}
