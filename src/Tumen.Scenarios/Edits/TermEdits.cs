using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Edits of what weights count under: the condition of every payoff term of a weight is replaced.</summary>
internal static class TermEdits
{
    /// <summary>Whether any edit of a scenario changes when a weight counts.</summary>
    public static bool Any(ScenarioSpec scenario) => scenario.Edits.Any(e => e is ScenarioEdit.CountsWhen);

    /// <summary>Situations, in the whole game, that the new conditions read.</summary>
    public static IEnumerable<int> Reads(ScenarioSpec scenario) => scenario.Edits.OfType<ScenarioEdit.CountsWhen>().SelectMany(e => Reads(e.If)).Distinct();

    /// <summary>The game with edited terms.</summary>
    /// <param name="game">The game to edit: the whole one, or one without situations that cannot matter.</param>
    /// <param name="whole">The whole game, whose situations the scenario's conditions number.</param>
    /// <param name="scenario">The scenario; every situation its conditions read is in <paramref name="game"/>.</param>
    public static GameModel Apply(GameModel game, GameModel whole, ScenarioSpec scenario)
    {
        int[] at = [.. whole.Situations.Select(v => game.Situations.ToList().FindIndex(x => x.Name == v.Name))];
        ImmutableArray<PayoffTerm> Edit(ImmutableArray<PayoffTerm> terms) =>
            [.. terms.Select(t => scenario.Edits.OfType<ScenarioEdit.CountsWhen>().LastOrDefault(e => e.Weight == t.Weight) is { } e ? t with { If = Map(e.If, at) } : t)];
        return game with { Terms = Edit(game.Terms), Theories = [.. game.Theories.Select(t => t with { Terms = Edit(t.Terms) })] };
    }

    private static Condition Map(Condition c, int[] at) => c switch
    {
        Condition.LevelIn l => l with { Situation = at[l.Situation] },
        Condition.And a => new Condition.And(Map(a.Left, at), Map(a.Right, at)),
        Condition.Or o => new Condition.Or(Map(o.Left, at), Map(o.Right, at)),
        Condition.Not n => new Condition.Not(Map(n.Inner, at)),
        _ => c,
    };

    private static IEnumerable<int> Reads(Condition c) => c switch
    {
        Condition.LevelIn l => [l.Situation],
        Condition.And a => Reads(a.Left).Concat(Reads(a.Right)),
        Condition.Or o => Reads(o.Left).Concat(Reads(o.Right)),
        Condition.Not n => Reads(n.Inner),
        _ => [],
    };
}
