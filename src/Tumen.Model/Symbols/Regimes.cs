using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>Stretches of unknown dates between which some weights differ: a hidden chain of regimes that stay for long.</summary>
/// <param name="Count">Number of regimes, 1 to 3; 1 is the game without them.</param>
/// <param name="Players">Players all of whose weights differ by regime.</param>
/// <param name="Weights">Single weights that differ by regime, beside those of the players.</param>
/// <param name="Stay">Mean length of a stay in periods, above 1: each period a regime is left with chance 1/<paramref name="Stay"/>.</param>
/// <param name="Foreseen">Whether players know the chain and reckon with changes; otherwise each regime is played as if it lasted for ever.</param>
/// <param name="Place">Where it was written.</param>
public sealed record RegimeSpec(int Count, ImmutableArray<int> Players, ImmutableArray<string> Weights, double Stay, bool Foreseen, Place Place = default)
{
    /// <summary>Name of the situation that says which regime it is. No record shows it.</summary>
    public const string Situation = "regime";

    /// <summary>Names of the regimes, its levels.</summary>
    public static ImmutableArray<string> Names { get; } = ["one", "two", "three"];

    /// <summary>Most regimes.</summary>
    public const int Most = 3;

    /// <summary>σ: how far a weight departs from its mean over the regimes, normal(0, σ²), in units of choice noise.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>Whether the record starts in the first regime and each gives way to the next for good; with two regimes, a break at a date that nobody knows.</summary>
    public bool InOrder { get; init; }

    /// <summary>Weight by whose size regimes are told apart, smallest first; null for the date around which a regime's periods lie.</summary>
    public string? OrderedBy { get; init; }

    /// <summary>Log of the number of ways to name the same regimes, all of equal density: 0 where they come in order.</summary>
    public double LogNamings => InOrder || Count == 1 ? 0 : Count == 3 ? 1.791759469228055 : 0.6931471805599453;

    /// <summary>The situation's law. Under <see cref="InOrder"/> a regime rises to the next with chance 1/stay; otherwise it gives way to each other with equal chances that add up to 1/stay.</summary>
    /// <param name="situation">Index of the situation.</param>
    public SituationLaw Law(int situation)
    {
        ImmutableArray<int> Others(int to) => [.. Enumerable.Range(0, Count).Where(l => l != to)];
        return new SituationLaw(situation, Count == 1 ? [] : InOrder
            ? [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(1 / Stay), Condition.Always)], Place)]
            : [.. Enumerable.Range(0, Count).Select(to => new LawLine(LawEffect.Becomes, to, [new ChanceIf(new Chance(1 / Stay / (Count - 1)), new Condition.LevelIn(situation, Others(to)))], Place))], Place);
    }
}
