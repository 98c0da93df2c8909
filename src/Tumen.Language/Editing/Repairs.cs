using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>A change of a text that mends what a diagnostic found.</summary>
/// <param name="Title">What it does, as a menu says it.</param>
/// <param name="Place">What is replaced; a length of 0 inserts before the column.</param>
/// <param name="Text">What is written there.</param>
/// <param name="Sure">Whether it is what was most probably meant, not only a way to begin.</param>
public sealed record Repair(string Title, Place Place, string Text, bool Sure);

/// <summary>Ways to mend what a diagnostic found, as changes that an editor can make.</summary>
public static partial class Repairs
{
    /// <summary>The changes for a diagnostic of a text; empty when only its author can say.</summary>
    public static ImmutableArray<Repair> Of(Diagnostic found, Outline outline)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(outline);
        return found.Code switch
        {
            "G212" => [.. Law(found, outline)],
            "R9" => [.. Prior(outline)],
            _ => [.. Meant(found, outline), .. Misspelt(found, outline)],
        };
    }

    /// <summary>The text with a change made.</summary>
    public static string Apply(string text, Repair repair)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(repair);
        int at = 0;
        for (int line = 1; line < repair.Place.Line; line++)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0)
            {
                at = text.Length;
                break;
            }

            at = end + 1;
        }

        int from = Math.Min(text.Length, at + repair.Place.Column - 1);
        return string.Concat(text.AsSpan(0, from), repair.Text, text.AsSpan(Math.Min(text.Length, from + repair.Place.Length)));
    }

    // Messages ask "did you mean `x`?" beside the caret or in their own sentence.
    private static IEnumerable<Repair> Meant(Diagnostic found, Outline outline)
    {
        var asked = DidYouMean().Match(found.Caret is { } caret && DidYouMean().IsMatch(caret) ? caret : found.Message);
        if (!asked.Success || found.Place.Line < 1)
        {
            yield break;
        }

        string near = asked.Groups[1].Value, line = outline.Line(found.Place.Line);
        int from = Math.Clamp(found.Place.Column - 1, 0, line.Length);
        string written = line.Substring(from, Math.Clamp(found.Place.Length, 0, line.Length - from));
        string text = written.StartsWith('"') ? $"\"{near}\"" : near;
        if (written.Length > 0 && written != text)
        {
            yield return new Repair($"Write {(written.StartsWith('"') ? text : $"`{text}`")}", found.Place, text, true);
        }
    }

    // "if `wamth` is a misspelt name, write `warmth`": the word stands somewhere in what the message is about.
    private static IEnumerable<Repair> Misspelt(Diagnostic found, Outline outline)
    {
        foreach (var told in found.Helps.Select(h => MisspeltName().Match(h)).Where(m => m.Success))
        {
            var (word, near) = (told.Groups[1].Value, told.Groups[2].Value);
            var place = outline.Tokens.FirstOrDefault(t => t.Kind == TokenKind.Word && t.Text == word && t.Place.Line == found.Place.Line
                && t.Place.Column >= found.Place.Column && t.Place.Column < found.Place.Column + Math.Max(1, found.Place.Length)).Place;
            if (place.Line > 0)
            {
                yield return new Repair($"Write `{near}`", place, near, false);
            }
        }
    }

    private static IEnumerable<Repair> Law(Diagnostic found, Outline outline)
    {
        if (outline.Things.FirstOrDefault(t => t.Kind == NameKind.Situation && t.Place == found.Place && t.File == outline.File) is not { } situation)
        {
            yield break;
        }

        var after = Behind(outline, found.Place);
        string name = situation.Name;
        var levels = outline.Things.Where(t => t.Kind == NameKind.Level && t.Owner == name).ToList();
        if (levels.Count > 1 && outline.Things.FirstOrDefault(t => t.Kind == NameKind.Move) is { } move)
        {
            yield return new Repair($"Add a law: `{name}` becomes {levels[1].Name} with chance 0.1 when {move.Owner} plays {move.Name}", after, $"\nnext {name}   becomes {levels[1].Name} 0.1 if {move.Owner} plays {move.Name}", false);
        }

        yield return new Repair($"Add a law: `{name}` never changes", after, $"\nnext {name} stays", false);
    }

    private static IEnumerable<Repair> Prior(Outline outline)
    {
        if (outline.Tokens.Count > 0)
        {
            yield return new Repair("Add the prior: every weight normal(0, 1)", Behind(outline, outline.Tokens[^1].Place), "\nestimate every weight, prior normal(0, 1)", true);
        }
    }

    // The end of the last line of the clause that holds a place; a remark on that line stays there.
    private static Place Behind(Outline outline, Place place)
    {
        int i = 0;
        while (i < outline.Tokens.Count && outline.Tokens[i].Place != place)
        {
            i++;
        }

        while (i + 1 < outline.Tokens.Count && outline.Tokens[i + 1].Place.Column != 1)
        {
            i++;
        }

        int line = i < outline.Tokens.Count ? outline.Tokens[i].Place.Line : place.Line;
        return new Place(line, outline.Line(line).Length + 1, 0);
    }

    [GeneratedRegex("did you mean [`\"]([^`\"]+)[`\"]\\?")]
    private static partial Regex DidYouMean();

    [GeneratedRegex("if `([^`]+)` is a misspelt name, write `([^`]+)`")]
    private static partial Regex MisspeltName();
}
