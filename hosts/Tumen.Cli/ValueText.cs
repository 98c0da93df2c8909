using System.Globalization;

namespace Tumen.Cli;

/// <summary>Writes one player's values so that they can be read whatever the payoff units.</summary>
internal static class ValueText
{
    // Four decimals say something between these sizes; outside them the exponent is written.
    private const double Smallest = 0.01;
    private const double Largest = 1e9;

    public static string Write(double value, ReadOnlySpan<double> all)
    {
        double size = 0;
        foreach (double x in all)
        {
            size = Math.Max(size, Math.Abs(x));
        }

        bool plain = size is 0 or (>= Smallest and < Largest);
        // Round-off beside the player's largest value is zero, without a sign.
        if (Math.Abs(value) <= (plain ? 5e-5 : 1e-12 * size))
        {
            return "0";
        }

        return value.ToString(plain ? "0.####" : "0.####e+0", CultureInfo.InvariantCulture);
    }
}
