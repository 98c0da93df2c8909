namespace Tumen.Estimation.Once;

/// <summary>Gives an objective with an analytic gradient a Hessian by central differences of that gradient, symmetrised.</summary>
/// <remarks>The error is of order step² in the third derivative of the gradient: with steps of 1e-4 standard errors, about 1e-8 relative.</remarks>
/// <param name="objective">Value and analytic gradient; asked for no Hessian.</param>
/// <param name="steps">Step of each unknown, above 0.</param>
public sealed class DifferentiatedCurvature(SmoothObjective objective, IReadOnlyList<double> steps)
{
    /// <summary>Value, gradient and differenced Hessian; fits <see cref="SmoothObjective"/>.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        double value = objective(point, gradient, []);
        if (!double.IsFinite(value) || hessian.IsEmpty) return value;
        int k = point.Length;
        double[] moved = point.ToArray(), up = new double[k], down = new double[k];
        for (int i = 0; i < k; i++)
        {
            double keep = moved[i], above = keep + steps[i], below = keep - steps[i];
            moved[i] = above;
            objective(moved, up, []);
            moved[i] = below;
            objective(moved, down, []);
            moved[i] = keep;
            for (int j = 0; j < k; j++) hessian[i * k + j] = (up[j] - down[j]) / (above - below);
        }
        for (int i = 0; i < k; i++)
            for (int j = 0; j < i; j++) hessian[i * k + j] = hessian[j * k + i] = 0.5 * (hessian[i * k + j] + hessian[j * k + i]);
        return value;
    }
}
