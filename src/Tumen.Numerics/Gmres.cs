namespace Tumen.Numerics;

/// <summary>Restarted GMRES for A x = b with A given as a product (Saad and Schultz 1986, SIAM J. Sci. Stat. Comput. 7:856-869).</summary>
public static class Gmres
{
    // A restart that gains next to nothing at this relative residual has met round-off; more would only spend products.
    private const double RoundOff = 1e-12, Stagnates = 0.5;

    /// <summary>A linear map: y = A x. The two spans never overlap.</summary>
    public delegate void Product(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>Solves in place, starting from what <paramref name="x"/> holds.</summary>
    /// <param name="product">The map.</param>
    /// <param name="b">Right-hand side.</param>
    /// <param name="x">Start and result.</param>
    /// <param name="relativeTolerance">Stop when ‖b − A x‖ ≤ this times ‖b‖.</param>
    /// <param name="maximumProducts">Most products to spend.</param>
    /// <param name="restart">Basis size.</param>
    /// <param name="space">restart + 1 places for basis vectors, filled when first needed and used again by later calls of the same order; null for new ones.</param>
    /// <returns>The relative residual reached and the products spent.</returns>
    public static (double RelativeResidual, int Products) Solve(
        Product product, ReadOnlySpan<double> b, Span<double> x, double relativeTolerance, int maximumProducts, int restart = 60, double[][]? space = null)
    {
        int n = b.Length, spent = 0;
        double scale = FixedOrder.Norm(b);
        if (scale == 0)
        {
            x.Clear();
            return (0, 0);
        }

        var basis = space is not null && space.Length > restart ? space : new double[restart + 1][];
        var h = new double[restart + 1, restart];
        double[] cs = new double[restart], sn = new double[restart], g = new double[restart + 1], r = new double[n];
        double before = double.PositiveInfinity;
        while (true)
        {
            product(x, r);
            spent++;
            for (int i = 0; i < n; i++)
            {
                r[i] = b[i] - r[i];
            }

            double beta = FixedOrder.Norm(r);
            if (!(beta > relativeTolerance * scale) || spent >= maximumProducts || (beta > Stagnates * before && beta <= RoundOff * scale))
            {
                return (beta / scale, spent);
            }

            before = beta;

            basis[0] ??= new double[n];
            for (int i = 0; i < n; i++)
            {
                basis[0][i] = r[i] / beta;
            }

            Array.Clear(g);
            g[0] = beta;
            int k = 0;
            while (k < restart && spent < maximumProducts)
            {
                var w = basis[k + 1] ??= new double[n];
                product(basis[k], w);
                spent++;
                for (int i = 0; i <= k; i++)
                {
                    h[i, k] = FixedOrder.Dot(w, basis[i]);
                    FixedOrder.AddScaled(w, basis[i], -h[i, k]);
                }

                double norm = FixedOrder.Norm(w);
                h[k + 1, k] = norm;
                if (norm > 0)
                {
                    for (int i = 0; i < n; i++)
                    {
                        w[i] /= norm;
                    }
                }

                for (int i = 0; i < k; i++)
                {
                    (h[i, k], h[i + 1, k]) = ((cs[i] * h[i, k]) + (sn[i] * h[i + 1, k]), (cs[i] * h[i + 1, k]) - (sn[i] * h[i, k]));
                }

                double d = Math.Sqrt((h[k, k] * h[k, k]) + (norm * norm));
                cs[k] = d == 0 ? 1 : h[k, k] / d;
                sn[k] = d == 0 ? 0 : norm / d;
                h[k, k] = d;
                g[k + 1] = -sn[k] * g[k];
                g[k] *= cs[k];
                k++;
                if (!(Math.Abs(g[k]) > relativeTolerance * scale) || norm == 0)
                {
                    break;
                }
            }

            for (int i = k - 1; i >= 0; i--)
            {
                double y = g[i];
                for (int j = i + 1; j < k; j++)
                {
                    y -= h[i, j] * g[j];
                }

                g[i] = h[i, i] == 0 ? 0 : y / h[i, i];
            }

            for (int i = 0; i < k; i++)
            {
                FixedOrder.AddScaled(x, basis[i], g[i]);
            }
        }
    }
}
