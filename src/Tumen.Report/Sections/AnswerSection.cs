using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The question, the answer in a sentence, why it is or is not more than that, and the two figures that a hurried reader needs.</summary>
internal static class AnswerSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        b.Append($"<h1>{E(r.Study.Study.Question)}</h1><p class=\"answer {(r.Answer.Conclusive ? "yes" : "open")}\">{E(r.Answer.Sentence)}</p>");
        foreach (var line in r.Answer.Lines.Skip(1))
        {
            b.Append($"<p><b>{E(line.Heading)}.</b> {E(line.Words)}</p>");
        }

        b.Append($"<details><summary>{E(Tally(r.Answer))}</summary><ul class=\"reasons\">");
        foreach (string reason in r.Answer.Reasons)
        {
            b.Append($"<li>{E(reason)}</li>");
        }

        b.Append("</ul></details><div class=\"pair\">");
        int[] ranked = [.. order.Where(i => !double.IsNaN(r.Posterior[i]))];
        if (ranked.Length > 0)
        {
            b.Append("<figure>").Append(Bars.Draw("posterior probability of each theory at equal prior odds", [.. ranked.Select(i => r.Theories[i].Name)], [.. ranked.Select(i => r.Posterior[i])], [new ReferenceLine(1.0 / ranked.Length, "before the record")]));
            string without = ranked.Length == order.Length ? "" : $" Without one, for reasons given above: {string.Join(", ", order.Except(ranked).Select(i => r.Theories[i].Name))}.";
            b.Append($"<figcaption>Posterior probability of each theory, at equal prior odds.{E(without)}</figcaption></figure>");
        }

        var readings = new[] { ("capacity", r.Averaged.Capacity), ("exertion", r.Averaged.Exertion), ("influence", r.Averaged.Influence) }.Where(x => x.Item2 is not null)
            .Select(x => new GaugeRow(x.Item1, double.IsNaN(x.Item2!.Median) ? x.Item2.Value : x.Item2.Median, x.Item2.Low, x.Item2.High, $"matters with chance {F(x.Item2.ChanceMatters)}{(x.Item2.PriorMatters is { } p ? $" ({F(p)} before the record)" : "")}")).ToArray();
        if (readings.Length > 0)
        {
            var patron = r.Study.Game.Concession is { } c ? r.Study.Game.Players[c.From].Display : "the patron";
            b.Append("<figure>").Append(Gauge.Draw("leverage averaged over the theories", readings, LeverageRunner.SmallestThatMatters, $"net rewards a {r.Study.Game.Period}"));
            b.Append($"<figcaption>Leverage, averaged over the theories by their probability, with the middle 90 % of posterior draws; the shaded zone is too small to matter. <b>Capacity</b>: do the concessions of {E(patron)} answer what can be staked against it? "
                + "(The threat moves are defanged and the game is solved again.) <b>Exertion</b>: are the moves made because they are answered? (Against a twin who believes that they are not.) <b>Influence</b>: compliance owed to the patron's instruments.</figcaption></figure>");
        }

        b.Append("</div>");
    }

    private static string Tally(Answer a)
    {
        int pro = a.Checks.Count(c => c.Holds == true), con = a.Checks.Count(c => c.Holds == false);
        return $"{Spoken.Count(a.Checks.Length, "reason")}: {Spoken.Number(pro)} for the leading theory, {Spoken.Number(con)} against it, {Spoken.Number(a.Checks.Length - pro - con)} to know";
    }
}
