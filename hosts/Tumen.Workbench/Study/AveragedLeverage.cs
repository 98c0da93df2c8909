using Tumen.Numerics.Special;
using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>Leverage averaged over the theories by their probabilities.</summary>
/// <param name="Value">Average of the theories' values.</param>
/// <param name="Low">5 % point of the mixture, each theory's part bent to its own 5 %, middle and 95 % points.</param>
/// <param name="High">95 % point.</param>
/// <param name="Matters">Chance that it is large enough to matter.</param>
public sealed record AveragedLeverage(double Value, double Low, double High, double Matters)
{
    /// <summary>Averages one quantity; null when no theory has it.</summary>
    public static AveragedLeverage? Of(StudyResults r, Func<LeverageWork, IntervalWork?> quantity)
    {
        var parts = r.Theories.Select((t, i) => (Weight: r.Posterior[i], Interval: t.Leverage is { } l ? quantity(l) : null))
            .Where(p => p.Interval is not null && p.Weight > 0 && double.IsFinite(p.Interval.Value)).Select(p => (p.Weight, Interval: p.Interval!)).ToArray();
        double total = parts.Sum(p => p.Weight);
        if (total <= 0)
        {
            return null;
        }

        double Below(double x) => parts.Sum(p => p.Weight * Share(p.Interval, x)) / total;
        double least = parts.Min(p => Math.Min(p.Interval.Low, p.Interval.Value)) - 1, most = parts.Max(p => Math.Max(p.Interval.High, p.Interval.Value)) + 1;
        double Point(double chance)
        {
            double a = least, b = most;
            for (int i = 0; i < 80; i++)
            {
                double m = (a + b) / 2;
                (a, b) = Below(m) < chance ? (m, b) : (a, m);
            }

            return (a + b) / 2;
        }

        return new AveragedLeverage(
            parts.Sum(p => p.Weight * p.Interval.Value) / total, Point(0.05), Point(0.95), parts.Sum(p => p.Weight * p.Interval.ChanceMatters) / total);
    }

    // A two-piece normal through the 5 % point, the value and the 95 % point.
    private static double Share(IntervalWork i, double x)
    {
        double side = x < i.Value ? i.Value - i.Low : i.High - i.Value;
        return side <= 1e-12 || !double.IsFinite(side) ? x < i.Value ? 0 : 1 : Normal.Cdf((x - i.Value) / (side / 1.6448536269514722));
    }
}
