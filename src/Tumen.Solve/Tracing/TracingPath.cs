using System.Globalization;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// Logarithmic tracing: from best replies to a prior at t = 0, softened by a logarithmic term, to a stationary Markov perfect equilibrium at t = 1.
/// The prior selects the equilibrium, so that many priors search for many equilibria.
/// </summary>
/// <remarks>
/// At t each player maximises t Q(σ) + (1 − t) Q(prior) + (1 − t) η Σ log σ. Sources: Harsanyi and Selten (1988), A General Theory of Equilibrium
/// Selection in Games, ch. 4, for the idea; Herings and Peeters (2004), JET 118:32-60, for stochastic games; Eibelshäuser and Poensgen (2019) for the
/// logarithmic form. The path is followed and its limit polished and certified as <see cref="LogitPath"/> does.
/// </remarks>
public static class TracingPath
{
    /// <summary>Traces from a prior.</summary>
    /// <param name="game">The game; payoffs finite.</param>
    /// <param name="options">Prior, weight, tolerances.</param>
    /// <param name="progress">Told every accepted point; the parameter is t.</param>
    /// <param name="cancel">Stops between steps; the last point is kept.</param>
    /// <exception cref="ArgumentException">The prior has the wrong length or is no probability distribution somewhere.</exception>
    public static PathResult Follow(StochasticGame game, TracingOptions? options = null, IProgress<PathProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new TracingOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Weight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Caution);
        double[] prior = options.Prior ?? Uniform(game);
        CheckPrior(game, prior);
        var normal = new NormalisedGame(game);
        return PathRun.Follow(options.Caution, caution => new TracingRun(normal, options, prior, progress, caution), cancel);
    }

    /// <summary>Uniform play of what may be played, everywhere.</summary>
    internal static double[] Uniform(StochasticGame game)
    {
        var space = game.Profiles;
        int states = game.StateCount;
        var sigma = new double[states * space.Size];
        foreach (var pt in new StageShape(space).Points)
        {
            for (int s = 0; s < states; s++)
            {
                for (int k = (s * space.Size) + pt.Start; k < (s * space.Size) + pt.Start + pt.Moves; k++)
                {
                    sigma[k] = game.Menus is not { } menus ? 1.0 / pt.Moves : menus.Allows(k) ? 1.0 / menus.Count(s, pt.Player) : 0;
                }
            }
        }

        return sigma;
    }

    private static void CheckPrior(StochasticGame game, double[] prior)
    {
        int m = game.Profiles.Size;
        if (prior.Length != game.StateCount * m)
        {
            throw new ArgumentException($"the prior has {prior.Length} numbers; the game needs {game.StateCount * m}", nameof(prior));
        }

        foreach (var pt in new StageShape(game.Profiles).Points)
        {
            for (int s = 0; s < game.StateCount; s++)
            {
                double sum = 0;
                for (int k = (s * m) + pt.Start; k < (s * m) + pt.Start + pt.Moves; k++)
                {
                    sum += prior[k] >= 0 && (prior[k] == 0 || game.Menus?.Allows(k) != false) ? prior[k] : double.NaN;
                }

                if (!(Math.Abs(sum - 1) <= TransitionKernel.RowSumTolerance))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"the prior of {game.Profiles.Players[pt.Player].Name} in {game.States.Name(s)} is no probability distribution: its sum is {sum}"), nameof(prior));
                }
            }
        }
    }
}
