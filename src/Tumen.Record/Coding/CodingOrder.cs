using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>The order in which one month's cells are decided: a rule that reads another cell of the same month comes after it.</summary>
internal static class CodingOrder
{
    /// <summary>Moves before situations and otherwise as written, except where a same-month reference demands another order; a circle is a mistake.</summary>
    public static ImmutableArray<CodingRule> Of(CodebookModel book, Findings found)
    {
        var rules = book.Rules.OrderBy(r => r.IsMove ? 0 : 1).ToList();
        var readBy = rules.Select(SameMonth).ToArray();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var order = ImmutableArray.CreateBuilder<CodingRule>(rules.Count);
        while (order.Count < rules.Count)
        {
            int next = Enumerable.Range(0, rules.Count).FirstOrDefault(k => !done.Contains(rules[k].Name) && readBy[k].All(done.Contains), -1);
            if (next < 0)
            {
                var circle = Circle(rules, readBy, done);
                found.Error("R133", rules.First(r => r.Name == circle[0]).Place,
                    $"{string.Join(" waits for ", circle.Append(circle[0]).Select(n => $"`{n}`"))} in the same month",
                    "a cell can read other cells of its month only if they do not wait for it", "look one month back: `1 month ago`");
                return [];
            }

            done.Add(rules[next].Name);
            order.Add(rules[next]);
        }

        return order.MoveToImmutable();
    }

    /// <summary>Names that a rule's tests read in the month being coded.</summary>
    private static HashSet<string> SameMonth(CodingRule rule) =>
        [.. rule.Lines.SelectMany(l => FlatTest.Of(l.If)).Select(n => n.Test switch
        {
            PeriodTest.Played { Lag: 0 } p => p.Player,
            PeriodTest.Was { Lag: 0 } w => w.Situation,
            _ => null,
        }).OfType<string>()];

    private static List<string> Circle(List<CodingRule> rules, HashSet<string>[] reads, HashSet<string> done)
    {
        var path = new List<string>();
        string at = rules.First(r => !done.Contains(r.Name)).Name;
        while (!path.Contains(at))
        {
            path.Add(at);
            int k = rules.FindIndex(r => r.Name == at);
            at = rules.Select(r => r.Name).First(n => reads[k].Contains(n) && !done.Contains(n));
        }

        return path[path.IndexOf(at)..];
    }
}
