using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>The chances of next month's state after one state and action pair: a contiguous run of states.</summary>
/// <param name="First">First state with a positive chance.</param>
/// <param name="Chances">Chances from <paramref name="First"/> on, summing to 1.</param>
public sealed record TransitionRow(int First, double[] Chances)
{
    /// <summary>A move that leads to one state for certain.</summary>
    public static TransitionRow Certain(int state) => new(state, [1.0]);
}
