using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What a theory says of the study's indicators: per draw, the chance of each; empty for a draw that was not solved.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Chances">Per draw, one chance per indicator.</param>
public sealed record WatchWork(string Theory, double[][] Chances);

/// <summary>Foretells the study's indicators under a fitted theory.</summary>
internal static class Watcher
{
    /// <summary>Posterior draws beside the mode.</summary>
    private const int Draws = 8;

    public static WatchWork Run(GameModel model, ImmutableArray<Sequence> data, ImmutableArray<WatchSpec> indicators, TheoryWork theory, ulong seed, CancellationToken cancel)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory.Name, data[0].Covariates), data);
        var draws = new PosteriorDraws(likelihood.Parameters, theory.ModePoint, theory.ModeCovariance, theory.ModeEdges, seed + 3000);
        return new WatchWork(theory.Name, [.. Enumerable.Range(0, Draws + 1).Select(d =>
            WatchList.Chances(likelihood, d == 0 ? theory.ModePoint : draws.Draw(d), indicators, 0, cancel) ?? [])]);
    }

    /// <summary>Weighs the chances of all theories by their probabilities; the most instructive indicator first.</summary>
    public static ImmutableArray<WatchItem> Of(StudyFolder study, ImmutableArray<WatchWork> works, ImmutableArray<TheoryWork> theories, ImmutableArray<double> posterior)
    {
        if (works.IsEmpty || study.Study.Watch.IsEmpty)
        {
            return [];
        }

        var unit = study.Records[0].Table.Units[0];
        return WatchList.Weigh(study.Study.Watch, [.. works.Select(w => (w.Theory, posterior[theories.ToList().FindIndex(t => t.Name == w.Theory)]))],
            [.. works.Select(w => w.Chances.Select(c => c.Length == 0 ? null : c).ToArray())], unit.Name, unit.Periods[^1]);
    }
}
