using System.Globalization;

namespace Tumen.Studies;

/// <summary>The verdict on a statement from the shares of posterior and prior draws in which it holds.</summary>
internal static class ShareVerdict
{
    /// <summary>The verdict.</summary>
    /// <param name="holds">Share of posterior draws in which the statement holds.</param>
    /// <param name="opposite">Share in which its opposite holds: the rest, or less where a smallest change lies between.</param>
    /// <param name="prior">Share of draws from the priors in which it holds; NaN for none.</param>
    public static ClaimVerdict Of(double holds, double opposite, double prior)
    {
        if (double.IsNaN(holds))
        {
            return ClaimVerdict.CannotSay;
        }

        bool yes = holds >= ClaimChecker.Sure, no = opposite >= ClaimChecker.Sure;
        // A record that turns what the priors say has spoken; one that repeats it has not.
        bool said = prior >= ClaimChecker.Sure ? !no : prior <= 1 - ClaimChecker.Sure && !yes;
        return said ? ClaimVerdict.BuiltIn : yes ? ClaimVerdict.Supported : no ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay;
    }

    /// <summary>Both shares in words.</summary>
    public static string Words(double holds, double prior, int priorDraws) =>
        $"true in {Percent(holds)} of the posterior draws{(double.IsNaN(prior) ? "" : $", in {Percent(prior)} of {priorDraws.ToString(CultureInfo.InvariantCulture)} draws from the priors")}; {Percent(ClaimChecker.Sure)} are asked";

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
