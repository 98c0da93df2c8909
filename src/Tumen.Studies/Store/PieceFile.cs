using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tumen.Studies;

/// <summary>What the first line of a piece says.</summary>
/// <param name="Kind">What the piece holds.</param>
/// <param name="Study">File name of the study that it was made for.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Seconds">Wall time it took.</param>
public sealed record PieceHead(string Kind, string Study, ulong Seed, string Label, double Seconds)
{
    /// <summary>Machine and process that made it.</summary>
    public string By { get; init; } = $"{Environment.MachineName} {Environment.ProcessId}";
}

/// <summary>A piece as it lies in the store: a line that says what it is, with a checksum of all the rest and of itself, then the work.</summary>
public static class PieceFile
{
    /// <summary>Ending of a piece's file.</summary>
    public const string Ending = ".piece";

    private const string Is = "tumen piece 1 ";

    /// <summary>The bytes of a file.</summary>
    public static byte[] Write(PieceHead head, ReadOnlySpan<byte> body)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream))
        {
            w.WriteStartObject();
            w.WriteString("kind", head.Kind);
            w.WriteString("study", head.Study);
            w.WriteNumber("seed", head.Seed);
            w.WriteString("label", head.Label);
            w.WriteString("by", head.By);
            w.WriteNumber("seconds", double.IsFinite(head.Seconds) ? Math.Round(head.Seconds, 3) : 0);
            w.WriteEndObject();
        }

        byte[] said = stream.ToArray();
        return [.. Encoding.ASCII.GetBytes(Is + Sum(said, body) + " "), .. said, (byte)'\n', .. body];
    }

    /// <summary>Head and work of a file; null when it is no piece, or was torn or altered.</summary>
    public static (PieceHead Head, byte[] Body)? Read(byte[] file)
    {
        int line = Array.IndexOf(file, (byte)'\n'), from = Is.Length + 65;
        if (line < from || !file.AsSpan(0, Is.Length).SequenceEqual(Encoding.ASCII.GetBytes(Is)))
        {
            return null;
        }

        byte[] said = file[from..line], body = file[(line + 1)..];
        if (!file.AsSpan(Is.Length, 64).SequenceEqual(Encoding.ASCII.GetBytes(Sum(said, body))))
        {
            return null;
        }

        // The checksum holds, so the line is as it was written.
        using var json = JsonDocument.Parse(said);
        var r = json.RootElement;
        return (new PieceHead(r.GetProperty("kind").GetString()!, r.GetProperty("study").GetString()!, r.GetProperty("seed").GetUInt64(), r.GetProperty("label").GetString()!, r.GetProperty("seconds").GetDouble())
        {
            By = r.GetProperty("by").GetString()!,
        }, body);
    }

    private static string Sum(ReadOnlySpan<byte> said, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(said);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
