using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>One assumption changed, everything else as written.</summary>
public abstract record Variation(Place Place)
{
    /// <summary>Another discount factor for every player; theories that assume their own keep it.</summary>
    public sealed record Discount(double Value, Place Place = default) : Variation(Place);

    /// <summary>The other value convention.</summary>
    public sealed record Values(ValueConvention Convention, Place Place = default) : Variation(Place);

    /// <summary>Everybody moves at once: nobody sees a move of the same period.</summary>
    public sealed record Together(Place Place = default) : Variation(Place);

    /// <summary>A weight is held at a value instead of being estimated.</summary>
    public sealed record Hold(string Weight, double Value, Place Place = default) : Variation(Place);

    /// <summary>A player's estimated weights may differ before and after a period.</summary>
    public sealed record Eras(string Player, string Until, Place Place = default) : Variation(Place);
}

/// <summary>A named set of changed assumptions under which every theory is fitted again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Changes">What is assumed otherwise.</param>
/// <param name="Place">Where it was written.</param>
public sealed record VariationSpec(string Name, ImmutableArray<Variation> Changes, Place Place = default);

/// <summary>Applies variations to a game.</summary>
public static class Variations
{
    /// <summary>The game under changed assumptions.</summary>
    /// <exception cref="ArgumentException">A variation names a player that the game does not have.</exception>
    public static GameModel Of(GameModel game, ImmutableArray<Variation> changes) => changes.Aggregate(game, Apply);

    private static GameModel Apply(GameModel game, Variation change) => change switch
    {
        Variation.Discount d => game with { Discounts = [.. game.Discounts.Select(_ => d.Value)] },
        Variation.Values v => game with { Values = v.Convention },
        Variation.Together => game with { Turns = [[.. Enumerable.Range(0, game.Players.Length)]] },
        Variation.Hold h => game.Weights.All(w => w.Name != h.Weight) ? throw new ArgumentException($"no weight {h.Weight}", nameof(change))
            : game with { Weights = [.. game.Weights.Select(w => RegimeWeights.Hold(w, h.Weight, h.Value))] },
        Variation.Eras e => SplitWeights(game, e),
        _ => throw new ArgumentException($"unknown variation {change}", nameof(change)),
    };

    /// <summary>Whether weights of a player differ by regime.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">Name of the player.</param>
    public static bool DiffersByRegime(GameModel game, string player)
    {
        int at = game.Players.ToList().FindIndex(p => p.Name == player);
        var parts = game.Weights.Where(w => w.InRegime is not null).Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        return game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)).Any(t => t.Player == at && t.Weight is not null && parts.Contains(t.Weight));
    }

    private static GameModel SplitWeights(GameModel game, Variation.Eras split)
    {
        int player = game.Players.ToList().FindIndex(p => p.Name == split.Player);
        if (player < 0)
        {
            throw new ArgumentException($"no player {split.Player}", nameof(split));
        }

        var names = game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)).Where(t => t.Player == player && t.Weight is not null).Select(t => t.Weight!).ToHashSet();
        ImmutableArray<Era> eras = [new Era($"to {split.Until}", split.Until), new Era($"after {split.Until}", null)];
        return game with { Weights = [.. game.Weights.Select(w => w.Fixed is null && names.Contains(w.Name) ? w with { Eras = eras } : w)] };
    }
}
