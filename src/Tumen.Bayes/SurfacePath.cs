using Tumen.Estimation;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Bayes;

/// <summary>
/// The posterior as a response surface has it, in unbounded coordinates: a density next to the true one that costs no solve. The path to the posterior leads over it: first
/// from a normal to the surface's posterior, then from there to the posterior itself.
/// </summary>
internal sealed class SurfacePosterior : ITemperedDensity
{
    private readonly Likelihood _likelihood;
    private readonly ResponseSurface _surface;
    private readonly BoundTransform _transform;
    private readonly double[] _centre;
    private readonly Cholesky _spread;
    private readonly double[] _x;
    private readonly double[] _slope;
    private readonly double[] _logSlope;
    private readonly double[] _prior;
    private readonly double[] _curvature;

    public SurfacePosterior(Likelihood likelihood, ResponseSurface surface, BoundTransform transform, double[] centre, Cholesky spread)
    {
        (_likelihood, _surface, _transform, _centre, _spread) = (likelihood, surface, transform, centre, spread);
        int k = centre.Length;
        (_x, _slope, _logSlope, _prior, _curvature) = (new double[k], new double[k], new double[k], new double[k], new double[k]);
    }

    public int Dimension => _centre.Length;

    public SurfacePosterior Copy() => new(_likelihood, _surface, _transform, _centre, _spread);

    public void Forget()
    {
        // Nothing is kept from one evaluation to the next.
    }

    public double Value(ReadOnlySpan<double> z, Span<double> gradient)
    {
        double jacobian = _transform.Parameters(z, _x, _slope, _logSlope);
        var free = _likelihood.Parameters.Free;
        for (int j = 0; j < _x.Length; j++)
        {
            if (!(_x[j] >= free[j].Lower && _x[j] <= free[j].Upper))
            {
                gradient.Clear();
                return double.NegativeInfinity;
            }
        }

        double prior = _likelihood.Parameters.LogPrior(_x, _prior, _curvature);
        var (log, slope) = _surface.LogLikelihood(_likelihood, _x);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = ((slope[j] + _prior[j]) * _slope[j]) + _logSlope[j];
        }

        return log + prior + jacobian;
    }

    public double Reference(ReadOnlySpan<double> z, Span<double> gradient)
    {
        var d = new double[_centre.Length];
        for (int j = 0; j < d.Length; j++)
        {
            d[j] = z[j] - _centre[j];
        }

        double quadratic = _spread.InverseQuadratic(d, gradient);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = -gradient[j];
        }

        return (-0.5 * quadratic) - (0.5 * _spread.LogDeterminant) - (d.Length * Normal.LogSqrtTwoPi);
    }

    public double[] DrawReference(Philox random)
    {
        var z = _spread.Times([.. Enumerable.Range(0, Dimension).Select(_ => random.NextNormal())]);
        FixedOrder.AddScaled(z, _centre, 1);
        return z;
    }
}

/// <summary>The step from the surface's posterior to the posterior: reference the one, target the other.</summary>
internal sealed class ExactOverSurface : ITemperedDensity
{
    private readonly TheoryPosterior _exact;
    private readonly SurfacePosterior _near;
    private readonly ResponseSurface _surface;
    private readonly double _logIntegral;

    /// <summary>Joins both.</summary>
    /// <param name="exact">The posterior.</param>
    /// <param name="near">The surface's.</param>
    /// <param name="surface">The surface, which also says where each solve begins.</param>
    /// <param name="logIntegral">Log of the integral of the surface's posterior.</param>
    public ExactOverSurface(TheoryPosterior exact, SurfacePosterior near, ResponseSurface surface, double logIntegral) =>
        (_exact, _near, _surface, _logIntegral) = (exact, near, surface, logIntegral);

    public int Dimension => _exact.Dimension;

    public void Forget() => _exact.Forget();

    public double Value(ReadOnlySpan<double> z, Span<double> gradient)
    {
        _surface.Warm(_exact.Likelihood, _exact.Transform.Parameters(z));
        return _exact.Value(z, gradient);
    }

    public double Reference(ReadOnlySpan<double> z, Span<double> gradient) => _near.Value(z, gradient) - _logIntegral;

    public double[] DrawReference(Philox random) => throw new NotSupportedException("draws of the surface's posterior come from the run before");
}
