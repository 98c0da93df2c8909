using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Model;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The report of a study as one self-contained HTML file: no scripts, no external files, so that it can be mailed.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report.</summary>
    public static string Write(StudyResults r)
    {
        var b = new StringBuilder();
        b.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        b.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        b.Append($"<title>{E(r.Study.Study.Question)}</title><style>{ReportStyle.Css}</style></head><body><main>");
        Answer(b, r);
        Record(b, r);
        BeforeSection.Write(b, r);
        Comparison(b, r);
        Evidence(b, r);
        Leverage(b, r);
        ImplicationsSection.Write(b, r, Order(r));
        Strategies(b, r);
        Estimates(b, r);
        Identification(b, r);
        PanelSection.Write(b, r, Order(r));
        ForesightSection.Write(b, r);
        AssumptionSections.Write(b, r, Order(r));
        ScenarioSection.Write(b, r, Order(r));
        EpisodeSection.Write(b, r, Order(r));
        WatchSection.Write(b, r);
        ClaimsSection.Write(b, r);
        Assumptions(b, r);
        b.Append("</main></body></html>\n");
        return b.ToString();
    }

    private static int[] Order(StudyResults r) => [.. Enumerable.Range(0, r.Theories.Length).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i])];

    private static void Answer(StringBuilder b, StudyResults r)
    {
        b.Append($"<h1>{E(r.Study.Study.Question)}</h1><p class=\"answer {(r.Answer.Conclusive ? "yes" : "open")}\">{E(r.Answer.Sentence)}</p><ul>");
        foreach (string reason in r.Answer.Reasons)
        {
            b.Append($"<li>{E(reason)}</li>");
        }

        b.Append("</ul>");
        b.Append("<p class=\"note\">Two questions are in the title. <b>Capacity</b>: do the patron's concessions answer what the client can stake? <b>Exertion</b>: does the client act because they answer? "
            + "Capacity is measured by defanging the client's threat moves and solving again; exertion by a client that believes the patron blind. Both are in net rewards a month.</p>");
        b.Append(Charts.Bars([.. Order(r).Select(i => (r.Theories[i].Name, r.Posterior[i], r.Study.Game.FindTheory(r.Theories[i].Name)?.Predicts ?? "habits and costs only"))],
            "posterior probability of each theory at equal prior odds", "0.000"));
    }

    private static void Record(StringBuilder b, StudyResults r)
    {
        var record = r.Study.Records[0];
        var game = r.Study.Game;
        var unit = record.Table.Units[0];
        var summary = r.Records[0];
        b.Append($"<h2>The record</h2><p>{summary.Periods} {E(game.Period)}s, {E(summary.From)} to {E(summary.To)}; {summary.Events} events read, {summary.Kept} kept, {summary.Used} decided at least one cell. "
            + "A month without a recorded act is coded as the quiet move: nothing happened and nothing was reported look the same.</p>");
        var lanes = game.Players.Select((p, i) => new Lane(
            p.Display, [.. unit.Moves.Select(m => m[i])], p.Moves, [.. p.Moves.Select((m, a) => Colour(game, i, a))], Notes(record, i))).ToArray();
        b.Append(RecordTimeline.Draw(unit.Periods, lanes));
        b.Append("<p class=\"legend\">");
        foreach (var (p, i) in game.Players.Select((p, i) => (p, i)))
        {
            b.Append($"<span>{E(p.Display)}: ");
            for (int a = 0; a < p.Moves.Length; a++)
            {
                int months = summary.Columns[i].Counts[a].Months;
                b.Append($"<i class=\"k {Colour(game, i, a)}\"></i>{E(p.Moves[a])} {months} ");
            }

            b.Append("</span>");
        }

        b.Append("</p>");
        b.Append("<details><summary>Situations and how often they changed</summary><table><tr><th>situation</th><th>months by level</th><th>unknown</th><th>spells</th></tr>");
        foreach (var c in summary.Columns.Where(c => !c.IsMove))
        {
            b.Append($"<tr><td>{E(c.Name)}</td><td>{E(string.Join(", ", c.Counts.Select(x => $"{x.Value} {x.Months}")))}</td><td class=n>{c.Unknown}</td><td class=n>{c.Spells}</td></tr>");
        }

        b.Append("</table><p class=\"note\">Few spells mean a small effective sample, however many months there are.</p></details>");
    }

    // The quiet move is drawn as nothing; the others by what they do.
    private static string Colour(GameModel game, int player, int move)
    {
        string name = game.Players[player].Moves[move];
        return name switch
        {
            "hold" or "maintain" => "quiet",
            "provoke" or "press" or "punish" => "hard",
            "rebuff" => "rebuff",
            _ => move == 0 ? "hard" : move == game.Players[player].Moves.Length - 1 || name is "reach_out" or "engage" or "reward" ? "soft" : "quiet",
        };
    }

    private static ImmutableArray<string> Notes(StudyRecord record, int player)
    {
        if (record.Coded is not { } coded)
        {
            return [];
        }

        var byId = coded.Events.Events.ToDictionary(e => e.Id);
        return [.. coded.Sources.Select(row => string.Join("\n", row[player].Events.Take(3).Select(id => $"{coded.Events.Value(byId[id], "date")} {coded.Events.Value(byId[id], "description")}")))];
    }

    private static void Comparison(StringBuilder b, StudyResults r)
    {
        b.Append("<h2>Theories compared</h2><table><tr><th>theory</th><th>source</th><th>weights</th><th>log-lik. of moves</th><th>AIC</th><th>BIC</th>"
            + $"<th>held out {r.Study.Study.HoldOut} months</th><th>log marginal lik.</th><th>probability</th><th>fit</th></tr>");
        foreach (int i in Order(r))
        {
            var t = r.Theories[i];
            b.Append($"<tr><td>{E(t.Name)}</td><td>{E(r.Study.Game.FindTheory(t.Name)?.Source ?? "")}</td><td class=n>{t.Parameters.Count(p => p.Kind == "weight")}</td><td class=n>{F(t.MoveLogLikelihood, "0.0")}</td>"
                + $"<td class=n>{F(t.Aic, "0.0")}</td><td class=n>{F(t.Bic, "0.0")}</td><td class=n>{F(t.HoldOutScore, "0.0")}</td><td class=n>{F(t.LogMarginalLikelihood, "0.0")}</td><td class=n>{F(r.Posterior[i], "0.000")}</td>"
                + $"<td>{E(t.Status)}, {(t.Optima.Length > 0 ? t.Optima[0].Hits : 0)} of {t.Starts} starts, residual {t.Residual.ToString("0e+0", CultureInfo.InvariantCulture)}</td></tr>");
        }

        foreach (var x in r.Baselines)
        {
            b.Append($"<tr class=\"base\"><td>{E(x.Name)}</td><td>baseline</td><td class=n>{x.ParameterCount} chances</td><td class=n>{F(x.LogLikelihood, "0.0")}</td><td class=n>–</td><td class=n>–</td><td class=n>{F(x.HoldOutScore, "0.0")}</td><td class=n>–</td><td class=n>–</td><td></td></tr>");
        }

        b.Append("</table><p class=\"note\">Nats. The information criteria of theories cover moves and transitions; baselines forecast moves only. Held-out scores use posterior modes fitted to the months before. "
            + "Probabilities are Laplace approximations at equal prior odds and the priors stated in the game.</p>");
        b.Append("<details><summary>What each theory predicts that the others do not</summary><ul>");
        foreach (var t in r.Study.Game.Theories.Where(t => t.Predicts is not null))
        {
            b.Append($"<li><b>{E(t.Name)}</b> {E(t.Source is null ? "" : $"[{t.Source}]")}: {E(t.Predicts!)}</li>");
        }

        b.Append("</ul></details><details><summary>Pairwise tests</summary><table><tr><th>first</th><th>second</th><th>difference</th><th>test</th><th>chance</th></tr>");
        foreach (var p in r.Pairs)
        {
            (string test, double chance) = p.LikelihoodRatio is { } lr ? ($"likelihood ratio {F(lr.Statistic)} on {lr.DegreesOfFreedom}", lr.Chance)
                : p.Vuong is { } v ? ($"Vuong {F(v.Plain)} (AIC {F(v.Aic)}, BIC {F(v.Bic)}); Clarke {p.Clarke?.Favour}/{p.Clarke?.Of}", v.Chance) : ("", double.NaN);
            b.Append($"<tr><td>{E(p.First)}</td><td>{E(p.Second)}</td><td class=n>{F(p.Difference)}</td><td>{E(test)}</td><td class=n>{F(chance, "0.000")}</td></tr>");
        }

        b.Append("</table></details>");
    }

    private static void Evidence(StringBuilder b, StudyResults r)
    {
        foreach (var e in r.Evidence)
        {
            b.Append($"<h2>Evidence by month: {E(e.First)} against {E(e.Second)}</h2>");
            b.Append(Charts.Evidence(r.Study.Records[0].Table.Units.SelectMany(u => u.Periods).ToArray(), e.ByPeriod, e.First, e.Second));
            b.Append($"<p class=\"note\">Bars: log score of the month's moves under {E(e.First)} less that under {E(e.Second)}. Line: running total. Total {F(e.ByPeriod.Sum())} nats; without the ten months below {F(e.WithoutTop)}.</p>");
            b.Append("<table><tr><th>month</th><th>nats</th><th>moves</th><th>events behind them</th></tr>");
            foreach (var m in e.Top)
            {
                b.Append($"<tr><td>{E(m.Period)}</td><td class=n>{m.Nats.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}</td><td>{E(m.Moves)}</td><td>{string.Join("<br>", m.Events.Select(E))}</td></tr>");
            }

            b.Append("</table>");
        }
    }

    private static void Leverage(StringBuilder b, StudyResults r)
    {
        var rows = Order(r).Where(i => r.Theories[i].Leverage is not null).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        b.Append("<h2>Leverage</h2><h3>Capacity: net rewards a month owed to what the client can stake</h3>");
        b.Append(Charts.Intervals([.. rows.Select(i => Row(r.Theories[i].Name, r.Theories[i].Leverage!.Capacity))], "capacity by theory with 90 % intervals"));
        b.Append("<h3>Exertion: the part owed to acting because it pays</h3>");
        b.Append(Charts.Intervals([.. rows.Select(i => Row(r.Theories[i].Name, r.Theories[i].Leverage!.Exertion))], "exertion by theory with 90 % intervals"));
        b.Append("<table><tr><th>theory</th><th>probability</th><th>concessions</th><th>capacity</th><th>matters with chance</th><th>split by move</th><th>exertion</th><th>matters with chance</th><th>influence</th><th>verdict</th></tr>");
        foreach (int i in rows)
        {
            var l = r.Theories[i].Leverage!;
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{F(r.Posterior[i], "0.000")}</td><td class=n>{F(l.Concessions.Value, "0.000")}</td><td class=n>{Interval(l.Capacity)}</td><td class=n>{F(l.Capacity.ChanceMatters)}</td>"
                + $"<td>{E(string.Join(", ", l.ByMove.Select(m => $"{m.Key} {F(m.Value, "0.000")}")))}</td><td class=n>{Interval(l.Exertion)}</td><td class=n>{F(l.Exertion.ChanceMatters)}</td><td class=n>{(l.Influence is { } x ? Interval(x) : "–")}</td><td>{E(l.Verdict)}</td></tr>");
        }

        b.Append($"</table><p class=\"note\">Averages over the record's months, discounted at the patron's rate. Intervals are the middle 90 % of {rows.Max(i => r.Theories[i].Leverage!.Draws)} posterior draws (Laplace). "
            + $"“Matters” means above {F(LeverageRunner.SmallestThatMatters)} net rewards a month. Influence is compliance owed to the patron's instruments.</p>");
        int best = rows[0];
        var series = r.Theories[best].Leverage!.CapacityByPeriod;
        b.Append($"<h3>Capacity by month under {E(r.Theories[best].Name)}</h3>");
        b.Append(Charts.Evidence(r.Study.Records[0].Table.Units.SelectMany(u => u.Periods).ToArray(), series, "capacity", "none").Replace("class=\"run\"", "class=\"hide\"", StringComparison.Ordinal));
    }

    private static IntervalRow Row(string name, IntervalWork i) => new(name, i.Value, i.Low, i.High, $"{name}: {F(i.Value, "0.0000")} [{F(i.Low, "0.0000")}, {F(i.High, "0.0000")}]");

    private static void Strategies(StringBuilder b, StudyResults r)
    {
        int best = Order(r)[0];
        var t = r.Theories[best];
        b.Append($"<h2>Strategies by situation under {E(t.Name)}</h2><p class=\"note\">Chance of each move in the record's months with the situation at the level; first line: theory, second line: record.</p>");
        foreach (var player in r.Study.Game.Players)
        {
            var rows = t.Responses.Where(x => x.Player == player.Name).ToArray();
            b.Append($"<h3>{E(player.Display)}</h3>");
            b.Append(Charts.Grid([.. rows.Select(x => $"{x.Situation} {x.Level} ({x.Months.ToString(CultureInfo.InvariantCulture)})")], player.Moves,
                (i, j) => rows[i].Model[j], (i, j) => rows[i].Record[j], $"strategies of {player.Display}", "0.00", 1));
        }
    }

    private static void Estimates(StringBuilder b, StudyResults r)
    {
        b.Append("<h2>Estimates</h2>");
        foreach (int i in Order(r))
        {
            var t = r.Theories[i];
            b.Append($"<details{(i == Order(r)[0] ? " open" : "")}><summary>{E(t.Name)}</summary>");
            b.Append(Charts.Intervals([.. t.Parameters.Where(p => p.Kind == "weight").Select(p => new IntervalRow(
                p.Label is null ? p.Name : $"{p.Label} ({p.Name})", p.Estimate, p.Hessian is { } se ? p.Estimate - (1.96 * se) : double.NaN, p.Hessian is { } s2 ? p.Estimate + (1.96 * s2) : double.NaN,
                $"{p.Name}: {F(p.Estimate, "0.000")}, s.e. {F(p.Hessian, "0.000")}{(p.Bound is null ? "" : $", at its {p.Bound} bound")}"))], $"weights of {t.Name} with 95 % intervals"));
            b.Append("<table><tr><th>parameter</th><th>estimate</th><th>s.e. Hessian</th><th>expected</th><th>OPG</th><th>sandwich</th><th>at</th><th>posterior mode</th><th>s.d.</th><th>prior</th><th>overlap with prior</th></tr>");
            foreach (var p in t.Parameters)
            {
                b.Append($"<tr><td>{E(p.Name)}</td><td class=n>{F(p.Estimate, "0.000")}</td><td class=n>{F(p.Hessian, "0.000")}</td><td class=n>{F(p.Expected, "0.000")}</td><td class=n>{F(p.Opg, "0.000")}</td><td class=n>{F(p.Sandwich, "0.000")}</td>"
                    + $"<td>{E(p.Bound is null ? "" : p.Bound + " bound")}</td><td class=n>{F(p.Mode, "0.000")}</td><td class=n>{F(p.ModeError, "0.000")}</td><td class=n>{F(p.PriorMean)} ± {F(p.PriorError)}</td><td class=n>{F(p.PriorOverlap)}</td></tr>");
            }

            b.Append("</table><p class=\"note\">Weights are in units of choice noise, so they compare within a player, not between players. Overlap 1: the record has not moved the prior. Dots without a whisker sit at a bound: no Wald interval there.</p></details>");
        }
    }

    private static void Identification(StringBuilder b, StudyResults r)
    {
        b.Append("<h2>What this record cannot tell</h2><ul>");
        foreach (var t in r.Theories.Where(t => t.Weak.Length > 0))
        {
            b.Append($"<li><b>{E(t.Name)}</b>: {E(string.Join("; ", t.Weak.Select(w => w.Says)))}</li>");
        }

        foreach (string e in r.Merged.Concat(r.Equivalences))
        {
            b.Append($"<li>{E(e)}</li>");
        }

        b.Append("</ul><h3>Local power</h3><p class=\"note\">2 × expected difference in log-likelihood if the row is true at its posterior mode and the column is fitted to this record's situations. 7.9 is what one weight needs for 80 % power at 5 %; below that the record is unlikely to tell the two apart. Local approximation, sign restrictions off.</p>");
        string[] names = [.. r.Theories.Select(t => t.Name)];
        b.Append(Charts.Grid(names, [.. names.Select(Short)], (i, j) => i == j ? double.NaN : r.LocalPower[i][j], null, "local power table", "0.0", 20));
    }

    private static string Short(string name) => name.Length > 12 ? name[..11] + "…" : name;

    private static void Assumptions(StringBuilder b, StudyResults r)
    {
        var g = r.Study.Game;
        b.Append("<h2>Assumptions, and how this was made</h2><ul>");
        b.Append("<li>Governments are unitary; motives are common knowledge; private choice shocks are independent across moves, players and months.</li>");
        b.Append($"<li>Discount factors are assumed, not estimated: {E(string.Join(", ", g.Players.Select((p, i) => $"{p.Name} {F(g.Discounts[i], "0.###")}")))} a {E(g.Period)}.</li>");
        b.Append("<li>Outcome data reveal payoffs only up to the information structure assumed (Lewis and Schultz 2003).</li>");
        b.Append($"<li>Turns within a {E(g.Period)}: {E(string.Join(", then ", g.Turns.Select(t => string.Join(" and ", t.Select(i => g.Players[i].Name)))))}. Values: {(g.Values == ValueConvention.TasteShocks ? "taste shocks" : "choice errors")}.</li>");
        b.Append("<li>One dyad is one case.</li></ul>");
        b.Append($"<p class=\"note\">tumen {E(r.Version)}, seed {r.Seed.ToString(CultureInfo.InvariantCulture)}. Inputs (SHA-256): {E(string.Join("; ", r.Study.Inputs.Select(i => $"{i.Name} {i.Hash[..16]}…")))}. Coded record {E(r.Records[0].Hash[..16])}….</p>");
        b.Append("<details><summary>The game as written</summary><pre>").Append(E(r.Study.Inputs.First(i => i.Name == r.Study.Study.GameFile).Text)).Append("</pre></details>");
    }
}
