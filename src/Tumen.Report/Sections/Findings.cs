using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The lines of what is folded: each a finding, so that a reader who opens nothing still learns what is there.</summary>
internal static class Findings
{
    public static string Before(StudyResults r, int[] order) =>
        r.Designs.IsEmpty ? "What each weight could move, before any theory was fitted" : $"Before any fit, {F(100 * r.Designs[0].Before.Separable, "0")} % of the pairs of theories could be told apart by a record like this";

    public static string LeftOut(StudyResults r, int[] order)
    {
        var best = r.Scrutiny?.Rows.FirstOrDefault(x => x.Work is not null);
        return best is null ? "Each period foretold from all the others" : best.Sound ? $"Each {r.Study.Game.Period} foretold from all the others: {best.Name} does best" : $"Each {r.Study.Game.Period} foretold from all the others: the draws are too far from the posterior to rank the theories";
    }

    public static string Codings(StudyResults r, int[] order) => Others(r, r.Codings.Skip(1), "coding", "codings");

    public static string Assumptions(StudyResults r, int[] order) => Others(r, r.Variations, "assumption", "assumptions");

    public static string Doubts(StudyResults r, int[] order)
    {
        string[] others = [.. r.Omissions.Where(o => o.Best.Length > 0 && o.Best != r.Answer.Best).Select(o => o.Stretch.Name)];
        string omitted = r.Omissions.IsEmpty ? "" : others.Length == 0 ? $"Leave out any one of {Spoken.Count(r.Omissions.Length, "stretch", "stretches")}, and {r.Answer.Best} still leads. "
            : others.Length == 1 ? $"Leave out “{others[0]}”, and another theory leads. " : $"Leave out any one of {Spoken.Number(others.Length)} of {Spoken.Count(r.Omissions.Length, "stretch", "stretches")}, and another theory leads. ";
        string changed = string.Concat(r.Breaks.Select(x => $"A change of {r.Study.Game.Players.First(p => p.Name == x.Spec.Player).Display} has probability {Spoken.Probability(x.Chance)}. "));
        return (omitted + changed).TrimEnd() is { Length: > 0 } says ? says : "Do the weights drift, and where would weights at a bound go?";
    }

    public static string Leverage(StudyResults r, int[] order)
    {
        double[] all = [.. r.Theories.Select(t => t.Leverage).OfType<LeverageWork>().Select(l => double.IsNaN(l.Capacity.Median) ? l.Capacity.Value : l.Capacity.Median).Where(double.IsFinite)];
        return all.Length == 0 ? "Leverage, theory by theory" : $"Theory by theory, capacity runs from {F(all.Min(), "0.000")} to {F(all.Max(), "0.000")} net concessions a {r.Study.Game.Period}";
    }

    public static string Watch(StudyResults r, int[] order) => r.Watch.IsEmpty ? "" : $"{Capital(Spoken.Count(r.Watch.Length, "indicator"))}, and what each would do to the odds between the theories";

    public static string Cannot(StudyResults r, int[] order) => r.Confusion is { } c ? $"On records made by a known theory, the truth leads in {F(100 * c.Matrix.Right.Share, "0")} of 100; what else this record cannot tell"
        : r.Equivalences.IsEmpty ? "What this record cannot tell, and what each pair of theories would need" : $"{Capital(Spoken.Count(r.Equivalences.Length, "pair"))} of theories or weights that this record cannot tell apart";

    public static string Scenarios(StudyResults r, int[] order)
    {
        int asked = r.Scenarios.Select(s => s.Scenario).Distinct().Count();
        return $"{Capital(Spoken.Count(asked, "what-if"))}, under each of {Spoken.Count(r.Theories.Length, "theory", "theories")}, with paths and responses";
    }

    public static string Outlook(StudyResults r, int[] order) => $"If nothing changes: what the most probable theories expect, {r.Study.Game.Period} by {r.Study.Game.Period}, and from where threats pay";

    public static string Foresight(StudyResults r, int[] order) => $"{Capital(Spoken.Count(r.Foresights.Length, "stretch", "stretches"))} foretold from what came before, forecaster by forecaster";

    public static string Predictions(StudyResults r, int[] order) => $"{Capital(Spoken.Count(r.Predictions.Length, "prediction"))}, {Spoken.Number(r.Predictions.Count(p => p.Result.Verdict == ClaimVerdict.Supported))} of them borne out by the theories together";

    public static string Simulated(StudyResults r, int[] order) => "Records that the fitted theories make, beside this one";

    public static string Episodes(StudyResults r, int[] order)
    {
        int crises = r.Episodes.Select(e => e.Episode).Distinct().Count();
        return $"{Capital(Spoken.Count(crises, "crisis", "crises"))}, every equilibrium with its tree and its beliefs";
    }

    public static string Claims(StudyResults r, int[] order) => $"All {Spoken.Count(r.Claims.Length, "claim")} with the numbers and the {r.Study.Game.Period}s behind them, under every coding";

    public static string Panel(StudyResults r, int[] order) => $"{Capital(Spoken.Count(r.Units.Length, "relationship"))}: the theories in each alone, and with one size for all";

    public static string Theories(StudyResults r, int[] order) => $"{Capital(Spoken.Count(r.Theories.Length, "theory", "theories"))}: where each comes from and what it adds to the base game";

    public static string Comparison(StudyResults r, int[] order)
    {
        int[] ranked = [.. order.Where(i => !double.IsNaN(r.Posterior[i]))];
        return ranked.Length == 0 ? "No theory can be ranked" : ranked.Length == 1 ? $"{Capital(r.Theories[ranked[0]].Name)} is alone"
            : $"{Capital(r.Theories[ranked[0]].Name)} holds {Spoken.Probability(r.Posterior[ranked[0]])} as written, {r.Theories[ranked[1]].Name} {Spoken.Probability(r.Posterior[ranked[1]])}; likelihoods, criteria and baselines";
    }

    public static string Implications(StudyResults r, int[] order) => "What each situation does to each move, theory by theory";

    public static string Strategies(StudyResults r, int[] order) => "What each theory has the players do in every situation, beside what they did";

    public static string Equilibria(StudyResults r, int[] order) => "Whether each theory, as fitted, could be played in another way than the one that was fitted";

    private static string Others(StudyResults r, IEnumerable<CodingVerdict> ways, string one, string many)
    {
        var all = ways.ToArray();
        int turned = all.Count(c => c.Best.Length > 0 && c.Best != r.Answer.Best);
        string of = all.Length == 1 ? $"The other {one} tried" : $"Of {Spoken.Number(all.Length)} other {many}, {(turned == 0 ? "none" : Spoken.Number(turned))}";
        return all.Length == 1 ? $"{of} {(turned == 0 ? "does not make" : "makes")} another theory lead" : $"{of} {(turned is 0 or 1 ? "makes" : "make")} another theory lead";
    }

    private static string Capital(string s) => s.Length == 0 ? s : char.ToUpperInvariant(s[0]) + s[1..];
}
