using System.Collections.Immutable;
using Tumen.Episodes;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;
using Continuation = Tumen.Episodes.Continuation;

namespace Tumen.Studies;

/// <summary>The long game under a fitted theory, solved at the posterior mode or at a draw: what going on from a situation is worth to each player.</summary>
internal sealed class FittedLongGame
{
    private const int MaximumDenominator = 1_000_000;

    private readonly Likelihood _likelihood;
    private readonly TheoryWork _theory;
    private readonly PosteriorDraws _draws;
    private LogitMarkovEquilibrium? _mode;

    /// <param name="model">The game.</param>
    /// <param name="theory">The fitted theory.</param>
    /// <param name="data">The record.</param>
    /// <param name="seed">Seed of the draws.</param>
    public FittedLongGame(GameModel model, TheoryWork theory, ImmutableArray<Sequence> data, ulong seed)
    {
        _theory = theory;
        _likelihood = new Likelihood(ParametricGame.Compile(model, theory.Name, data[0].Covariates), data);
        _draws = new PosteriorDraws(_likelihood.Parameters, theory.ModePoint, theory.ModeCovariance, theory.ModeEdges, seed + 3000);
    }

    /// <summary>Solves at draw <paramref name="draw"/>, 0 being the mode.</summary>
    /// <returns>What going on is worth: the value there times the player's discount, because the episode takes one period; null when the game was not solved.</returns>
    public Func<int[], string, double>? Values(int draw, CancellationToken cancel)
    {
        var space = _likelihood.Parameters;
        double[] x = draw == 0 ? _theory.ModePoint : _draws.Draw(draw);
        int era = space.Eras.Length - 1;
        var game = _likelihood.Solved.At(space.Weights(era, x), space.Chances(x));
        var solved = LogitMarkovSolver.Solve(game, _likelihood.Options with { Start = _mode?.ActionValues, Certify = draw == 0 }, cancel);
        if (solved.Status != Tumen.Solve.SolveStatus.Certified)
        {
            return null;
        }

        _mode ??= draw == 0 ? solved : null;
        var states = _likelihood.Game.States;
        var map = _likelihood.Reduction.StateMap;
        return (levels, player) =>
        {
            int i = game.Profiles.Players.ToList().FindIndex(p => p.Name == player);
            return game.Discounts[i] * solved.Values[i][map[states.Index(levels)]];
        };
    }

    /// <summary>The values as an episode takes them: fractions.</summary>
    public static Continuation As(string name, SequelLevels levels, Func<int[], string, double> values) =>
        new(name, (situations, player) => (Rational.Nearest(values(levels.Of(situations), player), MaximumDenominator), null));
}
