using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tumen.Studies;

/// <summary>
/// Finished pieces of work on disk, each named by the hash of everything that went into it. A piece is written to a temporary name and moved into
/// place, so that a killed run leaves whole pieces only; an unreadable piece counts as absent and is computed again.
/// </summary>
public sealed class ResultStore
{
    private readonly string _folder;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Folder; created when missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public ResultStore(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

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

    /// <summary>The stored piece, or null.</summary>
    internal T? Find<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        string path = PathOf(key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type);
        }
        catch (JsonException)
        {
            // A torn or foreign file: the work is done again and the file replaced.
            File.Delete(path);
            return null;
        }
    }

    /// <summary>Stores a piece.</summary>
    internal void Keep<T>(string key, T work, JsonTypeInfo<T> type)
        where T : class
    {
        string path = PathOf(key), temporary = $"{path}.{Environment.ProcessId}.part";
        File.WriteAllText(temporary, JsonSerializer.Serialize(work, type));
        File.Move(temporary, path, overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(_folder, key + ".json");
}
