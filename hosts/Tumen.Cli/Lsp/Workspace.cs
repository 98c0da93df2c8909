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

        try
        {
            return File.Exists(path) && new FileInfo(path).Length <= SourceText.MostBytes ? SourceText.Decode(File.ReadAllBytes(path), path).Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The game that a codebook or study names; the file itself for a game.</summary>
    public string? GameOf(string path)
    {
        if (path.EndsWith(".game", StringComparison.Ordinal))
        {
            return path;
        }

        var named = Text(path) is { } text ? (path.EndsWith(".codebook", StringComparison.Ordinal) ? ForGame() : Game()).Match(text) : Match.Empty;
        if (!named.Success || Path.GetDirectoryName(path) is not { } folder)
        {
            return null;
        }

        string game = Path.GetFullPath(Path.Combine(folder, named.Groups[1].Value));
        return Path.GetDirectoryName(game) == folder ? game : null;
    }

    /// <summary>Everything that is wrong or remarkable in a text.</summary>
    public ImmutableArray<Diagnostic> Check(string path)
    {
        if (Text(path) is not { } text)
        {
            return [];
        }

        string name = Path.GetFileName(path);
        var game = path.EndsWith(".game", StringComparison.Ordinal) || GameOf(path) is not { } of || Text(of) is not { } source ? null : GameFile.Parse(source, Path.GetFileName(of)).Value;
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

        var game = path.EndsWith(".game", StringComparison.Ordinal) || GameOf(path) is not { } of || Text(of) is not { } source ? null : Language.Outline.Of(source, of);
        return Language.Outline.Of(text, path, game);
    }

    /// <summary>Equations of a line of a game that holds together.</summary>
    public ImmutableArray<Equation> Equations(string path, int line) =>
        path.EndsWith(".game", StringComparison.Ordinal) && Text(path) is { } text && GameFile.Parse(text, path).Value is { } game ? Explainer.Explain(game, line) : [];

    /// <summary>The game and every codebook and study beside it that names it.</summary>
    public IEnumerable<string> Family(string path)
    {
        if (GameOf(path) is not { } game || Path.GetDirectoryName(game) is not { } folder)
        {
            return [path];
        }

        var beside = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".codebook" or ".study") : [];
        return beside.Concat(_open.Keys).Append(path).Append(game).Distinct().Where(f => GameOf(f) == game).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^codebook\\s+\"[^\"\\n]*\"\\s+for\\s+\"([^\"\\n]+)\"", RegexOptions.Multiline)]
    private static partial Regex ForGame();

    [GeneratedRegex("^game\\s+\"([^\"\\n]+)\"", RegexOptions.Multiline)]
    private static partial Regex Game();
}
