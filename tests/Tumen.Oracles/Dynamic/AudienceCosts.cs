using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>The dyadic game of peace, dispute and war with audience costs: Crisman-Cox and Gibilisco (2018), AJPS 62(3), 566–580.</summary>
/// <remarks>
/// States and actions 1..3 (0..2 in code); next state is the larger action. u_i = x_ij'β_s 1[s&gt;1] + z_i'κ_a 1[a_i&gt;1] + γ_s 1[both &gt; 1] + α_i 1[a_j ≥ s]1[a_i &lt; s].
/// Weights of one dyad: β₂ (4), β₃ (4), κ₂ (3), κ₃ (3), γ (3), α_i, α_j.
/// </remarks>
public static class AudienceCosts
{
    /// <summary>Weights shared by all dyads.</summary>
    public const int Shared = 17;

    /// <summary>One dyad's game.</summary>
    /// <param name="x1">Dyad covariates as player 1 sees them (4).</param>
    /// <param name="x2">Dyad covariates as player 2 sees them (4).</param>
    /// <param name="z1">Player 1's own covariates (3).</param>
    /// <param name="z2">Player 2's own covariates (3).</param>
    /// <param name="discount">δ.</param>
    public static DyadicGame Game(IReadOnlyList<double> x1, IReadOnlyList<double> x2, IReadOnlyList<double> z1, IReadOnlyList<double> z2, double discount)
    {
        var next = new TransitionRow[27];
        for (int row = 0; row < 27; row++) next[row] = TransitionRow.Certain(Math.Max(row / 3 % 3, row % 3));
        return new DyadicGame(3, 3, Shared + 2, discount, next, [Features(x1, z1, 0), Features(x2, z2, 1)]);
    }

    /// <summary>The panel's weight behind each of a dyad's weights, countries being numbered from 0.</summary>
    public static int[] Map(int country1, int country2) => [.. Enumerable.Range(0, Shared), Shared + country1, Shared + country2];

    private static double[] Features(IReadOnlyList<double> x, IReadOnlyList<double> z, int player)
    {
        const int weights = Shared + 2;
        var features = new double[27 * weights];
        for (int s = 0; s < 3; s++)
            for (int own = 0; own < 3; own++)
                for (int rival = 0; rival < 3; rival++)
                {
                    Span<double> cell = features.AsSpan(((s * 3 + own) * 3 + rival) * weights, weights);
                    for (int k = 0; k < 4 && s > 0; k++) cell[4 * (s - 1) + k] = x[k];
                    for (int k = 0; k < 3 && own > 0; k++) cell[8 + 3 * (own - 1) + k] = z[k];
                    if (own > 0 && rival > 0) cell[14 + s] = 1;
                    if (rival >= s && own < s) cell[Shared + player] = 1;
                }
        return features;
    }
}
