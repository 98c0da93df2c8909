using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tumen.Cli.Lsp;

/// <summary>JSON-RPC messages on a pair of streams, each behind a Content-Length header (Language Server Protocol 3.17, base protocol).</summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    /// <summary>Largest message read: 20 MB.</summary>
    public const int MostBytes = 20_000_000;

    private readonly object _writing = new();

    /// <summary>The next message that can be read; null at the end of the input. What is no message is answered with an error and passed over.</summary>
    public JsonDocument? Read()
    {
        while (Length() is { } length)
        {
            if (length is < 0 or > MostBytes)
            {
                // Without a length nobody knows where the message ends; the next header that says one is looked for.
                Refuse(length < 0 ? "a message came without its Content-Length" : $"a message has more than {MostBytes / 1_000_000} MB");
                Skip(Math.Max(0, length));
                continue;
            }

            var bytes = new byte[length];
            if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                return null;
            }

            try
            {
                return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            }
            catch (JsonException)
            {
                Refuse("the message is not JSON");
            }
        }

        return null;
    }

    // The length that the next header gives; −1 when it gives none, null at the end of the input.
    private long? Length()
    {
        long length = -1;
        bool any = false;
        while (Line() is { } header)
        {
            if (header.Length == 0)
            {
                if (any)
                {
                    return length;
                }

                continue; // blank lines between messages
            }

            any = true;
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && header[..colon].Trim().EndsWith("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = long.TryParse(header[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long n) ? n : -1;
            }
        }

        return null;
    }

    private void Refuse(string why) => Send(w => Error(w, null, -32700, why));

    private void Skip(long count)
    {
        var waste = new byte[65536];
        while (count > 0 && input.Read(waste, 0, (int)Math.Min(count, waste.Length)) is var got and > 0)
        {
            count -= got;
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

    // A line of a header; only its first 1,000 signs are kept.
    private string? Line()
    {
        var line = new StringBuilder();
        while (input.ReadByte() is var b and >= 0)
        {
            if (b == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length < 1000)
            {
                line.Append((char)b);
            }
        }

        return null;
    }
}
