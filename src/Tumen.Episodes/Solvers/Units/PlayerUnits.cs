namespace Tumen.Episodes;

/// <summary>
/// A game as methods that round should see it: each player's payoffs moved and scaled to 0…1, exactly, so that neither units nor constants nor one player's large numbers reach a tolerance;
/// and, where payoffs of strictly dominated strategies dwarf all others, without those strategies. Profiles go back to the game as written.
/// </summary>
internal sealed class PlayerUnits
{
    /// <summary>Dominated strategies are set aside when some player's payoffs range so many times further with them than without.</summary>
    private const int Dwarfed = 1_000;

    private const int MostCells = 4_096;
    private readonly ExtensiveGame _original;
    private readonly Rational[] _scale;
    private readonly int[]? _action;

    private PlayerUnits(ExtensiveGame original, ExtensiveGame game, StrategicGame? table, Rational[] scale, int[]? action) =>
        (_original, Game, Table, _scale, _action) = (original, game, table, scale, action);

    /// <summary>The game to solve.</summary>
    public ExtensiveGame Game { get; }

    /// <summary>The same as a table when it was written as one.</summary>
    public StrategicGame? Table { get; }

    /// <summary>Whether dominated strategies were set aside.</summary>
    public bool SetAside => _action is not null;

    /// <summary>A player's payoff range over what survives iterated strict dominance, in the game's own units; over all ends when the reduced form is too large to look.</summary>
    public static Rational[] MatteringRanges(ExtensiveGame game)
    {
        var all = Enumerable.Range(0, game.Players.Count);
        if (ReducedForm.TryBuild(game, MostCells) is not { } form)
        {
            return [.. all.Select(game.PayoffRange)];
        }

        var survivors = Survivors.Of(form.Game);
        return [.. all.Select(survivors.Matters)];
    }

    /// <summary>Prepares a game.</summary>
    /// <param name="tree">The tree, with perfect recall.</param>
    /// <param name="table">The table that it was made of, if any.</param>
    public static PlayerUnits Of(ExtensiveGame tree, StrategicGame? table = null)
    {
        int n = tree.Players.Count;
        int[]? action = Kept(tree);
        var (low, scale) = Ranges(tree, action, n);
        return table is null
            ? new PlayerUnits(tree, new TreeCopy(tree, action, low, scale).Build(), null, scale, action)
            : FromTable(tree, table, action, low, scale);
    }

    /// <summary>A profile of <see cref="Game"/> in the game as written, its regret in payoff units, the largest of any player.</summary>
    public SolvedProfile Back(SolvedProfile solved)
    {
        string method = SetAside ? $"{solved.Method}, dominated strategies set aside first" : solved.Method;
        if (solved.Profile.Fractions is { } fractions)
        {
            var exact = StrategyProfile.FromExact(_original, Lift(fractions, Rational.One));
            var left = GameValues.Exact(exact).Regret;
            return new SolvedProfile(exact, left.IsZero ? SolveStatus.Exact : SolveStatus.NotConverged, left.ToDouble(), solved.Iterations, method);
        }

        var values = GameValues.Floating(solved.Profile);
        double regret = Enumerable.Range(0, _scale.Length).Max(i => values.RegretOf(i) * _scale[i].ToDouble());
        return new SolvedProfile(StrategyProfile.FromDoubles(_original, Lift(solved.Profile.Doubles, 1.0)), solved.Status, regret, solved.Iterations, method);
    }

    // Where play comes only by what was set aside, the first action stands: no choice there makes that worth while.
    private T[] Lift<T>(T[] values, T one)
        where T : struct
    {
        if (_action is null)
        {
            return values;
        }

        var lifted = new T[_original.ActionCount];
        foreach (var set in _original.InformationSets)
        {
            bool seen = false;
            for (int k = set.FirstAction; k < set.FirstAction + set.Actions.Count; k++)
            {
                seen |= _action[k] >= 0;
                lifted[k] = _action[k] >= 0 ? values[_action[k]] : default;
            }

            if (!seen)
            {
                lifted[set.FirstAction] = one;
            }
        }

        return lifted;
    }

    // Per action of the tree its place in the smaller one, −1 when it is gone; null to keep everything.
    private static int[]? Kept(ExtensiveGame tree)
    {
        if (ReducedForm.TryBuild(tree, MostCells) is not { } form)
        {
            return null;
        }

        var survivors = Survivors.Of(form.Game);
        if (!survivors.Any || !Enumerable.Range(0, tree.Players.Count).Any(i => IsDwarfed(tree, survivors, i)))
        {
            return null;
        }

        var stays = new bool[tree.ActionCount];
        foreach (var set in tree.InformationSets)
        {
            for (int a = 0; a < set.Actions.Count; a++)
            {
                stays[set.FirstAction + a] = set.IsChance || survivors.Left[set.Player].Any(s => form.ActionOf(set.Player, s, set) == a);
            }
        }

        return TreeCopy.Number(tree, stays);
    }

    private static bool IsDwarfed(ExtensiveGame tree, Survivors survivors, int player) =>
        survivors.Choices(player) > 1 && tree.PayoffRange(player) > survivors.Matters(player) * Dwarfed;

    private static (Rational[] Low, Rational[] Scale) Ranges(ExtensiveGame tree, int[]? action, int n)
    {
        var low = new Rational?[n];
        var high = new Rational?[n];
        foreach (int node in TreeCopy.Nodes(tree, action).Where(tree.IsTerminal))
        {
            for (int i = 0; i < n; i++)
            {
                var value = tree.ExactPayoffArray[(node * n) + i];
                low[i] = low[i] is { } l && l <= value ? l : value;
                high[i] = high[i] is { } h && h >= value ? h : value;
            }
        }

        return ([.. low.Select(x => x!.Value)], [.. low.Zip(high, (l, h) => h!.Value == l!.Value ? Rational.One : h.Value - l.Value)]);
    }

    private static PlayerUnits FromTable(ExtensiveGame tree, StrategicGame table, int[]? action, Rational[] low, Rational[] scale)
    {
        int n = table.Players.Count;
        int[][] kept = [.. tree.InformationSets.OrderBy(set => set.Player).Select(set => Enumerable.Range(0, set.Actions.Count).Where(a => action is null || action[set.FirstAction + a] >= 0).ToArray())];
        int cells = kept.Aggregate(1, (product, list) => product * list.Length);
        var payoffs = new Rational[cells * n];
        for (int cell = 0; cell < cells; cell++)
        {
            int from = 0;
            for (int i = 0, rest = cell; i < n; i++)
            {
                from += kept[i][rest % kept[i].Length] * table.Stride(i);
                rest /= kept[i].Length;
            }

            for (int i = 0; i < n; i++)
            {
                payoffs[(cell * n) + i] = (table.Payoff(from, i) - low[i]) / scale[i];
            }
        }

        var small = new StrategicGame(table.Title, table.Players, [.. kept.Select((list, i) => (IReadOnlyList<string>)[.. list.Select(s => table.Strategies[i][s])])], payoffs, table.Comment);
        return new PlayerUnits(tree, small.ToExtensive(), small, scale, action);
    }
}
