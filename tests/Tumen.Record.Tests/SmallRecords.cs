using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record.Tests;

/// <summary>Records small enough to code by hand: one player, one or two situations, a handful of events.</summary>
internal static class SmallRecords
{
    public static readonly GameModel Game = new()
    {
        Name = "One",
        Players = [new Player("client", ["hold", "act"])],
        Turns = [[0]],
        Situations = [new Situation("warmth", ["cold", "correct", "close"]), new Situation("busy", ["no", "yes"])],
        Discounts = [0.9],
    };

    /// <summary>Events written as "id month kind size"; size may be left out.</summary>
    public static EventTable Events(params string[] events) => EventFile.Read(
        "event_id,date,kind,intensity\n" + string.Concat(events.Select(e => e.Split(' ')).Select(e => $"{e[0]},{e[1]},{e[2]},{(e.Length > 3 ? e[3] : "")}\n")), "small.csv");

    public static CodebookModel Book(CodingRule client, CodingRule warmth, CodingRule busy) => new(
        "small", null, [new EventSet("acts", Triad.Is("kind", "act"), Triad.Line(1)), new EventSet("gifts", Triad.Is("kind", "gift"), Triad.Line(2))], [client, warmth, busy]);

    public static readonly CodingRule Acts = Triad.Move("client", "hold", 10, new CodingLine("act", Triad.Any("acts"), Triad.Line(11)));

    public static readonly CodingRule Correct = Triad.Level("warmth", "correct", 20);

    public static readonly CodingRule Busy = Triad.Level("busy", "no", 30, new CodingLine("yes", new PeriodTest.Played("client", ["act"], 1), Triad.Line(31)));

    public static string Row(CodedRecord record, string column)
    {
        var unit = record.Table.Units[0];
        var game = record.Table.Game;
        int p = game.Players.ToList().FindIndex(x => x.Name == column), s = game.Situations.ToList().FindIndex(x => x.Name == column);
        return string.Join(' ', Enumerable.Range(0, unit.Length).Select(t =>
            p >= 0 ? (unit.Move(t, p) < 0 ? "?" : game.Players[p].Moves[unit.Move(t, p)]) : unit.Level(t, s) < 0 ? "?" : game.Situations[s].Levels[unit.Level(t, s)]));
    }
}
