namespace Tumen.Numerics;

/// <summary>Inverse of a small dense matrix by Gauss–Jordan elimination with partial pivoting, without allocating (Golub and Van Loan 2013, §3.4); cost 2n³.</summary>
public static class SmallInverse
{
    /// <summary>Inverts in place.</summary>
    /// <param name="a">Row-major n × n; the inverse afterwards.</param>
    /// <param name="n">Order.</param>
    /// <param name="pivot">n integers of work space.</param>
    /// <returns>Sign of the determinant; 0 when the matrix is singular, and then <paramref name="a"/> is meaningless.</returns>
    public static int InPlace(Span<double> a, int n, Span<int> pivot)
    {
        int sign = 1;
        for (int k = 0; k < n; k++)
        {
            int best = k;
            double size = Math.Abs(a[(k * n) + k]);
            for (int i = k + 1; i < n; i++)
            {
                double v = Math.Abs(a[(i * n) + k]);
                if (v > size)
                {
                    size = v;
                    best = i;
                }
            }

            if (!(size > 0) || !double.IsFinite(size))
            {
                return 0;
            }

            pivot[k] = best;
            var row = a.Slice(k * n, n);
            if (best != k)
            {
                sign = -sign;
                var other = a.Slice(best * n, n);
                for (int j = 0; j < n; j++)
                {
                    (row[j], other[j]) = (other[j], row[j]);
                }
            }

            sign = row[k] < 0 ? -sign : sign;
            double inverse = 1 / row[k];
            row[k] = 1;
            for (int j = 0; j < n; j++)
            {
                row[j] *= inverse;
            }

            for (int i = 0; i < n; i++)
            {
                double l = a[(i * n) + k];
                if (i == k || l == 0)
                {
                    continue;
                }

                a[(i * n) + k] = 0;
                FixedOrder.AddScaled(a.Slice(i * n, n), row, -l);
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            if (pivot[k] != k)
            {
                for (int i = 0; i < n; i++)
                {
                    (a[(i * n) + k], a[(i * n) + pivot[k]]) = (a[(i * n) + pivot[k]], a[(i * n) + k]);
                }
            }
        }

        return sign;
    }
}
