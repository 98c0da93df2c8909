using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Draws of a number from the posterior and from the priors.</summary>
/// <param name="Posterior">In any order.</param>
/// <param name="Prior">Empty where a prior is flat.</param>
internal sealed record DrawPair(double[] Posterior, double[] Prior)
{
    /// <summary>Draws from the priors.</summary>
    public int PriorCount => Prior.Length;

    /// <summary>Median of the posterior draws.</summary>
    public double Median => At(0.5);

    /// <summary>5 % of the posterior draws.</summary>
    public double Low => At(0.05);

    /// <summary>95 % of the posterior draws.</summary>
    public double High => At(0.95);

    /// <summary>Share of the posterior draws in which something holds.</summary>
    public double Share(Func<double, bool> holds) => Posterior.Count(holds) / (double)Posterior.Length;

    /// <summary>Share of the draws from the priors; NaN without any.</summary>
    public double PriorShare(Func<double, bool> holds) => Prior.Length == 0 ? double.NaN : Prior.Count(holds) / (double)Prior.Length;

    private double At(double q) => new WeightedSample(Posterior).Quantile(q);
}

/// <summary>Draws of weights of fitted theories: one-sided where a weight ends at a bound, so that it has a posterior to judge by all the same.</summary>
internal sealed class WeightDraws(StudyFolder study)
{
    /// <summary>Draws of either kind.</summary>
    public const int Count = 4000;

    private const ulong Seed = 20_181_101;

    /// <summary>A weight, as itself.</summary>
    /// <param name="work">The fitted theory.</param>
    /// <param name="changes">Assumptions changed; null for none.</param>
    /// <param name="data">The record.</param>
    /// <param name="weight">Its name.</param>
    public DrawPair? Of(TheoryWork work, ImmutableArray<Variation>? changes, ImmutableArray<Sequence> data, string weight) => Draw(work, changes, data, weight, null);

    /// <summary>A weight of a later era less that of an earlier.</summary>
    /// <param name="work">The theory fitted under assumptions that split eras.</param>
    /// <param name="changes">The assumptions.</param>
    /// <param name="data">The record.</param>
    /// <param name="earlier">Name of the parameter of the earlier era.</param>
    /// <param name="later">Name of that of the later.</param>
    public DrawPair? Change(TheoryWork work, ImmutableArray<Variation> changes, ImmutableArray<Sequence> data, string earlier, string later) => Draw(work, changes, data, later, earlier);

    private DrawPair? Draw(TheoryWork work, ImmutableArray<Variation>? changes, ImmutableArray<Sequence> data, string name, string? less)
    {
        var game = changes is { } c ? Variations.Of(study.Game, c) : study.Game;
        var space = new Likelihood(ParametricGame.Compile(game, work.Name, data[0].Covariates), data).Parameters;
        var names = space.Free.Select(p => p.Name).ToList();
        int at = names.IndexOf(name), from = less is null ? -1 : names.IndexOf(less);
        if (at < 0 || (less is not null && from < 0) || work.ModePoint.Length != space.Count || work.ModeCovariance.Length != space.Count * space.Count)
        {
            return null;
        }

        double Of(double[] x) => x[at] - (from < 0 ? 0 : x[from]);
        var posterior = new PosteriorDraws(space, work.ModePoint, work.ModeCovariance, work.ModeEdges, Seed);
        var prior = new PriorSample(space, Seed + 1);
        // Only the priors of the weights read matter: another that is flat takes nothing away.
        bool proper = new[] { at, from }.Where(k => k >= 0).All(k => space.Free[k].Prior is not Prior.Flat);
        return new DrawPair([.. Enumerable.Range(1, Count).Select(d => Of(posterior.Draw(d)))], proper ? [.. Enumerable.Range(1, Count).Select(d => Of(prior.Draw(d)))] : []);
    }
}
