using System.Security.Cryptography;
using System.Text;
using Tumen.Language;

namespace Tumen.Cli.Lsp;

/// <summary>
/// Addresses of texts as the editor gives them, and the paths under which the workspace keeps them. A file of this machine is kept under its own path; any other address (a text that has never been
/// saved, a version of a repository, a folder elsewhere) under a path of its own that leads to no file, so that it is never taken for the file it is named after. Answers carry the address as it came.
/// </summary>
internal sealed class DocumentNames
{
    private const string Nowhere = "/dev/null/";
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    /// <summary>The path of an address.</summary>
    public string PathOf(string address)
    {
        string path = FileOf(address) ?? $"{Nowhere}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))[..16]}/{NameOf(address)}";
        _addresses[path] = address;
        return path;
    }

    /// <summary>The address of a path: as the editor gave it, otherwise that of the file.</summary>
    public string AddressOf(string path) => _addresses.TryGetValue(path, out string? given) ? given : new Uri(path).AbsoluteUri;

    /// <summary>Whether a path leads to no file.</summary>
    public static bool IsForeign(string path) => path.StartsWith(Nowhere, StringComparison.Ordinal);

    /// <summary>The same path with the ending that its text asks for, where the address says nothing of the kind of text.</summary>
    public string Kind(string path, string text)
    {
        if (!IsForeign(path) || Path.GetExtension(path) is ".game" or ".codebook" or ".study" or ".claims")
        {
            return path;
        }

        string known = path + TextKind.Ending(text);
        _addresses[known] = _addresses[path];
        return known;
    }

    // Only an address of exactly one file of this machine is one: no other host, no query, no fragment.
    private static string? FileOf(string address)
    {
        if (!address.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.IsFile || uri.Host.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return null;
        }

        string path = uri.LocalPath;
        return Path.IsPathFullyQualified(path) && Path.GetFileName(path).Length > 0 && !path.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(path) : null;
    }

    private static string NameOf(string address)
    {
        int end = address.AsSpan().IndexOfAny('?', '#');
        string path = end < 0 ? address : address[..end], name = path[(path.LastIndexOfAny(['/', ':', '\\']) + 1)..];
        string plain = new([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')]);
        return plain.Trim('.').Length == 0 ? "text" : plain.Length > 100 ? plain[^100..] : plain;
    }
}
