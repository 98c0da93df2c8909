using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record.Tests;

/// <summary>A client, a patron and a rival with a few situations, and a codebook for them, built in code.</summary>
internal static class Triad
{
    private static readonly ImmutableArray<string> Adversaries = ["USA", "ROK", "JPN", "INTL"];

    public static GameModel Game { get; } = new()
    {
        Name = "Client, patron and rival",
        Players =
        [
            new Player("client", ["provoke", "hold", "reach_out", "rebuff"]),
            new Player("patron", ["punish", "maintain", "reward"]),
            new Player("rival", ["press", "hold", "engage"]),
        ],
        Turns = [[0, 1, 2]],
        Situations =
        [
            new Situation("arsenal", ["untested", "tested", "reaches"]),
            new Situation("warmth", ["cold", "correct", "close"]),
            new Situation("provoked", ["no", "yes"]),
            new Situation("presence", ["routine", "reinforced"]),
        ],
        Discounts = [0.95, 0.95, 0.95],
    };

    public static Place Line(int line) => new(line, 1, 1);

    public static EventTest Is(string column, params string[] values) => new EventTest.ColumnIn(column, [.. values]);

    public static EventTest All(params EventTest[] tests) => tests.Aggregate((a, b) => new EventTest.And(a, b));

    public static PeriodTest Any(string set, int atLeast = 1, int window = 1, int lag = 0) => new PeriodTest.Any(set, atLeast, window, lag);

    public static CodingRule Move(string name, string otherwise, int line, params CodingLine[] lines) => new(name, true, [.. lines], otherwise, null, null, Line(line));

    public static CodingRule Level(string name, string otherwise, int line, params CodingLine[] lines) => new(name, false, [.. lines], otherwise, null, null, Line(line));

    public static CodebookModel Book { get; } = new(
        "by month",
        new EventTest.Not(Is("dup_of", "")),
        [
            new EventSet("defiance", All(Is("actor", "DPRK"), Is("target", "CHN"), new EventTest.ColumnCompares("intensity", "at most", -2)), Line(2)),
            new EventSet("shots", All(Is("actor", "DPRK"), new EventTest.ColumnIn("target", Adversaries), new EventTest.ColumnCompares("intensity", "at most", -5)), Line(3)),
            new EventSet("overtures", All(Is("actor", "DPRK"), Is("target", "USA", "ROK", "JPN"), new EventTest.ColumnCompares("intensity", "at least", 5)), Line(4)),
            new EventSet("visits", All(Is("actor", "CHN"), Is("target", "DPRK"), Is("kind", "summit", "high_level_visit", "aid_pledge", "aid_delivery")), Line(5)),
            new EventSet("punishments", All(Is("actor", "CHN"), Is("target", "DPRK"), Is("kind", "vote_for_sanctions", "trade_ban", "trade_restriction", "financial_freeze")), Line(6)),
            new EventSet("pressings", All(Is("actor", "USA", "UNSC"), Is("target", "DPRK"), Is("kind", "deployment", "sanctions_resolution", "sanctions_unilateral", "sanctions_designation")), Line(7)),
            new EventSet("openings", All(Is("actor", "USA", "ROK"), Is("target", "DPRK"), Is("kind", "summit", "summit_announced", "aid_pledge", "agreement")), Line(8)),
        ],
        [
            Move("client", "hold", 10,
                new CodingLine("rebuff", Any("defiance"), Line(10)),
                new CodingLine("reach_out", Any("overtures"), Line(11)),
                new CodingLine("provoke", Any("shots"), Line(12))),
            Move("patron", "maintain", 14,
                new CodingLine("punish", Any("punishments"), Line(14)),
                new CodingLine("reward", Any("visits"), Line(15))),
            Move("rival", "hold", 17,
                new CodingLine("press", Any("pressings"), Line(17)),
                new CodingLine("engage", Any("openings"), Line(18))),
            Level("arsenal", "untested", 20,
                new CodingLine("reaches", new PeriodTest.Between("2017-11", null), Line(20)),
                new CodingLine("tested", new PeriodTest.Between("2006-11", null), Line(21))),
            new CodingRule("warmth", false, [], "correct", null, new BalanceRule([("visits", 1), ("punishments", -1.5)], 6, [-1, 1.5], 0, 1), Line(23)),
            Level("provoked", "no", 25,
                new CodingLine("yes", new PeriodTest.Played("client", ["provoke"], 1), Line(25))),
            Level("presence", "routine", 27,
                new CodingLine("reinforced", Any("pressings", 2, 4, 1), Line(27))),
        ]);

    public static CodedRecord Code(string from = "1990-01", string to = "2025-12") => Coder.Code(StudyFiles.Events, Book, Game, from, to, "triad.codebook");

    /// <summary>Index of a month in a record.</summary>
    public static int At(CodedRecord record, string month) => record.Table.Units[0].Periods.IndexOf(month);

    /// <summary>A cell by month and name, as written in the record; empty when unknown.</summary>
    public static string Cell(CodedRecord record, string month, string column)
    {
        var unit = record.Table.Units[0];
        int t = At(record, month);
        var game = record.Table.Game;
        int p = game.Players.ToList().FindIndex(x => x.Name == column), s = game.Situations.ToList().FindIndex(x => x.Name == column);
        return p >= 0 ? (unit.Move(t, p) < 0 ? "" : game.Players[p].Moves[unit.Move(t, p)]) : unit.Level(t, s) < 0 ? "" : game.Situations[s].Levels[unit.Level(t, s)];
    }
}
