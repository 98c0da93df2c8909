using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tumen.Cli.Tests;

/// <summary>An editor that talks to `tumen lsp` over its standard streams.</summary>
internal sealed class Editor : IDisposable
{
    private readonly Process _server;
    private readonly Queue<JsonNode> _notices = new();
    private int _id;

    public Editor()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tumen.dll"));
        start.ArgumentList.Add("lsp");
        _server = Process.Start(start)!;
    }

    public void Dispose()
    {
        if (!_server.HasExited)
        {
            _server.Kill();
        }

        _server.Dispose();
    }

    /// <summary>Asks and waits for the answer; notices that arrive before it are kept.</summary>
    public JsonNode Ask(string method, JsonNode? parameters = null)
    {
        int id = ++_id;
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (true)
        {
            var message = Read();
            if (message["id"] is { } answered && answered.GetValueKind() == JsonValueKind.Number && answered.GetValue<int>() == id)
            {
                return message;
            }

            _notices.Enqueue(message);
        }
    }

    public void Tell(string method, JsonNode? parameters = null) => Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    /// <summary>Notices that came before an answer and were not looked at yet.</summary>
    public int Waiting => _notices.Count;

    /// <summary>The next notice from the server.</summary>
    public JsonNode Notice() => _notices.TryDequeue(out var kept) ? kept : Read();

    public int Exit()
    {
        Tell("exit");
        Assert.True(_server.WaitForExit(20_000), "the server does not leave");
        return _server.ExitCode;
    }

    public void Raw(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _server.StandardInput.BaseStream.Write(bytes);
        _server.StandardInput.BaseStream.Flush();
    }

    private void Send(JsonObject message)
    {
        string body = message.ToJsonString();
        Raw($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private JsonNode Read()
    {
        var task = Task.Run(() =>
        {
            var stream = _server.StandardOutput.BaseStream;
            var header = new StringBuilder();
            while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                int b = stream.ReadByte();
                if (b < 0)
                {
                    throw new EndOfStreamException("the server closed its output: " + _server.StandardError.ReadToEnd());
                }

                header.Append((char)b);
            }

            var body = new byte[int.Parse(header.ToString().Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
            stream.ReadExactly(body);
            return JsonNode.Parse(body)!;
        });
        Assert.True(task.Wait(30_000), "the server does not answer");
        return task.Result;
    }
}
