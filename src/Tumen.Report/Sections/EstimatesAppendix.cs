using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Every estimate of every theory, with four kinds of standard error, prior and posterior.</summary>
internal static class EstimatesAppendix
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        foreach (int i in order)
        {
            var t = r.Theories[i];
            var profiles = r.Scrutiny?.Theories[i]?.Profiles ?? [];
            b.Append($"<details><summary>{E(t.Name)}</summary>");
            if (Standing.NotFitted(t) is { } why)
            {
                b.Append($"<p>{E(why)}.</p></details>");
                continue;
            }

            b.Append(DotInterval.Draw($"weights of {t.Name} with 95 % intervals", [.. t.Parameters.Where(p => p.Kind == "weight").Select(p => new IntervalRow(
                p.Label is null ? p.Name : $"{p.Label} ({p.Name})", p.Estimate, p.Hessian is { } se ? p.Estimate - (1.96 * se) : double.NaN, p.Hessian is { } s2 ? p.Estimate + (1.96 * s2) : double.NaN,
                p.Bound is not null ? IntervalMark.AtBound : t.Weak.Any(w => w.Direction.ContainsKey(p.Name)) ? IntervalMark.Weak : IntervalMark.Estimate))], "0.000"));
            b.Append("<div class=\"wide\"><table><tr><th>parameter</th><th class=n>estimate</th><th class=n>s.e. Hessian</th><th class=n>expected</th><th class=n>OPG</th><th class=n>sandwich</th><th class=n>12 months dependent</th><th>at</th><th class=n>95 % by Wald</th><th class=n>95 % by profile</th><th class=n>posterior mode</th><th class=n>s.d.</th><th class=n>prior</th><th class=n>overlap with prior</th></tr>");
            foreach (var p in t.Parameters)
            {
                b.Append($"<tr><td>{E(p.Name)}</td><td class=n>{F(p.Estimate, "0.000")}</td><td class=n>{F(p.Hessian, "0.000")}</td><td class=n>{F(p.Expected, "0.000")}</td><td class=n>{F(p.Opg, "0.000")}</td><td class=n>{F(p.Sandwich, "0.000")}</td><td class=n>{F(p.Dependent, "0.000")}</td>"
                    + $"<td>{E(p.Bound is null ? "" : p.Bound + " bound")}</td><td class=n>{Wald(p)}</td><td class=n>{Profile(profiles.FirstOrDefault(x => x.Parameter == p.Name))}</td><td class=n>{F(p.Mode, "0.000")}</td><td class=n>{F(p.ModeError, "0.000")}</td><td class=n>{F(p.PriorMean)} ± {F(p.PriorError)}</td><td class=n>{F(p.PriorOverlap)}</td></tr>");
            }

            b.Append("</table></div>");
            if (profiles.Any(x => x.Restarts > 0))
            {
                b.Append($"<p class=\"note\">Profiles came upon a better fit than the starts had found, and were measured from there: {E(string.Join("; ", profiles.Where(x => x.Restarts > 0).Select(x => $"{x.Parameter}, {F(x.Gain, "0.0000")} nats")))}.</p>");
            }

            OptimaList.Write(b, t);
            b.Append("</details>");
        }

        b.Append("<p class=\"note\">Weights are in units of choice noise, so they compare within a player, not between players. Overlap 1: the record has not moved the prior. Hollow dots without a whisker sit at a bound: no Wald interval there. "
            + "Profile intervals, for the weights that a theory adds and for the costs of threats and concessions: where the likelihood, maximised over everything else, lies 1.92 below its top; “bound” where it does not fall so far before the weight's bound.</p>");
    }

    private static string Wald(ParameterWork p) => p.Bound is null && p.Hessian is { } e ? $"{F(p.Estimate - (1.96 * e), "0.000")} to {F(p.Estimate + (1.96 * e), "0.000")}" : "–";

    private static string Profile(ProfileWork? x) => x is null ? "" : $"{End(x.Low, x.LowEnd)} to {End(x.High, x.HighEnd)}";

    private static string End(double at, string end) => end switch
    {
        "crossed" => F(at, "0.000"),
        "failed" => $"beyond {F(at, "0.000")} (climbs failed)",
        _ => $"{F(at, "0.###")} ({end})",
    };
}
