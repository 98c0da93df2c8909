using System.Text.Json;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Cli.Lsp;

/// <summary>
/// The language for editors: diagnostics, completion, hover with equation and label, definition, references, outline, rename over game, codebooks, studies and claims, ways to mend, colours by meaning,
/// layout. Language Server Protocol 3.17 over standard input and output, whole documents, one message after the other.
/// </summary>
/// <remarks>No message ends it: what is not understood is answered with an error of the protocol, and a mistake of ours is answered and logged in the editor; the next message is served as always.</remarks>
internal sealed partial class LanguageServer(MessageStream messages)
{
    private readonly Workspace _workspace = new();
    private readonly DocumentNames _names = new();
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private bool _begun;
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
                if (root.ValueKind != JsonValueKind.Object)
                {
                    messages.Send(w => MessageStream.Error(w, null, -32600, "a message is one object"));
                }
                else if (Word(root, "method") is { } method)
                {
                    if (method == "exit")
                    {
                        return _down ? 0 : 1;
                    }

                    Handle(method, root.TryGetProperty("id", out var id) ? id : null, root.TryGetProperty("params", out var p) ? p : default);
                }
                else if (!root.TryGetProperty("result", out _) && !root.TryGetProperty("error", out _))
                {
                    messages.Send(w => MessageStream.Error(w, null, -32600, "a message names its method"));
                }
            }
        }

        return 1;
    }

    private void Handle(string method, JsonElement? id, JsonElement p)
    {
        if (id is not { } asked)
        {
            Guard(method, null, () => Notice(method, p));
        }
        else if (!IsId(asked))
        {
            messages.Send(w => MessageStream.Error(w, null, -32600, "an id is a number or a text"));
        }
        else if (_down)
        {
            messages.Send(w => MessageStream.Error(w, asked, -32600, "the server has been shut down"));
        }
        else if (!_begun && method != "initialize")
        {
            messages.Send(w => MessageStream.Error(w, asked, -32002, "the first request is initialize"));
        }
        else
        {
            Guard(method, asked, () => Answer(method, asked, p));
        }
    }

    private void Guard(string method, JsonElement? asked, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or UriFormatException)
        {
            Fail(method, asked, -32602, $"the parameters of {method} are not understood: {e.Message}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(method, asked, -32603, $"{method} met a mistake of the program: {e.GetType().Name}: {e.Message}");
        }
    }

    // A notice has no answer, so the editor's own log is told.
    private void Fail(string method, JsonElement? asked, int code, string why)
    {
        if (asked is { } id)
        {
            messages.Send(w => MessageStream.Error(w, id, code, why));
        }
        else if (!method.StartsWith("$/", StringComparison.Ordinal))
        {
            messages.Send(w =>
            {
                w.WriteString("method", "window/logMessage");
                w.WriteStartObject("params");
                w.WriteNumber("type", code == -32603 ? 1 : 2);
                w.WriteString("message", why);
                w.WriteEndObject();
            });
        }
    }

    private void Answer(string method, JsonElement asked, JsonElement p)
    {
        Action<Utf8JsonWriter>? result = method switch
        {
            "initialize" => Begin,
            "shutdown" => Shutdown,
            "textDocument/completion" => w => Answers.Completions(w, _workspace.Completions(PathOf(p), Line(p), Column(p))),
            "textDocument/hover" => w => Hover(w, p),
            "textDocument/definition" => w => Definition(w, p),
            "textDocument/references" => w => References(w, p),
            "textDocument/documentSymbol" => w => Symbols(w, p),
            "textDocument/prepareRename" => w => PrepareRename(w, p),
            "textDocument/rename" => Rename(asked, p),
            "textDocument/codeAction" => w => Actions(w, p),
            "textDocument/semanticTokens/full" => w => EditorAnswers.Tokens(w, Outline(p) is { } o ? Shades.Of(o) : []),
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

    private void Begin(Utf8JsonWriter w)
    {
        _begun = true;
        Answers.Capabilities(w);
    }

    private void Shutdown(Utf8JsonWriter w)
    {
        _down = true;
        w.WriteNullValue();
    }

    private void Notice(string method, JsonElement p)
    {
        if (!_begun || _down)
        {
            return;
        }

        switch (method)
        {
            case "textDocument/didOpen":
                string text = p.GetProperty("textDocument").GetProperty("text").GetString() ?? "";
                Opened(p, text);
                Changed(PathOf(p), text);
                break;
            case "textDocument/didChange" when p.GetProperty("contentChanges") is { ValueKind: JsonValueKind.Array } changes && changes.GetArrayLength() > 0:
                Changed(PathOf(p), changes[changes.GetArrayLength() - 1].GetProperty("text").GetString() ?? "");
                break;
            case "textDocument/didClose":
                Closed(PathOf(p));
                break;
        }
    }

    private void Opened(JsonElement p, string text)
    {
        string path = _names.PathOf(AddressOf(p));
        _kinds[path] = _names.Kind(path, text);
    }

    private void Closed(string path)
    {
        _workspace.Close(path);
        if (DocumentNames.IsForeign(path))
        {
            messages.Send(w => Answers.Diagnostics(w, _names.AddressOf(path), [])); // nothing is left that could be looked at
        }
    }

    /// <summary>A game that changes is checked together with the codebooks, studies and claims that belong to it; a study together with its claims.</summary>
    private void Changed(string path, string text)
    {
        _workspace.Set(path, text);
        foreach (string file in Path.GetExtension(path) is ".game" or ".study" ? _workspace.Family(path).Where(f => f == path || path.EndsWith(".game", StringComparison.Ordinal) || (f.EndsWith(".claims", StringComparison.Ordinal) && _workspace.StudyOf(f) == path)) : [path])
        {
            messages.Send(w => Answers.Diagnostics(w, _names.AddressOf(file), _workspace.Check(file)));
        }
    }

    private Outline? Outline(JsonElement p) => _workspace.Outline(PathOf(p));

    private string PathOf(JsonElement p)
    {
        string path = _names.PathOf(AddressOf(p));
        return _kinds.GetValueOrDefault(path, path);
    }

    private static string AddressOf(JsonElement p) => p.GetProperty("textDocument").GetProperty("uri").GetString() ?? throw new FormatException("a document has no uri");

    private static int Line(JsonElement p) => Within(p.GetProperty("position").GetProperty("line")) + 1;

    private static int Column(JsonElement p) => Within(p.GetProperty("position").GetProperty("character")) + 1;

    // A place before the beginning is the beginning; beyond the end, as the protocol has it, the end.
    private static int Within(JsonElement number) => (int)Math.Clamp(number.GetInt64(), 0, int.MaxValue / 2);

    private static string? Word(JsonElement root, string name)
    {
        try
        {
            return root.TryGetProperty(name, out var x) && x.ValueKind == JsonValueKind.String ? x.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair is no text
        }
    }

    // Written back as it came, so it must be a value that can be written.
    private static bool IsId(JsonElement id)
    {
        try
        {
            return id.ValueKind == JsonValueKind.Number || (id.ValueKind == JsonValueKind.String && id.GetString() is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
