using System.Collections.Immutable;
using Tumen.Numerics.Special;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>How an estimation ended.</summary>
public enum FitStatus
{
    /// <summary>The projected score is negligible and every equilibrium is certified.</summary>
    Converged,

    /// <summary>Converged, but a weight stopped at the guard beyond which choices are certain: the likelihood has no interior maximum there.</summary>
    AtGuard,

    /// <summary>No step improves the likelihood, yet the score is not negligible.</summary>
    Stalled,

    /// <summary>The likelihood is −∞ at every start: the record is impossible under this theory.</summary>
    Impossible,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

/// <summary>Standard errors of one parameter; null where there is none (a parameter at a bound, a singular matrix).</summary>
/// <param name="Hessian">From the observed information.</param>
/// <param name="Expected">From the expected information given the situations.</param>
/// <param name="Opg">From the outer product of scores.</param>
/// <param name="Sandwich">Hessian⁻¹ · OPG · Hessian⁻¹.</param>
public sealed record StandardErrors(double? Hessian, double? Expected, double? Opg, double? Sandwich)
{
    /// <summary>Sandwich with scores summed within units, times G/(G − 1); null with fewer than two units. With few units it is too small.</summary>
    public double? Clustered { get; init; }
}

/// <summary>One fitted parameter.</summary>
/// <param name="Parameter">What it is.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Errors">Standard errors.</param>
/// <param name="Bound">"lower", "upper" when the estimate sits at a bound of the theory; "guard" at the run-away guard; null inside.</param>
/// <param name="Gradient">Derivative of the objective at the estimate.</param>
public sealed record Estimate(Parameter Parameter, double Value, StandardErrors Errors, string? Bound, double Gradient)
{
    /// <summary>The error that tests rest on: by the observed information, else by the expected one; null without either.</summary>
    public double? StandardError => Errors.Hessian ?? Errors.Expected;

    /// <summary>Estimate over error: how far a weight lies from 0. Null without an error, and for chances, whose 0 is no hypothesis.</summary>
    public double? Z => Parameter.Kind == ParameterKind.Weight && StandardError is { } error and > 0 ? Value / error : null;

    /// <summary>Two-sided chance of so large a z if the weight were 0, by the normal distribution.</summary>
    public double? P => Z is { } z ? 2 * Normal.Cdf(-Math.Abs(z)) : null;

    /// <summary>Interval by the normal distribution, cut at the parameter's bounds; null without an error.</summary>
    /// <param name="level">Level in (0, 1).</param>
    public (double Low, double High)? Interval(double level = 0.95)
    {
        if (StandardError is not { } error)
        {
            return null;
        }

        double half = -Normal.Quantile(0.5 * (1 - level)) * error;
        return (Math.Max(Parameter.Lower, Value - half), Math.Min(Parameter.Upper, Value + half));
    }
}

/// <summary>One optimum that the starts found.</summary>
/// <param name="Objective">Log-likelihood (plus log prior for a posterior mode).</param>
/// <param name="Point">The parameter vector.</param>
/// <param name="Hits">How many starts ended here.</param>
/// <param name="ScoreNorm">Newton decrement: √(gᵀ I⁻¹ g) over free parameters.</param>
public sealed record Optimum(double Objective, double[] Point, int Hits, double ScoreNorm)
{
    /// <summary>Log-likelihood by period there; empty where it was not kept.</summary>
    public double[] ByPeriod { get; init; } = [];

    /// <summary>The path that led here, in words; null for ordinary starts.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether the climb that ended here met the tolerance; if not, something kept it from the top.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>A direction in parameter space along which the record says little.</summary>
/// <param name="Eigenvalue">Eigenvalue of the information matrix along it, in nats per squared unit.</param>
/// <param name="Direction">Loadings by parameter name, largest first, those above 0.2.</param>
/// <param name="Says">In words.</param>
public sealed record WeakDirection(double Eigenvalue, ImmutableArray<(string Name, double Loading)> Direction, string Says);

/// <summary>What the record can tell about the parameters at the estimate.</summary>
/// <param name="Eigenvalues">Eigenvalues of the information matrix of the weights, ascending.</param>
/// <param name="Weak">Weak directions.</param>
public sealed record IdentificationReport(ImmutableArray<double> Eigenvalues, ImmutableArray<WeakDirection> Weak)
{
    /// <summary>Directions along which the record knows nothing, by <see cref="Identification.NullShare"/>. A comparison that rests on such a fit stops.</summary>
    public ImmutableArray<WeakDirection> Null { get; init; } = [];

    /// <summary>The same of the record alone, where <see cref="Null"/> counts the priors too: along these directions what is known is what was assumed.</summary>
    public ImmutableArray<WeakDirection> Silent { get; init; } = [];
}

/// <summary>A parameter whose mode sits at a bound: its posterior falls off from there, exp(−g x − ½ h x²) at a distance x.</summary>
/// <param name="Parameter">Index among the free parameters.</param>
/// <param name="Slope">g: how fast the log posterior falls at the bound, at least 0.</param>
/// <param name="Curvature">h: its curvature once the interior parameters follow; 0 when there is none.</param>
/// <param name="Shift">How all K parameters move when this one moves by a unit: 1 for itself, the interior ones along their conditional mean.</param>
public sealed record BoundEdge(int Parameter, double Slope, double Curvature, double[] Shift)
{
    /// <summary>∫₀^w exp(−g x − ½ h x²) dx: a posterior that falls off from a bound, up to the other bound.</summary>
    /// <param name="width">w, above 0 and finite.</param>
    public double Integral(double width)
    {
        double far = (Slope * width) + (0.5 * Curvature * width * width);
        if (far < 1)
        {
            // Nearly even: differences of tails would cancel. Simpson's rule over an integrand between 1/e and 1.
            const int Panels = 64;
            double step = width / Panels, sum = 0;
            for (int i = 0; i <= Panels; i++)
            {
                double x = i * step;
                sum += (i is 0 or Panels ? 1 : i % 2 == 1 ? 4 : 2) * Elementary.Exp(-(Slope * x) - (0.5 * Curvature * x * x));
            }

            return sum * step / 3;
        }

        double Tail(double g) => Curvature > 0 ? Math.Sqrt(2 * Math.PI / Curvature) * Normal.TailRatio(g / Math.Sqrt(Curvature)) : 1 / g;
        return Tail(Slope) - (Elementary.Exp(-far) * Tail(Slope + (Curvature * width)));
    }
}

/// <summary>A fitted theory.</summary>
public sealed record FitResult
{
    /// <summary>Name of the theory.</summary>
    public required string Theory { get; init; }

    /// <summary>How it ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>How another estimator than the nested fixed point came to this; null for that one.</summary>
    public EstimatorReport? Estimator { get; init; }

    /// <summary>Whether priors were part of the objective (posterior mode) or not (maximum likelihood).</summary>
    public required bool UsesPrior { get; init; }

    /// <summary>Periods.</summary>
    public required int Periods { get; init; }

    /// <summary>Observed moves.</summary>
    public required int MoveCount { get; init; }

    /// <summary>Log-likelihood in nats.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The part owed to moves.</summary>
    public required double MoveLogLikelihood { get; init; }

    /// <summary>Log-likelihood plus log prior density; equals the log-likelihood for a maximum-likelihood fit.</summary>
    public required double Objective { get; init; }

    /// <summary>Estimates.</summary>
    public required ImmutableArray<Estimate> Estimates { get; init; }

    /// <summary>Every optimum found, best first.</summary>
    public required ImmutableArray<Optimum> Optima { get; init; }

    /// <summary>Starts tried.</summary>
    public required int Starts { get; init; }

    /// <summary>What the record can tell.</summary>
    public required IdentificationReport Identification { get; init; }

    /// <summary>Covariance of the free parameters from the expected information (plus prior curvature when used), K × K; zero rows for parameters at bounds.</summary>
    public required double[] Covariance { get; init; }

    /// <summary>Expected information at the estimate, K × K, without the prior.</summary>
    public required double[] Information { get; init; }

    /// <summary>log det of the objective's curvature over the interior parameters; for Laplace's approximation.</summary>
    public required double LogDeterminant { get; init; }

    /// <summary>What bounds and flat directions add to Laplace's approximation: log of the mass left by truncation, and of the integral over parameters at a bound,
    /// (f/2) log 2π of the interior ones included.</summary>
    public required double LogBoundary { get; init; }

    /// <summary>The one-sided posterior of every parameter at a bound, as in the approximation; empty when none is.</summary>
    public ImmutableArray<BoundEdge> Edges { get; init; } = [];

    /// <summary>Log-likelihood by period.</summary>
    public required double[] ByPeriod { get; init; }

    /// <summary>The part of it owed to each period's moves.</summary>
    public required double[] MovesByPeriod { get; init; }

    /// <summary>Scores by period.</summary>
    public required double[][] Scores { get; init; }

    /// <summary>Certified equilibrium of each era at the estimate.</summary>
    public required ImmutableArray<LogitMarkovEquilibrium> Equilibria { get; init; }

    /// <summary>Number of free parameters.</summary>
    public int ParameterCount => Estimates.Length;

    /// <summary>Akaike's criterion, 2k − 2ℓ.</summary>
    public double Aic => (2 * ParameterCount) - (2 * LogLikelihood);

    /// <summary>Schwarz's criterion, k log T − 2ℓ.</summary>
    public double Bic => (ParameterCount * Elementary.Log(Periods)) - (2 * LogLikelihood);

    /// <summary>Laplace's approximation to the log marginal likelihood; only for a posterior mode.</summary>
    /// <remarks>
    /// log p(y) ≈ ℓ + log prior + (f/2) log 2π − ½ log det H over the f interior parameters (Tierney and Kadane 1986), plus for a parameter at a bound the one-sided
    /// integral ∫₀^∞ exp(−g x − ½ h x²) dx with g the slope into the bound and h its curvature given the interior ones, plus the log mass that truncation leaves near a bound.
    /// </remarks>
    public double? LogMarginalLikelihood => UsesPrior ? Objective - (0.5 * LogDeterminant) + LogBoundary : null;

    /// <summary>The parameter vector.</summary>
    public double[] Point => [.. Estimates.Select(e => e.Value)];
}
