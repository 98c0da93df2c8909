using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tumen.Episodes;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <summary>The texts an editor has open, and the files on disk beside them that belong to the same game.</summary>
internal sealed partial class Workspace
{
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);

    public void Set(string path, string text) => _open[path] = text;

    public void Close(string path) => _open.Remove(path);

    /// <summary>Text as the editor has it, otherwise as on disk; null when neither.</summary>
    public string? Text(string path)
    {
        if (_open.TryGetValue(path, out var text))
        {
            return text;
        }

        if (!Path.IsPathFullyQualified(path))
        {
            return null; // no file: the editor alone has it
        }

        try
        {
            return File.Exists(path) && BoundedFile.Read(path, SourceText.MostBytes) is { } bytes ? SourceText.Decode(bytes, path).Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The game that a codebook, a study or a file of claims belongs to; the file itself for a game.</summary>
    public string? GameOf(string path) => Path.GetExtension(path) switch
    {
        ".game" => path,
        ".codebook" => Named(path, ForGame()),
        ".study" => Named(path, Game()),
        ".claims" => StudyOf(path) is { } study ? Named(study, Game()) : null,
        _ => null,
    };

    /// <summary>The study beside a file of claims that names it.</summary>
    public string? StudyOf(string claims)
    {
        string? folder = Path.GetDirectoryName(claims);
        var beside = folder is not null && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.study") : [];
        return beside.Concat(_open.Keys.Where(f => Path.GetExtension(f) == ".study" && Path.GetDirectoryName(f) == folder)).Distinct().Order(StringComparer.Ordinal)
            .FirstOrDefault(f => Text(f) is { } text && ClaimsOf().Matches(text).Any(m => m.Groups[1].Value == Path.GetFileName(claims)));
    }

    /// <summary>Everything that is wrong or remarkable in a text.</summary>
    public ImmutableArray<Diagnostic> Check(string path)
    {
        if (Text(path) is not { } text)
        {
            return [];
        }

        string name = Path.GetFileName(path);
        var game = path.EndsWith(".game", StringComparison.Ordinal) ? null : GameModel(path);
        switch (Path.GetExtension(path))
        {
            case ".game" when EpisodeFile.IsEpisode(text):
                return [.. EpisodeFile.Read(text, name).Diagnostics.Select(d => new Diagnostic(d.Code, d.IsError ? Severity.Error : Severity.Review, d.Message, name, new Place(d.Line, d.Column, 1), null, [], [], []))];
            case ".game":
                var parsed = GameFile.Parse(text, name);
                return parsed.Value is { } model ? [.. parsed.Diagnostics, .. Reviewer.Review(model, name)] : parsed.Diagnostics;
            case ".codebook":
                return CodebookFile.Parse(text, name, game).Diagnostics;
            case ".study":
                return StudyFile.Parse(text, name, game).Diagnostics;
            case ".claims" when StudyOf(path) is not { } study:
                return [Diagnostic.Review("S525", "no study beside this file names it, so its names cannot be looked up", name, new Place(1, 1, 1), null, ["name it in a study:   claims \"" + name + "\""])];
            case ".claims":
                return game is not null && Text(StudyOf(path)!) is { } source && StudyFile.Parse(source, "s", game).Value is { } read ? ClaimsFile.Parse(text, name, game, read).Diagnostics
                    : [Diagnostic.Review("S517", "this file is checked once its study and game can be read", name, new Place(1, 1, 1))];
            default:
                return [];
        }
    }

    /// <summary>Names and words of a text; null when there is no such text.</summary>
    public Outline? Outline(string path)
    {
        if (Text(path) is not { } text)
        {
            return null;
        }

        string? within = Path.GetExtension(path) switch { ".game" => null, ".claims" => StudyOf(path), _ => GameOf(path) };
        return Language.Outline.Of(text, path, within is null || within == path ? null : Outline(within));
    }

    /// <summary>Equations of a line of a game that holds together.</summary>
    public ImmutableArray<Equation> Equations(string path, int line) =>
        path.EndsWith(".game", StringComparison.Ordinal) && Text(path) is { } text && GameFile.Parse(text, path).Value is { } game ? Explainer.Explain(game, line) : [];

    /// <summary>Words and names that could come next.</summary>
    public ImmutableArray<(string Text, string Says)> Completions(string path, int line, int column)
    {
        if (Outline(path) is not { } outline)
        {
            return [];
        }

        if (!outline.IsEpisode || column == 1)
        {
            return Assistant.Completions(outline, line, column);
        }

        string[] lines = Text(path)!.Split('\n');
        if (line > lines.Length)
        {
            return [];
        }

        string typed = lines[line - 1];
        int from = Math.Min(column - 1, typed.Length);
        while (from > 0 && (char.IsLetterOrDigit(typed[from - 1]) || typed[from - 1] == '_'))
        {
            from--;
        }

        var wanted = EpisodeFile.Expected(Text(path)!, line, from + 1);
        var names = wanted.Any(w => w.StartsWith('?')) ? outline.Things.Where(t => t.Owner is null || wanted.Any(w => w.StartsWith("?a level", StringComparison.Ordinal) || w.Contains("action", StringComparison.Ordinal))) : [];
        return [.. names.Select(t => (t.Written, t.Says)).Concat(wanted.Where(w => w.Length > 1 && char.IsLetter(w[0])).Select(w => (w, "a word of the clause"))).DistinctBy(i => i.Item1)];
    }

    /// <summary>The game and every codebook, study and file of claims beside it that belongs to it.</summary>
    public IEnumerable<string> Family(string path)
    {
        if (!Path.IsPathFullyQualified(path) || GameOf(path) is not { } game || Path.GetDirectoryName(game) is not { } folder)
        {
            return [path];
        }

        var beside = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".codebook" or ".study" or ".claims") : [];
        return beside.Concat(_open.Keys).Append(path).Append(game).Distinct().Where(f => GameOf(f) == game).Order(StringComparer.Ordinal);
    }

    /// <summary>Another workspace with the same open texts.</summary>
    public Workspace Copy()
    {
        var copy = new Workspace();
        foreach (var (path, text) in _open)
        {
            copy.Set(path, text);
        }

        return copy;
    }

    private GameModel? GameModel(string path) => GameOf(path) is { } of && Text(of) is { } source ? GameFile.Parse(source, Path.GetFileName(of)).Value : null;

    private string? Named(string path, Regex pattern)
    {
        var named = Text(path) is { } text ? pattern.Match(text) : Match.Empty;
        if (!named.Success || !Path.IsPathFullyQualified(path) || Path.GetDirectoryName(path) is not { } folder)
        {
            return null;
        }

        string game = Path.GetFullPath(Path.Combine(folder, named.Groups[1].Value));
        return Path.GetDirectoryName(game) == folder ? game : null;
    }

    [GeneratedRegex("^codebook\\s+\"[^\"\\n]*\"\\s+for\\s+\"([^\"\\n]+)\"", RegexOptions.Multiline)]
    private static partial Regex ForGame();

    [GeneratedRegex("^(?:claims|predictions)\\s+\"([^\"\\n]+)\"", RegexOptions.Multiline)]
    private static partial Regex ClaimsOf();

    [GeneratedRegex("^game\\s+\"([^\"\\n]+)\"", RegexOptions.Multiline)]
    private static partial Regex Game();
}
