using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>One distinct optimum of a log-likelihood.</summary>
/// <param name="LogLikelihood">Natural log, summed over rows.</param>
/// <param name="Weights">The point.</param>
/// <param name="GradientNorm">Largest absolute score component there.</param>
/// <param name="Status">Its certificate.</param>
/// <param name="Hits">How many starts ended here.</param>
/// <param name="Signs">One of '+', '-', '0' per weight.</param>
public sealed record Optimum(double LogLikelihood, IReadOnlyList<double> Weights, double GradientNorm, EstimationStatus Status, int Hits, string Signs);

/// <summary>Standard errors of one kind.</summary>
/// <param name="Kind">How they were computed.</param>
/// <param name="Values">One per weight; NaN where the matrix could not be inverted.</param>
/// <param name="Covariance">Row-major k × k, or empty when it could not be formed.</param>
public sealed record StandardErrors(StandardErrorKind Kind, IReadOnlyList<double> Values, IReadOnlyList<double> Covariance);

/// <summary>Ways of estimating sampling uncertainty.</summary>
public enum StandardErrorKind
{
    /// <summary>Inverse of minus the Hessian (observed information).</summary>
    Hessian,

    /// <summary>Inverse of the sum of outer products of row scores.</summary>
    OuterProduct,

    /// <summary>H⁻¹ B H⁻¹ with B the outer product of row scores.</summary>
    Sandwich,

    /// <summary>The sandwich with scores summed within clusters, with the factor G/(G−1).</summary>
    Clustered,

    /// <summary>Inverse of the expected information given the states visited.</summary>
    Expected,

    /// <summary>Carries the first stage's covariance through to the second stage.</summary>
    TwoStep,

    /// <summary>Standard deviation over bootstrap refits.</summary>
    Bootstrap,
}

/// <summary>What every estimator returns.</summary>
/// <param name="Names">Weights' names.</param>
/// <param name="Estimate">The best point found.</param>
/// <param name="LogLikelihood">Its log-likelihood in nats, summed over <paramref name="Rows"/> rows.</param>
/// <param name="Rows">Rows used.</param>
/// <param name="GradientNorm">Largest absolute score component at the estimate.</param>
/// <param name="Residual">Largest equilibrium or constraint residual at the estimate; 0 for recursive models.</param>
/// <param name="Iterations">Evaluations used by the winning start.</param>
/// <param name="Status">The certificate.</param>
/// <param name="Errors">Standard errors, by kind.</param>
/// <param name="InformationEigenvalues">Eigenvalues of the information matrix, ascending; empty when not formed.</param>
/// <param name="Optima">Every distinct optimum found, best first.</param>
/// <param name="Underflows">Rows whose log-probability was not finite at the estimate; never clamped, always counted.</param>
public sealed record EstimateResult(
    IReadOnlyList<string> Names, IReadOnlyList<double> Estimate, double LogLikelihood, int Rows, double GradientNorm, double Residual, int Iterations,
    EstimationStatus Status, IReadOnlyList<StandardErrors> Errors, IReadOnlyList<double> InformationEigenvalues, IReadOnlyList<Optimum> Optima, int Underflows)
{
    /// <summary>The errors of one kind.</summary>
    /// <exception cref="KeyNotFoundException">That kind was not computed.</exception>
    public StandardErrors ErrorsOf(StandardErrorKind kind)
    {
        foreach (StandardErrors errors in Errors)
            if (errors.Kind == kind) return errors;
        throw new KeyNotFoundException($"No standard errors of kind {kind} were computed.");
    }

    /// <summary>Log density of the priors at the estimate where they were part of what was maximised; 0 for maximum likelihood.</summary>
    public double LogPrior { get; init; }

    /// <summary>
    /// Largest over smallest eigenvalue of the estimates' correlations, by the Hessian: how near the weights are to moving together, whatever the units of the covariates.
    /// NaN where the Hessian could not be inverted.
    /// </summary>
    public double CorrelationCondition
    {
        get
        {
            int k = Estimate.Count;
            if (Errors.FirstOrDefault(e => e.Kind == StandardErrorKind.Hessian) is not { } errors || errors.Covariance.Count != k * k) return double.NaN;
            var correlation = new double[k * k];
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++) correlation[i * k + j] = errors.Covariance[i * k + j] / (errors.Values[i] * errors.Values[j]);
            var values = Numerics.SymmetricEigen.Of(correlation, k).Values;
            return values[0] > 0 ? values[^1] / values[0] : double.PositiveInfinity;
        }
    }

    /// <summary>Akaike's criterion, 2k − 2ℓ.</summary>
    public double Aic => 2 * Estimate.Count - 2 * LogLikelihood;

    /// <summary>Schwarz's criterion, k ln n − 2ℓ.</summary>
    public double Bic => Estimate.Count * Elementary.Log(Rows) - 2 * LogLikelihood;

    /// <summary>Largest over smallest information eigenvalue; infinite when singular, NaN when not formed.</summary>
    public double ConditionNumber => InformationEigenvalues.Count == 0 ? double.NaN
        : InformationEigenvalues[0] <= 0 ? double.PositiveInfinity : InformationEigenvalues[^1] / InformationEigenvalues[0];
}

/// <summary>The one interface of every estimator of a published model.</summary>
public interface IEstimator
{
    /// <summary>Its name, as the literature writes it.</summary>
    string Name { get; }

    /// <summary>Runs it.</summary>
    /// <param name="options">Starts, limits, errors wanted.</param>
    EstimateResult Estimate(EstimationOptions options);
}

/// <summary>What an estimator is asked to do.</summary>
/// <param name="Starts">Number of starts; the first is the model's own, the rest are drawn around it.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Newton">Limits of each search.</param>
/// <param name="Clusters">Cluster of each row for clustered errors, or null.</param>
/// <param name="From">A start that replaces the model's own, or null.</param>
public sealed record EstimationOptions(
    int Starts = 1, ulong Seed = 1, NewtonOptions? Newton = null, IReadOnlyList<int>? Clusters = null, IReadOnlyList<double>? From = null)
{
    /// <summary>One start, default limits.</summary>
    public static EstimationOptions Default { get; } = new();
}
