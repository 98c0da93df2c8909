using Tumen.Episodes;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>A file that holds an episode, and what was read from it.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Tree">The game as a tree.</param>
/// <param name="Table">The table, if the file is one.</param>
/// <param name="Text">The text, for excerpts.</param>
/// <param name="Remarks">What is to be said about it.</param>
internal sealed record EpisodeSource(string File, ExtensiveGame Tree, StrategicGame? Table, string Text, IReadOnlyList<GameDiagnostic> Remarks)
{
    /// <summary>Reads a file; its mistakes are printed with their place.</summary>
    /// <param name="file">An .efg, .nfg or episode .game.</param>
    /// <param name="continuation">What the long game is worth afterwards, if that is asked; episodes in the language only.</param>
    /// <returns>Null when the file cannot be used.</returns>
    public static EpisodeSource? Read(string file, Continuation? continuation = null)
    {
        if (FileKinds.Of(file) == FileKind.Episode) return Compile(file, continuation);
        if (continuation is not null) throw new UsageException($"--continuation needs an episode in the language, with `afterwards …` clauses; {file} has none");
        var read = GameFiles.Open(file, out string text);
        Print(read.Diagnostics.Where(d => d.IsError), text);
        if (!read.Succeeded) return null;
        if (read.Strategic is { CellCount: > 2_000_000 } huge)
            throw new UsageException($"{file} is a table of {huge.CellCount} cells; at most 2,000,000 are worked on here");
        return new EpisodeSource(file, read.Extensive ?? read.Strategic!.ToExtensive(), read.Strategic, text, [.. read.Diagnostics.Where(d => !d.IsError)]);
    }

    private static EpisodeSource? Compile(string file, Continuation? continuation)
    {
        string text = StudyFolder.ReadText(file, file);
        var read = EpisodeFile.Read(text, file);
        Print(read.Diagnostics.Where(d => d.IsError).Take(50), text);
        if (read.Model is not { } model) return null;
        if (continuation is not null && model.Sequels.Length == 0) throw new UsageException($"--continuation is given, but no `afterwards …` in {file} says where the long game goes on");
        var compiled = EpisodeCompiler.Compile(model, continuation);
        Print(compiled.Diagnostics, text);
        return compiled.Game is { } game ? new EpisodeSource(file, game, null, text, read.Diagnostics) : null;
    }

    /// <summary>Prints remarks as <c>--remarks</c> wants them: at most twenty whole, or one line a kind.</summary>
    public void PrintRemarks(Arguments a)
    {
        string manner = a.Text("--remarks") ?? (a.Quiet ? "none" : a.Verb.Name == "check" ? "all" : "short");
        if (manner == "all")
        {
            Print(Remarks.Take(20), Text);
            if (Remarks.Count > 20) Console.Error.WriteLine($"… and {Remarks.Count - 20} more remarks");
        }
        else if (manner == "short")
        {
            foreach (var kind in Remarks.GroupBy(r => r.Code))
                Console.Error.WriteLine(Screen.Painted($"review {kind.Key}: {kind.First().Message} ({kind.First().Path}:{kind.First().Line}){(kind.Count() > 1 ? $", and {kind.Count() - 1} more of its kind" : "")}"));
        }
    }

    private static void Print(IEnumerable<GameDiagnostic> diagnostics, string text)
    {
        foreach (var diagnostic in diagnostics) Console.Error.WriteLine(Screen.Painted(diagnostic.Render(text.Length > 0 ? text : null)));
    }

    /// <summary>What the file holds, in one line.</summary>
    public string Summary => Table is { } table
        ? $"{string.Join(", ", table.Players)}; {string.Join(" by ", table.Strategies.Select(list => list.Count))} strategies"
        : $"{string.Join(", ", Tree.Players)}; {Words.Count(Tree.NodeCount, "node")}, {Words.Count(Tree.InformationSets.Count(set => !set.IsChance), "information set")}, {Words.Count(Tree.InformationSets.Count(set => set.IsChance), "chance move")}";
}
