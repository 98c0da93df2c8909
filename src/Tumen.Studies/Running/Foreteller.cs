using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;

namespace Tumen.Studies;

/// <summary>Foretells a stretch of periods from what came before it: the only test that a theory cannot pass by having seen the answer.</summary>
public static class Foreteller
{
    /// <summary>The record up to the end of the stretch, and how many periods of each unit lie in it. Units without a period in it still inform the fit.</summary>
    public static (ImmutableArray<Sequence> Data, int[] Held) Cut(ImmutableArray<Sequence> data, ForesightSpec stretch)
    {
        ImmutableArray<Sequence> upTo = [.. data.Select(d => d.Slice(0, d.Periods.Count(p => string.CompareOrdinal(p, stretch.To) <= 0))).Where(d => d.Length > 0)];
        return (upTo, [.. upTo.Select(d => d.Periods.Count(p => string.CompareOrdinal(p, stretch.From) >= 0))]);
    }

    /// <summary>Fits a theory to the periods before the stretch and scores the moves within it, each month given all months before.</summary>
    /// <param name="model">The game.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="data">The record.</param>
    /// <param name="stretch">What to foretell.</param>
    /// <param name="seed">Seed of the starting points.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <param name="known">The theory fitted to the whole record: where the climb starts; what is found rests on the months before the stretch alone. Null for starts of its own.</param>
    public static ForesightWork Run(GameModel model, string theory, ImmutableArray<Sequence> data, ForesightSpec stretch, ulong seed, CancellationToken cancel, TheoryWork? known = null)
    {
        var (upTo, held) = Cut(data, stretch);
        ImmutableArray<Sequence> before = [.. upTo.Select((d, i) => d.Slice(0, d.Length - held[i])).Where(d => d.Length > 0)];
        var game = ParametricGame.Compile(model, theory, data[0].Covariates);
        var likelihood = new Likelihood(game, before);
        if (FitReview.Contradictions(likelihood.Parameters).FirstOrDefault(r => r.Stops) is { } contradiction)
        {
            return new ForesightWork(theory, stretch.Name, $"{TheoryWork.CannotBeFitted}: {contradiction.Says}", double.NaN, []);
        }

        var early = KnownMode.Fit(likelihood, known, new FitOptions { Starts = 2, UsePrior = true, ObservedInformation = false, Seed = seed }, cancel);
        cancel.ThrowIfCancellationRequested();
        if (early.Status is FitStatus.Impossible or FitStatus.Cancelled)
        {
            return new ForesightWork(theory, stretch.Name, TheoryRunner.Words(early.Status), double.NaN, []);
        }

        var all = new Likelihood(game, upTo).Evaluate(early.Point, false, cancel);
        double[] scores = all.Solved ? [.. Baselines.HeldOut(upTo, all.MovesByPeriod, held)] : [];
        var work = new ForesightWork(theory, stretch.Name, TheoryRunner.Words(early.Status), all.Solved ? scores.Sum() : double.NaN, scores);
        if (model.IsPanel || model.Covariates.Length > 0 || before.Length != upTo.Length)
        {
            return work; // units play different games: one-month-ahead chances are those of the likelihood only
        }

        var row = HonestTest.Scored(model, theory, upTo, [.. before.Select(d => d.Length)], likelihood, early, cancel: cancel);
        return row.Score.Count == 0 ? work : work with
        {
            Brier = row.Score.Brier, CalibrationGap = row.Score.CalibrationError, Ahead = double.IsFinite(row.Ahead) ? row.Ahead : null, Calibration = [.. row.Score.Calibration],
        };
    }
}
