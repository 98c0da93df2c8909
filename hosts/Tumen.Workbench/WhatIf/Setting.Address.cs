using System.Collections.Immutable;
using System.Globalization;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Workbench.WhatIf;

/// <content>As the query of an address.</content>
public sealed partial record Setting
{
    /// <summary>The setting as the query of an address.</summary>
    public ImmutableArray<(string Name, string? Value)> Query() =>
    [
        ("theory", Theory),
        ("set", Join(Values.Select(v => $"{v.Key}:{Number(v.Value)}"))),
        ("patience", Join(Patience.Select(v => $"{v.Key}:{Number(v.Value)}"))),
        ("never", Join(Never)),
        ("empty", Join(Empty)),
        ("stays", Join(Stays.Select(v => $"{v.Key}:{v.Value}"))),
        ("front", Join(Front)),
        ("also", Also.Count == 0 ? null : string.Join(';', Also)),
        ("from", From),
        ("months", Months?.ToString(CultureInfo.InvariantCulture)),
        ("gradual", Gradual?.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads an address; what the game does not know is passed over.</summary>
    public static Setting Read(GameModel game, string theory, Func<string, string?> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var moves = game.Players.SelectMany(p => p.Moves.Select(m => $"{p.Name}.{m}")).ToHashSet();
        var players = game.Players.Select(p => p.Name).ToHashSet();
        var quiet = new[] { game.Threats, game.Instruments }.Where(m => m is not null).ToDictionary(m => game.Players[m!.Player].Name, m => game.Players[m!.Player].Moves[m.Quiet]);
        var names = game.Weights.Select(w => w.Name).Concat(game.Chances.Select(c => c.Name)).ToHashSet();
        int? months = Count(query("months"));
        return new Setting
        {
            Theory = theory,
            Values = Pairs(query("set")).Where(p => names.Contains(p.Name.Split(' ')[0]) && Read(p.Value) is not null).ToImmutableSortedDictionary(p => p.Name, p => Read(p.Value)!.Value),
            Patience = Pairs(query("patience")).Where(p => players.Contains(p.Name) && Read(p.Value) is >= 0 and < 1).ToImmutableSortedDictionary(p => p.Name, p => Read(p.Value)!.Value),
            Never = [.. Parts(query("never")).Where(moves.Contains)],
            Empty = [.. Parts(query("empty")).Where(m => moves.Contains(m) && quiet.TryGetValue(m.Split('.')[0], out string? q) && m.Split('.')[1] != q)],
            Stays = Pairs(query("stays")).Where(p => game.Situations.Any(s => s.Name == p.Name && s.LevelIndex(p.Value) >= 0)).ToImmutableSortedDictionary(p => p.Name, p => p.Value),
            Front = [.. Parts(query("front")).Where(players.Contains)],
            Also = [.. (query("also") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(t => Edits(t, game).IsGood)],
            From = query("from"),
            Months = months,
            Gradual = months is null ? Count(query("gradual")) : null,
        };
    }

    private static Parsed<ScenarioSpec> Edits(string text, GameModel game) => ScenarioText.Parse($"what if \"also\" {text}", game);

    private static string? Join(IEnumerable<string> parts) => string.Join(',', parts) is { Length: > 0 } text ? text : null;

    private static string[] Parts(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IEnumerable<(string Name, string Value)> Pairs(string? text) =>
        Parts(text).Select(p => p.Split(':')).Where(p => p.Length == 2).Select(p => (p[0], p[1])).DistinctBy(p => p.Item1);

    private static double? Read(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && Math.Abs(x) <= 1000 ? x : null;

    private static int? Count(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 ? Math.Min(n, MostMonths) : null;
}
