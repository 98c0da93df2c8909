using System.Collections.Immutable;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

/// <summary>Made-up inputs as large as a real study's: 432 months, three players, fourteen theories.</summary>
internal static class ChartSamples
{
    public static readonly string[] Months = [.. Enumerable.Range(0, 432).Select(t => $"{1990 + t / 12:0000}-{t % 12 + 1:00}")];

    public static readonly string[] Theories =
    [
        "base", "lips and teeth", "buffer", "entrapment", "autonomy", "abandonment", "hedging", "conditional aid", "collapse aversion",
        "leverage by presence", "leverage by realignment", "asymmetric leverage", "staked regime", "irrational madman",
    ];

    public static double Wave(int t, double speed = 0.37) => Math.Sin(t * speed) * Math.Cos(t * t * 0.013);

    public static TimelineLane Lane(string player, int periods, params (string Name, Tone Tone)[] moves) => new(
        player,
        [.. moves.Select(m => new TimelineMove(m.Name, m.Tone))],
        [.. Enumerable.Range(0, periods).Select(t => t % 97 is > 80 and < 86 ? -1 : (int)(Math.Abs(Wave(t)) * 0.999 * moves.Length))],
        [.. Enumerable.Range(0, periods).Select(t => t % 5 == 0 ? ImmutableArray.Create("Test of a \"long\" <missile> & more", "Talks", "Aid", "Visit", "Rebuke") : [])]);

    public static readonly TimelineLane[] Lanes =
    [
        Lane("North Korea", 432, ("hold", Tone.Gray), ("provoke", Tone.Vermilion), ("reach_out", Tone.Blue), ("rebuff", Tone.Purple)),
        Lane("the United States and allies", 432, ("hold", Tone.Gray), ("press", Tone.Vermilion), ("engage", Tone.Blue)),
        Lane("China", 432, ("maintain", Tone.Gray), ("punish", Tone.Orange), ("reward", Tone.Green)),
    ];

    public static double[][] Table(int rows, int columns, double missing = 7) =>
        [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => (r * columns + c) % missing == 6 ? double.NaN : Math.Abs(Wave(r * 31 + c))).ToArray())];

    public static IReadOnlyDictionary<string, string> All() => new Dictionary<string, string>
    {
        ["timeline"] = Timeline.Draw("Moves by month", Months, Lanes),
        ["timeline, two years"] = Timeline.Draw("Moves by month, 2016 and 2017", Months, Lanes, 312, 24),
        ["strategies"] = HeatMap.DrawBeside(
            "Strategy of the client", ["untested, routine, correct, off", "tested, reinforced, cold, on", "reaches, routine, close, on", "reaches, reinforced, cold, off"],
            ["provoke", "hold", "reach_out", "rebuff"], Table(4, 4, 1000), Table(4, 4), "0.00"),
        ["heat map"] = HeatMap.Draw(
            "Differences", ["patron", "client", "rival"], ["a long column label that is cut", "hold", "reach_out"], [[1.5, -2, 0], [0.2, double.NaN, -0.3], [12.25, -11, 3]], "0.00"),
        ["estimates"] = DotInterval.Draw(
            "Weights",
            [
                new("cost of provoking", 1.20, 0.95, 1.45), new("cost of reaching out", 0.40, -0.10, 0.90), new("cost of defying the patron", 2.10, 1.10, 3.10, IntervalMark.Weak),
                new("provocations come in runs", -0.60, -0.95, -0.25), new("fear of collapse", 0.10, -40, 40, IntervalMark.Weak), new("discount", 0.97, double.NaN, double.NaN, IntervalMark.Assumed),
                new("aid", double.NaN, double.NaN, double.NaN, IntervalMark.Weak), new("open end", 0.5, 0.2, double.PositiveInfinity),
            ]),
        ["posterior"] = Bars.Draw(
            "Posterior probability", Theories, [.. Enumerable.Range(1, 14).Select(i => i * i / 1015.0)], [new(1 / 14.0, "prior, 1/14"), new(0.1, "one in ten")]),
        ["scores"] = Bars.Draw(
            "Log score against the best", Theories, [.. Enumerable.Range(0, 14).Select(i => -i * 1.7)], [new(-3, "1 in 20"), new(-5.3, "1 in 200"), new(-30, "always hold")], "0.0"),
        ["evidence"] = SignedSeries.Draw(
            "Evidence by month", Months, [.. Enumerable.Range(0, 432).Select(t => t is > 100 and < 106 ? double.NaN : Math.Pow(Wave(t), 5) * (t % 50 == 3 ? 3 : 1) + 0.02)],
            [new(3, "First test of a device that nobody expected & its answer"), new(403, "Summit")]),
        ["dots"] = DotSeries.Draw(
            "Pareto k of every month", Months,
            [
                new("largest over all theories", Tone.Gray, [.. Enumerable.Range(0, 432).Select(t => t % 60 == 7 ? double.NegativeInfinity : 0.3 + (0.5 * Math.Pow(Wave(t), 3)))]),
                new("asymmetric leverage", Tone.Blue, [.. Enumerable.Range(0, 432).Select(t => t % 50 == 3 ? double.NaN : 0.3 + (0.3 * Math.Pow(Wave(t, 0.5), 3)))]),
            ],
            [new(0.7, "0.7")], [new(3, "First test & its <answer>"), new(403, "Summit")]),
        ["leverage"] = SignedSeries.DrawBand(
            "Leverage by month", Months, [.. Enumerable.Range(0, 432).Select(t => t is > 200 and < 212 ? double.NaN : 0.3 + 0.2 * Math.Sin(t * 0.03))],
            [.. Enumerable.Range(0, 432).Select(t => 0.1 + 0.2 * Math.Sin(t * 0.03))], [.. Enumerable.Range(0, 432).Select(t => 0.45 + 0.25 * Math.Sin(t * 0.03))],
            [new(201, "first test"), new(30, "treaty"), new(331, "summit"), new(333, "second summit")]),
        ["power"] = Matrix.Draw("Local power", Theories, Table(14, 14), "0.00", "true theory", "tested against"),
    };
}
