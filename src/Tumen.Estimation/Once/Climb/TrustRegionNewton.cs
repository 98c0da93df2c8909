using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>A value with its gradient and Hessian, to be maximised.</summary>
/// <param name="point">Point of evaluation.</param>
/// <param name="gradient">Receives the gradient.</param>
/// <param name="hessian">Receives the Hessian, row-major.</param>
public delegate double SmoothObjective(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian);

/// <summary>How far a Newton search may go.</summary>
/// <param name="MaximumIterations">Evaluations allowed; reaching it gives <see cref="EstimationStatus.Stalled"/>.</param>
/// <param name="DecrementTolerance">Converged when g'(−H)⁻¹g, twice the gain still expected in nats, falls to this.</param>
/// <param name="RunawaySize">A weight, in units of its spread, beyond which the search is called diverging.</param>
public sealed record NewtonOptions(int MaximumIterations = 300, double DecrementTolerance = 1e-18, double RunawaySize = 1e4)
{
    /// <summary>The defaults.</summary>
    public static NewtonOptions Default { get; } = new();
}

/// <summary>Newton's method with a trust region kept by Levenberg–Marquardt damping; maximises. Reusable, one per thread.</summary>
/// <remarks>
/// Damping is relative to the diagonal of the curvature (Moré 1978). Once the predicted gain is below what the objective can
/// resolve, steps are judged by the Newton decrement instead of by the value, so convergence is quadratic to rounding.
/// </remarks>
public sealed class TrustRegionNewton
{
    private readonly int _n;
    private readonly double[] _gradient, _hessian, _trialGradient, _trialHessian, _factor, _step, _trial;

    /// <summary>Makes the working memory for problems of one size.</summary>
    /// <param name="size">Number of unknowns.</param>
    public TrustRegionNewton(int size)
    {
        _n = size;
        _gradient = new double[size];
        _trialGradient = new double[size];
        _step = new double[size];
        _trial = new double[size];
        _hessian = new double[size * size];
        _trialHessian = new double[size * size];
        _factor = new double[size * size];
    }

    /// <summary>Gradient at the point reached.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>Hessian at the point reached, row-major.</summary>
    public ReadOnlySpan<double> Hessian => _hessian;

    /// <summary>Value at the point reached.</summary>
    public double Value { get; private set; }

    /// <summary>Evaluations used.</summary>
    public int Iterations { get; private set; }

    /// <summary>g'(−H)⁻¹g at the point reached; infinite where the curvature is not definite.</summary>
    public double Decrement { get; private set; }

    /// <summary>Climbs from <paramref name="point"/>, which is overwritten by the point reached.</summary>
    /// <param name="objective">What to maximise; non-finite values are treated as walls.</param>
    /// <param name="point">Start, then result.</param>
    /// <param name="spread">Scale of each unknown, for the runaway test.</param>
    /// <param name="options">Limits.</param>
    public EstimationStatus Maximise(SmoothObjective objective, Span<double> point, ReadOnlySpan<double> spread, NewtonOptions options)
    {
        // Every unknown is measured by a power of two near its spread: exact, and no covariate's unit matters.
        double[] scales = UnitScales.Of(spread), at = new double[_n], sizes = new double[_n];
        for (int i = 0; i < _n; i++)
        {
            point[i] /= scales[i];
            sizes[i] = spread[i] / scales[i];
        }

        EstimationStatus status = Climb(
            (scaled, gradient, hessian) =>
            {
                for (int i = 0; i < at.Length; i++) at[i] = scaled[i] * scales[i];
                double value = objective(at, gradient, hessian);
                Rescale(gradient, hessian, scales);
                return value;
            }, point, sizes, options);
        for (int i = 0; i < _n; i++)
        {
            point[i] *= scales[i];
            scales[i] = 1 / scales[i];
        }

        Rescale(_gradient, _hessian, scales);
        return status;
    }

    private static void Rescale(Span<double> gradient, Span<double> hessian, double[] scales)
    {
        for (int i = 0; i < gradient.Length; i++) gradient[i] *= scales[i];
        for (int i = 0, n = scales.Length; hessian.Length > 0 && i < n; i++)
            for (int j = 0; j < n; j++) hessian[i * n + j] *= scales[i] * scales[j];
    }

    private EstimationStatus Climb(SmoothObjective objective, Span<double> point, ReadOnlySpan<double> spread, NewtonOptions options)
    {
        Value = objective(point, _gradient, _hessian);
        Iterations = 1;
        Decrement = double.PositiveInfinity;
        if (!double.IsFinite(Value)) return EstimationStatus.ImpossibleStart;
        double damping = 0, growth = 2;
        while (Iterations < options.MaximumIterations)
        {
            if (!Solve(damping))
            {
                damping = damping == 0 ? 1e-3 : damping * 4;
                if (damping > 1e20) return Classify(options, point, spread);
                continue;
            }
            double slope = Dot(_gradient, _step);
            if (damping == 0)
            {
                if (slope <= options.DecrementTolerance)
                {
                    Decrement = slope;
                    return Classify(options, point, spread);
                }
                if (slope >= Decrement && slope < 1e-10 * (1 + Math.Abs(Value))) return Classify(options, point, spread);
                Decrement = slope;
            }
            else if (slope <= 1e-15 * (1 + Math.Abs(Value)))
            {
                if (!Solve(0)) return Classify(options, point, spread);
                damping = 0;
                continue;
            }
            for (int i = 0; i < _n; i++)
            {
                _trial[i] = point[i] + _step[i];
                if (Math.Abs(_trial[i]) > options.RunawaySize * (1 + spread[i])) return EstimationStatus.Diverging;
            }
            double gain = slope - 0.5 * Curvature(_step);
            double value = objective(_trial, _trialGradient, _trialHessian);
            Iterations++;
            double noise = 1e-11 * (1 + Math.Abs(Value));
            bool accept = double.IsFinite(value) && (gain > noise ? value - Value > 1e-4 * gain : value >= Value - noise);
            if (accept)
            {
                double ratio = gain > noise ? (value - Value) / gain : 1;
                _trial.CopyTo(point);
                _trialGradient.CopyTo(_gradient, 0);
                _trialHessian.CopyTo(_hessian, 0);
                Value = value;
                growth = 2;
                if (ratio > 0.75) damping = damping < 1e-4 ? 0 : damping / 5;
                else if (ratio < 0.25) damping = damping == 0 ? 1e-2 : damping * 2;
            }
            else
            {
                damping = damping == 0 ? 1e-3 : damping * growth;
                growth *= 2;
                if (damping > 1e20) return Classify(options, point, spread);
            }
        }
        return Classify(options, point, spread) is var status && status == EstimationStatus.Converged ? status : EstimationStatus.Stalled;
    }

    private EstimationStatus Classify(NewtonOptions options, ReadOnlySpan<double> point, ReadOnlySpan<double> spread)
    {
        bool definite = Solve(0);
        if (definite) Decrement = Dot(_gradient, _step);
        bool still = definite ? Decrement <= Math.Max(options.DecrementTolerance, 1e-10 * (1 + Math.Abs(Value))) : ScaledGradient() <= 1e-7;
        if (!still) return EstimationStatus.Stalled;
        for (int i = 0; i < _n; i++)
            // At a maximum the last Newton step is tiny; where the weights run off, it stays of the order of the weights.
            if (Math.Abs(point[i]) > options.RunawaySize * (1 + spread[i]) || (definite && Math.Abs(_step[i]) > 1e-3 * (Math.Abs(point[i]) + spread[i])))
                return EstimationStatus.Diverging;
        SymmetricEigen eigen = SymmetricEigen.Of(Scaled(), _n);
        // The scaled curvature has unit diagonal: its eigenvalues are pure numbers.
        double largest = eigen.Values[0], smallest = eigen.Values[^1];
        if (smallest > 1e-6) return EstimationStatus.Saddle;
        return !definite || Math.Abs(smallest) < 1e-11 * Math.Abs(largest) ? EstimationStatus.Flat : EstimationStatus.Converged;
    }

    private double[] Scaled()
    {
        var scaled = new double[_n * _n];
        for (int i = 0; i < _n; i++)
            for (int j = 0; j < _n; j++)
            {
                double scale = Math.Sqrt(Math.Abs(_hessian[i * _n + i] * _hessian[j * _n + j]));
                scaled[i * _n + j] = scale > 0 ? _hessian[i * _n + j] / scale : i == j ? 0 : 0;
            }
        return scaled;
    }

    private double ScaledGradient()
    {
        double worst = 0;
        for (int i = 0; i < _n; i++) worst = Math.Max(worst, Math.Abs(_gradient[i]) / Math.Sqrt(1 + Math.Abs(_hessian[i * _n + i])));
        return worst;
    }

    private bool Solve(double damping)
    {
        double largest = 0;
        for (int i = 0; i < _n; i++) largest = Math.Max(largest, Math.Abs(_hessian[i * _n + i]));
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j <= i; j++) _factor[i * _n + j] = -_hessian[i * _n + j];
            _factor[i * _n + i] += damping * Math.Max(Math.Abs(_hessian[i * _n + i]), 1e-10 * largest + 1e-300);
        }
        if (!Cholesky.Factor(_factor, _n)) return false;
        _gradient.CopyTo(_step, 0);
        Cholesky.Solve(_factor, _n, _step);
        return true;
    }

    private double Curvature(double[] step)
    {
        double sum = 0;
        for (int i = 0; i < _n; i++)
            for (int j = 0; j < _n; j++) sum -= step[i] * _hessian[i * _n + j] * step[j];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
