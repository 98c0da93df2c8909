using System.Globalization;
using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The theories and two baselines on the same rows.</summary>
internal static class ComparisonSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        b.Append("<div class=\"wide\"><table><tr><th>theory</th><th>source</th><th class=n>weights</th><th class=n>log-lik. of moves</th><th class=n>AIC</th><th class=n>BIC</th>"
            + $"<th class=n>held out {r.Study.Study.HoldOut} months</th><th class=n>log marginal lik.</th><th class=n>probability</th><th>fit</th></tr>");
        foreach (int i in order)
        {
            var t = r.Theories[i];
            b.Append($"<tr><td>{E(t.Name)}</td><td>{E(r.Study.Game.FindTheory(t.Name)?.Source ?? "")}</td><td class=n>{t.Parameters.Count(p => p.Kind == "weight")}</td><td class=n>{F(t.MoveLogLikelihood, "0.0")}</td>"
                + $"<td class=n>{F(t.Aic, "0.0")}</td><td class=n>{F(t.Bic, "0.0")}</td><td class=n>{F(t.HoldOutScore, "0.0")}</td><td class=n>{F(t.LogMarginalLikelihood, "0.0")}</td><td class=n>{F(r.Posterior[i], "0.000")}{(Standing.SizedByPrior(t) is null ? "" : "*")}</td>"
                + (t.Remarks.Any(x => x.Stops) ? $"<td>{E(Standing.NoProbability(t)!)}</td></tr>" : $"<td>{E(Status(t))}, {(t.Optima.Length > 0 ? t.Optima[0].Hits : 0)} of {t.Starts} starts, residual {t.Residual.ToString("0e+0", CultureInfo.InvariantCulture)}, regret {t.Regret.ToString("0e+0", CultureInfo.InvariantCulture)}</td></tr>"));
        }

        foreach (var x in r.Baselines)
        {
            b.Append($"<tr class=\"base\"><td>{E(x.Name)}</td><td>baseline</td><td class=n>{x.ParameterCount} chances</td><td class=n>{F(x.LogLikelihood, "0.0")}</td><td class=n>–</td><td class=n>–</td><td class=n>{F(x.HoldOutScore, "0.0")}</td><td class=n>–</td><td class=n>–</td><td></td></tr>");
        }

        foreach (var x in r.FairBaselines)
        {
            b.Append($"<tr class=\"base\"><td>{E(x.Name)}</td><td>baseline</td><td class=n>{x.ParameterCount} chances</td><td class=n>{F(x.LogLikelihood, "0.0")}</td><td class=n>–</td><td class=n>–</td><td class=n>{F(x.HoldOutScore, "0.0")}</td><td class=n>–</td><td class=n>–</td><td>{E(x.Uses ?? "")}; log marginal likelihood of moves {F(x.LogMarginalLikelihood, "0.0")}</td></tr>");
        }

        if (r.Blind is { } blind)
        {
            b.Append($"<tr class=\"base\"><td>base, nobody looks ahead</td><td>baseline</td><td class=n>{blind.Parameters.Count(p => p.Kind == "weight")}</td><td class=n>{F(blind.MoveLogLikelihood, "0.0")}</td><td class=n>{F(blind.Aic, "0.0")}</td><td class=n>{F(blind.Bic, "0.0")}</td><td class=n>{F(blind.HoldOutScore, "0.0")}</td><td class=n>{F(blind.LogMarginalLikelihood, "0.0")}</td><td class=n>–</td><td>{E(Status(blind))}</td></tr>");
        }

        b.Append("</table></div><p class=\"note\">Nats. The information criteria of theories cover moves and transitions; baselines forecast moves only. Held-out scores use posterior modes fitted to the months before. "
            + $"Probabilities are Laplace approximations at equal prior odds and the priors stated in the game; where a weight sits at a bound the integral over it is one-sided.{(r.Theories.Any(t => Standing.SizedByPrior(t) is not null) ? " * Counts a weight that only its prior sizes: the record cannot tell this theory from the one without it." : "")}</p>");
        if (r.Habits is { } habits)
        {
            b.Append($"<h3>With the habits that the base game leaves out</h3><p>Added: {E(string.Join("; ", habits.Terms))}. They alone add {F(habits.OfHabits, "0.0")} nats to the base game's log marginal likelihood.</p><table><tr><th>theory</th><th class=n>over base, as written</th><th class=n>over base, with the habits</th></tr>");
            foreach (var g in habits.Gains)
            {
                b.Append($"<tr><td>{E(g.Theory)}</td><td class=n>{Signed(g.AsWritten)}</td><td class=n>{Signed(g.WithHabits)}</td></tr>");
            }

            b.Append("</table><p class=\"note\">Log marginal likelihoods, nats. A gain that is not there once the habits are is no sign of the motive.</p>");
        }

        if (r.Tilts.Length > 0)
        {
            b.Append($"<p>How wrong would equal prior odds have to be? To come level with {E(r.Answer.Best)}, prior odds of {E(string.Join(", ", r.Tilts.Take(4).Select(t => $"{F(t.Odds, "#,##0.0")} to one for {t.Rival}")))} would do.</p>");
        }
    }

    // How the fit ended, why it has no probability or no test, and what of it is its prior's alone.
    private static string Status(TheoryWork t) => Standing.NoProbability(t) is { } why ? $"{t.Status}; no probability: {why}" : Standing.NoTest(t) is { } test && t.Status == "converged" ? $"{t.Status}; no tests: {test}" : t.Status;
}
