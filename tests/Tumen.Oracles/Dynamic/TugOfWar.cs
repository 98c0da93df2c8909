using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>The two-faction contest for public support of the Tug of War study (Crisman-Cox and Gibilisco, IO): attack or not, each month.</summary>
/// <remarks>Player 1 is Hamas (gains when support moves down), player 2 Fatah. u_i = β_i s + κ_i a_i; weights (β_H, β_F, κ_H, κ_F).</remarks>
public static class TugOfWar
{
    /// <summary>Names of the four weights.</summary>
    public static IReadOnlyList<string> Weights { get; } = ["betaH", "betaF", "kappaH", "kappaF"];

    /// <summary>The game on a grid of support.</summary>
    /// <param name="grid">Support levels, evenly spaced, ascending.</param>
    /// <param name="transition">Constant, Hamas attack, Fatah attack, lag, Hamas × lag, Fatah × lag.</param>
    /// <param name="sigma">Standard deviation of the innovation, above 0.</param>
    /// <param name="halfWidth">Half the width of a cell.</param>
    /// <param name="discount">δ.</param>
    public static DyadicGame Game(IReadOnlyList<double> grid, IReadOnlyList<double> transition, double sigma, double halfWidth, double discount)
    {
        int states = grid.Count;
        var next = new TransitionRow[states * 4];
        for (int s = 0; s < states; s++)
            for (int h = 0; h < 2; h++)
                for (int f = 0; f < 2; f++)
                {
                    double mean = transition[0] + transition[1] * h + transition[2] * f + transition[3] * grid[s] + transition[4] * h * grid[s] + transition[5] * f * grid[s];
                    next[(s * 2 + h) * 2 + f] = Row(grid, mean, sigma, halfWidth);
                }
        var hamas = new double[states * 4 * 4];
        var fatah = new double[states * 4 * 4];
        for (int s = 0; s < states; s++)
            for (int own = 0; own < 2; own++)
                for (int rival = 0; rival < 2; rival++)
                {
                    int cell = ((s * 2 + own) * 2 + rival) * 4;
                    (hamas[cell], hamas[cell + 2]) = (grid[s], own);
                    (fatah[cell + 1], fatah[cell + 3]) = (grid[s], own);
                }
        return new DyadicGame(states, 2, 4, discount, next, [hamas, fatah]);
    }

    /// <summary>The tit-for-tat variant: the state is last month's pair of moves (1 + F + 2H) and provocation moves the payoff of attacking.</summary>
    /// <remarks>u_H = (τ_H 1[F attacked last] + κ_H) a_H and the mirror; weights (τ_H, τ_F, κ_H, κ_F).</remarks>
    public static DyadicGame TitForTat(double discount)
    {
        var next = new TransitionRow[16];
        var hamas = new double[64];
        var fatah = new double[64];
        for (int row = 0; row < 16; row++) next[row] = TransitionRow.Certain(row % 2 + 2 * (row / 2 % 2));
        for (int s = 0; s < 4; s++)
            for (int rival = 0; rival < 2; rival++)
            {
                int cell = ((s * 2 + 1) * 2 + rival) * 4;
                (hamas[cell], hamas[cell + 2]) = (s % 2, 1);
                (fatah[cell + 1], fatah[cell + 3]) = (s / 2, 1);
            }
        return new DyadicGame(4, 2, 4, discount, next, [hamas, fatah]);
    }

    /// <summary>A normal innovation discretised on the grid: tails lumped in the end cells, chances below 1e-8 dropped, the rest renormalised.</summary>
    private static TransitionRow Row(IReadOnlyList<double> grid, double mean, double sigma, double halfWidth)
    {
        int n = grid.Count, first = -1, last = -1;
        var chances = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            double above = k == n - 1 ? 1 : Normal.Cdf((grid[k] + halfWidth - mean) / sigma), below = k == 0 ? 0 : Normal.Cdf((grid[k] - halfWidth - mean) / sigma);
            double p = above - below;
            if (p < 1e-8) continue;
            chances[k] = p;
            sum += p;
            if (first < 0) first = k;
            last = k;
        }
        return new TransitionRow(first, [.. chances.Skip(first).Take(last - first + 1).Select(p => p / sum)]);
    }
}
