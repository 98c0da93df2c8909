using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>The chances of the crisis game in log space, with derivatives, given A's cutoff.</summary>
/// <remarks>
/// With cutoff c: ln SQ = ln Φ(c − W) + ln Φ(c − a); ln SF = ln Φ₂((W − a)/√2, W − c; 1/√2); ln BD = ln Φ₂((a − W)/√2, a − c; 1/√2), so neither
/// pC = SF + BD nor the odds BD/SF that B faces ever subtract nearly equal numbers.
/// </remarks>
internal static class CrisisMoves
{
    public const double RootHalf = 0.70710678118654752440;
    public const int Slots = 9;

    /// <summary>Sets quiet := ln SQ, firm := ln SF, back := ln BD, challenge := ln(SF + BD), odds := ln(BD/SF), from slots cutoff, war, down. Uses slots first..first+8.</summary>
    public static (int Quiet, int Firm, int Back, int Challenge, int Odds) Set(in JetPad pad, int cutoff, int war, int down, int first)
    {
        (int quiet, int firm, int back, int challenge, int odds) = (first, first + 1, first + 2, first + 3, first + 4);
        (int gap, int minusGap, int toWar, int toDown) = (first + 5, first + 6, first + 7, first + 8);
        pad.Combine(toWar, 1, war, -1, cutoff);
        pad.Combine(toDown, 1, down, -1, cutoff);
        LogCdf(pad, quiet, toWar, -1);
        LogCdf(pad, odds, toDown, -1);
        pad.Combine(quiet, 1, quiet, 1, odds);
        pad.Combine(gap, RootHalf, war, -RootHalf, down);
        pad.Affine(minusGap, gap, -1, 0);
        Bivariate(pad, firm, gap, toWar);
        Bivariate(pad, back, minusGap, toDown);
        pad.Combine(odds, 1, back, -1, firm);
        double v = pad[odds][0], p = Logistic.Cdf(v), q = Logistic.Cdf(-v);
        pad.Chain(challenge, odds, Logistic.SoftPlus(v), p, p * q);
        pad.Combine(challenge, 1, challenge, 1, firm);
        return (quiet, firm, back, challenge, odds);
    }

    /// <summary>to := ln Φ(sign·z).</summary>
    public static void LogCdf(in JetPad pad, int to, int z, double sign)
    {
        double v = sign * pad[z][0], mills = Normal.MillsRatio(v);
        pad.Chain(to, z, Normal.LogCdf(v), sign * mills, -mills * (v + mills));
    }

    private static void Bivariate(in JetPad pad, int to, int h, int k)
    {
        BivariateLog log = BivariateLog.At(pad[h][0], pad[k][0], RootHalf);
        pad.Chain(to, h, k, log.Value, log.H, log.K, log.HH, log.HK, log.KK);
    }
}
