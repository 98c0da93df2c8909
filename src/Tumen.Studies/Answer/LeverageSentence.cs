using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What the answer says of leverage.</summary>
internal static class LeverageSentence
{
    /// <summary>The sentence, with a blank before it, and whether the stated rule gives a verdict; empty and true where the game declares no flows.</summary>
    /// <param name="game">The game.</param>
    /// <param name="averaged">Leverage averaged over the theories.</param>
    /// <param name="works">The theories.</param>
    /// <param name="posterior">Their probabilities.</param>
    public static (string Says, bool Settled) Of(GameModel game, CodingVerdict averaged, ImmutableArray<TheoryWork> works, ImmutableArray<double> posterior)
    {
        if (averaged.Capacity is not { } capacity || averaged.Exertion is not { } exertion)
        {
            return ("", true);
        }

        string F(double x, string format = "0.00") => x.ToString(format, CultureInfo.InvariantCulture);
        string Before(IntervalWork i) => i.PriorMatters is { } p ? $" ({F(p)} before the record)" : "";
        var measured = works.Select((w, i) => (w.Leverage, P: posterior[i])).Where(x => x.Leverage is not null && x.P > 0 && double.IsFinite(x.Leverage.ChanceExerted)).ToArray();
        double exerted = measured.Length == 0 ? exertion.ChanceMatters : measured.Sum(x => x.P * x.Leverage!.ChanceExerted) / measured.Sum(x => x.P);
        string verdict = LeverageRunner.Verdict(capacity.ChanceMatters, exerted, 1);
        string every = LeverageRunner.Every(capacity.Median, game.Period);
        return ($" Averaged over the theories: leverage that matters (one net reward in ten years) exists with probability {F(capacity.ChanceMatters)}{Before(capacity)} (capacity, median {F(capacity.Median, "0.000")} net rewards a {game.Period}{(every == "none" ? "" : $", {every}")}), and is exerted with probability {F(exerted)}{Before(exertion)}; by the stated rule: {verdict}.",
            verdict != "the record does not say");
    }
}
