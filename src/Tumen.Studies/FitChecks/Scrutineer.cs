using System.Collections.Immutable;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Does the work of <see cref="ScrutinyWork"/> for one theory. One thread; same input, same bits.</summary>
public static class Scrutineer
{
    /// <summary>Starts of a census besides the one from λ = 0.</summary>
    public const int CensusStarts = 30;

    // Residual to which the game is solved at a draw: far below what the draws themselves leave uncertain, and a Newton step in three less.
    private const double DrawTolerance = 1e-7;

    /// <summary>The part of the scrutiny that foretells each period from all others.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The record.</param>
    /// <param name="work">The theory as fitted to it.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static ScrutinyWork Foretelling(GameModel model, ImmutableArray<Sequence> data, TheoryWork work, ulong seed, CancellationToken cancel = default) =>
        ScrutinyWork.Of(work) with { LeaveOneOut = LeaveOneOut(On(model, data, work), work, seed, cancel) };

    /// <summary>The part that counts equilibria at the estimate; parameters as in <see cref="Foretelling"/>.</summary>
    public static ScrutinyWork Counting(GameModel model, ImmutableArray<Sequence> data, TheoryWork work, ulong seed, CancellationToken cancel = default)
    {
        var likelihood = On(model, data, work);
        double[] estimate = Estimate(work);
        return ScrutinyWork.Of(work) with { Censuses = estimate.Length == likelihood.Parameters.Count ? Censuses(likelihood, estimate, seed, cancel) : [] };
    }

    /// <summary>The part that compares the record with records that the theory makes; parameters as in <see cref="Foretelling"/>.</summary>
    public static ScrutinyWork Simulating(GameModel model, ImmutableArray<Sequence> data, TheoryWork work, ulong seed, CancellationToken cancel = default) =>
        ScrutinyWork.Of(work) with { Predictive = PredictiveCheck.Run(On(model, data, work), work, seed + 4000, cancel) };

    /// <summary>The part that finds how far one weight may go, in every era and for every kind of unit that has it; empty where it is not among those looked at.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The record.</param>
    /// <param name="work">The theory as fitted to it.</param>
    /// <param name="weight">Name of the weight.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static ScrutinyWork Profiling(GameModel model, ImmutableArray<Sequence> data, TheoryWork work, string weight, CancellationToken cancel = default)
    {
        var likelihood = On(model, data, work);
        double[] estimate = Estimate(work);
        return ScrutinyWork.Of(work) with { Profiles = estimate.Length == likelihood.Parameters.Count && work.Status is "converged" ? Profiles(model, likelihood, work, estimate, cancel, weight) : [] };
    }

    private static Likelihood On(GameModel model, ImmutableArray<Sequence> data, TheoryWork work) => new(ParametricGame.Compile(model, work.Name, data[0].Covariates), data);

    private static double[] Estimate(TheoryWork work) => [.. work.Parameters.Select(p => p.Estimate)];

    /// <summary>Each period foretold from all others; null when the posterior mode is unsound.</summary>
    public static LeaveOneOutWork? LeaveOneOut(Likelihood likelihood, TheoryWork work, ulong seed, CancellationToken cancel)
    {
        var options = new LeaveOneOutOptions { Seed = seed + 2000 };
        likelihood = new Likelihood(likelihood.Game, likelihood.Data, likelihood.Options with { Tolerance = DrawTolerance });
        if (work.ModeStatus != "converged" || TheoryLeaveOneOut.Of(likelihood, work.ModePoint, work.ModeCovariance, work.ModeEdges, options, cancel) is not { } x)
        {
            return null;
        }

        return new LeaveOneOutWork(
            x.Scores.Score, x.Scores.StandardError, x.Scores.EffectiveParameters, x.Scores.MonteCarloError, [.. x.Scores.Pointwise], [.. x.Scores.Shape], x.Draws, x.Unsolved,
            x.ApproximationShape, x.EffectiveDraws, [.. x.Refits]);
    }

    /// <summary>Equilibria at a parameter vector, for every era and set of covariates played.</summary>
    public static CensusWork[] Censuses(Likelihood likelihood, double[] estimate, ulong seed, CancellationToken cancel)
    {
        var eras = likelihood.Parameters.Eras;
        var games = Enumerable.Range(0, likelihood.GroupCount).SelectMany(g => Enumerable.Range(0, eras.Length).Where(e => likelihood.Plays(g, e)).Select(e => (Group: g, Era: e)));
        return [.. games.Select(at =>
        {
            likelihood.Forget();
            var census = EquilibriumCensus.Take(likelihood, estimate, at.Era, CensusStarts, seed + 3000, cancel, at.Group);
            string[] which = [likelihood.GroupCount > 1 ? likelihood.UnitOf(at.Group) : "", eras.Length > 1 ? eras[at.Era].Name : ""];
            return new CensusWork(string.Join(", ", which.Where(w => w.Length > 0)), census.Starts, census.Failed, [.. census.Entries.Select(e => new CensusEntryWork(
                e.Selected, e.Hits, e.SpectralRadius, e.SmallestSingularValue, e.LogLikelihood, e.MoveLogLikelihood,
                e.Equilibrium.Certificate.Residual, e.Equilibrium.Certificate.OneShotGain, e.Equilibrium.Certificate.Regret))]);
        })];
    }

    /// <summary>Profile intervals of the theory's own weights and of those that leverage turns on, each measured from the fit, or from the better optimum that it meets itself.</summary>
    /// <param name="model">The game.</param>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="work">The theory as fitted.</param>
    /// <param name="estimate">Its estimate.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <param name="only">One weight; null for all of them.</param>
    public static ProfileWork[] Profiles(GameModel model, Likelihood likelihood, TheoryWork work, double[] estimate, CancellationToken cancel, string? only = null)
    {
        var looked = LeverWeights.Of(model, likelihood);
        if (only is not null)
        {
            var space = likelihood.Parameters;
            int weight = likelihood.Game.Weights.ToList().FindIndex(w => w.Name == only);
            int[] its = weight < 0 ? [] : [.. Enumerable.Range(0, space.Eras.Length).SelectMany(era => Enumerable.Range(0, space.Kinds).Select(kind => space.WeightIndex(era, weight, kind)))];
            looked = [.. looked.Where(x => its.Contains(x.Index))];
        }

        if (looked.IsEmpty)
        {
            return [];
        }

        likelihood.Forget();
        var covariance = Covariance(likelihood, estimate, cancel);
        int k = estimate.Length;
        var rows = new List<ProfileWork>();
        foreach (var (j, own) in looked)
        {
            cancel.ThrowIfCancellationRequested();
            likelihood.Forget(); // so that a weight's interval is the same bits whichever others are found before it
            double variance = covariance.Length == 0 ? 0 : covariance[(j * k) + j];
            double[]? along = variance > 0 ? [.. Enumerable.Range(0, k).Select(i => covariance[(i * k) + j] / variance)] : null;
            var interval = ProfileLikelihood.Interval(likelihood, estimate, j, work.Parameters[j].Hessian ?? (variance > 0 ? Math.Sqrt(variance) : 0.5), cancel: cancel, along: along);
            var p = likelihood.Parameters.Free[j];
            rows.Add(new ProfileWork(
                p.Name, own, interval.Estimate, interval.Low, Words(interval.LowEnd, interval.Low), interval.High, Words(interval.HighEnd, interval.High), interval.Restarts,
                interval.Restarts > 0 ? Math.Max(0, interval.Maximum - work.LogLikelihood) : 0));
        }

        return [.. rows];
    }

    private static string Words(IntervalEnd end, double at) => end switch
    {
        IntervalEnd.Crossed => "crossed",
        IntervalEnd.AtBound => Math.Abs(at) >= ParameterSpace.WeightGuard ? "guard" : "bound",
        _ => "failed",
    };

    // Inverse of the expected information over the parameters inside their bounds; empty when it cannot be had.
    private static double[] Covariance(Likelihood likelihood, double[] x, CancellationToken cancel)
    {
        var e = likelihood.Evaluate(x, true, cancel);
        int k = x.Length;
        var free = Enumerable.Range(0, k).Where(j => x[j] > likelihood.Parameters.Free[j].Lower && x[j] < likelihood.Parameters.Free[j].Upper).ToArray();
        if (!e.Solved || free.Length == 0)
        {
            return [];
        }

        var eigen = SymmetricEigen.Of([.. free.SelectMany(i => free.Select(j => e.Information[(i * k) + j]))], free.Length);
        if (!(eigen.Values[0] > 1e-9))
        {
            return [];
        }

        var covariance = new double[k * k];
        for (int v = 0; v < free.Length; v++)
        {
            for (int i = 0; i < free.Length; i++)
            {
                for (int j = 0; j < free.Length; j++)
                {
                    covariance[(free[i] * k) + free[j]] += eigen.Vectors[v][i] * eigen.Vectors[v][j] / eigen.Values[v];
                }
            }
        }

        return covariance;
    }
}
