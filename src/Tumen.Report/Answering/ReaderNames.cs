using System.Text.RegularExpressions;
using Tumen.Model;

namespace Tumen.Report;

/// <summary>Players as readers know them: a label that a study writes with a role ("the patron changed") is read with the player's own name ("China changed").</summary>
public static partial class ReaderNames
{
    /// <summary>A text with every player's role replaced by the name that the game gives it. Roles that stand for anybody ("its rival", "a client") stay.</summary>
    public static string In(GameModel game, string text)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(text);
        var names = game.Players.Where(p => p.Display.Length > 0 && p.Display != p.Name).ToDictionary(p => p.Name, p => p.Display, StringComparer.Ordinal);
        return names.Count == 0 ? text : Role().Replace(text, m =>
        {
            string role = m.Groups["role"].Value, before = m.Groups["before"].Value;
            if (!names.TryGetValue(role, out string? name) || Anybody(before))
            {
                return m.Value;
            }

            string kept = before is "the " or "The " ? before == "The " && name.StartsWith("the ", StringComparison.Ordinal) ? "The " : "" : before;
            string plain = kept == "The " ? name[4..] : name;
            string of = m.Groups["of"].Value;
            return kept + plain + (of.Length > 0 && name.EndsWith('s') ? of[..1] : of);
        });
    }

    private static bool Anybody(string before) => before.TrimEnd() is "its" or "their" or "a" or "any" or "each" or "every" or "no" or "another" or "other" or "closest" or "one";

    [GeneratedRegex(@"(?<before>\b(?:[Tt]he|its|their|a|any|each|every|no|another|other|closest|one) )?(?<![\w-])(?<role>[a-z][a-z0-9_]*)\b(?<of>['’]s)?")]
    private static partial Regex Role();
}
