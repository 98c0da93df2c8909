using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tumen.Language.Tests;

/// <summary>The TextMate grammar of the editors at work on a line, as an editor applies it: the first match of any pattern, the earlier pattern where two start at one place.</summary>
internal sealed class Colours
{
    private readonly List<(Regex Match, string? Name, Dictionary<int, string> Captures)> _patterns = [];

    public Colours()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Folder(), "..", "..", "editors", "vscode", "syntaxes", "tumen.tmLanguage.json")));
        foreach (var p in json.RootElement.GetProperty("patterns").EnumerateArray())
        {
            var captures = p.TryGetProperty("captures", out var c) ? c.EnumerateObject().ToDictionary(x => int.Parse(x.Name, System.Globalization.CultureInfo.InvariantCulture), x => x.Value.GetProperty("name").GetString()!) : [];
            _patterns.Add((new Regex(p.GetProperty("match").GetString()!, RegexOptions.CultureInvariant), p.TryGetProperty("name", out var n) ? n.GetString() : null, captures));
        }
    }

    /// <summary>Every pattern as written.</summary>
    public IEnumerable<string> Patterns => _patterns.Select(p => p.Match.ToString());

    /// <summary>The scope of every character of a line; null where nothing matches.</summary>
    public string?[] Line(string line)
    {
        var scopes = new string?[line.Length];
        for (int at = 0; at < line.Length;)
        {
            Match? best = null;
            int which = -1;
            for (int k = 0; k < _patterns.Count; k++)
            {
                var m = _patterns[k].Match.Match(line, at);
                if (m.Success && m.Length > 0 && (best is null || m.Index < best.Index))
                {
                    (best, which) = (m, k);
                }
            }

            if (best is null)
            {
                break;
            }

            if (_patterns[which].Name is { } name)
            {
                Array.Fill(scopes, name, best.Index, best.Length);
            }

            foreach (var (group, scope) in _patterns[which].Captures)
            {
                Array.Fill(scopes, scope, best.Groups[group].Index, best.Groups[group].Length);
            }

            at = best.Index + best.Length;
        }

        return scopes;
    }
}
