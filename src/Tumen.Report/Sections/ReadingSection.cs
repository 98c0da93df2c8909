using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>How to read the report: the rule that calls an answer settled, in five lines with its error rates, and the words.</summary>
internal static class ReadingSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var rule = r.Answer.Checks.IsDefaultOrEmpty ? null : r.Answer.Checks.FirstOrDefault(c => c.Kind == ReasonKind.Rule);
        bool known = rule is not null && rule["records"] >= ConfusionTable.FewestRecords && !double.IsNaN(rule["false"]);
        int ranked = r.Posterior.Count(p => !double.IsNaN(p));
        b.Append("<h3>The rule in five lines</h3><ol>");
        b.Append($"<li>Before the record {(ranked == 1 ? "there is one theory, and nothing to compare it with" : $"each of {E(Spoken.Number(ranked))} theories holds {E(Spoken.Probability(1.0 / Math.Max(1, ranked)))} of the probability")}; each one's weights have the priors that the game states.</li>");
        b.Append("<li>After it, a theory's probability is averaged over the assumptions as written (half of the weight) and every other assumption and undated change of motives that was tried (the other half).</li>");
        b.Append(!known ? $"<li>An answer is settled when that probability passes a threshold whose rate of error is known. Fewer than {ConfusionTable.FewestRecords} records of known truth were made here, so there is no threshold, and nothing is called settled.</li>"
            : $"<li>An answer is settled when that probability reaches {F(rule!["threshold"], rule["threshold"] > 0.99 ? ".0000" : ".00")}.</li>");
        b.Append(!known ? "<li>How often that would be wrong is not known here.</li>"
            : $"<li>On {F(rule!["records"], "#,##0")} records of known truth, made from the stated priors, a wrong conclusion was drawn on {F(100 * rule["false"], "0.0")} of 100 and the right one on {F(100 * rule["true"], "0")}.</li>");
        b.Append("<li>Other codings, stretches left out, placebos and foresight have no known rates of error: they are told, the strongest in the first sentence, and veto nothing.</li></ol>");
        b.Append("<h3>Words</h3>").Append(Glossary.List());
    }
}
