using System.Text;
using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>`tumen explain` for episodes: who knows what when it moves, and what every end is worth.</summary>
internal static class EpisodeExplain
{
    private const int Shown = 40;

    public static int Run(Arguments a, string file)
    {
        if (EpisodeSource.Read(file) is not { } source) return 2;
        source.PrintRemarks(a);
        var game = source.Tree;
        var text = new StringBuilder($"{game.Title}: {source.Summary}\n");
        foreach (var set in game.InformationSets.Where(set => set.IsChance).Take(Shown))
            text.Append($"nature, {Where(game, set.Members[0])}: {string.Join(", ", set.Actions.Select((a, k) => $"{a} {set.Chances![k]}"))}").Append('\n');
        foreach (var set in game.InformationSets.Where(set => !set.IsChance).Take(Shown))
        {
            text.Append($"{game.Players[set.Player]} at {EpisodeWords.SetName(game, set)} may {string.Join(", ", set.Actions)}").Append('\n');
            text.Append(set.Members.Count == 1 ? $"    it knows that play came by {Where(game, set.Members[0])}" : $"    it cannot tell apart {set.Members.Count} ways: {string.Join("; ", set.Members.Take(6).Select(node => Where(game, node)))}{(set.Members.Count > 6 ? "; …" : "")}").Append('\n');
        }

        int n = game.Players.Count;
        int[] ends = [.. Enumerable.Range(0, game.NodeCount).Where(game.IsTerminal)];
        text.Append($"{ends.Length} ends, worth to {string.Join(", ", game.Players)}:").Append('\n');
        foreach (int node in ends.Take(Shown))
            text.Append($"    {Where(game, node)}: {string.Join(", ", Enumerable.Range(0, n).Select(i => EpisodeWords.Number(game.ExactPayoffs[(node * n) + i])))}").Append('\n');
        if (ends.Length > Shown) text.Append($"    … and {ends.Length - Shown} more").Append('\n');
        return ExplainVerb.Tell(a, file, text.ToString(), w =>
        {
            w.WriteString("game", game.Title);
            w.WriteString("text", text.ToString());
        });
    }

    private static string Where(ExtensiveGame game, int node) => game.PathTo(node) is { Length: > 0 } path ? path : "the start";
}
