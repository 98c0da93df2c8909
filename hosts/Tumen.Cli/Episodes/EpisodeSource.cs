using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>A file that holds an episode, and what was read from it.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Tree">The game as a tree.</param>
/// <param name="Table">The table, if the file is one.</param>
/// <param name="Text">The text, for excerpts.</param>
/// <param name="Remarks">What is to be said about it.</param>
internal sealed record EpisodeSource(string File, ExtensiveGame Tree, StrategicGame? Table, string Text, IReadOnlyList<GameDiagnostic> Remarks)
{
    /// <summary>Whether a file name means an episode.</summary>
    public static bool Is(string file) => file.EndsWith(".efg", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".nfg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file; its mistakes are printed with their place.</summary>
    /// <returns>Null when the file cannot be used.</returns>
    public static EpisodeSource? Read(string file)
    {
        var read = GameFiles.Open(file, out string text);
        Print(read.Diagnostics.Where(d => d.IsError), text);
        if (!read.Succeeded) return null;
        return new EpisodeSource(file, read.Extensive ?? read.Strategic!.ToExtensive(), read.Strategic, text, [.. read.Diagnostics.Where(d => !d.IsError)]);
    }

    /// <summary>Prints remarks, at most twenty.</summary>
    public void PrintRemarks()
    {
        Print(Remarks.Take(20), Text);
        if (Remarks.Count > 20) Console.Error.WriteLine($"… and {Remarks.Count - 20} more remarks");
    }

    private static void Print(IEnumerable<GameDiagnostic> diagnostics, string text)
    {
        foreach (var diagnostic in diagnostics) Console.Error.WriteLine(diagnostic.Render(text.Length > 0 ? text : null));
    }

    /// <summary>What the file holds, in one line.</summary>
    public string Summary => Table is { } table
        ? $"{string.Join(", ", table.Players)}; {string.Join(" by ", table.Strategies.Select(list => list.Count))} strategies"
        : $"{string.Join(", ", Tree.Players)}; {Tree.NodeCount} nodes, {Tree.InformationSets.Count(set => !set.IsChance)} information sets, {Tree.InformationSets.Count(set => set.IsChance)} chance moves";
}
