using System.Text;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Names, chances and conditions in LaTeX.</summary>
internal static class Latex
{
    /// <summary>A name in upright letters, special characters escaped.</summary>
    public static string Name(string name)
    {
        var text = new StringBuilder("\\mathrm{");
        foreach (var c in name)
        {
            text.Append(c == '_' ? "\\_" : c.ToString());
        }

        return text.Append('}').ToString();
    }

    /// <summary>A chance.</summary>
    public static string Chance(Chance chance) => chance.Name is { } name ? $"p_{{{Name(name)}}}" : Wording.Number(chance.Number);

    /// <summary>A condition.</summary>
    /// <param name="game">Names.</param>
    /// <param name="condition">What to write.</param>
    /// <param name="tight">Whether an "or" needs parentheses.</param>
    public static string Condition(GameModel game, Condition condition, bool tight = false) => condition switch
    {
        Model.Condition.AlwaysTrue => "\\top",
        Model.Condition.LevelIn l => $"{Name(game.Situations[l.Situation].Name)}{Set(l.Levels.Select(v => game.Situations[l.Situation].Levels[v]), no: false)}",
        Model.Condition.Plays p => $"a_{{{Name(game.Players[p.Player].Name)}}}{Set(p.Moves.Select(m => game.Players[p.Player].Moves[m]), no: false)}",
        Model.Condition.Not { Inner: Model.Condition.LevelIn l } => $"{Name(game.Situations[l.Situation].Name)}{Set(l.Levels.Select(v => game.Situations[l.Situation].Levels[v]), no: true)}",
        Model.Condition.Not { Inner: Model.Condition.Plays p } => $"a_{{{Name(game.Players[p.Player].Name)}}}{Set(p.Moves.Select(m => game.Players[p.Player].Moves[m]), no: true)}",
        Model.Condition.Not n => $"\\lnot({Condition(game, n.Inner)})",
        Model.Condition.And a => $"{Condition(game, a.Left, tight: true)} \\land {Condition(game, a.Right, tight: true)}",
        Model.Condition.Or o when tight => $"({Condition(game, o)})",
        Model.Condition.Or o => $"{Condition(game, o.Left)} \\lor {Condition(game, o.Right)}",
        _ => throw new InvalidOperationException($"unknown condition {condition.GetType().Name}"),
    };

    private static string Set(IEnumerable<string> names, bool no)
    {
        var all = names.Select(Name).ToList();
        return all.Count == 1 ? $" {(no ? "\\neq" : "=")} {all[0]}" : $" {(no ? "\\notin" : "\\in")} \\{{{string.Join(", ", all)}\\}}";
    }
}
