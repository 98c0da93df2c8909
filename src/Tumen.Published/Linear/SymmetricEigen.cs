namespace Tumen.Published.Linear;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.</summary>
public sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, double[] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>Eigenvalues, ascending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Row-major n × n; row i is the unit eigenvector of the i-th value.</summary>
    public IReadOnlyList<double> Vectors { get; }

    /// <summary>Decomposes a symmetric matrix.</summary>
    /// <param name="matrix">Row-major n × n; not changed.</param>
    /// <param name="n">Order.</param>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int n)
    {
        double[] a = matrix[..(n * n)].ToArray();
        var v = new double[n * n];
        for (int i = 0; i < n; i++) v[i * n + i] = 1;
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double off = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++) off = Math.Max(off, Math.Abs(a[i * n + j]) / (Math.Sqrt(Math.Abs(a[i * n + i] * a[j * n + j])) + 1e-300));
            if (off < 1e-15) break;
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) Rotate(a, v, n, p, q);
        }
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i * n + i])];
        var vectors = new double[n * n];
        for (int k = 0; k < n; k++) Array.Copy(v, order[k] * n, vectors, k * n, n);
        return new SymmetricEigen([.. order.Select(i => a[i * n + i])], vectors);
    }

    private static void Rotate(double[] a, double[] v, int n, int p, int q)
    {
        double apq = a[p * n + q];
        if (apq == 0) return;
        double tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = tau >= 0 ? 1 / (tau + Math.Sqrt(1 + tau * tau)) : 1 / (tau - Math.Sqrt(1 + tau * tau));
        double c = 1 / Math.Sqrt(1 + t * t), s = t * c;
        for (int k = 0; k < n; k++)
        {
            double akp = a[k * n + p], akq = a[k * n + q];
            a[k * n + p] = c * akp - s * akq;
            a[k * n + q] = s * akp + c * akq;
        }
        for (int k = 0; k < n; k++)
        {
            double apk = a[p * n + k], aqk = a[q * n + k];
            a[p * n + k] = c * apk - s * aqk;
            a[q * n + k] = s * apk + c * aqk;
            double vpk = v[p * n + k], vqk = v[q * n + k];
            v[p * n + k] = c * vpk - s * vqk;
            v[q * n + k] = s * vpk + c * vqk;
        }
        a[p * n + q] = a[q * n + p] = 0;
    }
}
