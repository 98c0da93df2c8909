namespace Tumen.Episodes;

/// <summary>All extreme equilibria of a two-player tree as behaviour profiles.</summary>
/// <param name="Profiles">One exact profile per extreme equilibrium of the reduced form, repeats with the same behaviour merged.</param>
/// <param name="Component">Connected set of each profile.</param>
/// <param name="ConvexSets">Number of maximal convex sets.</param>
/// <param name="Components">Number of connected sets.</param>
/// <param name="Extreme">Number of extreme equilibria of the reduced form before merging.</param>
public sealed record TwoPlayerEquilibria(IReadOnlyList<StrategyProfile> Profiles, IReadOnlyList<int> Component, int ConvexSets, int Components, int Extreme)
{
    /// <summary>Solves a tree completely, or returns null if its reduced form or its polytopes are too large.</summary>
    /// <param name="game">Two players, perfect recall.</param>
    /// <param name="maximumCells">Most cells of the reduced form.</param>
    /// <param name="maximumVertices">Most polytope vertices at a time.</param>
    public static TwoPlayerEquilibria? TrySolve(ExtensiveGame game, int maximumCells = 4_096, int maximumVertices = 20_000)
    {
        if (game.Players.Count != 2) throw new ArgumentException("All equilibria by vertex enumeration need two players.", nameof(game));
        if (ReducedForm.TryBuild(game, maximumCells) is not { } form) return null;
        var solved = ExtremeEquilibria.Solve(form.Game, maximumVertices);
        if (!solved.Complete) return null;
        var profiles = new List<StrategyProfile>();
        var component = new List<int>();
        var seen = new HashSet<string>();
        foreach (var equilibrium in solved.Extreme)
        {
            var profile = OwnPathCompletion.Improve(form.ToBehaviour(equilibrium.First, equilibrium.Second));
            if (!seen.Add(string.Join(' ', profile.Exact!))) continue;
            profiles.Add(profile);
            component.Add(equilibrium.Component);
        }
        return new TwoPlayerEquilibria(profiles, component, solved.ConvexSets.Count, solved.Components, solved.Extreme.Count);
    }
}
