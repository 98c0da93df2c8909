namespace Tumen.Numerics;

/// <summary>Products of small dense row-major matrices.</summary>
public static class DenseMatrix
{
    /// <summary>A (m × n) times B (n × p), row-major.</summary>
    public static double[] Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int m, int n, int p)
    {
        var c = new double[m * p];
        for (int i = 0; i < m; i++)
            for (int k = 0; k < n; k++)
            {
                double aik = a[i * n + k];
                if (aik == 0) continue;
                FixedOrder.AddScaled(c.AsSpan(i * p, p), b.Slice(k * p, p), aik);
            }
        return c;
    }

    /// <summary>The transpose of an m × n matrix.</summary>
    public static double[] Transpose(ReadOnlySpan<double> a, int m, int n)
    {
        var t = new double[m * n];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++) t[j * m + i] = a[i * n + j];
        return t;
    }
}
