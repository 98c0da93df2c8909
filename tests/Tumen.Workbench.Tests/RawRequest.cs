using System.Net.Sockets;
using System.Text;

namespace Tumen.Workbench.Tests;

/// <summary>A request written byte for byte, as no well-behaved client would send it.</summary>
internal static class RawRequest
{
    /// <summary>Sends a request line and headers and reads the answer's head and what comes with it.</summary>
    /// <param name="to">The server.</param>
    /// <param name="target">The request target, exactly as sent.</param>
    /// <param name="headers">Headers; Host and Connection are added unless given.</param>
    public static async Task<(int Status, string Text)> Send(Uri to, string target, params (string Name, string Value)[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(to.Host, to.Port);
        var text = new StringBuilder($"GET {target} HTTP/1.1\r\n");
        foreach (var (name, value) in headers.Concat(new[] { ("Host", $"{to.Host}:{to.Port}"), ("Connection", "close") }.Where(d => headers.All(h => h.Name != d.Item1))))
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()));
        var answer = new MemoryStream();
        var buffer = new byte[8192];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        bool asked = headers.Any(h => h.Name == "Upgrade"), enough = false; // such a connection stays open, also when it is refused
        while (!enough && await stream.ReadAsync(buffer, limit.Token) is var read and > 0)
        {
            answer.Write(buffer, 0, read);
            enough = asked && Encoding.Latin1.GetString(answer.ToArray()).Contains("\r\n\r\n", StringComparison.Ordinal);
        }

        string all = Encoding.UTF8.GetString(answer.ToArray());
        return (all.Length > 12 ? int.Parse(all.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, all);
    }
}
