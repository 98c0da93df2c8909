using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Laplace's log marginal likelihood of a theory some of whose parameters count, with every bounded weight integrated over the region that its bounds leave, together with the others that have bounds.
/// </summary>
/// <remarks>
/// The log posterior is taken as quadratic at its mode, which may lie at bounds with slopes into them. Weights without stated bounds and chances are integrated out as a Gaussian
/// (chances with the mass that their range leaves), what remains of the bounded weights over their box (<see cref="BoxIntegral"/>). <see cref="Laplace"/> takes bounded weights one at a time.
/// </remarks>
internal sealed class SubsetIntegral
{
    private const double Flat = 1e-9;

    private SubsetIntegral(double log, int[] boxed, double[] at, double[] slope, double[] curvature, double[] lower, double[] upper) =>
        (Log, Boxed, At, Slope, Curvature, Lower, Upper) = (log, boxed, at, slope, curvature, lower, upper);

    /// <summary>Log marginal likelihood without the integral over the box.</summary>
    public double Log { get; }

    /// <summary>Parameters integrated over their box.</summary>
    public int[] Boxed { get; }

    /// <summary>Where they are at the mode.</summary>
    public double[] At { get; }

    /// <summary>Slope of the log posterior in them, once the others follow.</summary>
    public double[] Slope { get; }

    /// <summary>Its curvature in them, once the others follow.</summary>
    public double[] Curvature { get; }

    /// <summary>Their lower bounds, seen from the mode.</summary>
    public double[] Lower { get; }

    /// <summary>Their upper bounds.</summary>
    public double[] Upper { get; }

    /// <summary>Integrates over the box; null where the curvature is not positive definite.</summary>
    public BoxIntegral? Box(int points) => BoxIntegral.Of(Slope, Curvature, Lower, Upper, points);

    /// <summary>As plain data.</summary>
    /// <param name="space">Parameters.</param>
    public SetBox Plain(ParameterSpace space) => new([.. Boxed.Select(j => space.Free[j].Name)], At, Slope, Curvature, Lower, Upper);

    /// <summary>Prepares the integral.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="x">Mode.</param>
    /// <param name="objective">Log posterior there, priors of parameters that do not count left out.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="curvature">Minus its second derivatives.</param>
    /// <param name="counts">Parameters that count; the others stay where they are.</param>
    /// <param name="boxed">Of them, those integrated over their box; others too are when they are weights with a stated bound.</param>
    public static SubsetIntegral? Of(ParameterSpace space, double[] x, double objective, double[] gradient, double[] curvature, bool[] counts, bool[] boxed)
    {
        int k = x.Length;
        var (box, rest) = (new List<int>(), new List<int>());
        double log = objective;
        for (int j = 0; j < k; j++)
        {
            var p = space.Free[j];
            bool bent = Math.Abs(curvature[(j * k) + j]) >= Flat;
            if (!counts[j])
            {
                continue;
            }

            if (bent && p.Kind == ParameterKind.Weight && (boxed[j] || p.Lower > -ParameterSpace.WeightGuard || p.Upper < ParameterSpace.WeightGuard))
            {
                box.Add(j);
            }
            else if (bent && x[j] > p.Lower && x[j] < p.Upper)
            {
                rest.Add(j);
            }
            else if (bent)
            {
                // As in Laplace: at the end of a chance's range its likelihood is (1 − d)^g, which bends by g.
                double slope = Math.Abs(gradient[j]), own = p.Kind == ParameterKind.Chance ? slope : curvature[(j * k) + j];
                log += Elementary.Log(new BoundEdge(j, slope, own > Flat ? own : 0, []).Integral(p.Upper - p.Lower));
            }
            else
            {
                log += Elementary.Log(p.Upper - p.Lower);
            }
        }

        int f = rest.Count, b = box.Count;
        double[] factor = Part(curvature, k, rest, rest);
        if (f > 0 && !Cholesky.Factor(factor, f))
        {
            return null;
        }

        // X = H_RR⁻¹ H_RB and the Newton step of the rest, which is next to nothing at a mode.
        double[] cross = Part(curvature, k, box, rest), solved = (double[])cross.Clone(), step = [.. rest.Select(j => gradient[j])];
        for (int i = 0; i < b; i++)
        {
            Cholesky.Solve(factor, f, solved.AsSpan(i * f, f));
        }

        Cholesky.Solve(factor, f, step);
        log += 0.5 * f * Elementary.Log(2 * Math.PI);
        var unit = new double[f];
        for (int i = 0; i < f; i++)
        {
            log += (0.5 * gradient[rest[i]] * step[i]) - Elementary.Log(factor[(i * f) + i]);
            var p = space.Free[rest[i]];
            if (p.Kind == ParameterKind.Chance)
            {
                Array.Clear(unit);
                unit[i] = 1;
                Cholesky.Solve(factor, f, unit);
                double sd = Math.Sqrt(unit[i]), at = x[rest[i]];
                log += Elementary.Log(Math.Max(1e-300, Normal.Cdf((p.Upper - at) / sd) - Normal.Cdf((p.Lower - at) / sd)));
            }
        }

        double[] s = Part(curvature, k, box, box), g = new double[b];
        for (int i = 0; i < b; i++)
        {
            g[i] = gradient[box[i]] - FixedOrder.Dot(cross.AsSpan(i * f, f), step);
            for (int j = 0; j < b; j++)
            {
                s[(i * b) + j] -= FixedOrder.Dot(cross.AsSpan(i * f, f), solved.AsSpan(j * f, f));
            }
        }

        return new SubsetIntegral(
            log, [.. box], [.. box.Select(j => x[j])], g, s, [.. box.Select(j => space.Free[j].Lower - x[j])], [.. box.Select(j => space.Free[j].Upper - x[j])]);
    }

    private static double[] Part(double[] matrix, int k, List<int> rows, List<int> columns) => [.. rows.SelectMany(i => columns.Select(j => matrix[(i * k) + j]))];
}
