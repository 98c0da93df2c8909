namespace Tumen.Episodes;

/// <summary>One approximate equilibrium of a table by walking through a triangulation of the mixed strategies, finer at every restart, then polished on its support.</summary>
/// <remarks>
/// Method: van der Laan, Talman and van der Heyden (1987), Mathematics of Operations Research 12: simplices of varying dimension on a product of simplices, integer labels. A label names the strategy whose chance falls
/// most under the map "project σ + V(σ) back on the simplex", among those in use; a simplex with all labels of one player holds an approximate fixed point. No guess and no smoothness is needed, so it works where
/// path followers stumble; cost grows quickly with the number of strategies.
/// </remarks>
public static class SimplicialSubdivision
{
    internal const string Method = "simplicial subdivision (van der Laan, Talman and van der Heyden 1987), polished on its support";

    /// <summary>Solves a table from the centre of the mixed strategies.</summary>
    /// <param name="game">Any number of players.</param>
    /// <param name="maximumPivots">Most simplices visited over all grids.</param>
    public static SolvedProfile Solve(StrategicGame game, int maximumPivots = 2_000_000) => Solve(TableView.Of(game), maximumPivots);

    /// <summary>Solves a tree by its reduced form.</summary>
    /// <param name="game">Perfect recall.</param>
    /// <param name="maximumPivots">Most simplices visited over all grids.</param>
    /// <param name="maximumCells">Largest reduced form.</param>
    /// <returns>Null when the reduced form is larger than allowed.</returns>
    public static SolvedProfile? Solve(ExtensiveGame game, int maximumPivots = 2_000_000, int maximumCells = 200_000) =>
        TableView.TryOf(game, maximumCells) is { } view ? Solve(view, maximumPivots) : null;

    internal static SolvedProfile Solve(TableView view, int maximumPivots)
    {
        var payoffs = new TablePayoffs(view.Game);
        var values = new double[payoffs.Total];
        double[] x = [.. view.Game.Strategies.SelectMany(list => Enumerable.Repeat(1.0 / list.Count, list.Count))];
        int used = 0;
        SolvedProfile? polished = null;
        double tried = double.PositiveInfinity;
        for (int grid = 2; grid <= 1 << 26 && used < maximumPivots; grid *= 2)
        {
            var walk = new SimplexWalk(payoffs, grid, x);
            bool ended = walk.Run(maximumPivots - used);
            used += walk.Pivots;
            x = walk.Centre();
            if (!ended) break;
            double regret = payoffs.Regret(x, values);
            // Polishing costs a few linear systems: try when the regret has fallen enough to make it worth while.
            if (regret > 0.05 || regret > 0.5 * tried) continue;
            tried = regret;
            polished = LimitPolish.TryPolish(view.Profile(payoffs.Split(x)), used, 0.3, 1e-4, 0.6 / grid, 1.6 / grid, 3.2 / grid, 0.08, 0.15);
            if (polished is not null) break;
        }
        polished ??= SolvedProfile.Certify(view.Profile(payoffs.Split(x)), used, Method);
        return polished with { Method = Method };
    }
}
