namespace Tumen.Workbench.Study;

/// <summary>How the lines of a file end. Pages edit with line feeds alone, as browsers do; files keep the ends they had.</summary>
internal static class LineEnds
{
    /// <summary>The text with line feeds alone; no other sign is touched.</summary>
    public static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>The end that most lines of a text have; a line feed when it has one line.</summary>
    public static string Of(string text)
    {
        int both = 0, feeds = 0, returns = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                both++;
                i++;
            }
            else
            {
                feeds += text[i] == '\n' ? 1 : 0;
                returns += text[i] == '\r' ? 1 : 0;
            }
        }

        return both > feeds && both >= returns ? "\r\n" : returns > feeds ? "\r" : "\n";
    }

    /// <summary>The text with every line ended in one way.</summary>
    public static string As(string text, string end) => end == "\n" ? Plain(text) : Plain(text).Replace("\n", end, StringComparison.Ordinal);
}
