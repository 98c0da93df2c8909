using Tumen.Numerics;

namespace Tumen.Episodes;

/// <summary>How far the global Newton method goes.</summary>
public sealed record GlobalNewtonOptions
{
    /// <summary>Rays tried, each from another bonus vector (default 4).</summary>
    public int Rays { get; init; } = 4;

    /// <summary>Most steps per ray (default 20,000).</summary>
    public int MaximumSteps { get; init; } = 20_000;

    /// <summary>Seed of the bonus vectors (default 1).</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>Equilibria along rays of perturbed games: every strategy gets a bonus λg; at large λ the equilibrium is obvious, and the path of equilibria is followed down through λ = 0, where it is one of the game.</summary>
/// <remarks>
/// Method: Govindan and Wilson (2003), Journal of Economic Theory 110, on the structure theorem of Kohlberg and Mertens (1986). Between changes of support the conditions V_s(σ) + λ g_s = v are followed by predictor
/// and corrector (exactly, by ratios, where they are linear); where a strategy enters or leaves, the direction follows from the sign of the entering quantity. A path may pass λ = 0 an odd number of times; all are returned, each
/// polished on its support and certified. Not complete: equilibria on other rays are not seen.
/// </remarks>
public static class GlobalNewton
{
    internal const string Method = "global Newton method (Govindan and Wilson 2003), polished on its support";

    /// <summary>Solves a table.</summary>
    /// <param name="game">Any number of players.</param>
    /// <param name="options">Limits; defaults if null.</param>
    /// <returns>The equilibria met, in order; empty when no ray got through.</returns>
    public static IReadOnlyList<SolvedProfile> Solve(StrategicGame game, GlobalNewtonOptions? options = null) => Solve(TableView.Of(game), options ?? new GlobalNewtonOptions());

    /// <summary>Solves a tree by its reduced form.</summary>
    /// <inheritdoc cref="Solve(StrategicGame, GlobalNewtonOptions?)"/>
    /// <param name="game">Perfect recall.</param>
    /// <param name="options">Limits; defaults if null.</param>
    /// <param name="maximumCells">Largest reduced form.</param>
    /// <returns>Null when the reduced form is larger than allowed.</returns>
    public static IReadOnlyList<SolvedProfile>? Solve(ExtensiveGame game, GlobalNewtonOptions? options = null, int maximumCells = 200_000) =>
        TableView.TryOf(game, maximumCells) is { } view ? Solve(view, options ?? new GlobalNewtonOptions()) : null;

    internal static IReadOnlyList<SolvedProfile> Solve(TableView view, GlobalNewtonOptions options)
    {
        var payoffs = new TablePayoffs(view.Game);
        var found = new List<SolvedProfile>();
        for (int ray = 0; ray < options.Rays; ray++)
        {
            var random = new Philox(options.Seed, (ulong)ray);
            double[] bonus = [.. Enumerable.Range(0, payoffs.Total).Select(_ => random.NextDouble())];
            var path = new PerturbationPath(payoffs, bonus);
            path.Follow(options.MaximumSteps, mixed =>
            {
                var near = view.Profile(payoffs.Split(mixed));
                var solved = (LimitPolish.TryPolish(near, path.Steps) ?? SolvedProfile.Certify(near, path.Steps, Method)) with { Method = Method };
                if (solved.Status is SolveStatus.NotConverged || found.Any(known => known.Profile.Distance(solved.Profile) < 1e-7)) return;
                found.Add(solved);
            });
        }
        return found;
    }
}
