using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>One public condition with finitely many ordered levels; the tuple of all of them is the state of the game.</summary>
/// <param name="Name">The word the language uses.</param>
/// <param name="Levels">Level names, lowest first; in arithmetic they count 0, 1, 2 … unless <paramref name="Values"/> says otherwise.</param>
/// <param name="Label">What reports print; null to print the name.</param>
/// <param name="StartsAt">Level of a simulated first period; null for the lowest.</param>
/// <param name="Values">Numbers the levels stand for in payoffs; default (empty) means 0, 1, 2 ….</param>
/// <param name="Place">Where it was declared.</param>
public sealed record Situation(
    string Name, ImmutableArray<string> Levels, string? Label = null, int? StartsAt = null, ImmutableArray<double> Values = default, Place Place = default)
{
    /// <summary>Label if there is one, otherwise the name.</summary>
    public string Display => Label ?? Name;

    /// <summary>Index of a level, or -1.</summary>
    public int LevelIndex(string level) => Levels.IndexOf(level);

    /// <summary>The number a level stands for in payoffs.</summary>
    public double Value(int level) => Values.IsDefaultOrEmpty ? level : Values[level];

    /// <summary>The number of the top level, from which <c>lack of</c> subtracts.</summary>
    public double TopValue => Value(Levels.Length - 1);
}
