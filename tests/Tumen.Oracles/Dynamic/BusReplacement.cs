using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>Rust's (1987, Econometrica 55(5)) bus-engine replacement model with linear cost, by nested fixed point.</summary>
/// <remarks>
/// W(x) = ln(e^(−c(x) + β(FW)(x)) + e^(−RC − c(0) + β(FW)(0))), c(x) = 0.001 θ₁₁ x; mileage bins move up by 0, 1, 2, … with given chances, capped at the top.
/// W is found by Newton–Kantorovich steps; the score comes from the implicit function theorem. Weights: RC, θ₁₁.
/// </remarks>
public sealed class BusReplacement : IEstimator
{
    private readonly int _bins;
    private readonly double _discount;
    private readonly double[] _increments, _keep, _replace, _values;

    /// <summary>Builds the model from its counts.</summary>
    /// <param name="keep">Months kept, per mileage bin.</param>
    /// <param name="replace">Months replaced, per mileage bin.</param>
    /// <param name="increments">How often mileage moved up by 0, 1, 2, … bins.</param>
    /// <param name="discount">β in [0, 1).</param>
    public BusReplacement(IReadOnlyList<double> keep, IReadOnlyList<double> replace, IReadOnlyList<double> increments, double discount)
    {
        if (!(discount >= 0 && discount < 1)) throw new ArgumentOutOfRangeException(nameof(discount), discount, "A discount factor lies in [0, 1).");
        (_keep, _replace, _discount, _bins) = ([.. keep], [.. replace], discount, keep.Count);
        double total = increments.Sum();
        _increments = [.. increments.Select(n => n / total)];
        _values = new double[_bins];
        TransitionLogLikelihood = increments.Where(n => n > 0).Sum(n => n * Math.Log(n / total));
    }

    /// <inheritdoc />
    public string Name => "NFXP";

    /// <summary>Maximum-likelihood chances of the mileage increments.</summary>
    public IReadOnlyList<double> Increments => _increments;

    /// <summary>Log-likelihood of the mileage increments.</summary>
    public double TransitionLogLikelihood { get; }

    /// <summary>Residual of the Bellman equation at the last point.</summary>
    public double Residual { get; private set; }

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options)
    {
        string[] names = ["RC", "theta11"];
        double[] spread = [3, 1], point = options.From is null ? [5, 1] : [.. options.From];
        var search = new TrustRegionNewton(2);
        var curvature = new DifferentiatedCurvature((w, g, _) => Evaluate(w, g), [1e-4, 1e-4]);
        EstimationStatus status = search.Maximise(curvature.Evaluate, point, spread, options.Newton ?? NewtonOptions.Default);
        int iterations = search.Iterations;
        double[] information = [.. search.Hessian.ToArray().Select(h => -h)];
        var optimum = new Optimum(search.Value, point, OptimumTable.Norm(search.Gradient), status, 1, "");
        return new EstimateResult(names, point, search.Value, (int)(_keep.Sum() + _replace.Sum()), OptimumTable.Norm(search.Gradient), Residual, iterations, status,
            [Uncertainty.From(StandardErrorKind.Hessian, Cholesky.Inverse(information, 2), 2)], SymmetricEigen.Of(information, 2).Values, [optimum], 0);
    }

    /// <summary>Log-likelihood of the replacement decisions and its score.</summary>
    /// <param name="weights">RC, θ₁₁.</param>
    /// <param name="gradient">Receives the score, or empty.</param>
    public double Evaluate(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        int n = _bins;
        var jacobian = new BandedLu(n, n - 1, n - 1);
        double[] gap = new double[n], keeps = new double[n], index = new double[n];
        for (int step = 0; step < 100; step++)
        {
            Bellman(weights, gap, keeps, index, jacobian);
            Residual = DyadicSolver.Largest(gap);
            if (!double.IsFinite(Residual) || !jacobian.Factor()) return double.NaN;
            if (Residual <= 1e-11) break;
            jacobian.Solve(gap);
            for (int x = 0; x < n; x++) _values[x] -= gap[x];
        }
        if (Residual > 1e-9) return double.NaN;
        double[] inCost = new double[n], inTheta = new double[n];
        for (int x = 0; x < n; x++)
        {
            inCost[x] = 1 - keeps[x];
            inTheta[x] = keeps[x] * 0.001 * x;
        }
        jacobian.Solve(inCost);
        jacobian.Solve(inTheta);
        double value = 0;
        gradient.Clear();
        double futureCost = Future(inCost, 0), futureTheta = Future(inTheta, 0);
        for (int x = 0; x < n; x++)
        {
            // index = (value of keeping) − (value of replacing); P(keep) = L(index).
            if (_keep[x] > 0) value += _keep[x] * Logistic.LogCdf(index[x]);
            if (_replace[x] > 0) value += _replace[x] * Logistic.LogCdf(-index[x]);
            if (gradient.IsEmpty) continue;
            double surprise = _keep[x] * (1 - keeps[x]) - _replace[x] * keeps[x];
            gradient[0] += surprise * (1 + _discount * (Future(inCost, x) - futureCost));
            gradient[1] += surprise * (-0.001 * x + _discount * (Future(inTheta, x) - futureTheta));
        }
        return value;
    }

    private void Bellman(ReadOnlySpan<double> weights, double[] gap, double[] keeps, double[] index, BandedLu jacobian)
    {
        jacobian.Clear();
        double replace = -weights[0] + _discount * Future(_values, 0);
        for (int x = 0; x < _bins; x++)
        {
            double keep = -0.001 * weights[1] * x + _discount * Future(_values, x);
            index[x] = keep - replace;
            keeps[x] = Logistic.Cdf(index[x]);
            gap[x] = replace + Logistic.SoftPlus(index[x]) - _values[x];
            jacobian[x, x] -= 1;
            for (int d = 0; d < _increments.Length; d++)
            {
                jacobian[x, Math.Min(_bins - 1, x + d)] += _discount * keeps[x] * _increments[d];
                jacobian[x, d] += _discount * (1 - keeps[x]) * _increments[d];
            }
        }
    }

    private double Future(double[] values, int x)
    {
        double sum = 0;
        for (int d = 0; d < _increments.Length; d++) sum += _increments[d] * values[Math.Min(_bins - 1, x + d)];
        return sum;
    }
}
