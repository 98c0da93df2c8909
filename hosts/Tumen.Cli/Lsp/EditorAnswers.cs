using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <summary>Writes outlines, ways to mend and colours by meaning.</summary>
internal static class EditorAnswers
{
    // In the order of Shade; names that every editor has colours for.
    private static readonly string[] Types = ["keyword", "class", "enumMember", "variable", "parameter", "namespace", "type", "number", "string", "comment"];

    /// <summary>What of this is served.</summary>
    public static void Capabilities(Utf8JsonWriter w)
    {
        w.WriteStartObject("codeActionProvider");
        w.WriteStartArray("codeActionKinds");
        w.WriteStringValue("quickfix");
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteStartObject("semanticTokensProvider");
        w.WriteBoolean("full", true);
        w.WriteStartObject("legend");
        w.WriteStartArray("tokenTypes");
        foreach (string type in Types)
        {
            w.WriteStringValue(type);
        }

        w.WriteEndArray();
        w.WriteStartArray("tokenModifiers");
        w.WriteStringValue("declaration");
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndObject();
    }

    /// <summary>The table of contents, as a tree.</summary>
    public static void Symbols(Utf8JsonWriter w, ImmutableArray<Heading> headings)
    {
        w.WriteStartArray();
        foreach (var h in headings)
        {
            w.WriteStartObject();
            w.WriteString("name", h.Name.Length == 0 ? "?" : h.Name);
            if (h.Says is { } says)
            {
                w.WriteString("detail", says);
            }

            w.WriteNumber("kind", Kind(h.Kind));
            w.WriteStartObject("range");
            Answers.Position(w, "start", h.From.Line - 1, h.From.Column - 1);
            Answers.Position(w, "end", h.To.Line - 1, h.To.Column - 1 + h.To.Length);
            w.WriteEndObject();
            Answers.Range(w, "selectionRange", h.Place);
            w.WritePropertyName("children");
            Symbols(w, h.Under);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>Where the name stands that will be changed, and the name to start from.</summary>
    public static void Renamed(Utf8JsonWriter w, Place place, string name)
    {
        w.WriteStartObject();
        Answers.Range(w, "range", place);
        w.WriteString("placeholder", name);
        w.WriteEndObject();
    }

    /// <summary>One way to mend what was found.</summary>
    public static void Action(Utf8JsonWriter w, string address, Diagnostic found, Repair repair)
    {
        w.WriteStartObject();
        w.WriteString("title", repair.Title);
        w.WriteString("kind", "quickfix");
        w.WriteStartArray("diagnostics");
        Answers.Diagnostic(w, address, found);
        w.WriteEndArray();
        w.WriteBoolean("isPreferred", repair.Sure);
        w.WriteStartObject("edit");
        w.WriteStartObject("changes");
        w.WriteStartArray(address);
        w.WriteStartObject();
        w.WriteStartObject("range");
        Answers.Position(w, "start", repair.Place.Line - 1, repair.Place.Column - 1);
        Answers.Position(w, "end", repair.Place.Line - 1, repair.Place.Column - 1 + repair.Place.Length);
        w.WriteEndObject();
        w.WriteString("newText", repair.Text);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndObject();
    }

    /// <summary>Words by meaning, five numbers each: lines and columns from the word before, length, type, whether it is declared here.</summary>
    public static void Tokens(Utf8JsonWriter w, ImmutableArray<ShadedWord> words)
    {
        w.WriteStartObject();
        w.WriteStartArray("data");
        var (line, column) = (1, 1);
        foreach (var word in words)
        {
            w.WriteNumberValue(word.Place.Line - line);
            w.WriteNumberValue(word.Place.Line == line ? word.Place.Column - column : word.Place.Column - 1);
            w.WriteNumberValue(word.Place.Length);
            w.WriteNumberValue((int)word.Shade);
            w.WriteNumberValue(word.Declares ? 1 : 0);
            (line, column) = (word.Place.Line, word.Place.Column);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    // Numbers of SymbolKind.
    private static int Kind(NameKind? kind) => kind switch
    {
        NameKind.Player or NameKind.Unit => 5,
        NameKind.Move or NameKind.Level or NameKind.Outcome => 22,
        NameKind.Situation or NameKind.Covariate or NameKind.Group or NameKind.Decision => 13,
        NameKind.Weight or NameKind.Chance => 7,
        NameKind.Number => 16,
        NameKind.Theory => 3,
        NameKind.EventSet => 18,
        NameKind.Scenario or NameKind.Stretch or NameKind.Assumptions or NameKind.Episode => 24,
        NameKind.Claim => 14,
        _ => 15,
    };
}
