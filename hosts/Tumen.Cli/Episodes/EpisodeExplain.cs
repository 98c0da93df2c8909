using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>`tumen explain` for episodes: who knows what when it moves, and what every end is worth.</summary>
internal static class EpisodeExplain
{
    private const int Shown = 40;

    public static int Run(string file)
    {
        if (EpisodeSource.Read(file) is not { } source) return 2;
        source.PrintRemarks();
        var game = source.Tree;
        Console.WriteLine($"{game.Title}: {source.Summary}");
        foreach (var set in game.InformationSets.Where(set => set.IsChance).Take(Shown))
            Console.WriteLine($"nature, {Where(game, set.Members[0])}: {string.Join(", ", set.Actions.Select((a, k) => $"{a} {set.Chances![k]}"))}");
        foreach (var set in game.InformationSets.Where(set => !set.IsChance).Take(Shown))
        {
            Console.WriteLine($"{game.Players[set.Player]} at {EpisodeWords.SetName(game, set)} may {string.Join(", ", set.Actions)}");
            Console.WriteLine(set.Members.Count == 1 ? $"    it knows that play came by {Where(game, set.Members[0])}" : $"    it cannot tell apart {set.Members.Count} ways: {string.Join("; ", set.Members.Take(6).Select(node => Where(game, node)))}{(set.Members.Count > 6 ? "; …" : "")}");
        }

        int n = game.Players.Count;
        int[] ends = [.. Enumerable.Range(0, game.NodeCount).Where(game.IsTerminal)];
        Console.WriteLine($"{ends.Length} ends, worth to {string.Join(", ", game.Players)}:");
        foreach (int node in ends.Take(Shown))
            Console.WriteLine($"    {Where(game, node)}: {string.Join(", ", Enumerable.Range(0, n).Select(i => EpisodeWords.Number(game.ExactPayoffs[(node * n) + i])))}");
        if (ends.Length > Shown) Console.WriteLine($"    … and {ends.Length - Shown} more");
        return 0;
    }

    private static string Where(ExtensiveGame game, int node) => game.PathTo(node) is { Length: > 0 } path ? path : "the start";
}
