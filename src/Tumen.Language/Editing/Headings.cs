using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>An entry of the table of contents that an editor shows.</summary>
/// <param name="Name">The name declared, or how the clause begins.</param>
/// <param name="Kind">What the name stands for; null for a clause that declares none.</param>
/// <param name="Says">One line on what it is, or null.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="From">Where its clause begins.</param>
/// <param name="To">The last word or mark of its clause.</param>
/// <param name="Under">What belongs to it: moves, levels, weights.</param>
public sealed record Heading(string Name, NameKind? Kind, string? Says, Place Place, Place From, Place To, ImmutableArray<Heading> Under);

/// <summary>The table of contents of a text: one entry a clause, under the name it declares.</summary>
public static class Headings
{
    private const int MostLetters = 60;

    /// <summary>The entries, in the order of the text.</summary>
    public static ImmutableArray<Heading> Of(Outline outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var own = outline.Things.Where(t => t.File == outline.File && t.Place.Line > 0).ToList();
        var result = ImmutableArray.CreateBuilder<Heading>();
        for (int head = 0; head < outline.Tokens.Count;)
        {
            int next = head + 1;
            while (next < outline.Tokens.Count && outline.Tokens[next].Place.Column != 1)
            {
                next++;
            }

            Clause(outline, own, head, next - 1, result);
            head = next;
        }

        return result.ToImmutable();
    }

    private static void Clause(Outline outline, List<NamedThing> own, int head, int last, ImmutableArray<Heading>.Builder result)
    {
        Place from = outline.Tokens[head].Place, to = outline.Tokens[last].Place;
        var here = own.Where(t => !Before(t.Place, from) && !Before(to, t.Place)).ToList();
        var parameters = here.Where(t => t.Kind is NameKind.Weight or NameKind.Chance).Select(Leaf).ToList();
        var main = here.Where(t => t.Owner is null && t.Kind is not (NameKind.Weight or NameKind.Chance)).ToList();
        if (main.Count == 0)
        {
            result.Add(new Heading(Beginning(outline, from), null, null, from, from, to, [.. parameters]));
            return;
        }

        for (int k = 0; k < main.Count; k++)
        {
            var thing = main[k];
            var under = here.Where(t => t.Owner == thing.Name).Select(Leaf).Concat(k == 0 ? parameters : []);
            // The names of a clause share it: each has the part from its name on.
            result.Add(new Heading(thing.Name, thing.Kind, thing.Says, thing.Place, k == 0 ? from : thing.Place, k + 1 < main.Count ? thing.Place : to, [.. under]));
        }
    }

    private static Heading Leaf(NamedThing thing) => new(thing.Name, thing.Kind, thing.Says, thing.Place, thing.Place, thing.Place, []);

    private static bool Before(Place a, Place b) => a.Line < b.Line || (a.Line == b.Line && a.Column < b.Column);

    private static string Beginning(Outline outline, Place from)
    {
        string line = outline.Line(from.Line).Split('#')[0].Trim();
        string words = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= MostLetters ? words : words[..(char.IsHighSurrogate(words[MostLetters - 2]) ? MostLetters - 2 : MostLetters - 1)] + "…";
    }
}
