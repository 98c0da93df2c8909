namespace Tumen.Episodes;

/// <summary>A game as a table, with the way back from mixed strategies to behaviour in the tree.</summary>
internal sealed class TableView
{
    private readonly ReducedForm? _form;

    private TableView(StrategicGame game, ExtensiveGame tree, ReducedForm? form) => (Game, Tree, _form) = (game, tree, form);

    public StrategicGame Game { get; }

    public ExtensiveGame Tree { get; }

    public static TableView Of(StrategicGame game) => new(game, game.ToExtensive(), null);

    /// <returns>Null when the reduced form would have more cells than allowed.</returns>
    public static TableView? TryOf(ExtensiveGame tree, int maximumCells) =>
        ReducedForm.TryBuild(tree, maximumCells) is { } form ? new TableView(form.Game, tree, form) : null;

    public StrategyProfile Profile(IReadOnlyList<Rational>[] mixed) =>
        _form is null ? StrategyProfile.FromExact(Tree, [.. mixed.SelectMany(weights => weights)]) : OwnPathCompletion.Improve(_form.ToBehaviour(mixed));

    public StrategyProfile Profile(double[][] mixed) =>
        _form is null ? StrategyProfile.FromDoubles(Tree, [.. mixed.SelectMany(weights => weights)]) : _form.ToBehaviour(mixed);
}
