using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// The logit branch from λ = 0, where everyone mixes uniformly, to any λ or to its limit, a stationary Markov perfect equilibrium: the selection
/// rule when a theory has several equilibria.
/// </summary>
/// <remarks>
/// Payoffs are normalised, so steps do not depend on their units. Near the limit the strategies are polished (<see cref="Polisher"/>) and accepted
/// only when the branch demonstrably runs into the polished point: close, and closing in at least in proportion to 1/λ. Then the full best-reply
/// regret is computed independently. Cost: about 30 to 300 steps of three factorisations of order S·n + 1. Sources: McKelvey and Palfrey (1995, 1998);
/// Turocy (2005), GEB 51:243-263; Eibelshäuser and Poensgen (2019) for stochastic games.
/// </remarks>
public static class LogitPath
{
    /// <summary>Follows the branch.</summary>
    /// <param name="game">The game; payoffs finite.</param>
    /// <param name="options">Target, convention, tolerances.</param>
    /// <param name="progress">Told every accepted point.</param>
    /// <param name="cancel">Stops between steps; the last point is kept.</param>
    public static PathResult Follow(StochasticGame game, PathOptions? options = null, IProgress<PathProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new PathOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Caution);
        var menus = MenuGame.Of(game, options.Precision, options.Convention);
        var normal = new NormalisedGame(menus?.Game ?? game);
        return PathRun.Follow(options.Caution, caution => new LogitRun(normal, menus, options, progress, caution), cancel);
    }
}
