using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Method and limits, in a few lines: what was assumed, which fits are sound, what a case is.</summary>
internal static class MethodSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var g = r.Study.Game;
        string[] unsound = [.. r.Theories.Where(t => Standing.NoProbability(t) is not null).Select(t => t.Name)];
        int sound = r.Theories.Length - unsound.Length, units = r.Study.Records[0].Table.Units.Length;
        b.Append($"<p>{E(Spoken.List(g.Players.Select(p => p.Display)))} play one game, {E(g.Period)} by {E(g.Period)}: each weighs what it gains now and later, expects the others to do the same, and sometimes does the less good thing. Theories add motives to that game; each is fitted to the same record.</p><ul>");
        b.Append($"<li>{(unsound.Length == 0 ? "✓ " : "")}{E(Spoken.Number(sound))} of {E(Spoken.Number(r.Theories.Length))} fits converged with certified equilibria{(unsound.Length == 0 ? "" : $"; without a probability: {E(Spoken.List(unsound))}")}.</li>");
        b.Append("<li>Assumed, not estimated: governments are unitary, motives are common knowledge, choice shocks are independent, nobody learns; the discount factors, the order of moves and the rules of coding. The other ways of asking change some of these.</li>");
        b.Append($"<li>{(units == 1 ? "One relationship is one case: what is found here need not hold elsewhere." : $"{E(Spoken.Count(units, "relationship"))}; what is found need not hold of others.")}</li>");
        b.Append($"<li>Every estimate, every pair of theories, priors, versions and hashes: <a href=\"{HtmlReport.AppendixFile}\">{HtmlReport.AppendixFile}</a>.</li></ul>");
    }
}
