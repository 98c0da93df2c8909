using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>Maximum likelihood from several starts, with a table of every optimum found and all standard errors at the best.</summary>
/// <param name="likelihood">What to maximise.</param>
public sealed class MaximumLikelihood(ILogLikelihood likelihood) : IEstimator
{
    /// <inheritdoc />
    public string Name => "ML";

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options)
    {
        int k = likelihood.Names.Count;
        var newton = new TrustRegionNewton(k);
        double[] spread = [.. likelihood.Spread];
        SmoothObjective objective = (point, gradient, hessian) => likelihood.Evaluate(point, [], gradient, hessian);
        var optima = new OptimumTable(spread);
        for (int start = 0; start < Math.Max(1, options.Starts); start++)
        {
            double[] point = options.From is null ? [.. likelihood.Start] : [.. options.From];
            if (start > 0)
            {
                var stream = new Philox(options.Seed, (ulong)start);
                for (int i = 0; i < k; i++) point[i] += spread[i] * stream.NextNormalByInversion();
            }
            EstimationStatus status = newton.Maximise(objective, point, spread, options.Newton ?? NewtonOptions.Default);
            optima.Add(newton.Value, point, OptimumTable.Norm(newton.Gradient), status, newton.Iterations);
        }
        OptimumTable.Entry best = optima.Best;
        double[] weights = best.Weights;
        var gradientAt = new double[k];
        var hessianAt = new double[k * k];
        double value = likelihood.Evaluate(weights, [], gradientAt, hessianAt);
        return new EstimateResult(
            likelihood.Names, weights, value, likelihood.Rows, OptimumTable.Norm(gradientAt), 0, best.Iterations, optima.Standing(best),
            Uncertainty.All(likelihood, weights, hessianAt, options.Clusters), Uncertainty.InformationSpectrum(hessianAt, k), optima.ToList(), Underflows(weights));
    }

    private int Underflows(double[] weights)
    {
        var logs = new double[likelihood.Rows];
        likelihood.RowTerms(weights, logs, []);
        return logs.Count(value => !double.IsFinite(value));
    }
}
