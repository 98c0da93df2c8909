namespace Tumen.Language;

/// <summary>What kind of text a text without a name is.</summary>
public static class TextKind
{
    /// <summary>The ending of the files that begin as a text does: .codebook, .study or .claims; .game for any other.</summary>
    public static string Ending(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.TrimStart('\uFEFF').Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            int end = line.IndexOfAny(' ', '"');
            return (end < 0 ? line : line[..end]) switch { "codebook" => ".codebook", "study" => ".study", "claim" => ".claims", _ => ".game" };
        }

        return ".game";
    }
}
