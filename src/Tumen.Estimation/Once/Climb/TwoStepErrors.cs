using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>Standard errors of a second stage that takes a first stage's estimates g as given, with covariance V₁.</summary>
public static class TwoStepErrors
{
    /// <summary>Murphy and Topel's (1985, JBES 3(4)) covariance with the cross products of the two stages' row scores only: I⁻¹ + I⁻¹ C V₁ C' I⁻¹.</summary>
    /// <param name="inverse">I⁻¹ of the second stage, row-major k × k.</param>
    /// <param name="cross">C = Σ_t s_t g_t', second-stage score times first-stage score, row-major k × m.</param>
    /// <param name="first">V₁, row-major m × m.</param>
    /// <param name="k">Second-stage weights.</param>
    /// <param name="m">First-stage weights.</param>
    public static StandardErrors FromCrossScores(ReadOnlySpan<double> inverse, ReadOnlySpan<double> cross, ReadOnlySpan<double> first, int k, int m) =>
        FromResponse(inverse, DenseMatrix.Multiply(inverse, cross, k, k, m), first, k, m);

    /// <summary>The covariance that carries the first stage through the equilibrium: I⁻¹ + D V₁ D', D = ∂θ̂/∂g = −H⁻¹ ∂score/∂g.</summary>
    /// <param name="inverse">I⁻¹ of the second stage, row-major k × k.</param>
    /// <param name="response">D, row-major k × m.</param>
    /// <param name="first">V₁, row-major m × m.</param>
    /// <param name="k">Second-stage weights.</param>
    /// <param name="m">First-stage weights.</param>
    public static StandardErrors FromResponse(ReadOnlySpan<double> inverse, ReadOnlySpan<double> response, ReadOnlySpan<double> first, int k, int m)
    {
        double[] covariance = DenseMatrix.Multiply(DenseMatrix.Multiply(response, first, k, m, m), DenseMatrix.Transpose(response, k, m), k, m, k);
        for (int i = 0; i < covariance.Length; i++) covariance[i] += inverse[i];
        return Uncertainty.From(StandardErrorKind.TwoStep, covariance, k);
    }

    /// <summary>How the second stage's estimate moves with the first stage's: −H⁻¹ ∂score/∂g.</summary>
    /// <param name="hessian">Observed Hessian of the second stage, row-major k × k.</param>
    /// <param name="scoreInFirst">∂score/∂g, row-major k × m.</param>
    /// <param name="k">Second-stage weights.</param>
    /// <param name="m">First-stage weights.</param>
    /// <returns>D, row-major k × m, or null when the Hessian is singular.</returns>
    public static double[]? Response(ReadOnlySpan<double> hessian, ReadOnlySpan<double> scoreInFirst, int k, int m)
    {
        double[]? inverse = DenseLu.InverseOf(hessian, k);
        if (inverse is null) return null;
        for (int i = 0; i < inverse.Length; i++) inverse[i] = -inverse[i];
        return DenseMatrix.Multiply(inverse, scoreInFirst, k, k, m);
    }
}
