using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Bayes;

/// <summary>Where a tempering path starts.</summary>
public enum PathStart
{
    /// <summary>The prior: slow and without assumptions; also finds modes far from the one fitted.</summary>
    Prior,

    /// <summary>A normal around a fitted mode, in unbounded coordinates: a few temperatures suffice. Misses what lies far from the mode.</summary>
    Mode,
}

/// <summary>A theory's posterior in unbounded coordinates: log-likelihood + log prior + log Jacobian, with analytic gradient.</summary>
public sealed class TheoryPosterior : ITemperedDensity
{
    private readonly Likelihood _likelihood;
    private readonly double[] _x;
    private readonly double[] _slope;
    private readonly double[] _logSlope;
    private readonly double[] _prior;
    private readonly double[] _curvature;
    private readonly PathStart _start;
    private readonly double[] _centre = [];
    private readonly Cholesky? _spread;

    private TheoryPosterior(Likelihood likelihood, BoundTransform transform, PathStart start, double[] centre, Cholesky? spread)
    {
        _likelihood = likelihood;
        Transform = transform;
        _start = start;
        _centre = centre;
        _spread = spread;
        int k = Dimension;
        (_x, _slope, _logSlope, _prior, _curvature) = (new double[k], new double[k], new double[k], new double[k], new double[k]);
    }

    /// <summary>A posterior whose tempering path starts at the prior.</summary>
    public static TheoryPosterior FromPrior(Likelihood likelihood)
    {
        var own = likelihood.On(likelihood.Data);
        own.Forget(); // what was evaluated before must not show in the last digits
        return new TheoryPosterior(own, new BoundTransform(likelihood.Parameters), PathStart.Prior, [], null);
    }

    /// <summary>A posterior whose tempering path starts at a normal around a mode.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">A posterior mode in parameters.</param>
    /// <param name="widen">Factor on the standard deviations of the normal, at least 1; 1.2 by default.</param>
    /// <exception cref="InvalidOperationException">The mode has no certified equilibrium.</exception>
    public static TheoryPosterior AroundMode(Likelihood likelihood, double[] mode, double widen = 1.2)
    {
        var plain = FromPrior(likelihood);
        var z = plain.CoordinateMode(mode) ?? plain.Transform.Coordinates(mode);
        var curvature = plain.Curvature(z) ?? throw new InvalidOperationException("the mode has no certified equilibrium");
        var covariance = SymmetricInverse(curvature, z.Length);
        var narrow = (double[])covariance.Clone();
        for (int i = 0; i < covariance.Length; i++)
        {
            covariance[i] *= widen * widen;
        }

        return new TheoryPosterior(plain._likelihood, plain.Transform, PathStart.Mode, z, Cholesky.Of(covariance, z.Length)) { Covariance = narrow };
    }

    /// <summary>The mode of the density in coordinates, which lies inside all bounds, by Newton's method with Levenberg damping.</summary>
    /// <param name="mode">A posterior mode in parameters to start from; may lie at bounds.</param>
    /// <returns>Coordinates, or null where no equilibrium is certified.</returns>
    public double[]? CoordinateMode(double[] mode)
    {
        int k = Dimension;
        var z = Transform.Coordinates(mode);
        for (int j = 0; j < k; j++)
        {
            z[j] = Transform.Bends(j) ? Math.Max(z[j], -2.5) : z[j]; // from the bound's flat end to where the prior lives
        }

        var gradient = new double[k];
        double value = Value(z, gradient), damping = 1e-3;
        for (int i = 0; i < 60 && damping < 1e8; i++)
        {
            if (!double.IsFinite(value) || Curvature(z) is not { } h)
            {
                return null;
            }

            for (int j = 0; j < k; j++)
            {
                h[(j * k) + j] += damping * (h[(j * k) + j] + 1e-3);
            }

            var step = (double[])gradient.Clone();
            DenseLu.FactorInPlace(h, k).Solve(step);
            var to = (double[])z.Clone();
            for (int j = 0; j < k; j++)
            {
                to[j] += Math.Clamp(step[j], -2, 2);
            }

            var slope = new double[k];
            double there = Value(to, slope);
            if (!(there >= value))
            {
                damping *= 10;
                continue;
            }

            bool done = there - value < 1e-4;
            (z, value, gradient) = (to, there, slope);
            damping = Math.Max(damping / 10, 1e-8);
            if (done)
            {
                break;
            }
        }

        return z;
    }

    /// <summary>The theory and record sampled.</summary>
    internal Likelihood Likelihood => _likelihood;

    /// <summary>Covariance of the normal around the mode, without its widening; null for a path from the prior.</summary>
    internal double[]? Covariance { get; private init; }

    /// <summary>The map between coordinates and parameters.</summary>
    public BoundTransform Transform { get; }

    /// <inheritdoc/>
    public int Dimension => _likelihood.Parameters.Count;

    /// <summary>The theory's free parameters.</summary>
    public ParameterSpace Space => _likelihood.Parameters;

    /// <summary>Evaluations at which no equilibrium was certified; each counts as density zero and is reported.</summary>
    public int Unsolved { get; private set; }

    /// <summary>Evaluations made.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Another instance for another thread.</summary>
    public TheoryPosterior Copy() => new(_likelihood.On(_likelihood.Data), Transform, _start, _centre, _spread);

    /// <inheritdoc/>
    public void Forget() => _likelihood.Forget();

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> z, Span<double> gradient)
    {
        double jacobian = Transform.Parameters(z, _x, _slope, _logSlope);
        if (Outside())
        {
            gradient.Clear();
            return double.NegativeInfinity;
        }

        double prior = _likelihood.Parameters.LogPrior(_x, _prior, _curvature);
        var e = _likelihood.Total(_x, gradient.Length > 0);
        Evaluations++;
        if (!e.Solved || !double.IsFinite(e.LogLikelihood) || !double.IsFinite(prior))
        {
            Unsolved += e.Solved ? 0 : 1;
            gradient.Clear();
            return double.NegativeInfinity;
        }

        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = ((e.Gradient[j] + _prior[j]) * _slope[j]) + _logSlope[j];
        }

        return e.LogLikelihood + prior + jacobian;
    }

    /// <inheritdoc/>
    public double Reference(ReadOnlySpan<double> z, Span<double> gradient)
    {
        if (_start == PathStart.Mode)
        {
            var d = new double[_centre.Length];
            for (int j = 0; j < d.Length; j++)
            {
                d[j] = z[j] - _centre[j];
            }

            double quadratic = _spread!.InverseQuadratic(d, gradient);
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] = -gradient[j];
            }

            return (-0.5 * quadratic) - (0.5 * _spread.LogDeterminant) - (d.Length * Normal.LogSqrtTwoPi);
        }

        double jacobian = Transform.Parameters(z, _x, _slope, _logSlope);
        if (Outside())
        {
            gradient.Clear();
            return double.NegativeInfinity;
        }

        double prior = _likelihood.Parameters.LogPrior(_x, _prior, _curvature);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = (_prior[j] * _slope[j]) + _logSlope[j];
        }

        return prior + jacobian;
    }

    /// <inheritdoc/>
    public double[] DrawReference(Philox random)
    {
        if (_start == PathStart.Mode)
        {
            var normal = Enumerable.Range(0, Dimension).Select(_ => random.NextNormal()).ToArray();
            var z = _spread!.Times(normal);
            FixedOrder.AddScaled(z, _centre, 1);
            return z;
        }

        return Transform.Coordinates(PriorDraws.Draw(_likelihood.Parameters, random), exact: true);
    }

    /// <summary>Curvature (minus second derivatives) of the log posterior in coordinates, made positive; expected information for the likelihood. Null when unsolved.</summary>
    public double[]? Curvature(ReadOnlySpan<double> z)
    {
        int k = Dimension;
        Transform.Parameters(z, _x, _slope, _logSlope);
        _likelihood.Parameters.LogPrior(_x, _prior, _curvature);
        var e = _likelihood.Total(_x, true);
        if (!e.Solved || !double.IsFinite(e.LogLikelihood))
        {
            return null;
        }

        var h = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                h[(i * k) + j] = e.Information[(i * k) + j] * _slope[i] * _slope[j];
            }

            // The Jacobian's own curvature, −d²log(dx/dz)/dz², by its closed form: slope of logSlope is −p(1 − p) once (one bound) or twice (two).
            double l = _logSlope[i], bend = _slope[i] == 1 && l == 0 ? 0 : Bend(l, _slope[i]);
            h[(i * k) + i] += (_curvature[i] * _slope[i] * _slope[i]) + bend + 1e-6;
        }

        return h;
    }

    private double Bend(double logSlope, double slope)
    {
        // One bound: logSlope = 1 − p and |slope| = p. Two bounds: logSlope = 1 − 2p.
        bool one = Math.Abs(Math.Abs(slope) - (1 - logSlope)) < 1e-12;
        double p = one ? 1 - logSlope : (1 - logSlope) / 2;
        return one ? p * (1 - p) : 2 * p * (1 - p);
    }

    private bool Outside()
    {
        var free = _likelihood.Parameters.Free;
        for (int j = 0; j < _x.Length; j++)
        {
            if (!(_x[j] >= free[j].Lower && _x[j] <= free[j].Upper))
            {
                return true;
            }
        }

        return false;
    }

    // Inverse of a symmetric matrix with its spectrum kept positive and a flat direction's spread at most 10.
    internal static double[] SymmetricInverse(double[] h, int k)
    {
        var eigen = SymmetricEigen.Of(h, k);
        var inverse = new double[k * k];
        for (int e = 0; e < k; e++)
        {
            double variance = 1 / Math.Max(eigen.Values[e], 0.01);
            for (int i = 0; i < k; i++)
            {
                FixedOrder.AddScaled(inverse.AsSpan(i * k, k), eigen.Vectors[e], variance * eigen.Vectors[e][i]);
            }
        }

        return inverse;
    }
}

/// <summary>Draws from a theory's priors, truncated to the bounds.</summary>
public static class PriorDraws
{
    /// <summary>One parameter vector.</summary>
    public static double[] Draw(ParameterSpace space, Philox random) => [.. space.Free.Select(p => One(p, random))];

    private static double One(Parameter p, Philox random)
    {
        switch (p.Prior)
        {
            case Prior.Normal n:
                // By the inverse of the distribution function between the bounds; the tail that is nearer is used, so that digits are not lost.
                double a = (p.Lower - n.Mean) / n.StandardDeviation, b = (p.Upper - n.Mean) / n.StandardDeviation;
                bool flip = a > 0;
                (a, b) = flip ? (-b, -a) : (a, b);
                double low = Normal.Cdf(a), high = Normal.Cdf(b), u = low + ((high - low) * random.NextDouble());
                double z = Normal.Quantile(Math.Clamp(u, 1e-300, 1 - 1e-16));
                return Math.Clamp(n.Mean + (n.StandardDeviation * (flip ? -z : z)), p.Lower, p.Upper);
            case Prior.Beta beta:
                double g = GammaDraw(beta.A, random), h = GammaDraw(beta.B, random);
                return Math.Clamp(g / (g + h), p.Lower, p.Upper);
            default:
                return p.Lower + ((p.Upper - p.Lower) * random.NextDouble());
        }
    }

    // Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26:363-372.
    private static double GammaDraw(double shape, Philox random)
    {
        if (shape < 1)
        {
            return GammaDraw(shape + 1, random) * Elementary.Pow(random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = random.NextNormal(), v = 1 + (c * z);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            double u = random.NextDouble();
            if (Elementary.Log(u) < (0.5 * z * z) + d - (d * v) + (d * Elementary.Log(v)))
            {
                return d * v;
            }
        }
    }
}
