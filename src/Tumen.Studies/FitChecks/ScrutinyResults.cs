using System.Collections.Immutable;
using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>A theory or baseline in the order in which they foretell left-out periods.</summary>
/// <param name="Name">Name.</param>
/// <param name="Work">The theory's scores; null for a baseline, whose scores are exact.</param>
/// <param name="Score">Σ over periods, nats (elpd).</param>
/// <param name="StandardError">Of the sum.</param>
/// <param name="Difference">To the best theory.</param>
/// <param name="Stacking">Its weight in the mixture of theories that foretells best; null for a baseline and where the scores are not to be trusted.</param>
public sealed record LeaveOneOutRow(string Name, LeaveOneOutWork? Work, double Score, double StandardError, ScoreDifference Difference, double? Stacking)
{
    /// <summary>Whether the scores can be trusted.</summary>
    public bool Sound => Work is null || Work.Sound;

    /// <summary>What the difference means, in words; empty for the best.</summary>
    public string Says => !Sound ? "draws too far from the posterior: no verdict" : Difference is { Difference: 0, StandardError: 0 } ? "" : Difference.Says;
}

/// <summary>A period that some theory learns from so much that its smoothed score is unreliable.</summary>
/// <param name="Index">Over all units in order.</param>
/// <param name="Period">Name.</param>
/// <param name="Shape">Largest Pareto k over the theories.</param>
/// <param name="Theory">The theory that has it.</param>
/// <param name="Theories">Theories with k above the limit there.</param>
/// <param name="Refitted">Of them, those that were fitted without the period.</param>
/// <param name="Moves">What was done, in words.</param>
/// <param name="Events">The events behind it.</param>
public sealed record DoubtfulPeriod(int Index, string Period, double Shape, string Theory, int Theories, int Refitted, string Moves, ImmutableArray<string> Events);

/// <summary>The scrutiny of all theories, side by side.</summary>
/// <param name="Theories">Works in the order of the study; null where the posterior mode is unsound.</param>
/// <param name="Rows">Leave-one-out scores, best first, unsound ones last; baselines among them.</param>
/// <param name="Doubtful">Periods with a Pareto k above the limit, the worst first.</param>
/// <param name="StackingGap">Nats that better stacking weights could gain at most.</param>
/// <param name="Reasons">What the answer should mention.</param>
public sealed record ScrutinyResults(
    ImmutableArray<ScrutinyWork?> Theories, ImmutableArray<LeaveOneOutRow> Rows, ImmutableArray<DoubtfulPeriod> Doubtful, double StackingGap, ImmutableArray<string> Reasons)
{
    /// <summary>Puts the theories side by side; null when none was scrutinised.</summary>
    /// <param name="study">The study.</param>
    /// <param name="main">Its theories as fitted, in its order.</param>
    /// <param name="works">Their scrutiny, in any order; those without are left out.</param>
    public static ScrutinyResults? Of(StudyFolder study, ImmutableArray<TheoryWork> main, ImmutableArray<ScrutinyWork> works)
    {
        if (works.IsDefaultOrEmpty)
        {
            return null;
        }

        ImmutableArray<ScrutinyWork?> theories = [.. main.Select(m => works.FirstOrDefault(w => w.Theory == m.Name))];
        var data = study.Records[0].Sequences;
        ImmutableArray<int> lengths = [.. data.Select(d => d.Length)];
        var scored = works.Where(w => w.LeaveOneOut is { } l && l.ByPeriod.All(double.IsFinite)).OrderByDescending(w => w.LeaveOneOut!.Sound).ThenByDescending(w => w.LeaveOneOut!.Score).ToArray();
        var sound = scored.Where(w => w.LeaveOneOut!.Sound).ToArray();
        var stacked = sound.Length == 0 ? null : Stacking.Of([.. sound.Select(w => w.LeaveOneOut!.ByPeriod)]);
        ImmutableArray<LeaveOneOutRow> rows = [];
        if (scored.Length > 0)
        {
            double[] best = scored[0].LeaveOneOut!.ByPeriod;
            int[] counts = [.. study.Game.Players.Select(p => p.Moves.Length)];
            rows = [.. scored.Select(w => new LeaveOneOutRow(w.Theory, w.LeaveOneOut, w.LeaveOneOut!.Score, w.LeaveOneOut.StandardError, ScoreDifference.Of(w.LeaveOneOut.ByPeriod, best, lengths),
                    Array.IndexOf(sound, w) is >= 0 and var at ? stacked!.Weights[at] : null))
                .Concat(Tumen.Estimation.Baselines.LeaveOneOut(data, counts).AddRange(FairBaselines.LeaveOneOut(study.Game, data)).Select(b => new LeaveOneOutRow(b.Name, null, b.ByPeriod.Sum(), Spread(b.ByPeriod), ScoreDifference.Of(b.ByPeriod, best, lengths), null)))
                .OrderByDescending(r => r.Sound).ThenByDescending(r => r.Score)];
        }

        return new ScrutinyResults(theories, rows, Periods(study, scored), stacked?.Gap ?? 0, [.. Says(rows, works)]);
    }

    /// <summary>The answer with what the scrutiny adds to its reasons.</summary>
    internal static Answer AddTo(Answer answer, ScrutinyResults? scrutiny) => scrutiny is null ? answer
        : answer with { Reasons = answer.Reasons.AddRange(scrutiny.Reasons), Checks = answer.Checks.AddRange(scrutiny.Reasons.Select(r => new Reason(ReasonKind.Scrutiny, null, [], r))) };

    private static double Spread(ImmutableArray<double> scores)
    {
        double mean = scores.IsEmpty ? 0 : scores.Average();
        return Math.Sqrt(scores.Length * scores.Sum(x => (x - mean) * (x - mean)) / Math.Max(1, scores.Length - 1));
    }

    private static ImmutableArray<DoubtfulPeriod> Periods(StudyFolder study, ScrutinyWork[] scored)
    {
        var record = study.Records[0];
        return [.. scored.Where(w => w.LeaveOneOut!.Sound).SelectMany(w => w.LeaveOneOut!.Doubtful.Select(t => (Work: w, Period: t, Shape: w.LeaveOneOut.Shape[t]))).GroupBy(x => x.Period)
            .Select(g =>
            {
                var worst = g.MaxBy(x => x.Shape);
                return new DoubtfulPeriod(
                    g.Key, Assembly.Period(record, g.Key), worst.Shape, worst.Work.Theory, g.Count(), g.Count(x => !x.Work.LeaveOneOut!.Unreliable.Contains(g.Key)),
                    Assembly.Moves(study.Game, record, g.Key), Assembly.EventsOf(record, study.Game, g.Key));
            }).OrderByDescending(p => p.Shape)];
    }

    private static IEnumerable<string> Says(ImmutableArray<LeaveOneOutRow> rows, ImmutableArray<ScrutinyWork> works)
    {
        string F(double x, string format = "0.0") => x.ToString(format, CultureInfo.InvariantCulture);
        var ranked = rows.Where(r => r.Work is not null && r.Sound).ToArray();
        var rivals = ranked.Skip(1).ToArray();
        if (rivals.Length > 0)
        {
            var apart = rivals.Where(r => r.Difference.Separates).ToArray();
            yield return $"each month foretold from all others, {ranked[0].Name} does best; "
                + (apart.Length == 0 ? "no other theory is separable from it in this way" : apart.Length == rivals.Length ? "every other theory foretells worse" : $"{string.Join(", ", apart.Select(r => $"{r.Name} ({F(r.Difference.Difference)} nats)"))} foretell{(apart.Length == 1 ? "s" : "")} worse, the other {rivals.Length - apart.Length} are not separable from it in this way");
        }

        var several = works.Where(w => w.Censuses.Any(c => c.Entries.Length > 1)).ToArray();
        var better = works.SelectMany(w => w.Censuses.Where(c => c.BetterFitting is not null).Select(c => (w.Theory, Gain: c.BetterFitting!.LogLikelihood - c.Selected?.LogLikelihood))).ToArray();
        if (several.Length > 0)
        {
            yield return $"at its estimate {string.Join(", ", several.Select(w => $"{w.Theory} has {w.Censuses.Max(c => c.Entries.Length)} equilibria"))}, of which the one reached from λ = 0 is used"
                + (better.Length == 0 ? "; the record is likeliest under that one" : $"; under another the record is likelier: {string.Join(", ", better.Select(b => $"{b.Theory}{(b.Gain is { } g ? $" by {F(g)} nats" : "")}"))}");
        }
        else if (better.Length > 0)
        {
            yield return $"the equilibrium used was not certified for {string.Join(", ", better.Select(b => b.Theory))}; another one was found";
        }

        var beaten = works.Select(w => (w.Theory, Gain: w.Profiles.Select(p => p.Gain).DefaultIfEmpty(0).Max())).Where(x => x.Gain > 0.01).ToArray();
        if (beaten.Length > 0)
        {
            yield return $"profiles of single weights came upon better fits than the starts had found: {string.Join(", ", beaten.Select(x => $"{x.Theory} by {F(x.Gain, "0.00")} nats"))}";
        }
    }
}
