using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>When play certainly ends: how many periods each state has left. After the end nobody moves, gains, or is shocked any more: values there are 0.</summary>
/// <param name="Left">Per state the periods left, this one included; 0 where the game is over. Every move of a state with k left leads to states with k − 1.</param>
public sealed record GameEnd(ImmutableArray<int> Left)
{
    /// <summary>Most periods that any state has left.</summary>
    public int Periods { get; } = Left.IsEmpty ? 0 : Left.Max();

    /// <summary>Weight of the first period in a discounted average: 1 − δ, and where nothing is discounted the share of one period in play that ends.</summary>
    /// <param name="end">When play ends; null for never.</param>
    /// <param name="discount">δ in [0, 1], 1 only where play ends.</param>
    public static double FirstWeight(GameEnd? end, double discount) => discount == 1 && end is not null ? 1.0 / end.Periods : 1 - discount;

    /// <summary>Whether the game is over in a state.</summary>
    public bool IsOver(int state) => Left[state] == 0;

    /// <summary>The end that a situation's last level means: <c>1, 2, …, over</c>.</summary>
    /// <param name="states">States.</param>
    /// <param name="clock">Index of the situation that counts.</param>
    public static GameEnd Of(StateSpace states, int clock)
    {
        int last = states.Situations[clock].Levels.Length - 1;
        return new GameEnd([.. Enumerable.Range(0, states.Count).Select(s => last - states.Level(s, clock))]);
    }
}
