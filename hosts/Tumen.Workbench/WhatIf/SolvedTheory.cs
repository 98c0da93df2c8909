using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Workbench.WhatIf;

/// <summary>One theory compiled for solving, with the parameters it starts from: its posterior mode, or the priors' means when it has not been fitted.</summary>
public sealed class SolvedTheory
{
    private readonly Lazy<LogitMarkovEquilibrium> _equilibrium;

    /// <summary>Compiles a theory.</summary>
    public SolvedTheory(GameModel model, string theory, TheoryWork? fitted)
    {
        Whole = model;
        Name = theory;
        Fitted = fitted is not null;
        States = new StateSpace(model.Situations);
        Reduction = GameReduction.Of(model, theory);
        Game = ParametricGame.Compile(Reduction.Model, theory);
        Space = new ParameterSpace(Game);
        Point = [.. Space.PlainStart().Select((plain, k) => fitted?.Parameters.FirstOrDefault(p => p.Name == Space.Free[k].Name)?.Mode ?? PriorMean(Space.Free[k], plain))];

        _equilibrium = new Lazy<LogitMarkovEquilibrium>(() => LogitMarkovSolver.Solve(
            Game.At(Space.Weights(Era, Point), Space.Chances(Point)), new SolveOptions { Precision = Reduction.Model.Precision, Convention = Reduction.Model.Values, Certify = false }));
    }

    /// <summary>The game as written.</summary>
    public GameModel Whole { get; }

    /// <summary>Name of the theory.</summary>
    public string Name { get; }

    /// <summary>Whether the parameters are fitted.</summary>
    public bool Fitted { get; }

    /// <summary>All situations of the game.</summary>
    public StateSpace States { get; }

    /// <summary>From all situations to those that matter to this theory.</summary>
    public GameReduction Reduction { get; }

    /// <summary>The theory over the situations that matter.</summary>
    public ParametricGame Game { get; }

    /// <summary>Free parameters.</summary>
    public ParameterSpace Space { get; }

    /// <summary>Their starting values.</summary>
    public double[] Point { get; }

    /// <summary>The last era of weights that differ by era.</summary>
    public int Era => Space.Eras.Length - 1;

    /// <summary>The theory solved at its starting values.</summary>
    public LogitMarkovEquilibrium Equilibrium => _equilibrium.Value;

    /// <summary>Whether a free parameter is in force today: one that does not differ by era, or that of the last era.</summary>
    public bool IsOfLastEra(int parameter)
    {
        var moved = (double[])Point.Clone();
        moved[parameter] += 0.5;
        return !Space.Weights(Era, moved).AsSpan().SequenceEqual(Space.Weights(Era, Point)) || !Space.Chances(moved).AsSpan().SequenceEqual(Space.Chances(Point));
    }

    /// <summary>State of the reduced game for levels of all situations, or −1 when one that matters is unknown.</summary>
    public int StateOf(IReadOnlyList<int> levels)
    {
        Span<int> kept = stackalloc int[Reduction.Kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = levels[Reduction.Kept[i]];
            if (kept[i] < 0)
            {
                return -1;
            }
        }

        return Game.States.Index(kept);
    }

    private static double PriorMean(Parameter p, double otherwise) => p.Prior is Prior.Normal n ? Math.Clamp(n.Mean, p.Lower, p.Upper) : otherwise;

    /// <summary>Chance of each of a player's moves in a month: what the theory expected given the situation and the moves of those who moved earlier in the month.</summary>
    /// <param name="levels">Levels of all situations at the month's start.</param>
    /// <param name="moves">Everybody's moves; −1 where unknown.</param>
    /// <param name="player">The player.</param>
    /// <returns>One chance a move; empty where the situation is unknown.</returns>
    public double[] Expected(IReadOnlyList<int> levels, IReadOnlyList<int> moves, int player)
    {
        int s = StateOf(levels);
        if (s < 0)
        {
            return [];
        }

        var p = Game.Profiles;
        var e = Equilibrium;
        if (p.Earlier[player].Any(j => moves[j] < 0))
        {
            return [.. Enumerable.Range(0, p.Moves(player)).Select(a => e.MarginalProbability(s, player, a))];
        }

        int history = p.Earlier[player].Aggregate(0, (h, j) => (h * p.Moves(j)) + moves[j]);
        return [.. Enumerable.Range(0, p.Moves(player)).Select(a => e.Probability(s, player, a, history))];
    }
}
