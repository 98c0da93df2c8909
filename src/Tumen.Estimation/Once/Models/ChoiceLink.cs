using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>The distribution of the shock behind a binary move.</summary>
public enum ChoiceLink
{
    /// <summary>Normal.</summary>
    Probit,

    /// <summary>Logistic.</summary>
    Logit,
}

/// <summary>Where the shocks sit.</summary>
public enum ShockSource
{
    /// <summary>Each action of each mover gets its own shock (agent error).</summary>
    Agent,

    /// <summary>Shocks attach to the mover's own terminal payoffs, known to the mover alone; probit only.</summary>
    PrivateInformation,
}

/// <summary>ln F and F with derivatives, for both answers of a binary move, all from tail-safe pieces.</summary>
internal static class BinaryMove
{
    /// <summary>logYes := ln F(z), logNo := ln F(−z), yes := F(z), no := F(−z).</summary>
    public static void Set(in JetPad pad, ChoiceLink link, int z, int logYes, int logNo, int yes, int no)
    {
        double v = pad[z][0];
        if (link == ChoiceLink.Probit)
        {
            double x = Math.Abs(v), tail = Normal.TailRatio(x), kernel = Elementary.Exp(-0.5 * v * v);
            double pdf = kernel * 0.39894228040143267794, small = tail * kernel, large = 1 - small;
            double logSmall = -0.5 * v * v + Elementary.Log(tail), logLarge = Normal.LogOnePlus(-small);
            double millsSmall = 0.39894228040143267794 / tail, millsLarge = pdf / large;
            (double up, double down) = v < 0 ? (millsSmall, millsLarge) : (millsLarge, millsSmall);
            (double logUp, double logDown) = v < 0 ? (logSmall, logLarge) : (logLarge, logSmall);
            pad.Chain(logYes, z, logUp, up, -up * (v + up));
            pad.Chain(logNo, z, logDown, -down, -down * (down - v));
            pad.Chain(yes, z, v < 0 ? small : large, pdf, -v * pdf);
            pad.Chain(no, z, v < 0 ? large : small, -pdf, v * pdf);
            return;
        }
        double e = Elementary.Exp(-Math.Abs(v)), log = Normal.LogOnePlus(e), lo = e / (1 + e), hi = 1 / (1 + e), density = lo * hi;
        (double p, double q) = v < 0 ? (lo, hi) : (hi, lo);
        pad.Chain(logYes, z, v < 0 ? v - log : -log, q, -density);
        pad.Chain(logNo, z, v < 0 ? -log : -v - log, -p, -density);
        pad.Chain(yes, z, p, density, density * (q - p));
        pad.Chain(no, z, q, -density, -density * (q - p));
    }
}
