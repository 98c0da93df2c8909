using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <summary>One cut of the record: fitted to what came before, scored on what came after.</summary>
/// <param name="Cut">Periods of each sequence that the fit saw.</param>
/// <param name="FirstForetold">Label of the first period foretold.</param>
/// <param name="Status">How the refit ended.</param>
/// <param name="Score">Log score of the moves of the next periods, nats; NaN when the refit failed.</param>
/// <param name="Moves">Moves scored.</param>
/// <param name="ByPeriod">Score of each period.</param>
public sealed record FutureCut(int Cut, string FirstForetold, RefitStatus Status, double Score, int Moves, ImmutableArray<double> ByPeriod);

/// <summary>Scores of one theory at several cuts.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Horizon">Periods foretold after each cut.</param>
/// <param name="Cuts">Cuts, earliest first.</param>
public sealed record FutureScore(string Theory, int Horizon, ImmutableArray<FutureCut> Cuts)
{
    /// <summary>Sum over the cuts that could be scored.</summary>
    public double Score => Cuts.Where(c => double.IsFinite(c.Score)).Sum(c => c.Score);

    /// <summary>Mean score of a move.</summary>
    public double PerMove => Score / Math.Max(1, Cuts.Where(c => double.IsFinite(c.Score)).Sum(c => c.Moves));
}

/// <summary>Leave-future-out: refit at several dates, foretell the next periods. Every period's moves are scored given the state it began in.</summary>
/// <remarks>Bürkner, Gabry and Vehtari (2020), Journal of Statistical Computation and Simulation 90:2499-2523, by exact refits at posterior modes.</remarks>
public static class LeaveFutureOut
{
    /// <summary>Scores a theory.</summary>
    /// <param name="likelihood">The theory on the whole record.</param>
    /// <param name="start">Start of the last cut's fit, such as the posterior mode of the whole record; earlier cuts start where the later ended.</param>
    /// <param name="cuts">Numbers of periods seen, each from 2 to the shortest sequence less one.</param>
    /// <param name="horizon">Periods foretold.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cut outside that range, or a horizon below 1.</exception>
    public static FutureScore Run(Likelihood likelihood, double[] start, IReadOnlyList<int> cuts, int horizon, CancellationToken cancel = default)
    {
        int shortest = likelihood.Data.Min(d => d.Length);
        if (horizon < 1 || cuts.Any(c => c < 2 || c >= shortest))
        {
            throw new ArgumentOutOfRangeException(nameof(cuts), $"cuts must leave at least two periods before and one after; the shortest sequence has {shortest}");
        }

        var results = new List<FutureCut>();
        double[] from = start;
        foreach (int cut in cuts.OrderDescending())
        {
            cancel.ThrowIfCancellationRequested();
            var fit = Refit.From(likelihood.On([.. likelihood.Data.Select(d => d.Slice(0, cut))]), [from], true, Refit.QuickTolerance, cancel);
            string label = likelihood.Data[0].Periods[cut];
            if (fit.Status == RefitStatus.Impossible)
            {
                results.Add(new FutureCut(cut, label, fit.Status, double.NaN, 0, []));
                continue;
            }

            from = fit.Point;
            var until = likelihood.On([.. likelihood.Data.Select(d => d.Slice(0, Math.Min(d.Length, cut + horizon)))]);
            until.Forget();
            var at = until.Evaluate(fit.Point, false, cancel);
            var scores = ImmutableArray.CreateBuilder<double>();
            int row = 0, moves = 0;
            foreach (var d in until.Data)
            {
                for (int t = 0; t < d.Length; t++, row++)
                {
                    if (t >= cut)
                    {
                        scores.Add(at.MovesByPeriod[row]);
                        moves += d.Moves[t].Count(a => a >= 0);
                    }
                }
            }

            results.Add(new FutureCut(cut, label, fit.Status, at.Solved ? scores.Sum() : double.NaN, moves, scores.ToImmutable()));
        }

        results.Reverse();
        return new FutureScore(likelihood.Game.TheoryName, horizon, [.. results]);
    }

    /// <summary>Evenly spaced cuts over the later part of a record.</summary>
    /// <param name="periods">Periods of the shortest sequence.</param>
    /// <param name="count">Cuts.</param>
    /// <param name="horizon">Periods foretold after each.</param>
    /// <param name="first">Share of the record seen at the first cut; one half by default.</param>
    public static ImmutableArray<int> Cuts(int periods, int count, int horizon, double first = 0.5)
    {
        int low = Math.Max(2, (int)(first * periods)), high = Math.Max(low, periods - horizon);
        return [.. Enumerable.Range(0, count).Select(i => count == 1 ? high : low + (int)Math.Round((high - low) * (double)i / (count - 1))).Distinct()];
    }
}
