using System.Text;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Leave-one-out scores: which theory foretells a month best from all the others, what that tests, and which months the scores hang on.</summary>
internal static class LeaveOneOutSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Scrutiny is not { Rows.IsEmpty: false } s)
        {
            return;
        }

        var best = s.Rows.First(x => x.Work is not null);
        var rivals = s.Rows.Where(x => x.Work is not null && x.Sound && x != best).ToArray();
        var apart = rivals.Where(x => x.Difference.Separates).Select(x => x.Name).ToArray();
        string month = r.Study.Game.Period;
        b.Append($"<p>Every {E(month)}'s moves are foretold by each theory from all other {E(month)}s, in the situation that the {E(month)} began in. ");
        if (!best.Sound)
        {
            b.Append($"For no theory are the draws near enough to its posterior (their k is above {F(LeaveOneOut.ShapeLimit, "0.0")}): these scores are not to be compared.</p>");
            Table(b, r, s);
            return;
        }

        b.Append($"By this score <b>{E(best.Name)}</b> does best. ");
        b.Append(rivals.Length == 0 ? "</p>" : apart.Length == 0 ? $"None of the other {rivals.Length} theories is separable from it in this way.</p>"
            : $"{E(string.Join(", ", apart))} foretell{(apart.Length == 1 ? "s" : "")} worse; {(apart.Length == rivals.Length ? "no other theory is left" : $"the other {rivals.Length - apart.Length} are not separable from it in this way")}.</p>");
        b.Append("<figure>").Append(LeaveOneOutChart.Draw(s));
        b.Append($"<figcaption>Score less that of {E(best.Name)}, in nats, ± 2 standard errors of the difference (the larger of two: {E(month)}s independent, or neighbours alike). Hollow: not separable from the best. Habit and base rates are in the table only. "
            + $"The rule: a difference below {F(ScoreDifference.Small, "0")} nats is small and its standard error not to be relied on; above, it must be at least {F(ScoreDifference.Errors, "0")} standard errors (Sivula, Magnusson, Matamoros and Vehtari 2020).</figcaption></figure>");
        Table(b, r, s);
        b.Append($"<p class=\"note\">Nats. Score: sum of the log chances of the moves (elpd), ± its standard error over {E(month)}s, most of which the theories share; read differences, not scores. The standard error of a difference is the larger of two: {E(month)}s independent, or neighbours alike (Newey and West 1987). Effective weights: what a theory gains by having seen the {E(month)} that it foretells. Monte Carlo error: how far other draws would bring the score. "
            + $"Draws come from Laplace's approximation around the posterior mode, weighted to the posterior (Magnusson and others 2019) and smoothed by a Pareto law (Vehtari, Gelman and Gabry 2017); its k, for the approximation itself, should be below {F(LeaveOneOut.ShapeLimit, "0.0")}. Baselines: exact.</p>");
        Meaning(b, r, s, month);
        Shapes(b, r, s, best, month);
    }

    private static void Table(StringBuilder b, StudyResults r, ScrutinyResults s)
    {
        b.Append("<div class=\"wide\"><table><tr><th>theory</th><th class=n>score ± s.e.</th><th class=n>effective weights</th><th class=n>less the best ± s.e.</th><th>reading</th>"
            + "<th class=n>stacking weight</th><th class=n>posterior probability</th><th class=n>Monte Carlo error</th><th class=n>k of the draws</th>");
        foreach (var f in r.Foresights)
        {
            b.Append($"<th class=n>ahead: {E(f.Stretch.Name)}</th>");
        }

        b.Append("</tr>");
        foreach (var row in s.Rows)
        {
            int at = r.Theories.ToList().FindIndex(t => t.Name == row.Name);
            bool home = row.Work is null;
            b.Append($"<tr{(home ? " class=\"base\"" : "")}><td>{E(row.Name)}</td><td class=n>{F(row.Score, "0.0")} ± {F(row.StandardError, "0.0")}</td><td class=n>{F(row.Work?.EffectiveParameters, "0.0")}</td>"
                + $"<td class=n>{(row.Says.Length == 0 ? "best" : $"{Signed(row.Difference.Difference, "0.0")} ± {F(row.Difference.Error, "0.0")}")}</td><td>{E(row.Says).Replace(' ', '\u00a0')}</td>"
                + $"<td class=n>{F(row.Stacking)}</td><td class=n>{(home || at < 0 ? "–" : F(r.Posterior[at]))}</td><td class=n>{F(row.Work?.MonteCarloError)}</td><td class=n>{F(row.Work?.ApproximationShape)}</td>");
            foreach (var f in r.Foresights)
            {
                double? score = home ? f.Baselines.FirstOrDefault(x => x.Name == row.Name)?.HoldOutScore : f.Scores.FirstOrDefault(x => x.Theory == row.Name)?.Score;
                b.Append($"<td class=n>{F(score, "0.0")}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div>");
    }

    private static void Meaning(StringBuilder b, StudyResults r, ScrutinyResults s, string month)
    {
        b.Append($"<h3>What this tests, and what it does not</h3><p>It tests whether the rule that a theory has learnt from the rest of the record fits the {E(month)} left out, and it charges for weights that only fit their own {E(month)}s. "
            + $"It does not test foresight: the {E(month)}s that came later have been seen, and the situation is given, which carries much of what was done before. {E(char.ToUpperInvariant(month[0]) + month[1..])}s of one spell are near copies of each other, so that leaving out one of them costs a theory little. "
            + (r.Foresights.IsEmpty ? "The study asks for no stretch to be foretold ahead; a clause <code>foretell</code> would add that test." : "The last columns (“ahead”) are the other test: log scores of the moves in a stretch by theories fitted to what came before it and to nothing else.") + "</p>");
        var weights = s.Rows.Where(x => x.Stacking is not null).OrderByDescending(x => x.Stacking).ToArray();
        if (weights.Length < 2)
        {
            return;
        }

        var used = weights.Where(x => x.Stacking >= 0.005).ToArray();
        b.Append($"<h3>Stacking weights beside posterior probabilities</h3><p>The mixture of theories that foretells left-out {E(month)}s best is {E(string.Join(", ", used.Select(x => $"{F(x.Stacking)} {x.Name}")))} (Yao, Vehtari, Simpson and Gelman 2018). ");
        if (!r.Study.Study.Families.IsEmpty)
        {
            b.Append($"By family: {E(string.Join("; ", r.Study.Study.Families.Select(f => $"{f.Name} {F(weights.Where(x => f.Theories.Contains(x.Name)).Sum(x => x.Stacking!.Value))}")))}. ");
        }

        b.Append($"These are not probabilities of being true, and need not resemble them. A posterior probability supposes that one of the theories made the record and asks how well each, from its priors alone, would have foretold all of it from the first {E(month)} on; wide priors cost a theory there. "
            + $"A stacking weight asks for the best mixture for one more {E(month)} with all others known: priors hardly matter, a theory earns weight by foretelling some {E(month)}s that the others miss, even if it is never best overall, and of two theories that foretell alike one may get all the weight.</p>");
    }

    private static void Shapes(StringBuilder b, StudyResults r, ScrutinyResults s, LeaveOneOutRow best, string month)
    {
        var works = s.Rows.Where(x => x.Work is { Sound: true }).Select(x => x.Work!).ToArray();
        if (works.Length == 0)
        {
            return;
        }

        string[] periods = [.. r.Study.Records[0].Table.Units.SelectMany(u => u.Periods)];
        double[] largest = [.. Enumerable.Range(0, periods.Length).Select(t => works.Max(w => w.Shape[t]))];
        int doubtful = works.Sum(w => w.Doubtful.Length), refitted = works.Sum(w => w.Doubtful.Length - w.Unreliable.Length);
        b.Append($"<h3>Which {E(month)}s the scores hang on</h3><figure>");
        b.Append(DotSeries.Draw($"Pareto k of every {month}", periods,
            [.. works.Length > 1 ? [new DotValues("largest over all theories", Tone.Gray, largest)] : Array.Empty<DotValues>(), new DotValues(best.Name, Tone.Blue, best.Work!.Shape)],
            [new ReferenceLine(LeaveOneOut.ShapeLimit, FormattableString.Invariant($"{LeaveOneOut.ShapeLimit:0.0}"))], [.. s.Doubtful.Select(d => new PeriodNote(d.Index, $"{d.Theory}: {d.Moves}"))]));
        b.Append($"<figcaption>Pareto k of every {E(month)}: how much the posterior would change without it. Above {F(LeaveOneOut.ShapeLimit, "0.0")} the smoothed score is unreliable. "
            + (doubtful == 0 ? "None is." : $"That happened {doubtful} times over all theories; {refitted} of these scores come from the theory fitted without the {E(month)}{(refitted == doubtful ? "" : $", {doubtful - refitted} are left smoothed")}.") + "</figcaption></figure>");
        if (!s.Doubtful.IsEmpty)
        {
            b.Append($"<details><summary>{E(char.ToUpperInvariant(month[0]) + month[1..])}s above {F(LeaveOneOut.ShapeLimit, "0.0")}, and the events behind them</summary><table><tr><th>{E(month)}</th><th class=n>largest k</th><th>theory</th><th class=n>theories</th><th class=n>refitted</th><th>moves</th><th>events</th></tr>");
            foreach (var d in s.Doubtful)
            {
                b.Append($"<tr><td>{E(d.Period).Replace('-', '\u2011')}</td><td class=n>{F(d.Shape)}</td><td>{E(d.Theory)}</td><td class=n>{d.Theories}</td><td class=n>{d.Refitted}</td><td>{E(d.Moves)}</td><td>{string.Join("<br>", d.Events.Select(E))}</td></tr>");
            }

            b.Append("</table></details>");
        }
    }
}
