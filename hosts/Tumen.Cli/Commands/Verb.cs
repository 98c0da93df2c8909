namespace Tumen.Cli;

/// <summary>A verb of the command line: everything that help, completion, the reference page and the parser know of it.</summary>
/// <param name="Name">The word after <c>tumen</c>.</param>
/// <param name="Takes">The files it takes, as in help: <c>FILE</c>, <c>STUDY</c>, <c>FROM TO</c>; empty for none.</param>
/// <param name="Says">What it does, one line without a full stop.</param>
/// <param name="Run">Does it; gives the exit code.</param>
internal sealed record Verb(string Name, string Takes, string Says, Func<Arguments, CancellationToken, int> Run)
{
    /// <summary>Its own options; those of <see cref="CommonOptions.All"/> come on top.</summary>
    public IReadOnlyList<VerbOption> Own { get; init; } = [];

    /// <summary>Whether it takes <see cref="CommonOptions.All"/>.</summary>
    public bool TakesCommon { get; init; } = true;

    /// <summary>What a reader of its help wants to know besides, lines of at most 78 signs.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Command lines that a reader can copy, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Does)> Examples { get; init; } = [];

    /// <summary>Kinds of files that it takes first; empty when it says itself what it takes.</summary>
    public IReadOnlyList<FileKind> Accepts { get; init; } = [];

    /// <summary>Words that may stand in place of a file, for completion.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether <c>--out</c> may name a file instead of a folder.</summary>
    public bool OutIsFile { get; init; }

    /// <summary>Whether a stopped run leaves finished pieces, from which the next goes on.</summary>
    public bool KeepsPieces { get; init; }

    /// <summary>Seconds that it may take to end cleanly after Ctrl-C before it is stopped; less than one unless it has something to write that would be lost.</summary>
    public double Grace { get; init; } = 0.8;

    /// <summary>All options it takes, its own first.</summary>
    public IReadOnlyList<VerbOption> Options => TakesCommon ? [.. Own, .. CommonOptions.All.Where(o => Own.All(own => own.Name != o.Name)), CommonOptions.Help] : [.. Own, CommonOptions.Help];
}
