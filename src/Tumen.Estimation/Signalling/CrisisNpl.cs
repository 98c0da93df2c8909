
namespace Tumen.Estimation.Once;

/// <summary>What nested pseudo-likelihood found, with its beliefs and the warning its theory calls for.</summary>
/// <param name="Fit">Estimate, errors, certificate; its residual is the last change of the beliefs.</param>
/// <param name="Resist">pR per game.</param>
/// <param name="Firm">pF per game.</param>
/// <param name="Rounds">Outer rounds.</param>
/// <param name="SpectralRadius">Largest modulus among the games' belief-map Jacobians at the end: at or above 1, the iteration cannot be trusted to find this point.</param>
/// <param name="Held">Beliefs held at the floor in the last round.</param>
/// <param name="PublishedFormula">Errors by the published formula, outer products of game scores throughout; the fit itself carries the exact-slope
/// errors as <see cref="StandardErrorKind.TwoStep"/> and, robust to dependence within games, as <see cref="StandardErrorKind.Clustered"/>.</param>
public sealed record CrisisNplResult(EstimateResult Fit, IReadOnlyList<double> Resist, IReadOnlyList<double> Firm, int Rounds, double SpectralRadius, int Held, StandardErrors PublishedFormula);

/// <summary>Pseudo-likelihood and nested pseudo-likelihood for the crisis game (Aguirregabiria and Mira 2007, Econometrica 75(1)).</summary>
/// <param name="record">Games and outcomes.</param>
/// <param name="resist">First-stage chance that B resists.</param>
/// <param name="firm">First-stage chance that A stands firm.</param>
public sealed class CrisisNpl(CrisisRecord record, IReadOnlyList<double> resist, IReadOnlyList<double> firm) : IEstimator
{
    /// <summary>Largest change of a belief at which the iteration stops.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>How close to 0 and 1 a belief may come during the iteration.</summary>
    public double Floor { get; init; } = 1e-4;

    /// <summary>Rounds allowed.</summary>
    public int MaximumRounds { get; init; } = 500;

    /// <inheritdoc />
    public string Name => "NPL";

    /// <summary>One round only: the two-step pseudo-likelihood estimate at the given first stage.</summary>
    public EstimateResult PseudoLikelihood(EstimationOptions options) =>
        new MaximumLikelihood(new CrisisPseudoLikelihood(record, [.. resist], [.. firm])).Estimate(options);

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options) => Run(options).Fit;

    /// <summary>Iterates beliefs and weights to their joint fixed point.</summary>
    public CrisisNplResult Run(EstimationOptions options)
    {
        double[] r = [.. resist], f = [.. firm];
        var model = new CrisisPseudoLikelihood(record, r, f);
        int k = model.Names.Count;
        double[] weights = options.From is null ? [.. model.Start] : [.. options.From], spread = [.. model.Spread];
        var newton = new TrustRegionNewton(k);
        NewtonOptions limits = options.Newton ?? NewtonOptions.Default;
        EstimationStatus status = newton.Maximise((w, g, h) => model.Evaluate(w, [], g, h), weights, spread, limits);
        double change = double.PositiveInfinity;
        int rounds = 1, held = 0;
        for (; rounds <= MaximumRounds && status == EstimationStatus.Converged; rounds++)
        {
            double[] before = [.. weights];
            double[] nextResist, nextFirm;
            (nextResist, nextFirm, held) = model.NextBeliefs(weights, Floor);
            change = 0;
            for (int g = 0; g < r.Length; g++) change = Math.Max(change, Math.Max(Math.Abs(nextResist[g] - r[g]), Math.Abs(nextFirm[g] - f[g])));
            (r, f) = (nextResist, nextFirm);
            model = new CrisisPseudoLikelihood(record, r, f);
            CrisisPseudoLikelihood current = model;
            status = newton.Maximise((w, g, h) => current.Evaluate(w, [], g, h), weights, spread, limits);
            for (int i = 0; i < k; i++) change = Math.Max(change, Math.Abs(weights[i] - before[i]));
            if (change < Tolerance) break;
        }
        if (status == EstimationStatus.Converged && !(change < Tolerance)) status = EstimationStatus.Stalled;
        double value = newton.Value;
        CrisisNplErrors.Set errors = CrisisNplErrors.Of(record, model, weights, r, f);
        var optimum = new Optimum(value, weights, OptimumTable.Norm(newton.Gradient), status, 1, "");
        var fit = new EstimateResult(model.Names, weights, value, record.Games, OptimumTable.Norm(newton.Gradient), change, rounds, status,
            [.. Uncertainty.All(model, weights, newton.Hessian, null), Uncertainty.From(StandardErrorKind.TwoStep, errors.Model, k), Uncertainty.From(StandardErrorKind.Clustered, errors.Robust, k)],
            Uncertainty.InformationSpectrum(newton.Hessian, k), [optimum], 0);
        return new CrisisNplResult(fit, r, f, rounds, errors.SpectralRadius, held, Uncertainty.From(StandardErrorKind.TwoStep, errors.Published, k));
    }
}
