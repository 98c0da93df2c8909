using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>What is believed of a weight before the data.</summary>
/// <param name="Mean">Mean of a normal distribution.</param>
/// <param name="StandardDeviation">Its standard deviation, above 0; infinite for a flat prior.</param>
public readonly record struct NormalPrior(double Mean, double StandardDeviation);

/// <summary>A log-likelihood with the log density of independent normal priors added: its maximum is the posterior mode, its curvature that of the posterior.</summary>
/// <remarks>
/// The priors are no row of the record: row terms, and so outer products and sandwich errors, are the likelihood's own. A bootstrap redraws rows and keeps the priors.
/// </remarks>
public sealed class NormalPriors : ILogLikelihood
{
    private readonly ILogLikelihood _likelihood;
    private readonly NormalPrior[] _priors;

    /// <summary>Adds priors to a likelihood.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="priors">One per weight.</param>
    /// <exception cref="ArgumentException">Another number of priors, or a standard deviation that is not above 0.</exception>
    public NormalPriors(ILogLikelihood likelihood, IReadOnlyList<NormalPrior> priors)
    {
        if (priors.Count != likelihood.Names.Count) throw new ArgumentException($"{priors.Count} priors for {likelihood.Names.Count} weights.", nameof(priors));
        if (priors.Any(p => !(p.StandardDeviation > 0) || !double.IsFinite(p.Mean))) throw new ArgumentException("A prior has a finite mean and a standard deviation above 0.", nameof(priors));
        (_likelihood, _priors) = (likelihood, [.. priors]);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names => _likelihood.Names;

    /// <inheritdoc />
    public int Rows => _likelihood.Rows;

    /// <inheritdoc />
    public IReadOnlyList<double> Start => _likelihood.Start;

    /// <inheritdoc />
    public IReadOnlyList<double> Spread => [.. _likelihood.Spread.Zip(_priors, (s, p) => Math.Min(s, p.StandardDeviation))];

    /// <summary>Log density of the priors at a point.</summary>
    public double LogPrior(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < _priors.Length; i++)
        {
            if (double.IsFinite(_priors[i].StandardDeviation))
            {
                double z = (weights[i] - _priors[i].Mean) / _priors[i].StandardDeviation;
                sum += Numerics.Special.Normal.LogPdf(z) - Elementary.Log(_priors[i].StandardDeviation);
            }
        }

        return sum;
    }

    /// <inheritdoc />
    public double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> rowWeights, Span<double> gradient, Span<double> hessian)
    {
        double value = _likelihood.Evaluate(weights, rowWeights, gradient, hessian) + LogPrior(weights);
        for (int i = 0; i < _priors.Length; i++)
        {
            double precision = 1 / (_priors[i].StandardDeviation * _priors[i].StandardDeviation);
            if (gradient.Length > 0) gradient[i] -= precision * (weights[i] - _priors[i].Mean);
            if (hessian.Length > 0) hessian[i * _priors.Length + i] -= precision;
        }

        return value;
    }

    /// <inheritdoc />
    public void RowTerms(ReadOnlySpan<double> weights, Span<double> logs, Span<double> scores) => _likelihood.RowTerms(weights, logs, scores);
}
