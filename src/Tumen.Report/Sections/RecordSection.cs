using System.Collections.Immutable;
using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What was read, how it was coded, and who did what when.</summary>
internal static class RecordSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var record = r.Study.Records[0];
        var game = r.Study.Game;
        var summary = r.Records[0];
        b.Append($"<p>{summary.Periods} {E(game.Period)}s, {E(summary.From)} to {E(summary.To)}; {summary.Events} events read, {summary.Kept} kept, {summary.Used} decided at least one cell. "
            + $"A {E(game.Period)} without a recorded act is coded as the quiet move: nothing happened and nothing was reported look the same.</p>");
        foreach (var (unit, u) in record.Table.Units.Select((x, u) => (x, u)))
        {
            var lanes = game.Players.Select((p, i) => new TimelineLane(
                p.Display, [.. p.Moves.Select((m, a) => new TimelineMove(m, MoveTones.Of(game, i, a)))], [.. unit.Moves.Select(m => m[i])], Notes(record, u, i))).ToArray();
            b.Append(unit.Name.Length > 0 ? $"<h3>{E(unit.Name)}</h3>" : "").Append("<figure>").Append(Timeline.Draw($"moves of {string.Join(", ", game.Players.Select(p => p.Display))}", unit.Periods, lanes)).Append("</figure>");
        }

        b.Append("<details><summary>Moves and situations, and how often they changed</summary><table><tr><th>column</th><th>months by value</th><th class=n>unknown</th><th class=n>spells</th></tr>");
        foreach (var c in summary.Columns)
        {
            b.Append($"<tr><td>{E(c.Name)}</td><td>{E(string.Join(", ", c.Counts.Select(x => $"{x.Value} {x.Months}")))}</td><td class=n>{c.Unknown}</td><td class=n>{c.Spells}</td></tr>");
        }

        b.Append("</table><p class=\"note\">Few spells mean a small effective sample, however many months there are.</p></details>");
    }

    private static ImmutableArray<ImmutableArray<string>> Notes(StudyRecord record, int unit, int player)
    {
        if (record.Parts[unit] is not { } coded || coded.Sources.Length != record.Table.Units[unit].Periods.Length)
        {
            return [];
        }

        var byId = coded.Events.Events.ToDictionary(e => e.Id);
        return [.. coded.Sources.Select(row => row[player].Events.Take(3).Select(id => $"{coded.Events.Value(byId[id], "date")} {coded.Events.Value(byId[id], "description")}").ToImmutableArray())];
    }
}
