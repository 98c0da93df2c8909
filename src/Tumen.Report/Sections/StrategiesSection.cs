using System.Globalization;
using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Average chances of every move by situation, theory beside record, under the leading theory.</summary>
internal static class StrategiesSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var t = r.Theories[order[0]];
        if (t.Responses.Length == 0)
        {
            return;
        }

        b.Append($"<p>Under {E(t.Name)}: chance of each move in the record's months with the situation at the level; left in each cell the theory, right the record.</p>");
        foreach (var player in r.Study.Game.Players)
        {
            var rows = t.Responses.Where(x => x.Player == player.Name).ToArray();
            b.Append($"<figure>{HeatMap.DrawBeside($"strategies of {player.Display}", [.. rows.Select(x => $"{x.Situation} {x.Level} ({x.Months.ToString(CultureInfo.InvariantCulture)})")], player.Moves,
                [.. rows.Select(x => (IReadOnlyList<double>)x.Model)], [.. rows.Select(x => (IReadOnlyList<double>)x.Record)], "0.00", ("theory", "record"), "situation (months)")}<figcaption>{E(player.Display)}</figcaption></figure>");
        }
    }
}
