using System.Text.Json;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <summary>
/// The language for editors: diagnostics, completion, hover with equation and label, go to definition, rename over game, codebooks, studies and claims, layout.
/// Language Server Protocol 3.17 over standard input and output, whole documents, one message after the other.
/// </summary>
internal sealed class LanguageServer(MessageStream messages)
{
    private readonly Workspace _workspace = new();
    private bool _down;

    /// <summary>Serves until the editor leaves.</summary>
    /// <returns>0 after an orderly shutdown, 1 otherwise.</returns>
    public int Run()
    {
        while (messages.Read() is { } message)
        {
            using (message)
            {
                var root = message.RootElement;
                if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("method", out var method))
                {
                    continue;
                }

                if (method.GetString() == "exit")
                {
                    return _down ? 0 : 1;
                }

                Handle(method.GetString() ?? "", root.TryGetProperty("id", out var id) ? id : null, root.TryGetProperty("params", out var p) ? p : default);
            }
        }

        return 1;
    }

    private void Handle(string method, JsonElement? id, JsonElement p)
    {
        if (id is not { } asked)
        {
            try
            {
                Notice(method, p);
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                // A notice has no answer; what was wrong with it goes to the editor's log.
                messages.Send(w =>
                {
                    w.WriteString("method", "window/logMessage");
                    w.WriteStartObject("params");
                    w.WriteNumber("type", 2);
                    w.WriteString("message", $"the parameters of {method} are not understood: {e.Message}");
                    w.WriteEndObject();
                });
            }

            return;
        }

        if (_down)
        {
            messages.Send(w => MessageStream.Error(w, asked, -32600, "the server has been shut down"));
            return;
        }

        try
        {
            Action<Utf8JsonWriter>? result = method switch
            {
                "initialize" => Answers.Capabilities,
                "shutdown" => Shutdown,
                "textDocument/completion" => w => Answers.Completions(w, _workspace.Completions(PathOf(p), Line(p), Column(p))),
                "textDocument/hover" => w => Hover(w, p),
                "textDocument/definition" => w => Definition(w, p),
                "textDocument/rename" => Rename(asked, p),
                "textDocument/formatting" => w => Format(w, p),
                _ => null,
            };
            if (result is not null)
            {
                messages.Send(w =>
                {
                    w.WritePropertyName("id");
                    asked.WriteTo(w);
                    w.WritePropertyName("result");
                    result(w);
                });
            }
            else if (method != "textDocument/rename")
            {
                messages.Send(w => MessageStream.Error(w, asked, -32601, $"{method} is not served"));
            }
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or UriFormatException)
        {
            messages.Send(w => MessageStream.Error(w, asked, -32602, $"the parameters of {method} are not understood: {e.Message}"));
        }
    }

    private void Notice(string method, JsonElement p)
    {
        switch (method)
        {
            case "textDocument/didOpen":
                Changed(PathOf(p), p.GetProperty("textDocument").GetProperty("text").GetString() ?? "");
                break;
            case "textDocument/didChange" when p.GetProperty("contentChanges") is { ValueKind: JsonValueKind.Array } changes && changes.GetArrayLength() > 0:
                Changed(PathOf(p), changes[changes.GetArrayLength() - 1].GetProperty("text").GetString() ?? "");
                break;
            case "textDocument/didClose":
                _workspace.Close(PathOf(p));
                break;
        }
    }

    /// <summary>A game that changes is checked together with the codebooks, studies and claims that belong to it; a study together with its claims.</summary>
    private void Changed(string path, string text)
    {
        _workspace.Set(path, text);
        foreach (string file in Path.GetExtension(path) is ".game" or ".study" ? _workspace.Family(path).Where(f => f == path || path.EndsWith(".game", StringComparison.Ordinal) || (f.EndsWith(".claims", StringComparison.Ordinal) && _workspace.StudyOf(f) == path)) : [path])
        {
            messages.Send(w => Answers.Diagnostics(w, file, _workspace.Check(file)));
        }
    }

    private void Shutdown(Utf8JsonWriter w)
    {
        _down = true;
        w.WriteNullValue();
    }

    private void Hover(Utf8JsonWriter w, JsonElement p)
    {
        var thing = Outline(p) is { } outline ? Assistant.At(outline, Line(p), Column(p)) : null;
        Answers.Hover(w, thing, thing is null && Outline(p) is { } words ? Assistant.FormAt(words, Line(p), Column(p)) : null, _workspace.Equations(PathOf(p), Line(p)));
    }

    private void Definition(Utf8JsonWriter w, JsonElement p)
    {
        if (Outline(p) is { } outline && Assistant.At(outline, Line(p), Column(p)) is { } thing)
        {
            Answers.Location(w, thing.File, thing.Place);
            return;
        }

        // The name of a file leads to the file.
        if (Outline(p) is { } words && Assistant.FileAt(words, Line(p), Column(p)) is { } name && Path.GetDirectoryName(PathOf(p)) is { } folder && File.Exists(Path.Combine(folder, name)))
        {
            Answers.Location(w, Path.GetFullPath(Path.Combine(folder, name)), new Place(1, 1, 0));
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
        var edits = _workspace.Family(path).Select(f => (File: f, Places: _workspace.Outline(f) is { } o ? Assistant.Places(o, thing) : [])).Where(e => !e.Places.IsEmpty).ToList();
        foreach (var (file, places) in edits)
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

        return w => Answers.WorkspaceEdit(w, edits, written);
    }

    private void Format(Utf8JsonWriter w, JsonElement p)
    {
        string? text = _workspace.Text(PathOf(p));
        Answers.Whole(w, text, text is null ? null : Formatter.Format(text, Path.GetFileName(PathOf(p))).Value);
    }

    private Outline? Outline(JsonElement p) => _workspace.Outline(PathOf(p));

    private static string PathOf(JsonElement p) => DocumentUris.Key(p.GetProperty("textDocument").GetProperty("uri").GetString() ?? throw new FormatException("a document has no uri"));

    private static int Line(JsonElement p) => p.GetProperty("position").GetProperty("line").GetInt32() + 1;

    private static int Column(JsonElement p) => p.GetProperty("position").GetProperty("character").GetInt32() + 1;
}
