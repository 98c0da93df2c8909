using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>Tails of the likelihood ratio where some of the parameters tested are zero at a bound: a mixture of χ² laws.</summary>
/// <remarks>
/// Self and Liang (1987), JASA 82:605-610; Shapiro (1988), International Statistical Review 56:49-62. One bounded parameter: half of the time its estimate is at the bound. Two: the weights
/// follow from the correlation ρ of the estimates, ¼ + arcsin ρ / 2π inside both bounds, ½ at one of them. Three and more: the least favourable law, ½ and ½ of the two largest (Kodde and Palm
/// 1986, Econometrica 54:1243-1248), an upper bound of the chance.
/// </remarks>
public static class ChiBarSquare
{
    /// <summary>Chance of a statistic as large.</summary>
    /// <param name="statistic">The likelihood ratio.</param>
    /// <param name="degreesOfFreedom">Parameters tested, those with bounds counted.</param>
    /// <param name="bounded">How many of them have a bound at zero.</param>
    /// <param name="correlation">Of the two estimates when two are bounded.</param>
    public static double Tail(double statistic, int degreesOfFreedom, int bounded, double correlation = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, bounded);
        ArgumentOutOfRangeException.ThrowIfNegative(bounded);
        if (statistic <= 0)
        {
            return 1;
        }

        double At(int df) => df <= 0 ? 0 : Gamma.ChiSquareUpper(statistic, df);
        double both = 0.25 + (Elementary.Atan2(correlation, Math.Sqrt(Math.Max(0, 1 - (correlation * correlation)))) / (2 * Math.PI));
        return bounded switch
        {
            0 => At(degreesOfFreedom),
            2 => (both * At(degreesOfFreedom)) + (0.5 * At(degreesOfFreedom - 1)) + ((0.5 - both) * At(degreesOfFreedom - 2)),
            _ => (0.5 * At(degreesOfFreedom)) + (0.5 * At(degreesOfFreedom - 1)),
        };
    }
}
