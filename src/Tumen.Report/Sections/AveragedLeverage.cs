using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Leverage averaged over the theories: how much there is, how much of it is exerted, and what it is worth to know.</summary>
internal static class AveragedLeverage
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var readings = new[] { ("capacity", r.Averaged.Capacity), ("exertion", r.Averaged.Exertion), ("influence", r.Averaged.Influence) }.Where(x => x.Item2 is not null)
            .Select(x => new GaugeRow(x.Item1, double.IsNaN(x.Item2!.Median) ? x.Item2.Value : x.Item2.Median, x.Item2.Low, x.Item2.High, $"matters with chance {F(x.Item2.ChanceMatters)}{(x.Item2.PriorMatters is { } p ? $" ({F(p)} before the record)" : "")}")).ToArray();
        if (readings.Length == 0)
        {
            return;
        }

        var game = r.Study.Game;
        string giver = game.Concession is { } c ? game.Players[c.From].Display : "the patron", other = game.Concession is { } to ? game.Players[to.To].Display : "the client";
        string every = r.Averaged.Capacity is { } c0 ? LeverageRunner.Every(double.IsNaN(c0.Median) ? c0.Value : c0.Median, game.Period) : "none";
        string finding = r.Averaged.Capacity is { } cap ? $"Net concessions owed to what {other} can stake: {every} (median; 90 %: {F(cap.Low, "0.000")} to {F(cap.High, "0.000")} net concessions a {game.Period})" : "Leverage, averaged over the theories";
        b.Append($"<figure><h3>{E(finding)}</h3>").Append(Gauge.Draw(finding, readings, LeverageRunner.SmallestThatMatters, $"net concessions a {game.Period}"));
        b.Append($"<figcaption>Averaged over the theories by their probability; median and middle 90 % of posterior draws; the shaded zone is too small to matter. <b>Capacity</b>: do the concessions of {E(giver)} answer what {E(other)} can stake? "
            + "<b>Exertion</b>: are the moves made because they are answered? <b>Influence</b>: compliance owed to the giver's instruments. It does not show which move does it: see the table by theory.</figcaption></figure>");
    }
}
