namespace Tumen.Episodes;

/// <summary>Lists all equilibria in pure strategies by looking at every profile.</summary>
/// <remarks>Exact. Cost: the number of pure profiles; a limit guards it.</remarks>
public static class PureEquilibria
{
    /// <summary>All pure Nash equilibria of a table, as cells.</summary>
    public static IReadOnlyList<int> OfTable(StrategicGame game)
    {
        var stable = new bool[game.CellCount];
        Array.Fill(stable, true);
        for (int i = 0; i < game.Players.Count; i++)
        {
            int stride = game.Stride(i), count = game.Strategies[i].Count;
            for (int cell = 0; cell < game.CellCount; cell++)
            {
                if (game.StrategyIn(cell, i) != 0) continue;
                var best = game.Payoff(cell, i);
                for (int k = 1; k < count; k++) best = Rational.Max(best, game.Payoff(cell + k * stride, i));
                for (int k = 0; k < count; k++)
                    if (game.Payoff(cell + k * stride, i) != best) stable[cell + k * stride] = false;
            }
        }
        return [.. Enumerable.Range(0, game.CellCount).Where(cell => stable[cell])];
    }

    /// <summary>All pure Nash equilibria of a tree over its reduced strategies, or null if there are too many profiles.</summary>
    public static IReadOnlyList<StrategyProfile>? Nash(ExtensiveGame game, int maximumCells = 200_000)
    {
        if (ReducedForm.TryBuild(game, maximumCells) is not { } form) return null;
        return [.. OfTable(form.Game).Select(cell => OwnPathCompletion.Improve(form.ToBehaviour(
            [.. Enumerable.Range(0, game.Players.Count).Select(i => (IReadOnlyList<Rational>)Unit(form.Game.Strategies[i].Count, form.Game.StrategyIn(cell, i)))])))];
    }

    private static Rational[] Unit(int count, int which)
    {
        var vector = new Rational[count];
        vector[which] = Rational.One;
        return vector;
    }

    /// <summary>All pure profiles where no single information set gains by changing its action: weaker than Nash when a player moves more than once.</summary>
    /// <param name="game">The tree; imperfect recall is allowed here.</param>
    /// <param name="maximumProfiles">Most profiles to look at.</param>
    /// <returns>Null if there are more.</returns>
    public static IReadOnlyList<StrategyProfile>? Agent(ExtensiveGame game, int maximumProfiles = 200_000)
    {
        var sets = game.InformationSets.Where(set => !set.IsChance).ToArray();
        long count = 1;
        foreach (var set in sets)
            if ((count *= set.Actions.Count) > maximumProfiles) return null;
        var found = new List<StrategyProfile>();
        var choice = new int[game.InformationSets.Count];
        for (long k = 0; k < count; k++)
        {
            long rest = k;
            foreach (var set in sets) (choice[set.Index], rest) = ((int)(rest % set.Actions.Count), rest / set.Actions.Count);
            var profile = StrategyProfile.Pure(game, choice);
            if (GameValues.Floating(profile).AgentRegret < 1e-6 && GameValues.Exact(profile).AgentRegret.IsZero) found.Add(profile);
        }
        return found;
    }
}
