using System.Collections.Immutable;

namespace Tumen.Episodes;

/// <summary>An episode read from text: the model, if no error was found, and everything there is to say.</summary>
/// <param name="Model">Null when a diagnostic is an error.</param>
/// <param name="Diagnostics">In order of place.</param>
public sealed record EpisodeFileResult(EpisodeModel? Model, IReadOnlyList<GameDiagnostic> Diagnostics);

/// <summary>Reads episodes: <c>game "…", once</c> and its clauses.</summary>
/// <remarks>All errors in one pass, one per clause. The clauses are described in docs/episodes.md.</remarks>
public static class EpisodeFile
{
    /// <summary>Most types and moves together.</summary>
    public const int MaximumSteps = 200;

    /// <summary>Most clauses.</summary>
    public const int MaximumClauses = 5_000;

    /// <summary>Whether a text declares an episode: its first clause is a game played once, without errors (with errors it is estimated, not solved exactly).</summary>
    public static bool IsEpisode(string text)
    {
        foreach (string line in text.Split('\n', 200))
        {
            string bare = line.TrimStart('\uFEFF', ' ', '\t').TrimEnd();
            if (bare.Length == 0 || bare[0] == '#') continue;
            int close = bare.LastIndexOf('"');
            return bare.StartsWith("game ", StringComparison.Ordinal) && close > 0 && bare.IndexOf("once", close, StringComparison.Ordinal) is > 0 and var once && bare.IndexOf("errors", once, StringComparison.Ordinal) < 0;
        }
        return false;
    }

    /// <summary>What could come next in a text that is being written: words of the grammar, and descriptions of names after a question mark.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1, of what is typed next.</param>
    public static IReadOnlyList<string> Expected(string text, int line, int column)
    {
        string[] lines = text.Split('\n');
        if (line < 1 || line > lines.Length || text.Length > 5_000_000 || text.Contains(EpisodeClause.Cursor)) return [];
        string here = lines[line - 1].PadRight(column)[..(column - 1)] + EpisodeClause.Cursor;
        var rest = lines.Skip(line).SkipWhile(l => l.Length == 0 || char.IsWhiteSpace(l[0]));
        var clauses = EpisodeClause.Split(string.Join('\n', [.. lines.Take(line - 1), here, .. rest])).Take(MaximumClauses).ToArray();
        new EpisodeReader("").Read(clauses);
        return [.. clauses.SelectMany(c => c.Wanted).Distinct()];
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">How messages name it.</param>
    public static EpisodeFileResult Read(string text, string path)
    {
        var reader = new EpisodeReader(path);
        if (text.Length > 5_000_000)
            return new EpisodeFileResult(null, [new GameDiagnostic("E200", path, 1, 1, $"the file has {text.Length} characters; an episode has at most 5,000,000")]);
        var clauses = EpisodeClause.Split(text).Take(MaximumClauses + 1).ToArray();
        if (clauses.Length > MaximumClauses)
            return new EpisodeFileResult(null, [new GameDiagnostic("E200", path, clauses[^1].Start.Line, 1, $"more than {MaximumClauses} clauses")]);
        var model = reader.Read(clauses);
        return new EpisodeFileResult(reader.Diagnostics.Any(d => d.IsError) ? null : model, [.. reader.Diagnostics.OrderBy(d => d.Line).ThenBy(d => d.Column)]);
    }
}
