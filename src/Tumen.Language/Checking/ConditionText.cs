using Tumen.Model;

namespace Tumen.Language;

/// <summary>Writes conditions and laws back in the words of the language.</summary>
internal static class ConditionText
{
    /// <summary>A condition as it would be written.</summary>
    /// <param name="game">Names.</param>
    /// <param name="condition">What to write.</param>
    /// <param name="inAnd">Whether it will stand beside <c>and</c>, so that an <c>or</c> needs parentheses.</param>
    public static string Write(GameModel game, Condition condition, bool inAnd = false) => condition switch
    {
        Condition.AlwaysTrue => "always",
        Condition.LevelIn l => Level(game, l),
        Condition.Plays p => $"{game.Players[p.Player].Name} plays {string.Join(" or ", p.Moves.Select(m => game.Players[p.Player].Moves[m]))}",
        Condition.Not { Inner: Condition.Plays p } => $"{game.Players[p.Player].Name} does not play {string.Join(" or ", p.Moves.Select(m => game.Players[p.Player].Moves[m]))}",
        Condition.Not { Inner: Condition.LevelIn l } => $"{game.Situations[l.Situation].Name} is not {string.Join(" or ", l.Levels.Select(v => game.Situations[l.Situation].Levels[v]))}",
        Condition.Not { Inner: Condition.AlwaysTrue } => "never",
        Condition.Not n => $"not ({Write(game, n.Inner)})",
        Condition.And a => $"{Write(game, a.Left, inAnd: true)} and {Write(game, a.Right, inAnd: true)}",
        Condition.Or o when inAnd => $"({Write(game, o)})",
        Condition.Or o => $"{Write(game, o.Left)} or {Write(game, o.Right)}",
        _ => throw new InvalidOperationException($"unknown condition {condition.GetType().Name}"),
    };

    /// <summary>A payoff term as it would be written, its player first.</summary>
    public static string Term(GameModel game, PayoffTerm term) =>
        $"{game.Players[term.Player].Name} {(term.Gains ? "gains" : "loses")} {string.Join(" * ", term.Factors.Select(f => Factor(game, f)).Prepend(term.Weight ?? "constant"))}{(term.If is Condition.AlwaysTrue ? "" : $" if {Write(game, term.If)}")}";

    /// <summary>A factor as it would be written.</summary>
    public static string Factor(GameModel game, Factor factor) => factor switch
    {
        Model.Factor.LevelOf l => game.Situations[l.Situation].Name,
        Model.Factor.LackOf l => "lack of " + game.Situations[l.Situation].Name,
        Model.Factor.CountOf c => Count(game, c),
        Model.Factor.Literal n => Wording.Number(n.Value),
        Model.Factor.Covariate c => "covariate " + c.Name,
        _ => throw new InvalidOperationException($"unknown factor {factor.GetType().Name}"),
    };

    /// <summary>Whether a condition is a single test or two.</summary>
    public static bool IsShort(Condition condition) => condition switch
    {
        Condition.And a => a.Left is not (Condition.And or Condition.Or) && a.Right is not (Condition.And or Condition.Or),
        Condition.Or => false,
        Condition.Not n => IsShort(n.Inner),
        _ => true,
    };

    /// <summary>A chance as it would be written.</summary>
    public static string Chance(Chance chance) => chance.Name ?? Wording.Number(chance.Number);

    /// <summary>A chance with its condition.</summary>
    public static string Part(GameModel game, ChanceIf part) => part.If is Condition.AlwaysTrue ? Chance(part.Chance) : $"{Chance(part.Chance)} if {Write(game, part.If)}";

    /// <summary>rises, falls, or becomes with its level.</summary>
    public static string Effect(GameModel game, int situation, LawLine line) => line.Effect switch
    {
        LawEffect.Rises => line.Steps == 1 ? "rises" : $"rises by {line.Steps} levels",
        LawEffect.Falls => line.Steps == 1 ? "falls" : $"falls by {line.Steps} levels",
        _ => $"becomes {game.Situations[situation].Levels[line.Level]}",
    };

    /// <summary>A count as it would be written.</summary>
    public static string Count(GameModel game, Factor.CountOf count)
    {
        var text = $"number of {string.Join(", ", count.Players.Select(p => game.Players[p].Name))} that play {string.Join(" or ", count.Moves.FirstOrDefault([]).Select(m => game.Players[count.Players[0]].Moves[m]))}";
        return count.LogOnePlus ? $"log(1 + {text})" : text;
    }

    /// <summary>The mean of a normal law as it would be written.</summary>
    public static string Mean(GameModel game, NormalLaw law) => string.Join(", ", law.Mean.Select(t => string.Join(" * ", t.Factors.Select(f => Factor(game, f)).Prepend(Wording.Number(t.Coefficient))) + (t.If is Condition.AlwaysTrue ? "" : $" if {Write(game, t.If)}")));

    private static string Level(GameModel game, Condition.LevelIn test)
    {
        var situation = game.Situations[test.Situation];
        var run = test.Levels.Length > 2 && test.Levels[^1] - test.Levels[0] == test.Levels.Length - 1;
        return run && test.Levels[^1] == situation.Levels.Length - 1 ? $"{situation.Name} at least {situation.Levels[test.Levels[0]]}"
            : run && test.Levels[0] == 0 ? $"{situation.Name} at most {situation.Levels[test.Levels[^1]]}"
            : $"{situation.Name} is {string.Join(" or ", test.Levels.Select(l => situation.Levels[l]))}";
    }
}
