namespace Tumen.Cli;

/// <summary>One option of a verb.</summary>
/// <param name="Name">With its dashes, such as <c>--seed</c>.</param>
/// <param name="Value">What stands for its value in help, such as <c>N</c>; null for a switch.</param>
/// <param name="Says">What it does, one sentence without a full stop.</param>
internal sealed record VerbOption(string Name, string? Value, string Says)
{
    /// <summary>The only values it takes, for completion; empty when it takes others too.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether its value may be left out, as in <c>--census</c> for <c>--census on</c>; then this is what is meant.</summary>
    public string? Alone { get; init; }

    /// <summary>Whether it may be given several times; the values are joined by this sign.</summary>
    public char? JoinedBy { get; init; }

    /// <summary>How it stands in a list of options.</summary>
    public string Shown => Value is null ? Name : Alone is null ? $"{Name} {Value}" : $"{Name} [{Value}]";
}
