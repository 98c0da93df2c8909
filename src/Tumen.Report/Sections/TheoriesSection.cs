using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The theories compared: where each comes from, what it adds to the base game, and what only it predicts.</summary>
internal static class TheoriesSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var game = r.Study.Game;
        b.Append($"<p>One game for all: {E(string.Join(", ", game.Players.Select(p => $"{p.Display} ({string.Join(", ", p.Moves)})")))}; every {E(game.Period)} they see the situation "
            + $"({E(string.Join(", ", game.Situations.Select(s => s.Name)))}) and move. The base game holds what each move costs and each player's habits. A theory adds motives to it.</p>");
        b.Append("<table><tr><th>theory</th><th>source</th><th>builds on</th><th>adds</th><th>what it predicts</th></tr>");
        foreach (var t in r.Study.Study.Compare.Select(game.FindTheory).OfType<Model.Theory>())
        {
            var work = r.Theories.FirstOrDefault(w => w.Name == t.Name);
            var below = t.BuildsOn.SelectMany(on => r.Theories.FirstOrDefault(w => w.Name == on)?.Parameters ?? []).Concat(r.Theories.FirstOrDefault(w => w.Name == "base")?.Parameters ?? []).Select(p => p.Name).ToHashSet();
            var own = work is null ? [] : work.Parameters.Where(p => p.Kind == "weight" && !below.Contains(p.Name)).Select(p => p.Label is null ? p.Name : $"{p.Name} ({p.Label})").ToArray();
            b.Append($"<tr><td>{E(t.Name)}</td><td>{E(t.Source ?? "")}</td><td>{E(string.Join(", ", t.BuildsOn))}</td><td>{E(string.Join("; ", own))}</td><td>{E(t.Predicts ?? "")}</td></tr>");
        }

        b.Append("</table>");
    }
}
