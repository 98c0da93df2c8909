using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <summary>Writes what the server answers. Lines and columns count from 0 there, from 1 in the language; both in UTF-16 code units.</summary>
internal static class Answers
{
    public static void Capabilities(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteStartObject("capabilities");
        w.WriteNumber("textDocumentSync", 1);
        w.WriteStartObject("completionProvider");
        w.WriteStartArray("triggerCharacters");
        w.WriteStringValue(" ");
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteBoolean("hoverProvider", true);
        w.WriteBoolean("definitionProvider", true);
        w.WriteBoolean("referencesProvider", true);
        w.WriteBoolean("documentSymbolProvider", true);
        w.WriteStartObject("renameProvider");
        w.WriteBoolean("prepareProvider", true);
        w.WriteEndObject();
        EditorAnswers.Capabilities(w);
        w.WriteBoolean("documentFormattingProvider", true);
        w.WriteEndObject();
        w.WriteStartObject("serverInfo");
        w.WriteString("name", "tumen");
        w.WriteEndObject();
        w.WriteEndObject();
    }

    /// <summary>Members of the notification that publishes what was found in a file.</summary>
    public static void Diagnostics(Utf8JsonWriter w, string address, ImmutableArray<Diagnostic> found)
    {
        w.WriteString("method", "textDocument/publishDiagnostics");
        w.WriteStartObject("params");
        w.WriteString("uri", address);
        w.WriteStartArray("diagnostics");
        foreach (var d in found)
        {
            Diagnostic(w, address, d);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>One finding.</summary>
    public static void Diagnostic(Utf8JsonWriter w, string address, Diagnostic d)
    {
        w.WriteStartObject();
        Range(w, "range", d.Place);
        w.WriteNumber("severity", d.Severity == Severity.Error ? 1 : 3);
        w.WriteString("code", d.Code);
        w.WriteString("source", "tumen");
        w.WriteString("message", string.Join('\n', new[] { d.Message }.Concat(d.Caret is { } c ? [c] : []).Concat(d.Notes.Select(n => $"= {n}")).Concat(d.Helps.Select(h => $"help: {h}"))));
        if (!d.Others.IsDefaultOrEmpty)
        {
            w.WriteStartArray("relatedInformation");
            foreach (var other in d.Others)
            {
                w.WriteStartObject();
                w.WritePropertyName("location");
                Location(w, address, other.Place);
                w.WriteString("message", other.Text);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }

    public static void Completions(Utf8JsonWriter w, ImmutableArray<(string Text, string Says)> items)
    {
        w.WriteStartArray();
        foreach (var (text, says) in items)
        {
            w.WriteStartObject();
            w.WriteString("label", text);
            w.WriteString("detail", says);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>What a name is, its label, or how a clause is written; and the equations of the line.</summary>
    public static void Hover(Utf8JsonWriter w, NamedThing? thing, ClauseForm? form, ImmutableArray<Equation> equations)
    {
        if (thing is null && form is null && equations.IsEmpty)
        {
            w.WriteNullValue();
            return;
        }

        var parts = new List<string>();
        if (thing is not null)
        {
            parts.Add($"**{thing.Says}**{(thing.Label is null ? "" : $"  \n{thing.Label}")}");
        }

        if (form is not null)
        {
            parts.Add($"**{form.Says}**  \n`{form.Form}`");
        }

        parts.AddRange(equations.Take(8).Select(e => $"`{e.Text}`\n\n$${e.Latex}$$"));
        w.WriteStartObject();
        w.WriteStartObject("contents");
        w.WriteString("kind", "markdown");
        w.WriteString("value", string.Join("\n\n", parts));
        w.WriteEndObject();
        w.WriteEndObject();
    }

    public static void Location(Utf8JsonWriter w, string address, Place place)
    {
        w.WriteStartObject();
        w.WriteString("uri", address);
        Range(w, "range", place);
        w.WriteEndObject();
    }

    public static void WorkspaceEdit(Utf8JsonWriter w, IEnumerable<(string Address, ImmutableArray<Place> Places)> edits, string name)
    {
        w.WriteStartObject();
        w.WriteStartObject("changes");
        foreach (var (address, places) in edits)
        {
            w.WriteStartArray(address);
            foreach (var place in places)
            {
                w.WriteStartObject();
                Range(w, "range", place);
                w.WriteString("newText", name);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
        w.WriteEndObject();
    }

    /// <summary>One edit that replaces a whole text; none when nothing changes or the text cannot be laid out.</summary>
    public static void Whole(Utf8JsonWriter w, string? before, string? after)
    {
        w.WriteStartArray();
        if (before is not null && after is not null && before != after)
        {
            w.WriteStartObject();
            w.WriteStartObject("range");
            Position(w, "start", 0, 0);
            Position(w, "end", before.Count(c => c == '\n') + 1, 0);
            w.WriteEndObject();
            w.WriteString("newText", after);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>A text with a name in place of what stands at some places.</summary>
    public static string Apply(string text, ImmutableArray<Place> places, string name)
    {
        string[] lines = text.Split('\n');
        foreach (var place in places.OrderByDescending(p => p.Column))
        {
            string line = lines[place.Line - 1];
            lines[place.Line - 1] = string.Concat(line.AsSpan(0, place.Column - 1), name, line.AsSpan(place.Column - 1 + place.Length));
        }

        return string.Join('\n', lines);
    }

    public static void Range(Utf8JsonWriter w, string name, Place place)
    {
        int line = Math.Max(0, place.Line - 1), column = Math.Max(0, place.Column - 1);
        w.WriteStartObject(name);
        Position(w, "start", line, column);
        Position(w, "end", line, column + Math.Max(place.Line > 0 ? 1 : 0, place.Length));
        w.WriteEndObject();
    }

    public static void Position(Utf8JsonWriter w, string name, int line, int character)
    {
        w.WriteStartObject(name);
        w.WriteNumber("line", line);
        w.WriteNumber("character", character);
        w.WriteEndObject();
    }
}
