using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>What one theory says of every choice in its game: how likely each move is, and what it is worth to the player who makes it.</summary>
public sealed class Adviser
{
    private readonly ScenarioSolver _solver;
    private readonly LogitMarkovEquilibrium _equilibrium;

    /// <summary>An adviser from a theory that is solved.</summary>
    /// <param name="solver">The theory.</param>
    /// <param name="theory">Its equilibrium, solved by <paramref name="solver"/>.</param>
    /// <param name="name">Its name.</param>
    public Adviser(ScenarioSolver solver, SolvedTheory theory, string name) => (_solver, _equilibrium, Theory, Name) = (solver, theory.Equilibrium, theory, name);

    /// <summary>The theory's name.</summary>
    public string Name { get; }

    /// <summary>The theory solved.</summary>
    public SolvedTheory Theory { get; }

    /// <summary>Situations of the whole game.</summary>
    public StateSpace States => _solver.Whole.States;

    /// <summary>Players, moves and turns.</summary>
    public ProfileSpace Profiles => _solver.Whole.Profiles;

    /// <summary>Situations that matter to the theory, by their places in the whole game.</summary>
    public IReadOnlyList<int> Kept => _solver.Reduction.Kept;

    /// <summary>Which of the joint situations that the theory tells apart a joint situation of the whole game is.</summary>
    public int Told(int state) => _solver.Reduction.StateMap[state];

    /// <summary>Whether play is over in a joint situation of the whole game.</summary>
    public bool IsOver(int state) => _equilibrium.Game.End?.IsOver(Told(state)) == true;

    /// <summary>Whether a player may make a move in a joint situation of the whole game.</summary>
    public bool Allows(int state, int player, int move) => _equilibrium.Game.Menus?.Allows(Told(state), player, move) != false;

    /// <summary>Chance of each move of a player; sums to 1.</summary>
    /// <param name="state">Joint situation of the whole game.</param>
    /// <param name="player">Whose move.</param>
    /// <param name="history">What the player has seen this period, as in <see cref="ProfileSpace.History"/>.</param>
    public ReadOnlySpan<double> Chances(int state, int player, int history) => _equilibrium.Strategies.AsSpan(At(state, player, history), Profiles.Moves(player));

    /// <summary>What each move is worth to the player, the future included and all others playing as the theory says: the moves' action values, payoff units.</summary>
    /// <inheritdoc cref="Chances"/>
    public ReadOnlySpan<double> Values(int state, int player, int history) => _equilibrium.ActionValues.AsSpan(At(state, player, history), Profiles.Moves(player));

    /// <summary>The move worth most.</summary>
    /// <inheritdoc cref="Chances"/>
    public int Best(int state, int player, int history)
    {
        var values = Values(state, player, history);
        int best = 0;
        for (int a = 1; a < values.Length; a++)
        {
            best = values[a] > values[best] ? a : best;
        }

        return best;
    }

    /// <summary>What a move costs beside the one worth most: at least 0, payoff units.</summary>
    /// <inheritdoc cref="Chances"/>
    public double Cost(int state, int player, int history, int move)
    {
        var values = Values(state, player, history);
        return values[Best(state, player, history)] - values[move];
    }

    /// <summary>Law of next period's joint situation after a joint move: (situation, chance), positive chances only, in order.</summary>
    /// <param name="state">Joint situation of the whole game.</param>
    /// <param name="profile">Joint move.</param>
    public IReadOnlyList<(int Next, double Chance)> Law(int state, int profile)
    {
        var k = Theory.Play.Kernel;
        int row = (state * k.Profiles) + profile;
        var law = new SortedDictionary<int, double>();
        for (int e = k.RowStart[row]; e < k.RowStart[row + 1]; e++)
        {
            for (int f = k.FreeStart[state]; f < k.FreeStart[state + 1]; f++)
            {
                int next = k.Bases[k.BaseStart[state] + k.Column[e]] + k.FreeOffset[f];
                law[next] = law.GetValueOrDefault(next) + (k.Chance[e] * k.FreeChance[f]);
            }
        }

        return [.. law.Where(x => x.Value > 0).Select(x => (x.Key, x.Value))];
    }

    private int At(int state, int player, int history) =>
        (Told(state) * Profiles.Size) + Profiles.Offsets[player] + (history * Profiles.Moves(player));
}
