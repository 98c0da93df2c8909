namespace Tumen.Cli.Lsp;

/// <summary>Addresses of documents as the editor writes them, and the keys under which their texts are kept: paths for files, the address itself for everything else (texts without a file, old versions, other systems).</summary>
internal static class DocumentUris
{
    private static readonly Dictionary<string, string> AsTheyCame = new(StringComparer.Ordinal);

    /// <summary>The key of an address; the address is remembered, so that answers carry it as it came.</summary>
    public static string Key(string address)
    {
        string key = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsFile && address.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && uri.LocalPath.Length > 0 ? uri.LocalPath : address;
        AsTheyCame[key] = address;
        return key;
    }

    /// <summary>The address of a key.</summary>
    public static string Of(string key) => AsTheyCame.TryGetValue(key, out string? address) ? address
        : Path.IsPathFullyQualified(key) ? new Uri(key).AbsoluteUri : key;
}
