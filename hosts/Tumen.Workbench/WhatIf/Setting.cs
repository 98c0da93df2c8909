using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Workbench.WhatIf;

/// <summary>What an analyst has changed: only what differs from the theory as fitted is in it. Immutable.</summary>
public sealed record Setting
{
    /// <summary>The theory.</summary>
    public string Theory { get; init; } = "base";

    /// <summary>Weights and chances with other values.</summary>
    public ImmutableSortedDictionary<string, double> Values { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Players with another patience (discount factor).</summary>
    public ImmutableSortedDictionary<string, double> Patience { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Moves that are never played, as player.move.</summary>
    public ImmutableSortedSet<string> Never { get; init; } = [];

    /// <summary>Moves that act like the quiet move, as player.move.</summary>
    public ImmutableSortedSet<string> Empty { get; init; } = [];

    /// <summary>Situations that stay at a level for ever.</summary>
    public ImmutableSortedDictionary<string, string> Stays { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Players that pursue the sum of their payoffs; empty for none.</summary>
    public ImmutableSortedSet<string> Front { get; init; } = [];

    /// <summary>Month whose situation is the start; null for the last one known.</summary>
    public string? From { get; init; }

    /// <summary>Whether nothing is changed.</summary>
    public bool IsAsFitted => Values.Count + Patience.Count + Never.Count + Empty.Count + Stays.Count + Front.Count == 0;

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
        ("from", From),
    ];

    /// <summary>Reads an address; what the game does not know is passed over.</summary>
    public static Setting Read(GameModel game, string theory, Func<string, string?> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var moves = game.Players.SelectMany(p => p.Moves.Select(m => $"{p.Name}.{m}")).ToHashSet();
        var players = game.Players.Select(p => p.Name).ToHashSet();
        var quiet = new[] { game.Threats, game.Instruments }.Where(m => m is not null).ToDictionary(m => game.Players[m!.Player].Name, m => game.Players[m!.Player].Moves[m.Quiet]);
        var names = game.Weights.Select(w => w.Name).Concat(game.Chances.Select(c => c.Name)).ToHashSet();
        return new Setting
        {
            Theory = theory,
            Values = Pairs(query("set")).Where(p => names.Contains(p.Name.Split(' ')[0]) && Read(p.Value) is not null).ToImmutableSortedDictionary(p => p.Name, p => Read(p.Value)!.Value),
            Patience = Pairs(query("patience")).Where(p => players.Contains(p.Name) && Read(p.Value) is >= 0 and < 1).ToImmutableSortedDictionary(p => p.Name, p => Read(p.Value)!.Value),
            Never = [.. Parts(query("never")).Where(moves.Contains)],
            Empty = [.. Parts(query("empty")).Where(m => moves.Contains(m) && quiet.TryGetValue(m.Split('.')[0], out string? q) && m.Split('.')[1] != q)],
            Stays = Pairs(query("stays")).Where(p => game.Situations.Any(s => s.Name == p.Name && s.LevelIndex(p.Value) >= 0)).ToImmutableSortedDictionary(p => p.Name, p => p.Value),
            Front = [.. Parts(query("front")).Where(players.Contains)],
            From = query("from"),
        };
    }

    /// <summary>A what-if of the study as a setting; null when it holds an edit that the sliders do not have.</summary>
    public static Setting? Of(ScenarioSpec scenario, GameModel game, SolvedTheory theory)
    {
        var s = new Setting { Theory = theory.Name };
        foreach (var edit in scenario.Edits)
        {
            switch (edit)
            {
                case ScenarioEdit.SetParameter p:
                    int k = theory.Space.IndexOf(p.Name);
                    s = k < 0 ? s : s with { Values = s.Values.SetItem(p.Name, p.Multiply ? theory.Point[k] * p.Value : p.Value) };
                    break;
                case ScenarioEdit.SetDiscount d: s = s with { Patience = s.Patience.SetItem(d.Player, d.Value) }; break;
                case ScenarioEdit.Forbid { Always: false } f: s = s with { Never = s.Never.Union(f.Moves.Select(m => $"{f.Player}.{m}")) }; break;
                case ScenarioEdit.Forbid f:
                    s = s with { Never = s.Never.Union(game.Players.First(p => p.Name == f.Player).Moves.Where(m => !f.Moves.Contains(m)).Select(m => $"{f.Player}.{m}")) };
                    break;
                case ScenarioEdit.Defang d: s = s with { Empty = s.Empty.Union(d.Moves.Select(m => $"{d.Player}.{m}")) }; break;
                case ScenarioEdit.Coalition c: s = s with { Front = [.. c.Players] }; break;
                case ScenarioEdit.HoldSituation { Forever: true } h: s = s with { Stays = s.Stays.SetItem(h.Situation, h.Level) }; break;
                default: return null;
            }
        }

        return s;
    }

    /// <summary>The setting as a what-if. Weights that differ by era are those of the last one.</summary>
    public ScenarioSpec Scenario(SolvedTheory theory)
    {
        ArgumentNullException.ThrowIfNull(theory);
        var edits = ImmutableArray.CreateBuilder<ScenarioEdit>();
        foreach (var (name, value) in Values)
        {
            int k = theory.Space.IndexOf(name);
            if (k >= 0 && theory.IsOfLastEra(k))
            {
                edits.Add(new ScenarioEdit.SetParameter(name.Split(' ')[0], Math.Clamp(value, theory.Space.Free[k].Lower, theory.Space.Free[k].Upper), false));
            }
        }

        edits.AddRange(Patience.Select(p => new ScenarioEdit.SetDiscount(p.Key, p.Value)));
        edits.AddRange(ByPlayer(Never).Where(g => g.Moves.Length < theory.Whole.Players.First(p => p.Name == g.Player).Moves.Length)
            .Select(g => new ScenarioEdit.Forbid(g.Player, [.. g.Moves], false)));
        edits.AddRange(ByPlayer(Empty).Select(g => new ScenarioEdit.Defang(g.Player, [.. g.Moves])));
        edits.AddRange(Stays.Select(s => new ScenarioEdit.HoldSituation(s.Key, s.Value, true)));
        if (Front.Count > 1)
        {
            edits.Add(new ScenarioEdit.Coalition([.. Front], [.. Front.Select(_ => 1.0)]));
        }

        return new ScenarioSpec("as set", edits.ToImmutable(), From, null);
    }

    /// <summary>The setting as a clause of a .study file.</summary>
    public string Clause(string name, GameModel game)
    {
        var edits = new List<string>();
        edits.AddRange(Values.Select(v => $"{(game.Chances.Any(c => c.Name == v.Key) ? "chance" : "weight")} {v.Key} = {Number(v.Value)}"));
        edits.AddRange(Patience.Select(v => $"discount of {v.Key} {Number(v.Value)}"));
        edits.AddRange(ByPlayer(Never).Select(g => $"{g.Player} never plays {string.Join(" or ", g.Moves)}"));
        edits.AddRange(ByPlayer(Empty).Select(g => $"defang {string.Join(", ", g.Moves)} of {g.Player}"));
        edits.AddRange(Stays.Select(v => $"{v.Key} stays {v.Value}"));
        if (Front.Count > 1)
        {
            edits.Add($"{string.Join(" and ", Front)} act as one, weights {string.Join(", ", Front.Select(_ => "1"))}");
        }

        var text = new StringBuilder($"what if  \"{name.Replace('"', '\'').ReplaceLineEndings(" ")}\"   ");
        return text.AppendJoin("; ", edits).ToString();
    }

    /// <summary>A number as the language writes it, to four decimals.</summary>
    public static string Number(double x) => Math.Round(x, 4).ToString("0.####", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Player, string[] Moves)> ByPlayer(IEnumerable<string> moves) =>
        moves.Select(m => m.Split('.')).GroupBy(m => m[0]).Select(g => (g.Key, g.Select(m => m[1]).ToArray()));

    private static string? Join(IEnumerable<string> parts) => string.Join(',', parts) is { Length: > 0 } text ? text : null;

    private static string[] Parts(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IEnumerable<(string Name, string Value)> Pairs(string? text) =>
        Parts(text).Select(p => p.Split(':')).Where(p => p.Length == 2).Select(p => (p[0], p[1])).DistinctBy(p => p.Item1);

    private static double? Read(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && Math.Abs(x) <= 1000 ? x : null;
}
