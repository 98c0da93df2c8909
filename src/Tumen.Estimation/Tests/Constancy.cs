using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Whether parameters stay what they are over the record: Nyblom's (1989) statistic for each and for all together.</summary>
/// <param name="Statistics">Per parameter; NaN for one at a bound.</param>
/// <param name="Chances">Chance of a larger statistic if the parameter is constant; NaN for one at a bound.</param>
/// <param name="Peaks">Period after which the running sum of each parameter's scores is furthest from zero: where one break would be put; −1 for one at a bound.</param>
/// <param name="Joint">Of all interior parameters together.</param>
/// <param name="JointChance">Chance of a larger one.</param>
/// <param name="JointCount">Interior parameters.</param>
/// <remarks>
/// L = (1/T) Σ_t S_tᵀ V⁻¹ S_t with S_t the running sum of the scores and V = Σ_t s_t s_tᵀ (Hansen 1992, Journal of Policy Modeling 14:517-533, eqs. 7 and 8). It asks for no break date and has
/// power against a slow drift as well as a break. Scores are taken at the maximum, where those of interior parameters add up to zero.
/// </remarks>
public sealed record Constancy(double[] Statistics, double[] Chances, int[] Peaks, double Joint, double JointChance, int JointCount)
{
    /// <summary>Tests the parameters of a maximum-likelihood fit.</summary>
    /// <param name="scores">Scores by period, each of K numbers, at the maximum.</param>
    /// <param name="interior">Whether each of the K parameters is away from its bounds.</param>
    /// <returns>Null when nothing is interior or there are not more periods than parameters.</returns>
    public static Constancy? Of(double[][] scores, bool[] interior)
    {
        int[] inside = [.. Enumerable.Range(0, interior.Length).Where(j => interior[j])];
        int f = inside.Length, periods = scores.Length;
        if (f == 0 || periods <= f)
        {
            return null;
        }

        var v = new double[f * f];
        foreach (var s in scores)
        {
            for (int i = 0; i < f; i++)
            {
                for (int j = 0; j < f; j++)
                {
                    v[(i * f) + j] += s[inside[i]] * s[inside[j]];
                }
            }
        }

        double[] own = [.. Enumerable.Range(0, f).Select(i => v[(i * f) + i])];
        for (int i = 0; i < f; i++)
        {
            v[(i * f) + i] += 1e-12 * Math.Max(own[i], 1e-12);
        }

        var lu = DenseLu.FactorInPlace(v, f);
        double[] running = new double[f], statistics = Filled(interior.Length), chances = Filled(interior.Length), each = new double[f];
        double joint = 0;
        int[] peaks = [.. Enumerable.Repeat(-1, interior.Length)];
        double[] furthest = new double[f];
        for (int t = 0; t < periods; t++)
        {
            var s = scores[t];
            for (int i = 0; i < f; i++)
            {
                running[i] += s[inside[i]];
                if (Math.Abs(running[i]) > furthest[i])
                {
                    (furthest[i], peaks[inside[i]]) = (Math.Abs(running[i]), t);
                }

                each[i] += own[i] > 0 ? running[i] * running[i] / own[i] : 0;
            }

            double[] solved = [.. running];
            lu.Solve(solved, 1);
            for (int i = 0; i < f; i++)
            {
                joint += running[i] * solved[i];
            }
        }

        for (int i = 0; i < f; i++)
        {
            statistics[inside[i]] = each[i] / periods;
            chances[inside[i]] = BridgeDistribution.UpperTail(each[i] / periods, 1);
        }

        return new Constancy(statistics, chances, peaks, joint / periods, BridgeDistribution.UpperTail(joint / periods, f), f);
    }

    private static double[] Filled(int n)
    {
        var a = new double[n];
        Array.Fill(a, double.NaN);
        return a;
    }
}
