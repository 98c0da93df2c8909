using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <summary>Ways to estimate a theory from a record.</summary>
public enum EstimatorKind
{
    /// <summary>Nested fixed point: the game is solved at every trial of the parameters (Rust 1987). Maximum likelihood; the default.</summary>
    NestedFixedPoint,

    /// <summary>Constrained maximum likelihood in parameters and action values jointly (Su and Judd 2012); the same optimum, without a game solved on the way.</summary>
    Constrained,

    /// <summary>Efficient pseudo-likelihood (Dearing and Blevins 2024); the same optimum in a few logits, each with one linear system.</summary>
    EfficientPseudoLikelihood,

    /// <summary>Nested pseudo-likelihood (Aguirregabiria and Mira 2007): consistent, not efficient, and need not converge.</summary>
    NestedPseudoLikelihood,

    /// <summary>Two steps (Hotz and Miller 1993): choice chances by smoothed frequencies, then one logit. Consistent, biased in short records.</summary>
    ConditionalChoice,

    /// <summary>Nested fixed point of the weights, with the laws' chances estimated first from the transitions alone.</summary>
    TwoStep,
}

/// <summary>One round of an estimator.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Objective">Log (pseudo-)likelihood, with the log prior where it is used.</param>
/// <param name="Moved">Largest change of a parameter.</param>
/// <param name="Residual">Largest amount by which action values miss the equilibrium conditions at this round's point, times λ; for nested pseudo-likelihood the largest change of a choice chance.</param>
public sealed record EstimatorRound(int Number, double Objective, double Moved, double Residual);

/// <summary>How an estimator other than the nested fixed point came to its estimate.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Settled">Whether its own rounds converged.</param>
/// <param name="Rounds">Rounds of the start that gave the estimate.</param>
/// <param name="PseudoLogLikelihood">What it maximised, in nats; at the fixed point of a nested pseudo-likelihood it equals the log-likelihood there.</param>
/// <param name="SpectralRadius">For nested pseudo-likelihood: the largest modulus of an eigenvalue of its map of choice chances at the end; above 1 the fixed point repels its own rounds. NaN otherwise.</param>
/// <param name="Distance">Largest difference of a choice chance between the estimator's and the equilibrium that the solver selects at the estimate: above 1e-6 the two play different equilibria, or (two-step estimators) the first step's chances are no equilibrium.</param>
/// <param name="FirstStep">Standard errors of the estimates that stand first, without what the first step adds; null where there is no first step.</param>
/// <param name="Warnings">What speaks against the estimate, in words.</param>
public sealed record EstimatorReport(
    EstimatorKind Kind, bool Settled, ImmutableArray<EstimatorRound> Rounds, double PseudoLogLikelihood, double SpectralRadius, double Distance,
    ImmutableArray<double?> FirstStep, ImmutableArray<string> Warnings);
