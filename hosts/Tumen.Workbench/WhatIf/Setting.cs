using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Workbench.WhatIf;

/// <summary>What an analyst has changed: only what differs from the theory as fitted is in it. Immutable.</summary>
public sealed partial record Setting
{
    /// <summary>Most months that a change lasts or takes on the page.</summary>
    public const int MostMonths = 120;

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

    /// <summary>Changes for which there is no slider or switch, as the language writes them.</summary>
    public ImmutableSortedSet<string> Also { get; init; } = [];

    /// <summary>Month whose situation is the start and in which the change begins; null for the last one known.</summary>
    public string? From { get; init; }

    /// <summary>Months that the change lasts, its end foreseen by everyone; null for good.</summary>
    public int? Months { get; init; }

    /// <summary>Months over which the change comes about evenly, foreseen by everyone; null for at once.</summary>
    public int? Gradual { get; init; }

    /// <summary>Whether nothing is changed.</summary>
    public bool IsAsFitted => Values.Count + Patience.Count + Never.Count + Empty.Count + Stays.Count + Front.Count + Also.Count == 0;

    /// <summary>Whether the change comes at once and for good.</summary>
    public bool IsLasting => IsAsFitted || (Months is null && Gradual is null);

    /// <summary>The theory from the same month, with nothing changed.</summary>
    public Setting Plain => new() { Theory = Theory, From = From };

    /// <summary>This setting with everything that another one changes.</summary>
    public Setting With(Setting other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Values = Values.SetItems(other.Values), Patience = Patience.SetItems(other.Patience), Never = Never.Union(other.Never), Empty = Empty.Union(other.Empty), Stays = Stays.SetItems(other.Stays),
            Front = other.Front.Count > 0 ? other.Front : Front, Also = Also.Union(other.Also),
            From = other.From ?? From, Months = other.Months ?? (other.Gradual is null ? Months : null), Gradual = other.Gradual ?? (other.Months is null ? Gradual : null),
        };
    }

    /// <summary>This setting without what another one changes.</summary>
    public Setting Without(Setting other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Values = Values.RemoveRange(other.Values.Keys), Patience = Patience.RemoveRange(other.Patience.Keys), Never = Never.Except(other.Never), Empty = Empty.Except(other.Empty),
            Stays = Stays.RemoveRange(other.Stays.Keys), Front = other.Front.Count > 0 ? [] : Front, Also = Also.Except(other.Also),
            Months = other.Months is null ? Months : null, Gradual = other.Gradual is null ? Gradual : null,
        };
    }

    /// <summary>Whether everything that another one changes is changed here in the same way.</summary>
    public bool Has(Setting other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !other.IsAsFitted && other.Values.All(v => Values.TryGetValue(v.Key, out double x) && Number(x) == Number(v.Value)) && other.Patience.All(v => Patience.TryGetValue(v.Key, out double x) && Number(x) == Number(v.Value))
            && Never.IsSupersetOf(other.Never) && Empty.IsSupersetOf(other.Empty) && other.Stays.All(v => Stays.GetValueOrDefault(v.Key) == v.Value)
            && (other.Front.Count == 0 || Front.SetEquals(other.Front)) && Also.IsSupersetOf(other.Also) && (other.Months ?? Months) == Months && (other.Gradual ?? Gradual) == Gradual;
    }

    /// <summary>A number as the language writes it, to four decimals.</summary>
    public static string Number(double x) => Math.Round(x, 4).ToString("0.####", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Player, string[] Moves)> ByPlayer(IEnumerable<string> moves) =>
        moves.Select(m => m.Split('.')).GroupBy(m => m[0]).Select(g => (g.Key, g.Select(m => m[1]).ToArray()));
}
