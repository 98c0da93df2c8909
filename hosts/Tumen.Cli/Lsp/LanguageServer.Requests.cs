using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <content>What is answered to each request.</content>
internal sealed partial class LanguageServer
{
    private void Hover(Utf8JsonWriter w, JsonElement p)
    {
        var thing = Outline(p) is { } outline ? Assistant.At(outline, Line(p), Column(p)) : null;
        Answers.Hover(w, thing, thing is null && Outline(p) is { } words ? Assistant.FormAt(words, Line(p), Column(p)) : null, _workspace.Equations(PathOf(p), Line(p)));
    }

    private void Definition(Utf8JsonWriter w, JsonElement p)
    {
        if (Outline(p) is { } outline && Assistant.At(outline, Line(p), Column(p)) is { } thing)
        {
            Answers.Location(w, _names.AddressOf(thing.File), thing.Place);
            return;
        }

        // The name of a file leads to the file.
        if (Outline(p) is { } words && Assistant.FileAt(words, Line(p), Column(p)) is { } name && Path.GetDirectoryName(PathOf(p)) is { } folder && File.Exists(Path.Combine(folder, name)))
        {
            Answers.Location(w, _names.AddressOf(Path.GetFullPath(Path.Combine(folder, name))), new Place(1, 1, 0));
            return;
        }

        w.WriteNullValue();
    }

    private void References(Utf8JsonWriter w, JsonElement p)
    {
        bool declared = !p.TryGetProperty("context", out var context) || context.ValueKind != JsonValueKind.Object || !context.TryGetProperty("includeDeclaration", out var wanted) || wanted.ValueKind != JsonValueKind.False;
        w.WriteStartArray();
        if (Outline(p) is { } outline && Assistant.At(outline, Line(p), Column(p)) is { } thing)
        {
            foreach (var (file, places) in PlacesOf(PathOf(p), thing))
            {
                foreach (var place in places.Where(x => declared || file != thing.File || x != thing.Place))
                {
                    Answers.Location(w, _names.AddressOf(file), place);
                }
            }
        }

        w.WriteEndArray();
    }

    private void Symbols(Utf8JsonWriter w, JsonElement p) => EditorAnswers.Symbols(w, Outline(p) is { } outline ? Headings.Of(outline) : []);

    private void PrepareRename(Utf8JsonWriter w, JsonElement p)
    {
        if (Outline(p) is { } outline && Assistant.At(outline, Line(p), Column(p)) is { } thing
            && Assistant.Places(outline, thing).Where(x => x.Line == Line(p) && Column(p) >= x.Column && Column(p) <= x.Column + x.Length).ToList() is [.., var place])
        {
            EditorAnswers.Renamed(w, place, thing.Name);
            return;
        }

        w.WriteNullValue();
    }

    private Action<Utf8JsonWriter>? Rename(JsonElement asked, JsonElement p)
    {
        string path = PathOf(p), name = p.GetProperty("newName").GetString() ?? "";
        if (Outline(p) is not { } outline || Assistant.At(outline, Line(p), Column(p)) is not { } thing)
        {
            messages.Send(w => MessageStream.Error(w, asked, -32803, "there is no name here"));
            return null;
        }

        if (Assistant.Refuses(outline, thing, name) is { } why)
        {
            messages.Send(w => MessageStream.Error(w, asked, -32803, why));
            return null;
        }

        string written = (thing with { Name = name }).Written;
        var edits = PlacesOf(path, thing);
        foreach (var (file, _) in edits)
        {
            // What was sound must be sound afterwards: a rename never changes what a file says.
            var after = _workspace.Copy();
            foreach (var (other, there) in edits)
            {
                after.Set(other, Answers.Apply(_workspace.Text(other)!, there, written));
            }

            if (_workspace.Check(file).All(d => d.Severity != Severity.Error) && after.Check(file).FirstOrDefault(d => d.Severity == Severity.Error) is { } broken)
            {
                messages.Send(w => MessageStream.Error(w, asked, -32803, $"{Path.GetFileName(file)} would no longer be read: {broken.Message}"));
                return null;
            }
        }

        return w => Answers.WorkspaceEdit(w, edits.Select(e => (_names.AddressOf(e.File), e.Places)), written);
    }

    private List<(string File, ImmutableArray<Place> Places)> PlacesOf(string path, NamedThing thing) =>
        [.. _workspace.Family(path).Select(f => (File: f, Places: _workspace.Outline(f) is { } o ? Assistant.Places(o, thing) : [])).Where(e => !e.Places.IsEmpty)];

    // Ways to mend what was found on the lines asked about.
    private void Actions(Utf8JsonWriter w, JsonElement p)
    {
        string path = PathOf(p);
        var range = p.GetProperty("range");
        int first = Within(range.GetProperty("start").GetProperty("line")) + 1, last = Within(range.GetProperty("end").GetProperty("line")) + 1;
        w.WriteStartArray();
        if (_workspace.Outline(path) is { } outline)
        {
            foreach (var found in _workspace.Check(path).Where(d => d.Place.Line >= first && d.Place.Line <= last))
            {
                foreach (var repair in Repairs.Of(found, outline))
                {
                    EditorAnswers.Action(w, _names.AddressOf(path), found, repair);
                }
            }
        }

        w.WriteEndArray();
    }

    private void Format(Utf8JsonWriter w, JsonElement p)
    {
        string? text = _workspace.Text(PathOf(p));
        Answers.Whole(w, text, text is null ? null : Formatter.Format(text, Path.GetFileName(PathOf(p))).Value);
    }
}
