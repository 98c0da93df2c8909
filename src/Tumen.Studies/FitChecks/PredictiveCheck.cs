using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>How often a move is made, and for how long in a row, in records that a theory makes, beside the record itself.</summary>
/// <param name="Player">Player.</param>
/// <param name="Move">Move.</param>
/// <param name="Share">Share of the player's periods with the move.</param>
/// <param name="Spell">Mean number of periods in a row with it; null when it is never made in the record.</param>
public sealed record PredictiveWork(string Player, string Move, PredictiveNumber Share, PredictiveNumber? Spell);

/// <summary>A number of the record beside those of simulated records.</summary>
/// <param name="Record">In the record.</param>
/// <param name="Mean">Mean over simulated records.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="Chance">Twice the smaller share of simulated records on one side of the record, those equal to it counted half: the posterior predictive tail chance, at most 1.</param>
/// <param name="Records">Simulated records that have the number.</param>
public sealed record PredictiveNumber(double Record, double Mean, double Low, double High, double Chance, int Records)
{
    /// <summary>Whether the record lies outside nine tenths of the simulated ones.</summary>
    public bool Outside => Record < Low || Record > High;
}

/// <summary>Posterior predictive checks: records as long as the record, made by a theory at draws from its posterior.</summary>
/// <remarks>Rubin (1984), Annals of Statistics 12:1151-1172; Gelman, Meng and Stern (1996), Statistica Sinica 6:733-807. The record is used twice, so that tail chances are cautious: they are less often small than their names say.</remarks>
public static class PredictiveCheck
{
    private const int Draws = 40;
    private const int RecordsADraw = 5;

    /// <summary>Simulates and compares.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="work">The theory as fitted.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancel">Stops between draws.</param>
    /// <returns>One row a player and move; empty when the posterior mode is unsound.</returns>
    public static PredictiveWork[] Run(Likelihood likelihood, TheoryWork work, ulong seed, CancellationToken cancel)
    {
        if (work.ModeStatus != "converged")
        {
            return [];
        }

        var posterior = new PosteriorDraws(likelihood.Parameters, work.ModePoint, work.ModeCovariance, work.ModeEdges, seed);
        var players = likelihood.Game.Profiles.Players;
        var made = new List<(double Share, double Spell)[][]>();
        for (int d = 0; d < Draws; d++)
        {
            cancel.ThrowIfCancellationRequested();
            likelihood.Forget();
            if (RecordSimulator.At(likelihood, posterior.Draw(d), cancel) is { } simulator)
            {
                // Units come one after another, each with its repetitions: the r-th of every unit makes the r-th record.
                var drawn = simulator.Draw(new Philox(seed + 1, (ulong)d), RecordsADraw);
                made.AddRange(Enumerable.Range(0, RecordsADraw).Select(r => Numbers(players, [.. drawn.Where((_, i) => i % RecordsADraw == r)])));
            }
        }

        var own = Numbers(players, likelihood.Data);
        return made.Count == 0 ? [] : [.. players.SelectMany((p, i) => p.Moves.Select((move, a) => new PredictiveWork(
            p.Name, move, Beside(own[i][a].Share, [.. made.Select(m => m[i][a].Share)])!, Beside(own[i][a].Spell, [.. made.Select(m => m[i][a].Spell).Where(double.IsFinite)]))))];
    }

    // Per player and move: share of known periods, and mean length of uninterrupted runs; an unknown period ends a run.
    private static (double Share, double Spell)[][] Numbers(ImmutableArray<Model.Player> players, ImmutableArray<Sequence> data) => [.. players.Select((p, i) =>
    {
        int[] months = new int[p.Moves.Length], runs = new int[p.Moves.Length];
        foreach (var s in data)
        {
            for (int t = 0; t < s.Length; t++)
            {
                int a = s.Moves[t][i];
                if (a >= 0)
                {
                    months[a]++;
                    runs[a] += t == 0 || s.Moves[t - 1][i] != a ? 1 : 0;
                }
            }
        }

        double known = Math.Max(1, months.Sum());
        return months.Select((n, a) => (n / known, n == 0 ? double.NaN : (double)n / runs[a])).ToArray();
    })];

    private static PredictiveNumber? Beside(double record, double[] simulated)
    {
        if (!double.IsFinite(record) || simulated.Length == 0)
        {
            return null;
        }

        double below = simulated.Count(x => x < record) + (0.5 * simulated.Count(x => x == record)), share = below / simulated.Length;
        var sample = new WeightedSample(simulated);
        return new PredictiveNumber(record, simulated.Average(), sample.Quantile(0.05), sample.Quantile(0.95), Math.Min(1, 2 * Math.Min(share, 1 - share)), simulated.Length);
    }
}
