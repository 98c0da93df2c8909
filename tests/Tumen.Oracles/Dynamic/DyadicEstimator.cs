using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>Nested fixed-point maximum likelihood of a <see cref="DyadicPanel"/> by trust-region Fisher scoring; its optima are those of constrained likelihood.</summary>
/// <param name="names">The panel's weights.</param>
/// <param name="units">Its games.</param>
/// <param name="spread">Scale of each weight for drawn starts.</param>
public sealed class DyadicEstimator(IReadOnlyList<string> names, IReadOnlyList<DyadicUnit> units, IReadOnlyList<double> spread) : IEstimator
{
    /// <summary>Action values per unit at the first start, or null to solve cold.</summary>
    public IReadOnlyList<double[]>? StartValues { get; init; }

    /// <summary>Whether to end with Newton steps on the observed curvature, and report its errors, when there are at most <see cref="PolishLimit"/> weights.</summary>
    public bool Polished { get; init; } = true;

    /// <summary>Most weights for which the observed curvature is differenced, two evaluations per weight and step.</summary>
    public int PolishLimit { get; init; } = 12;

    /// <summary>Action values per unit at the last estimate, from which a neighbouring problem may start.</summary>
    public IReadOnlyList<double[]>? Values { get; private set; }

    /// <inheritdoc />
    public string Name => "NFXP";

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options)
    {
        int k = names.Count;
        double[] scale = [.. spread];
        var table = new OptimumTable();
        var search = new TrustRegionNewton(k);
        NewtonOptions limits = options.Newton ?? NewtonOptions.Default;
        (double Value, DyadicPanel? Panel, double[] Weights, EstimationStatus Status) best = (double.NegativeInfinity, null, new double[k], EstimationStatus.Stalled);
        for (int s = 0; s < Math.Max(1, options.Starts); s++)
        {
            double[] point = options.From is null ? new double[k] : [.. options.From];
            var stream = new Philox(options.Seed, (ulong)s);
            for (int i = 0; i < k && s > 0; i++) point[i] += scale[i] * stream.NextNormalByInversion();
            var panel = new DyadicPanel(names, units, s == 0 ? StartValues : null);
            EstimationStatus status = search.Maximise(panel.Evaluate, point, scale, limits);
            if (status == EstimationStatus.ImpossibleStart) status = EstimationStatus.NoEquilibrium;
            table.Add(search.Value, point, OptimumTable.Norm(search.Gradient), status, search.Iterations);
            bool surer = status == EstimationStatus.Converged && best.Status != EstimationStatus.Converged, equal = status == best.Status;
            if (double.IsFinite(search.Value) && !panel.Cold && (surer || (equal && search.Value > best.Value))) best = (search.Value, panel, point, status);
        }
        IReadOnlyList<Optimum> optima = table.ToList();
        if (best.Panel is null)
            return new EstimateResult(names, optima[0].Weights, optima[0].LogLikelihood, 0, optima[0].GradientNorm, double.NaN, 0, optima[0].Status, [], [], optima, 0);
        Values = best.Panel.Values;
        EstimateResult plain = Describe(best.Panel, best.Weights, optima, table.Best.Iterations) with { Status = best.Status };
        return Polished && k <= PolishLimit ? Polish(best.Panel, best.Weights, plain) : plain;
    }

    /// <summary>Newton steps with the observed curvature (the score differenced at 1e-4 standard errors), and its standard errors.</summary>
    private EstimateResult Polish(DyadicPanel panel, double[] weights, EstimateResult rough)
    {
        int k = names.Count;
        double[] steps = Steps(panel, weights, rough);
        if (steps.Any(step => !(step > 0))) return rough;
        var search = new TrustRegionNewton(k);
        double[] point = [.. weights];
        EstimationStatus status = search.Maximise(new DifferentiatedCurvature(panel.Evaluate, steps).Evaluate, point, [.. spread], new NewtonOptions(MaximumIterations: 25, DecrementTolerance: k <= 12 ? 1e-11 : 1e-9));
        if (status != EstimationStatus.Converged) return rough;
        double[] information = [.. search.Hessian.ToArray().Select(h => -h)];
        EstimateResult fine = Describe(panel, point, rough.Optima, rough.Iterations + search.Iterations);
        return fine with
        {
            Errors = [.. fine.Errors, Uncertainty.From(StandardErrorKind.Hessian, Cholesky.Inverse(information, k), k)],
            InformationEigenvalues = SymmetricEigen.Of(information, k).Values,
        };
    }

    /// <summary>Difference steps: 1e-4 standard errors for a few weights; for many, whose errors are inflated by collinearity, 1e-4 of the error with all others known.</summary>
    private double[] Steps(DyadicPanel panel, double[] weights, EstimateResult rough)
    {
        int k = names.Count;
        if (k <= 12) return [.. rough.ErrorsOf(StandardErrorKind.Expected).Values.Select(e => 1e-4 * e)];
        var curvature = new double[k * k];
        panel.Evaluate(weights, new double[k], curvature);
        return [.. Enumerable.Range(0, k).Select(i => 1e-4 / Math.Sqrt(-curvature[i * (k + 1)] + 1e-12))];
    }

    /// <summary>The result at a point, without searching.</summary>
    public EstimateResult Describe(DyadicPanel panel, double[] weights, IReadOnlyList<Optimum> optima, int iterations)
    {
        int k = names.Count;
        var gradient = new double[k];
        var information = new double[k * k];
        double value = panel.Evaluate(weights, gradient, information);
        for (int i = 0; i < information.Length; i++) information[i] = -information[i];
        double[]? inverse = Cholesky.Inverse(information, k);
        int rows = (int)units.Sum(u => u.Counts.Sum());
        return new EstimateResult(names, weights, value, rows, OptimumTable.Norm(gradient), panel.Residual, iterations,
            double.IsFinite(value) ? inverse is null ? EstimationStatus.Flat : EstimationStatus.Converged : EstimationStatus.NoEquilibrium,
            [Uncertainty.From(StandardErrorKind.Expected, inverse, k)], [], optima, 0);
    }
}
