using System.Collections.Immutable;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>Laplace's approximation at a mode that may touch its bounds or be flat in some parameters.</summary>
/// <param name="Covariance">K × K: inverse curvature over the interior parameters; zero rows at bounds; the prior's own variance on the diagonal of a flat one.</param>
/// <param name="LogDeterminant">log det of the curvature over the interior parameters.</param>
/// <param name="LogBoundary">(f/2) log 2π, the log mass left by truncation, and the log integrals of parameters at a bound or without curvature.</param>
/// <param name="Edges">The one-sided posterior of every parameter at a bound.</param>
internal sealed record Laplace(double[] Covariance, double LogDeterminant, double LogBoundary, ImmutableArray<BoundEdge> Edges)
{
    // Curvature below this, for a parameter with a flat prior, means that the record says nothing about it.
    private const double Flat = 1e-9;

    /// <summary>Works it out.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="x">Mode.</param>
    /// <param name="gradient">Gradient of the objective.</param>
    /// <param name="curvature">Minus its second derivatives, K × K.</param>
    /// <param name="free">Which parameters lie inside their bounds.</param>
    public static Laplace Of(ParameterSpace space, double[] x, double[] gradient, double[] curvature, bool[] free)
    {
        int k = x.Length;
        double log = 0;
        var interior = (bool[])free.Clone();
        for (int j = 0; j < k; j++)
        {
            if (free[j] && Math.Abs(curvature[(j * k) + j]) < Flat * space.Units[j] * space.Units[j])
            {
                interior[j] = false;
                log += Elementary.Log(space.Free[j].Upper - space.Free[j].Lower);
            }
        }

        var (covariance, determinant) = Summary.Invert(curvature, interior, space.Units);
        log += 0.5 * interior.Count(b => b) * Elementary.Log(2 * Math.PI);
        var edges = ImmutableArray.CreateBuilder<BoundEdge>();
        for (int j = 0; j < k; j++)
        {
            var p = space.Free[j];
            if (interior[j])
            {
                // Mass of the normal that lies within the bounds.
                double sd = Math.Sqrt(Math.Max(0, covariance[(j * k) + j]));
                log += sd > 0 ? Elementary.Log(Math.Max(1e-300, Normal.Cdf((p.Upper - x[j]) / sd) - Normal.Cdf((p.Lower - x[j]) / sd))) : 0;
            }
            else if (free[j])
            {
                double width = p.Upper - p.Lower;
                covariance[(j * k) + j] = width * width / 12;
            }
            else
            {
                // At the end of a chance's range its likelihood is (1 − d)^g, which bends by g; the expected information there grows without limit and says nothing.
                double slope = Math.Abs(gradient[j]), own = p.Kind == ParameterKind.Chance ? slope : Conditional(curvature, covariance, interior, j, k);
                var edge = new BoundEdge(j, slope, own > Flat ? own : 0, Following(curvature, covariance, interior, j, k));
                edges.Add(edge);
                log += Elementary.Log(edge.Integral(p.Upper - p.Lower));
            }
        }

        return new Laplace(covariance, determinant, log, edges.ToImmutable());
    }

    // Curvature of a parameter at a bound once the interior ones follow it: h_jj − h_jf H_ff⁻¹ h_fj.
    private static double Conditional(double[] curvature, double[] covariance, bool[] interior, int j, int k)
    {
        double h = curvature[(j * k) + j];
        for (int a = 0; a < k; a++)
        {
            for (int b = 0; b < k && interior[a]; b++)
            {
                h -= interior[b] ? curvature[(j * k) + a] * covariance[(a * k) + b] * curvature[(b * k) + j] : 0;
            }
        }

        return h;
    }

    // How the interior parameters move when one at a bound moves by a unit: −H_ff⁻¹ h_fj, and 1 for itself.
    private static double[] Following(double[] curvature, double[] covariance, bool[] interior, int j, int k)
    {
        var shift = new double[k];
        shift[j] = 1;
        for (int a = 0; a < k; a++)
        {
            for (int b = 0; b < k && interior[a]; b++)
            {
                shift[a] -= interior[b] ? covariance[(a * k) + b] * curvature[(b * k) + j] : 0;
            }
        }

        return shift;
    }
}
