namespace Tumen.Estimation.Once;

/// <summary>The mode of the posterior under independent normal priors on the weights: finite where moves are perfectly predicted and maximum likelihood runs off.</summary>
/// <param name="likelihood">The model.</param>
/// <param name="priors">One per weight.</param>
public sealed class PosteriorMode(ILogLikelihood likelihood, IReadOnlyList<NormalPrior> priors) : IEstimator
{
    /// <inheritdoc />
    public string Name => "posterior mode";

    /// <summary>Runs it. The result's log-likelihood is the record's own, the priors' part stands in <see cref="EstimateResult.LogPrior"/>; its optima are ranked by both.</summary>
    /// <param name="options">Starts, limits, clusters.</param>
    public EstimateResult Estimate(EstimationOptions options)
    {
        var posterior = new NormalPriors(likelihood, priors);
        var fit = new MaximumLikelihood(posterior).Estimate(options);
        double prior = posterior.LogPrior([.. fit.Estimate]);
        return fit with { LogLikelihood = fit.LogLikelihood - prior, LogPrior = prior };
    }
}
