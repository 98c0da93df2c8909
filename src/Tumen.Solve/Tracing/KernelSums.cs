using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>Several weightings of one state's transition rows at once.</summary>
internal static class KernelSums
{
    /// <summary>sums[r, e] = Σ_p weights[r, p] · chance(p → base e of the state); rows × bases, row-major.</summary>
    public static void Weigh(TransitionKernel kernel, int state, ReadOnlySpan<double> weights, int rows, Span<double> sums)
    {
        int count = kernel.Profiles, bases = kernel.BaseStart[state + 1] - kernel.BaseStart[state];
        if (kernel.IsFull(state))
        {
            PanelProduct.Multiply(weights, kernel.Block(state), sums, rows, count, bases);
            return;
        }

        sums[..(rows * bases)].Clear();
        for (int p = 0; p < count; p++)
        {
            int row = (state * count) + p;
            for (int e = kernel.RowStart[row]; e < kernel.RowStart[row + 1]; e++)
            {
                double chance = kernel.Chance[e];
                int at = kernel.Column[e];
                for (int r = 0; r < rows; r++)
                {
                    sums[(r * bases) + at] += weights[(r * count) + p] * chance;
                }
            }
        }
    }
}
