namespace Tumen.Cli;

/// <summary>
/// The registry of verbs. To add one: write <c>Commands/NameCommand.cs</c> with a static <see cref="Verb"/> (name, files, one line, options, examples, what runs) and name it in <see cref="All"/>.
/// Parsing, suggestions, <c>help</c>, completion scripts and the test of docs/cli.md follow from that. Options shared with other verbs stand in <see cref="CommonOptions"/>;
/// read values in the verb by <see cref="Arguments.Text"/>, <see cref="Arguments.Number"/>, <see cref="Arguments.Count"/> and <see cref="Arguments.Has"/>. After a change run <c>tumen help --reference > docs/cli.md</c>.
/// </summary>
internal static class Verbs
{
    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        StudyCommand.Study, WorkCommand.Work, WorkCommand.Pieces, WorkCommand.Merge, WorkCommand.Clean, ServeCommand.Verb, CheckCommand.Verb, ExplainCommand.Verb, FormatCommand.Verb, SolveCommand.Verb, ConvertCommand.Verb, NewCommand.Verb, ImportCommand.Verb, CodeCommand.Verb, FitCommand.Verb, PredictCommand.Verb,
        StudyCommand.Compare, WhatIfCommand.Verb, SampleCommand.Verb, PowerCommand.Verb, PanelCommand.Verb, WatchCommand.Verb, SimulateCommand.Verb, PlayCommand.Play, PlayCommand.Cards, PackCommand.Pack, PackCommand.Verify, LspCommand.Verb, CompletionCommand.Verb,
    ];

    /// <summary>The verb of that name, or null.</summary>
    public static Verb? Find(string name) => All.FirstOrDefault(v => v.Name == name);
}
