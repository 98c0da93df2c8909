using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tumen.Studies;

/// <summary>
/// Finished pieces of work on disk, each named by the hash of everything that went into it, with a checksum. A piece is written beside, flushed and moved into place, so that
/// a killed run leaves whole pieces only; one that was torn, altered or put in another's place counts as absent and is computed again. Any number of processes on any number of
/// machines may share a store.
/// </summary>
public sealed class ResultStore
{
    private readonly ConcurrentDictionary<string, bool> _bad = new(StringComparer.Ordinal);

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Folder; created when missing.</param>
    /// <param name="files">File operations; null for the plain ones.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public ResultStore(string folder, StoreFiles? files = null)
    {
        (Folder, Files) = (folder, files ?? new StoreFiles());
        Directory.CreateDirectory(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Told once of every piece that was there but not whole.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Whether pieces are flushed and moved by these.</summary>
    internal StoreFiles Files { get; }

    /// <summary>Hash of the parts, in order: the name of a piece of work.</summary>
    public static string Key(params string[] parts)
    {
        var text = new StringBuilder();
        foreach (string p in parts)
        {
            text.Append(p.Length).Append(':').Append(p).Append('|');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    /// <summary>What a stored piece says of itself; null when there is no whole one.</summary>
    public PieceHead? Head(string key) => Whole(key)?.Head;

    /// <summary>The stored piece, or null.</summary>
    internal T? Find<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        if (Whole(key) is not { } piece || piece.Head.Kind != typeof(T).Name)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(piece.Body, type);
        }
        catch (JsonException)
        {
            // Of another shape than this program writes: the work is done again and the file replaced.
            Tell(key, "has another shape");
            return null;
        }
    }

    /// <summary>Stores a piece.</summary>
    internal void Keep<T>(string key, T work, JsonTypeInfo<T> type, PieceHead? head = null)
        where T : class =>
        Files.Put(PathOf(key), PieceFile.Write((head ?? new PieceHead("", "", 0, "", 0)) with { Kind = typeof(T).Name }, JsonSerializer.SerializeToUtf8Bytes(work, type)));

    /// <summary>The file of something that belongs to a piece.</summary>
    internal string PathOf(string key, string ending = PieceFile.Ending) => Path.Combine(Folder, key + ending);

    private (PieceHead Head, byte[] Body)? Whole(string key)
    {
        if (Files.Read(PathOf(key)) is not { } bytes)
        {
            return null;
        }

        if (PieceFile.Read(bytes) is { } piece)
        {
            return piece;
        }

        Tell(key, "is torn or was altered");
        return null;
    }

    private void Tell(string key, string what)
    {
        if (_bad.TryAdd(key, true))
        {
            Told?.Invoke($"{key}{PieceFile.Ending} {what}: it counts as absent and is worked out again");
        }
    }
}
