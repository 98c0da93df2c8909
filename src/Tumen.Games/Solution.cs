using Tumen.Model;
using Tumen.Solve;

namespace Tumen;

/// <summary>An equilibrium, read by names.</summary>
public sealed class Solution
{
    internal Solution(LogitMarkovEquilibrium equilibrium) => Equilibrium = equilibrium;

    /// <summary>The equilibrium, with strategies, values and certificate.</summary>
    public LogitMarkovEquilibrium Equilibrium { get; }

    /// <summary>Whether its certificate holds: residual and regret are within tolerance.</summary>
    public bool Certified => Equilibrium.Status == SolveStatus.Certified;

    /// <summary>Names of the situations, as <see cref="Chance"/> takes them.</summary>
    public IReadOnlyList<string> Situations => [.. Enumerable.Range(0, Equilibrium.Game.StateCount).Select(Equilibrium.Game.States.Name)];

    /// <summary>The chance of a move in a situation, over what others may have moved before in the same period.</summary>
    /// <param name="player">Name of the player.</param>
    /// <param name="move">Name of the move.</param>
    /// <param name="situation">One of <see cref="Situations"/>.</param>
    /// <exception cref="ArgumentException">No player, move or situation of that name.</exception>
    public double Chance(string player, string move, string situation)
    {
        var players = Equilibrium.Game.Profiles.Players;
        int s = Index(Situations, situation, "situation"), i = Index([.. players.Select(p => p.Name)], player, "player");
        return Equilibrium.MarginalProbability(s, i, Index([.. players[i].Moves], move, $"move of {player}"));
    }

    private static int Index(IReadOnlyList<string> names, string name, string what)
    {
        int at = names.ToList().IndexOf(name);
        return at >= 0 ? at : throw new ArgumentException($"no {what} `{name}`; there are {string.Join(", ", names.Take(20))}");
    }
}
