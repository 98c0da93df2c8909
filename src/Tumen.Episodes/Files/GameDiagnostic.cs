namespace Tumen.Episodes;

/// <summary>Something wrong with a game file, with its place and a way out.</summary>
/// <param name="Code">Stable code, <c>E…</c> for an error, <c>W…</c> for a remark.</param>
/// <param name="Path">The file as the caller named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record GameDiagnostic(string Code, string Path, int Line, int Column, string Message)
{
    /// <summary>Whether the file cannot be used.</summary>
    public bool IsError => Code.StartsWith('E');

    /// <summary>One line: <c>error E101 crisis.efg:3:14: …</c>.</summary>
    public override string ToString() => $"{(IsError ? "error" : "warning")} {Code} {Path}:{Line}:{Column}: {Message}";

    /// <summary>The message with the line it points at and a caret; of a long line only the part around the place.</summary>
    /// <param name="source">The text of the file, or null when it is not at hand.</param>
    public string Render(string? source)
    {
        string head = $"{(IsError ? "error" : "warning")} {Code}: {Message}\n  --> {Path}:{Line}:{Column}\n";
        if (source is null) return head;
        int start = 0;
        for (int line = 1; line < Line && start >= 0; line++) start = source.IndexOf('\n', start) + 1 is > 0 and var next ? next : -1;
        if (start < 0) return head;
        int end = source.IndexOf('\n', start);
        if (end < 0) end = source.Length;
        int caret = Math.Min(start + Column - 1, end), from = Math.Max(start, caret - 100), to = Math.Min(end, caret + 80);
        string excerpt = new([.. source[from..to].Select(c => char.IsControl(c) ? ' ' : c)]);
        string number = Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{head}{number} | {excerpt}\n{new string(' ', number.Length)} | {new string(' ', caret - from)}^\n";
    }
}

/// <summary>What came out of a file: at most one game and what is to be said about it.</summary>
/// <param name="Extensive">The tree, from .efg.</param>
/// <param name="Strategic">The table, from .nfg.</param>
/// <param name="Diagnostics">In order of place.</param>
public sealed record GameFileResult(ExtensiveGame? Extensive, StrategicGame? Strategic, IReadOnlyList<GameDiagnostic> Diagnostics)
{
    /// <summary>Whether a game was read.</summary>
    public bool Succeeded => Extensive is not null || Strategic is not null;
}

/// <summary>Limits on what a file may ask for, so that a huge or hostile file ends in a diagnostic and not in exhausted memory.</summary>
public sealed record GameFileOptions
{
    /// <summary>Longest text accepted, in characters (default 128 million); a larger file is refused by its size before it is opened.</summary>
    public long MaximumCharacters { get; init; } = 128_000_000;

    /// <summary>Most nodes of a tree (default 5 million).</summary>
    public int MaximumNodes { get; init; } = 5_000_000;

    /// <summary>Most payoffs of a table (default 20 million).</summary>
    public int MaximumPayoffs { get; init; } = 20_000_000;

    /// <summary>Most players (default 1,000).</summary>
    public int MaximumPlayers { get; init; } = 1_000;
}
