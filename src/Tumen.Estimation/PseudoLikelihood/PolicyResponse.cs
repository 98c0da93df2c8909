using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>Action values of players who expect given choice chances P to be played for ever: linear in the weights.</summary>
/// <remarks>
/// V_i = (I − δ_i Φ_P)⁻¹ (u_i^P(θ) + e_i^P), with e = −E log P / λ under taste shocks and 0 under choice errors; q_i = E[u_i + δ_i φ V_i | P of the others]. Aguirregabiria
/// and Mira (2007), Econometrica 75:1-53, equations 12-17.
/// </remarks>
internal static class PolicyResponse
{
    /// <summary>The map x → q at given choice chances; slopes in chances of laws are zero, because the pseudo-likelihood holds them at the first step's.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="x">Parameters; only the chances of laws are read.</param>
    /// <param name="p">Choice chances by block, S × m; null entries are eras that no unit plays.</param>
    public static AffineResponse? Of(Likelihood likelihood, double[] x, double[]?[] p)
    {
        var space = likelihood.Parameters;
        int k = space.Count, m = likelihood.Solved.Profiles.Size;
        var centre = (double[])x.Clone();
        for (int j = 0; j < k; j++)
        {
            centre[j] = space.Free[j].Kind == ParameterKind.Weight ? 0 : x[j];
        }

        double[]?[] start = new double[p.Length][], slopes = new double[p.Length][];
        for (int b = 0; b < p.Length; b++)
        {
            if (p[b] is { } chances && !Block(likelihood, b, centre, chances, out start[b], out slopes[b]))
            {
                return null;
            }
        }

        return AffineResponse.Of(centre, m, start, slopes);
    }

    private static bool Block(Likelihood likelihood, int block, double[] centre, double[] p, out double[] start, out double[] slopes)
    {
        var compiled = likelihood.CompiledOf(block);
        var g = likelihood.GameOf(block, centre);
        int era = block % likelihood.Parameters.Eras.Length, k = centre.Length;
        int states = g.StateCount, n = g.PlayerCount, m = g.Profiles.Size, count = g.Profiles.Count;
        double precision = likelihood.Options.Precision;
        bool shocks = likelihood.Options.Convention == ValueConvention.TasteShocks;
        var stage = new Stage(g.Profiles);
        double[] profile = new double[states * count], motion = new double[states * states];
        for (int s = 0; s < states; s++)
        {
            var own = profile.AsSpan(s * count, count);
            stage.ProfileChances(p.AsSpan(s * m, m), own);
            for (int a = 0; a < count; a++)
            {
                double c = own[a];
                int row = s * states;
                if (c > 0)
                {
                    g.Kernel.ForEachNext(s, a, (next, chance) => motion[row + next] += c * chance);
                }
            }
        }

        start = new double[states * m];
        slopes = new double[states * m * k];
        double[] u = new double[n * count], q = new double[m];
        for (int i = 0; i < n; i++)
        {
            // Columns: the fixed part, then every free weight that this player's payoffs hold.
            int[] weights = [.. Enumerable.Range(0, compiled.Weights.Length).Where(w => likelihood.Parameters.WeightIndex(era, w, likelihood.KindOf(block)) >= 0 && compiled.Feature(w, i) is not null)];
            int columns = weights.Length + 1;
            var value = new double[states * columns];
            var matrix = new double[states * states];
            for (int s = 0; s < states; s++)
            {
                for (int t = 0; t < states; t++)
                {
                    matrix[(s * states) + t] = (s == t ? 1 : 0) - (g.Discounts[i] * motion[(s * states) + t]);
                }

                for (int a = 0; a < count; a++)
                {
                    double c = profile[(s * count) + a];
                    if (c <= 0)
                    {
                        continue;
                    }

                    double fixedPart = g.Payoffs[i][(s * count) + a] - (shocks ? Elementary.Log(p[(s * m) + g.Profiles.Slot(a, i)]) / precision : 0);
                    value[s * columns] += c * fixedPart;
                    for (int w = 0; w < weights.Length; w++)
                    {
                        value[(s * columns) + 1 + w] += c * compiled.Feature(weights[w], i)![(s * count) + a];
                    }
                }
            }

            var lu = DenseLu.FactorInPlace(matrix, states);
            if (!lu.IsRegular)
            {
                return false;
            }

            lu.Solve(value, columns);
            var one = new double[states];
            for (int c = 0; c < columns; c++)
            {
                for (int s = 0; s < states; s++)
                {
                    one[s] = value[(s * columns) + c];
                }

                for (int s = 0; s < states; s++)
                {
                    Array.Clear(u);
                    var row = u.AsSpan(i * count, count);
                    g.Kernel.Expect(s, one, row);
                    var now = c == 0 ? g.Payoffs[i] : compiled.Feature(weights[c - 1], i)!;
                    for (int a = 0; a < count; a++)
                    {
                        row[a] = now[(s * count) + a] + (g.Discounts[i] * row[a]);
                    }

                    stage.Weigh(p.AsSpan(s * m, m));
                    stage.ActionValues(u, q);
                    for (int r = 0; r < m; r++)
                    {
                        if (c == 0)
                        {
                            start[(s * m) + r] += q[r];
                        }
                        else
                        {
                            slopes[(((s * m) + r) * k) + likelihood.Parameters.WeightIndex(era, weights[c - 1], likelihood.KindOf(block))] += q[r];
                        }
                    }
                }
            }
        }

        for (int s = 0; g.Menus is { } menus && s < states; s++)
        {
            Settle(menus, s, start.AsSpan(s * m, m), slopes.AsSpan(s * m * k, m * k));
        }

        return true;
    }

    private static void Settle(Menus menus, int state, Span<double> start, Span<double> slopes)
    {
        menus.Settle(state, start, []);
        int k = slopes.Length / start.Length;
        for (int r = 0; r < start.Length; r++)
        {
            if (!menus.At(state)[r])
            {
                slopes.Slice(r * k, k).Clear();
            }
        }
    }
}
