using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Words for chances that add up to more than 1.</summary>
internal static class LawSumReport
{
    private const int MostErrors = 3;

    /// <summary>One error for each smallest set of lines that clash.</summary>
    public static void Errors(GameModel game, SituationLaw law, List<Witness> found, ConditionReads reads, DiagnosticBag bag)
    {
        var smallest = found.Where(w => !found.Any(o => o != w && o.Lines.Length < w.Lines.Length && o.Lines.All(w.Lines.Contains))).OrderBy(w => w.Lines[^1]);
        foreach (var witness in smallest.Take(MostErrors))
        {
            var lines = witness.Lines.Select(i => law.Lines[i]).ToList();
            var name = game.Situations[law.Situation].Name;
            var whose = ReadBy(lines);
            var when = whose.Players.Count == 0 ? string.Empty : " when " + Wording.List(whose.Players.Select(p => $"{game.Players[p].Name} plays {game.Players[p].Moves[witness.Moves[p]]}"));
            var others = lines.Take(lines.Count - 1).Select(l => l.Place.Line).Distinct().Where(l => l != lines[^1].Place.Line).ToList();
            var caret = others.Count == 0 ? "several alternatives of this line apply" : $"this line and line{(others.Count == 1 ? string.Empty : "s")} {Wording.List(others.Select(l => $"{l}"))} {(others.Count == 1 ? "both" : "all")} apply";
            bag.Error("G214", lines[^1].Place, $"the chances for `{name}` add up to {witness.Sum.ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture)}{when}", caret,
                notes: [Where(game, law, witness, found, reads), "lines under one `next` are alternatives: their chances are added"],
                helps: Ways(game, law.Situation, lines), others: lines.Take(lines.Count - 1).Where(l => l.Place.Line != lines[^1].Place.Line).Select(l => new DiagnosticLabel(l.Place, string.Empty)));
        }
    }

    /// <summary>Remarks on named chances whose sum could exceed 1; estimation keeps them apart.</summary>
    public static void Reviews(GameModel game, SituationLaw law, List<Witness> found, DiagnosticBag bag)
    {
        var smallest = found.Where(w => !found.Any(o => o != w && o.Lines.Length < w.Lines.Length && o.Lines.All(w.Lines.Contains))).OrderBy(w => w.Lines[^1]).FirstOrDefault();
        if (smallest is null)
        {
            return;
        }

        var lines = smallest.Lines.Select(i => law.Lines[i]).ToList();
        var names = lines.SelectMany(l => l.Parts).Select(p => p.Chance.Name).OfType<string>().Distinct();
        bag.Add(Diagnostic.Review("G215", $"the chances for `{game.Situations[law.Situation].Name}` could add up to more than 1, depending on {Wording.Coded(names)}", bag.FileName, lines[^1].Place,
            notes: [$"lines {Wording.List(lines.Select(l => $"{l.Place.Line}").Distinct())} apply together; for instance {Describe(game, smallest)}"],
            helps: ["estimation keeps the sum at 1 or below; to make it impossible, let the conditions exclude each other, or join the lines by `any of`"]));
    }

    private static ConditionReads ReadBy(List<LawLine> lines)
    {
        var reads = new ConditionReads();
        foreach (var part in lines.SelectMany(l => l.Parts))
        {
            reads.Add(part.If);
        }

        return reads;
    }

    private static string Where(GameModel game, SituationLaw law, Witness witness, List<Witness> found, ConditionReads reads)
    {
        var total = game.Situations.Aggregate(1.0, (n, s) => n * s.Levels.Length);
        var rest = game.Situations.Where((_, s) => !reads.Situations.Contains(s)).Aggregate(1.0, (n, s) => n * s.Levels.Length);
        var situations = found.Where(w => witness.Lines.All(w.Lines.Contains)).SelectMany(w => w.Situations).Distinct().Count() * rest;
        return $"it happens in {Wording.Count(situations)} of {Wording.Count(total)} situations; for instance {Levels(game, witness.Levels)}";
    }

    private static string Levels(GameModel game, ImmutableArray<int> levels) => string.Join(", ", game.Situations.Select((s, i) => $"{s.Name} {s.Levels[levels[i]]}"));

    private static string Describe(GameModel game, Witness witness) =>
        Levels(game, witness.Levels) + ", " + string.Join(", ", game.Players.Select((p, i) => $"{p.Name} plays {p.Moves[witness.Moves[i]]}"));

    private static List<string> Ways(GameModel game, int situation, List<LawLine> lines)
    {
        var (first, last) = (lines[^2], lines[^1]);
        var ways = new List<string>();
        if (first.Parts.Length == 1 && last.Parts.Length == 1 && first.Parts[0].If is not Condition.AlwaysTrue && ConditionText.IsShort(first.Parts[0].If) && ConditionText.IsShort(last.Parts[0].If))
        {
            var (a, b) = (first.Parts[0], last.Parts[0]);
            var effect = ConditionText.Effect(game, situation, last);
            var both = last.Parts[0].If is Condition.AlwaysTrue ? string.Empty : ConditionText.Write(game, b.If, inAnd: true) + " and ";
            var earlier = first.Place.Line == last.Place.Line ? "if the earlier one comes first" : $"if line {first.Place.Line} comes first";
            ways.Add($"{earlier.PadRight(27)} {effect} {ConditionText.Chance(b.Chance)} if {both}{ConditionText.Write(game, new Condition.Not(a.If), inAnd: true)}");
            if (first.Effect == last.Effect && first.Level == last.Level && !a.Chance.IsNamed && !b.Chance.IsNamed)
            {
                var together = 1 - ((1 - a.Chance.Number) * (1 - b.Chance.Number));
                ways.Add($"{"if either alone can do it",-27} {effect} by any of: {ConditionText.Part(game, a)}, {ConditionText.Part(game, b)}   ({Wording.Number(Math.Round(together, 4))} together)");
            }
        }

        if (ways.Count == 0)
        {
            ways.Add("lower the chances, or let the conditions exclude each other with `and not`");
        }

        return ways;
    }
}
