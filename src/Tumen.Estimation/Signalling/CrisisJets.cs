
namespace Tumen.Estimation.Once;

/// <summary>One game's log-likelihood and equilibrium equation as functions of its payoffs and of t = Φ⁻¹(pR), with first and second derivatives.</summary>
internal static class CrisisJets
{
    /// <summary>Slots that <see cref="Fill"/> needs.</summary>
    public const int Slots = 15 + CrisisMoves.Slots;

    /// <summary>Fills a pad.</summary>
    /// <param name="pad">Room for <see cref="Slots"/> slots of m + 1 variables.</param>
    /// <param name="payoffs">S_A, V_A, C_B, W_A, W_B, a, V_B.</param>
    /// <param name="variable">Per payoff, which variable it is, or −1 for a constant.</param>
    /// <param name="index">Which variable t is.</param>
    /// <param name="t">t = Φ⁻¹(pR).</param>
    /// <param name="counts">Four outcome counts.</param>
    /// <returns>The slots of the log-likelihood and of G = z(t) − t, which is 0 at an equilibrium.</returns>
    public static (int Sum, int Gap) Fill(in JetPad pad, ReadOnlySpan<double> payoffs, ReadOnlySpan<int> variable, int index, double t, ReadOnlySpan<double> counts)
    {
        for (int e = 0; e < 7; e++)
        {
            if (variable[e] < 0)
            {
                pad.Constant(e, payoffs[e]);
            }
            else
            {
                pad.Variable(e, variable[e], payoffs[e]);
            }
        }

        (int at, int cutoff, int gap, int yes, int no, int sum, int work, int first) = (7, 8, 9, 10, 11, 12, 13, 14);
        pad.Variable(at, index, t);
        CrisisIndex.Reciprocal(pad, cutoff, at);
        pad.Combine(work, 1, 0, -1, 1);
        pad.Multiply(cutoff, cutoff, work);
        pad.Combine(cutoff, 1, cutoff, 1, 1);
        var logs = CrisisMoves.Set(pad, cutoff, 3, 5, first);
        pad.Exp(gap, logs.Odds);
        pad.Combine(work, 1, 6, -1, 2);
        pad.Multiply(gap, gap, work);
        pad.Combine(gap, 1, gap, 1, 4);
        pad.Combine(gap, 1, gap, -1, 2);
        pad.Combine(gap, 1, gap, -1, at);
        CrisisMoves.LogCdf(pad, yes, at, 1);
        CrisisMoves.LogCdf(pad, no, at, -1);
        CrisisOutcomes.Sum(pad, counts, sum, logs, yes, no);
        return (sum, gap);
    }
}
