using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>Where a parameter that sits at a bound would go if it were let: a score test of the bound.</summary>
/// <param name="Value">One-step estimate without the bound: bound + g / I, with I its information given the other interior parameters.</param>
/// <param name="Error">Standard error of it, 1/√I.</param>
/// <param name="Chance">Two-sided chance of a pull as strong by luck, were the true value at the bound.</param>
/// <remarks>Rao (1948); with the expected information, so that it needs no second fit. A sign restriction that the record presses against hard is to be doubted.</remarks>
public sealed record BoundPull(double Value, double Error, double Chance)
{
    /// <summary>Tests one bound.</summary>
    /// <param name="fit">A fit.</param>
    /// <param name="k">A parameter at a bound.</param>
    /// <returns>Null when the record holds no information on it.</returns>
    public static BoundPull? Of(FitResult fit, int k)
    {
        int count = fit.Estimates.Length;
        int[] inside = [.. Enumerable.Range(0, count).Where(j => fit.Estimates[j].Bound is null)];
        double information = fit.Information[(k * count) + k];
        if (inside.Length > 0)
        {
            int f = inside.Length;
            double[] a = new double[f * f], b = [.. inside.Select(j => fit.Information[(j * count) + k])], x = [.. b];
            for (int i = 0; i < f; i++)
            {
                for (int j = 0; j < f; j++)
                {
                    a[(i * f) + j] = fit.Information[(inside[i] * count) + inside[j]] + (i == j ? 1e-10 : 0);
                }
            }

            DenseLu.FactorInPlace(a, f).Solve(x, 1);
            information -= b.Zip(x, (p, q) => p * q).Sum();
        }

        if (!(information > 1e-8))
        {
            return null;
        }

        double g = fit.Estimates[k].Gradient, z = g / Math.Sqrt(information);
        return new BoundPull(fit.Estimates[k].Value + (g / information), 1 / Math.Sqrt(information), Gamma.ChiSquareUpper(z * z, 1));
    }
}
