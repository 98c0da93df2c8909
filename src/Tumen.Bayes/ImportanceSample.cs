using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>
/// The likelihood of every period at draws from an approximation to the posterior, with the ratios that turn the approximation into the posterior. A few hundred solves, where draws from
/// the posterior itself take thousands.
/// </summary>
/// <param name="Terms">Draw, period: log-likelihood of the period's moves and of the step of the situations that followed.</param>
/// <param name="Moves">Draw, period: the part owed to the moves.</param>
/// <param name="LogRatio">Per draw: log posterior less log approximation, up to a constant.</param>
/// <param name="Unsolved">Draws left out because no equilibrium was certified or the record was impossible there: density zero.</param>
/// <remarks>Magnusson, Andersen, Jonasson and Vehtari (2019), PMLR 97:4244-4253, Bayesian leave-one-out cross-validation for large data.</remarks>
public sealed record ImportanceSample(ImmutableArray<double[]> Terms, ImmutableArray<double[]> Moves, ImmutableArray<double> LogRatio, int Unsolved)
{
    /// <summary>How much wider than Laplace's approximation is drawn from: costs a third of the effective draws at thirty parameters, and keeps the ratios' tails short.</summary>
    public const double Widening = 1.1;

    /// <summary>Pareto k of the ratios: above 0.7 the approximation is too far from the posterior for what is worked out here. And the effective number of draws, (Σ w)²/Σ w² of the smoothed weights.</summary>
    public (double Shape, double EffectiveDraws) Quality
    {
        get
        {
            if (LogRatio.IsEmpty)
            {
                return (double.NaN, 0);
            }

            var (log, shape) = ParetoSmoothing.Smooth(LogRatio);
            return (shape, 1 / log.Sum(l => Elementary.Exp(2 * l)));
        }
    }

    /// <summary>Draws around a mode and evaluates the likelihood there; every solve begins where first order expects the equilibrium, so that no draw depends on another.</summary>
    /// <param name="likelihood">Theory and record; its weights of periods, if any, are not used.</param>
    /// <param name="mode">Posterior mode.</param>
    /// <param name="covariance">Laplace covariance there, K × K.</param>
    /// <param name="edges">One-sided posteriors of parameters at bounds.</param>
    /// <param name="draws">Draws.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancel">Stops between draws.</param>
    /// <returns>The sample, or null where the mode has no certified equilibrium or no usable covariance.</returns>
    public static ImportanceSample? Around(
        Likelihood likelihood, double[] mode, double[] covariance, IReadOnlyList<BoundEdge> edges, int draws, ulong seed, CancellationToken cancel = default)
    {
        int k = likelihood.Parameters.Count;
        if (mode.Length != k || covariance.Length != k * k || !covariance.All(double.IsFinite) || ResponseSurface.Around(likelihood, mode, new double[k], cancel) is not { } surface)
        {
            return null;
        }

        var proposal = new LaplaceProposal(likelihood.Parameters, mode, covariance, edges, Widening);
        var own = likelihood.On(likelihood.Data);
        double[] slope = new double[k], bend = new double[k];
        ImmutableArray<double[]>.Builder terms = ImmutableArray.CreateBuilder<double[]>(draws), moves = ImmutableArray.CreateBuilder<double[]>(draws);
        var ratios = ImmutableArray.CreateBuilder<double>(draws);
        for (int d = 0; d < draws; d++)
        {
            cancel.ThrowIfCancellationRequested();
            if (proposal.Draw(seed, d) is not { } draw)
            {
                continue;
            }

            surface.Warm(own, draw.Point);
            var e = own.Evaluate(draw.Point, false, cancel);
            double ratio = e.LogLikelihood + own.Parameters.LogPrior(draw.Point, slope, bend) - draw.LogDensity;
            if (e.Solved && double.IsFinite(ratio))
            {
                terms.Add(e.ByPeriod);
                moves.Add(e.MovesByPeriod);
                ratios.Add(ratio);
            }
        }

        return new ImportanceSample(terms.ToImmutable(), moves.ToImmutable(), ratios.ToImmutable(), draws - ratios.Count);
    }

    /// <summary>Leave-one-out scores of the moves: ratios and 1/p(period) smoothed together, once a period.</summary>
    public LeaveOneOut LeaveOneOut() => ParetoSmoothing.Score(Moves, Terms, LogRatio);

    /// <summary>The score of one period and its Pareto k, where the draws are from around the mode of the posterior without that period.</summary>
    /// <param name="period">Index over all sequences in order.</param>
    public (double Score, double Shape) Without(int period)
    {
        var (log, shape) = ParetoSmoothing.Smooth([.. LogRatio.Select((r, s) => r - Terms[s][period])]);
        double top = Enumerable.Range(0, log.Length).Max(s => log[s] + Moves[s][period]);
        return (top + Elementary.Log(log.Select((l, s) => Elementary.Exp(l + Moves[s][period] - top)).Sum()), shape);
    }
}
