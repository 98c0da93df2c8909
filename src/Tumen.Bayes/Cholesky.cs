using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Cholesky factor of a small covariance, A = L Lᵀ.</summary>
public sealed class Cholesky
{
    private readonly double[] _l;
    private readonly int _n;

    private Cholesky(double[] l, int n)
    {
        _l = l;
        _n = n;
        for (int i = 0; i < n; i++)
        {
            LogDeterminant += 2 * Elementary.Log(l[(i * n) + i]);
        }
    }

    /// <summary>log det A.</summary>
    public double LogDeterminant { get; }

    /// <summary>Factors a symmetric matrix; a diagonal that is not positive is lifted to a tenth of a billionth of the largest, so that degenerate sample covariances still give a factor.</summary>
    /// <param name="a">Row-major n × n.</param>
    /// <param name="n">Order.</param>
    public static Cholesky Of(double[] a, int n)
    {
        var l = new double[n * n];
        double top = 1e-300;
        for (int i = 0; i < n; i++)
        {
            top = Math.Max(top, a[(i * n) + i]);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= l[(i * n) + k] * l[(j * n) + k];
                }

                l[(i * n) + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-10 * top)) : sum / l[(j * n) + j];
            }
        }

        return new Cholesky(l, n);
    }

    /// <summary>L v.</summary>
    public double[] Times(ReadOnlySpan<double> v)
    {
        var y = new double[_n];
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                y[i] += _l[(i * _n) + j] * v[j];
            }
        }

        return y;
    }

    /// <summary>Lᵀ v.</summary>
    public double[] TransposedTimes(ReadOnlySpan<double> v)
    {
        var y = new double[_n];
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                y[j] += _l[(i * _n) + j] * v[i];
            }
        }

        return y;
    }

    /// <summary>L⁻ᵀ v: with v standard normal, a draw whose covariance is A⁻¹.</summary>
    public double[] InverseTransposedTimes(ReadOnlySpan<double> v)
    {
        var y = v.ToArray();
        for (int i = _n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < _n; j++)
            {
                y[i] -= _l[(j * _n) + i] * y[j];
            }

            y[i] /= _l[(i * _n) + i];
        }

        return y;
    }

    /// <summary>dᵀ A⁻¹ d; A⁻¹ d goes to <paramref name="solved"/> unless it is empty.</summary>
    public double InverseQuadratic(ReadOnlySpan<double> d, Span<double> solved)
    {
        var y = d.ToArray();
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                y[i] -= _l[(i * _n) + j] * y[j];
            }

            y[i] /= _l[(i * _n) + i];
        }

        double q = FixedOrder.Dot(y, y);
        if (solved.Length > 0)
        {
            InverseTransposedTimes(y).CopyTo(solved);
        }

        return q;
    }
}
