using System.Text;
using System.Text.Json;

namespace Tumen.Cli.Lsp;

/// <summary>JSON-RPC messages on a pair of streams, each behind a Content-Length header (Language Server Protocol 3.17, base protocol).</summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    /// <summary>Largest message read: 20 MB.</summary>
    public const int MostBytes = 20_000_000;

    private readonly object _writing = new();

    /// <summary>The next message; null at the end of the input or when the framing is lost.</summary>
    public JsonDocument? Read()
    {
        int length = -1;
        while (true)
        {
            if (Line() is not { } header)
            {
                return null;
            }

            if (header.Length == 0)
            {
                break;
            }

            int colon = header.IndexOf(':');
            if (colon > 0 && header[..colon].Trim().Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = int.TryParse(header[(colon + 1)..].Trim(), out int n) ? n : -1;
            }
        }

        if (length is < 0 or > MostBytes)
        {
            return null;
        }

        var bytes = new byte[length];
        int have = 0;
        while (have < length)
        {
            int got = input.Read(bytes, have, length - have);
            if (got == 0)
            {
                return null;
            }

            have += got;
        }

        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            Send(w => Error(w, null, -32700, "the message is not JSON"));
            return Read();
        }
    }

    /// <summary>Sends a message; the members of its object are written by the caller.</summary>
    public void Send(Action<Utf8JsonWriter> members)
    {
        using var body = new MemoryStream();
        using (var w = new Utf8JsonWriter(body))
        {
            w.WriteStartObject();
            w.WriteString("jsonrpc", "2.0");
            members(w);
            w.WriteEndObject();
        }

        lock (_writing)
        {
            output.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
            output.Write(body.GetBuffer(), 0, (int)body.Length);
            output.Flush();
        }
    }

    /// <summary>Members of an answer that failed.</summary>
    public static void Error(Utf8JsonWriter w, JsonElement? id, int code, string message)
    {
        w.WritePropertyName("id");
        if (id is { } known)
        {
            known.WriteTo(w);
        }
        else
        {
            w.WriteNullValue();
        }

        w.WriteStartObject("error");
        w.WriteNumber("code", code);
        w.WriteString("message", message);
        w.WriteEndObject();
    }

    private string? Line()
    {
        var line = new StringBuilder();
        while (line.Length < 1000)
        {
            int b = input.ReadByte();
            if (b < 0)
            {
                return null;
            }

            if (b == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)b);
        }

        return null;
    }
}
