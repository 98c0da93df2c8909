using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>How an answer ended.</summary>
public enum SolveStatus
{
    /// <summary>The residual, recomputed independently, is at or below the tolerance.</summary>
    Certified,

    /// <summary>The iteration stopped without reaching the tolerance; the last point and its residual are given.</summary>
    NotConverged,

    /// <summary>Cancelled; the last point is given.</summary>
    Cancelled,
}

/// <summary>What an independent check found.</summary>
/// <param name="Residual">max |σ − softmax(λ Q(σ))| with Q from an exact evaluation of σ; a pure number.</param>
/// <param name="OneShotGain">Largest gain in any state from one deviation (shock-adjusted under taste shocks), in payoff units.</param>
/// <param name="Regret">Largest gain in any state from re-solving one player's whole problem, in payoff units.</param>
public sealed record Certificate(double Residual, double OneShotGain, double Regret)
{
    /// <summary>
    /// In the limit, the largest regret of any player as a share of what that player's payoffs can make up: their range over moves that are not dominated, times 1/(1 − δ);
    /// positive infinity when in some situation a gain is not small beside what is at stake there. NaN when it was not worked out, and at finite λ, where the residual says all.
    /// </summary>
    public double Share { get; init; } = double.NaN;
}

/// <summary>A logit Markov equilibrium, or the last point reached, with its certificate.</summary>
/// <param name="Game">The game solved.</param>
/// <param name="Precision">λ.</param>
/// <param name="Convention">Value convention.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Strategies">σ, S × m row-major; see <see cref="ProfileSpace"/> for the order within a state.</param>
/// <param name="ActionValues">Q, same shape, in payoff units.</param>
/// <param name="Values">V per player, S numbers each, in payoff units.</param>
/// <param name="Certificate">Residual, one-shot gain, regret.</param>
/// <param name="Method">What was used, in words.</param>
/// <param name="Selection">How this equilibrium was selected, in words.</param>
/// <param name="Iterations">Newton (or other outer) iterations.</param>
public sealed record LogitMarkovEquilibrium(
    StochasticGame Game, double Precision, ValueConvention Convention, SolveStatus Status, double[] Strategies, double[] ActionValues,
    ImmutableArray<double[]> Values, Certificate Certificate, string Method, string Selection, int Iterations)
{
    /// <summary>One state's strategy vector.</summary>
    public ReadOnlySpan<double> At(int state) => Strategies.AsSpan(state * Game.Profiles.Size, Game.Profiles.Size);

    /// <summary>Chance of a player's move in a state after a history (0 when moves are simultaneous).</summary>
    public double Probability(int state, int player, int move, int history = 0)
    {
        var p = Game.Profiles;
        return Strategies[(state * p.Size) + p.Offsets[player] + (history * p.Moves(player)) + move];
    }

    /// <summary>Chance of a move by names, in a game with one state or in the state given.</summary>
    public double Probability(string player, string move, int state = 0)
    {
        int i = Game.Profiles.Players.ToList().FindIndex(x => x.Name == player);
        return Probability(state, i, Game.Profiles.Players[i].MoveIndex(move));
    }

    /// <summary>Chance of a move in a state, averaged over the histories that earlier movers bring about.</summary>
    public double MarginalProbability(int state, int player, int move) => MarginalProbability(new Stage(Game.Profiles), state, player, move);

    /// <summary>The same with work space that serves many calls.</summary>
    public double MarginalProbability(Stage stage, int state, int player, int move)
    {
        double sum = 0;
        for (int h = 0; h < Game.Profiles.Histories[player]; h++)
        {
            sum += stage.HistoryChance(player, h, At(state), -1) * Probability(state, player, move, h);
        }

        return sum;
    }
}

/// <summary>Ways to an equilibrium.</summary>
public enum SolveMethod
{
    /// <summary>Whatever fits: Newton at small λ, the logit branch beyond, other ways when these fail. The result says what was used.</summary>
    Automatic,

    /// <summary>Newton's method with each state's strategies eliminated, from the start given.</summary>
    Newton,

    /// <summary>The logit branch from λ = 0 (<see cref="LogitPath"/>).</summary>
    Branch,

    /// <summary>Logarithmic tracing from a prior (<see cref="TracingPath"/>); infinite λ only.</summary>
    Tracing,

    /// <summary>Sweeps with Anderson acceleration; finite λ only.</summary>
    Anderson,

    /// <summary>Damped sweeps; finite λ only.</summary>
    Damped,
}

/// <summary>How to solve.</summary>
public sealed record SolveOptions
{
    /// <summary>λ ≥ 0; 1 by default.</summary>
    public double Precision { get; init; } = 1;

    /// <summary>Value convention; taste shocks by default.</summary>
    public ValueConvention Convention { get; init; } = ValueConvention.TasteShocks;

    /// <summary>Way to the equilibrium, for <see cref="StationarySolver"/> and <see cref="FixedPointSolver"/>; automatic by default.</summary>
    public SolveMethod Method { get; init; }

    /// <summary>Largest residual that counts as solved; 1e-10 by default.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most Newton iterations; 60 by default.</summary>
    public int MaximumIterations { get; init; } = 60;

    /// <summary>Action values to start from (S × m), or null for the equilibrium at λ = 0.</summary>
    public double[]? Start { get; init; }

    /// <summary>Whether to check the answer independently (residual from an exact evaluation, regret from re-solving each player's problem); true by default. Fits turn it off inside their loops.</summary>
    public bool Certify { get; init; } = true;

    /// <summary>Largest order (states × players) at which linear systems are factored densely; beyond, GMRES.</summary>
    public int DenseLimit { get; init; } = 2600;
}
