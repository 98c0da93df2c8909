namespace Tumen.Numerics;

/// <summary>Singular values and right singular vectors of tall matrices by one-sided Jacobi rotations (Hestenes 1958, J. SIAM 6:51-90), accurate relative to the largest value down to rounding.</summary>
public sealed class SingularValues
{
    private SingularValues(double[] values, double[][] vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>Singular values, largest first; one per column.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Unit right singular vectors in the order of <see cref="Values"/>.</summary>
    public IReadOnlyList<double[]> Vectors { get; }

    /// <summary>Number of values above a share of the largest; 0 for a matrix of zeros.</summary>
    public int Rank(double share) => Values.Count(v => v > 0 && v > share * Values[0]);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="rows">Rows of equal length; at least one.</param>
    public static SingularValues Of(IReadOnlyList<double[]> rows)
    {
        int n = rows[0].Length;
        double[][] column = [.. Enumerable.Range(0, n).Select(j => rows.Select(r => r[j]).ToArray())];
        double[][] vector = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Select(i => i == j ? 1.0 : 0).ToArray())];
        for (int sweep = 0; sweep < 60; sweep++)
        {
            bool turned = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    turned |= Rotate(column[p], column[q], vector[p], vector[q]);
                }
            }

            if (!turned)
            {
                break;
            }
        }

        double[] sizes = [.. column.Select(c => Math.Sqrt(FixedOrder.Dot(c, c)))];
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(j => sizes[j])];
        return new SingularValues([.. order.Select(j => sizes[j])], [.. order.Select(j => vector[j])]);
    }

    /// <summary>The triangular factor R of a QR decomposition by Householder reflections: as many rows as columns, with the singular values and vectors of the matrix.</summary>
    /// <param name="rows">Rows of equal length.</param>
    public static double[][] Triangle(IReadOnlyList<double[]> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        int m = rows.Count, n = rows[0].Length;
        double[][] a = [.. rows.Select(r => (double[])r.Clone())];
        var v = new double[m];
        for (int k = 0; k < Math.Min(m - 1, n); k++)
        {
            double size = 0;
            for (int i = k; i < m; i++)
            {
                size += a[i][k] * a[i][k];
            }

            size = Math.Sqrt(size);
            if (size == 0)
            {
                continue;
            }

            double length = 0;
            for (int i = k; i < m; i++)
            {
                v[i] = a[i][k] + (i == k ? Math.CopySign(size, a[k][k]) : 0);
                length += v[i] * v[i];
            }

            for (int j = k; j < n; j++)
            {
                double dot = 0;
                for (int i = k; i < m; i++)
                {
                    dot += v[i] * a[i][j];
                }

                for (int i = k; i < m; i++)
                {
                    a[i][j] -= 2 * dot / length * v[i];
                }
            }
        }

        return [.. a.Take(Math.Min(m, n)).Select((r, i) => r.Select((x, j) => j < i ? 0 : x).ToArray())];
    }

    // Makes two columns orthogonal; false when they are.
    private static bool Rotate(double[] x, double[] y, double[] u, double[] w)
    {
        double xx = FixedOrder.Dot(x, x), yy = FixedOrder.Dot(y, y), xy = FixedOrder.Dot(x, y);
        if (Math.Abs(xy) <= 1e-15 * Math.Sqrt(xx * yy) || xy == 0)
        {
            return false;
        }

        double zeta = (yy - xx) / (2 * xy), t = Math.CopySign(1 / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), zeta), c = 1 / Math.Sqrt(1 + (t * t)), s = c * t;
        Turn(x, y, c, s);
        Turn(u, w, c, s);
        return true;
    }

    private static void Turn(double[] x, double[] y, double c, double s)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) - (s * y[i]), (s * x[i]) + (c * y[i]));
        }
    }
}
