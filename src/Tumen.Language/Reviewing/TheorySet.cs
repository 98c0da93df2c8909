using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a theory amounts to once the base and everything it builds on are taken in.</summary>
/// <param name="Name">Name of the theory; "base" for none.</param>
/// <param name="Own">The theory; null for the base game.</param>
/// <param name="Terms">All payoff terms.</param>
/// <param name="Discounts">Discount factor of each player.</param>
/// <param name="Held">Parameters it holds at a value.</param>
internal sealed record TheorySet(string Name, Theory? Own, ImmutableArray<PayoffTerm> Terms, ImmutableArray<double> Discounts, ImmutableDictionary<string, double> Held)
{
    /// <summary>The base game and every theory.</summary>
    public static ImmutableArray<TheorySet> All(GameModel game) => [Of(game, null), .. game.Theories.Select(t => Of(game, t))];

    private static TheorySet Of(GameModel game, Theory? theory)
    {
        var taken = new List<Theory>();
        var open = new Stack<Theory>(theory is null ? [] : [theory]);
        while (open.TryPop(out var at))
        {
            if (taken.Contains(at))
            {
                continue;
            }

            taken.Add(at);
            foreach (var name in at.BuildsOn)
            {
                if (game.FindTheory(name) is { } below)
                {
                    open.Push(below);
                }
            }
        }

        var discounts = game.Discounts.ToArray();
        var held = ImmutableDictionary<string, double>.Empty;
        foreach (var assumption in taken.AsEnumerable().Reverse().SelectMany(t => t.Assumptions))
        {
            if (assumption.Player >= 0)
            {
                discounts[assumption.Player] = assumption.Value;
            }
            else if (assumption.Parameter is { } name)
            {
                held = held.SetItem(name, assumption.Value);
            }
        }

        return new TheorySet(theory?.Name ?? "base", theory, [.. game.Terms, .. TheoryTerms.Join(taken)], [.. discounts], held);
    }

    /// <summary>What a term reads: the situations in its factors and condition, and the moves in its condition.</summary>
    public static ConditionReads ReadBy(PayoffTerm term)
    {
        var reads = ConditionReads.Of(term.If);
        foreach (var factor in term.Factors)
        {
            reads.Add(factor);
        }

        return reads;
    }

    /// <summary>A text that is the same for terms that weigh the same thing.</summary>
    public static string Feature(GameModel game, PayoffTerm term, bool withWeight)
    {
        var factors = term.Factors.Select(f => f switch
        {
            Factor.LevelOf l => game.Situations[l.Situation].Name,
            Factor.LackOf l => "lack of " + game.Situations[l.Situation].Name,
            Factor.Covariate c => "covariate " + c.Name,
            Factor.Literal n => Wording.Number(n.Value),
            Factor.CountOf n => ConditionText.Count(game, n),
            _ => throw new InvalidOperationException($"unknown factor {f.GetType().Name}"),
        }).Order(StringComparer.Ordinal);
        return $"{term.Player}|{(withWeight ? $"{(term.Gains ? '+' : '-')}{term.Weight}" : string.Empty)}|{string.Join('*', factors)}|{ConditionText.Write(game, term.If)}";
    }
}
