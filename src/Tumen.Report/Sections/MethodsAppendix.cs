using System.Globalization;
using System.Text;
using Tumen.Model;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Which inputs are assumptions, which priors, which estimates; versions, seeds and hashes; the game as written.</summary>
internal static class MethodsAppendix
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var g = r.Study.Game;
        var parameters = r.Theories.SelectMany(t => t.Parameters).DistinctBy(p => p.Name).ToArray();
        int weights = parameters.Count(p => p.Kind == "weight"), chances = parameters.Length - weights;
        b.Append("<table><tr><th>input</th><th>kind</th><th>what it is here</th></tr>");
        void Row(string input, string kind, string says) => b.Append($"<tr><td>{E(input)}</td><td>{E(kind)}</td><td>{E(says)}</td></tr>");
        Row("governments", "assumption", "unitary; motives are common knowledge; private choice shocks are independent across moves, players and months; no learning");
        Row("discount factors", "assumption", string.Join(", ", g.Players.Select((p, i) => $"{p.Name} {F(g.Discounts[i], "0.###")}")) + $" a {g.Period}");
        Row("turns", "assumption", string.Join(", then ", g.Turns.Select(t => string.Join(" and ", t.Select(i => g.Players[i].Name)))));
        Row("values", "assumption", g.Values == ValueConvention.TasteShocks ? "taste shocks (players enjoy what they choose)" : "choice errors (players value what they do, not their mistakes)");
        Row("choice noise", "assumption", $"precision {F(g.Precision, "0.###")}; weights are in its units");
        Row("coding rules", "assumption", $"{r.Records[0].Codebook}; {r.Codings.Length - 1} others tried");
        Row("prior odds of theories", "prior", "equal");
        Row("priors of weights and chances", "prior", $"as stated in the game, for {parameters.Count(p => p.PriorError is not null)} of {parameters.Length} parameters");
        Row("weights", "estimate", $"{weights}, by maximum likelihood and as posterior modes");
        Row("chances of change", "estimate", $"{chances}");
        Row("payoffs", "identified only so far", "outcome data reveal them up to the information structure assumed (Lewis and Schultz 2003), and discounting only by what is left out of payoffs (Magnac and Thesmar 2002)");
        Row("cases", "limit", r.Study.Records[0].Table.Units.Length == 1 ? "one dyad is one case" : $"{r.Study.Records[0].Table.Units.Length} units");
        b.Append("</table>");
        b.Append($"<p class=\"note\">tumen {E(r.Version)}, seed {r.Seed.ToString(CultureInfo.InvariantCulture)}. Inputs (SHA-256): {E(string.Join("; ", r.Study.Inputs.Select(i => $"{i.Name} {i.Hash[..16]}…")))}. Coded record {E(r.Records[0].Hash[..16])}….</p>");
        b.Append("<details><summary>The game as written</summary><pre>").Append(E(r.Study.Inputs.First(i => i.Name == r.Study.Study.GameFile).Text)).Append("</pre></details>");
        b.Append("<details><summary>The study as written</summary><pre>").Append(E(r.Study.File.Text)).Append("</pre></details>");
    }
}
