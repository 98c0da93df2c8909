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
    /// <summary>Longest text accepted, in characters (default 256 million).</summary>
    public long MaximumCharacters { get; init; } = 256_000_000;

    /// <summary>Most nodes of a tree (default 5 million).</summary>
    public int MaximumNodes { get; init; } = 5_000_000;

    /// <summary>Most payoffs of a table (default 20 million).</summary>
    public int MaximumPayoffs { get; init; } = 20_000_000;

    /// <summary>Most players (default 1,000).</summary>
    public int MaximumPlayers { get; init; } = 1_000;
}
