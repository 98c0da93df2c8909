namespace Tumen.Episodes;

/// <summary>What a mover cannot tell apart: nodes with the same player and the same actions. A chance move is one too, with its chances.</summary>
public sealed class InformationSet
{
    internal InformationSet(int index, int player, int fileNumber, string label, string[] actions, Rational[]? chances, int firstAction, int[] members)
    {
        Index = index;
        Player = player;
        FileNumber = fileNumber;
        Label = label;
        Actions = actions;
        Chances = chances;
        FirstAction = firstAction;
        Members = members;
    }

    /// <summary>Position in <see cref="ExtensiveGame.InformationSets"/>.</summary>
    public int Index { get; }

    /// <summary>The mover, from 0; <see cref="ExtensiveGame.Chance"/> for a chance move.</summary>
    public int Player { get; }

    /// <summary>The number it bears in an .efg file, unique per player.</summary>
    public int FileNumber { get; }

    /// <summary>Its name, perhaps empty.</summary>
    public string Label { get; }

    /// <summary>Action names in order.</summary>
    public IReadOnlyList<string> Actions { get; }

    /// <summary>One exact chance per action, summing to 1, for a chance move; otherwise null.</summary>
    public IReadOnlyList<Rational>? Chances { get; }

    /// <summary>Where this set's actions start in the flat list of all actions of all sets.</summary>
    public int FirstAction { get; }

    /// <summary>Its nodes, in prefix order.</summary>
    public IReadOnlyList<int> Members { get; }

    /// <summary>Whether nature moves here.</summary>
    public bool IsChance => Player == ExtensiveGame.Chance;
}

/// <summary>A named payoff vector that nodes may carry.</summary>
/// <param name="Label">Its name, perhaps empty.</param>
/// <param name="Payoffs">One exact payoff per player.</param>
/// <param name="FileNumber">The number it bears in an .efg file, at least 1.</param>
public sealed record Outcome(string Label, IReadOnlyList<Rational> Payoffs, int FileNumber);
