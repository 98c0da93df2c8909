namespace Tumen.Estimation.Once;

/// <summary>What the certificate at the end of a search says. Never decided by an iteration limit alone.</summary>
public enum EstimationStatus
{
    /// <summary>The score vanishes and the curvature is negative definite: a strict local maximum.</summary>
    Converged,

    /// <summary>The score vanishes but at least one direction is flat: some weights are not identified here.</summary>
    Flat,

    /// <summary>The score vanishes but the curvature has the wrong sign: a saddle, not a maximum.</summary>
    Saddle,

    /// <summary>The weights run off while the log-likelihood creeps up: separated moves or a weight at infinity.</summary>
    Diverging,

    /// <summary>The search stopped without meeting any certificate.</summary>
    Stalled,

    /// <summary>The log-likelihood is not finite at the start.</summary>
    ImpossibleStart,

    /// <summary>The equilibrium or constraint equations could not be solved at the point reached.</summary>
    NoEquilibrium,

    /// <summary>A strict local maximum, but another climb came higher without a certificate: not the maximum.</summary>
    Surpassed,
}
