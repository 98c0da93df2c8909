using Tumen.Model;

namespace Tumen.Language;

/// <summary>One clause: a line that starts at the margin and the indented lines that continue it.</summary>
/// <param name="Tokens">Its tokens, at least one.</param>
internal sealed record Clause(IReadOnlyList<Token> Tokens)
{
    /// <summary>Most clauses of a file, and most words and marks of a clause.</summary>
    public const int Most = 10_000;

    /// <summary>Its first token.</summary>
    public Token Head => Tokens[0];

    /// <summary>Splits tokens into clauses. Indented lines before any clause are an error.</summary>
    public static List<Clause> Split(List<Token> tokens, DiagnosticBag bag)
    {
        var clauses = new List<Clause>();
        List<Token>? current = null;
        var complained = false;
        foreach (var token in tokens)
        {
            if (token.FirstOnLine && token.Place.Column == 1)
            {
                current = [];
                clauses.Add(new Clause(current));
            }

            if (current is null)
            {
                if (!complained)
                {
                    bag.Grammar("T111", token.Place, "this line is indented, but there is no clause above that it could continue",
                        notes: ["a clause starts at the margin; indented lines continue it"], helps: ["remove the blanks at the start of the line"]);
                    complained = true;
                }

                continue;
            }

            current.Add(token);
        }

        if (clauses.Count > Most)
        {
            return Refuse(clauses[Most], $"this file has {Wording.Count(clauses.Count)} clauses", bag);
        }

        return clauses.FirstOrDefault(c => c.Tokens.Count > Most) is { } endless ? Refuse(endless, $"this clause has {Wording.Count(endless.Tokens.Count)} words and marks", bag) : clauses;
    }

    private static List<Clause> Refuse(Clause clause, string what, DiagnosticBag bag)
    {
        bag.Error("T115", clause.Head.Place, $"{what}; the most that is read is {Wording.Count(Most)}", notes: ["games, codebooks and studies are texts of a few pages"], helps: ["check that the right file was given"]);
        return [];
    }
}
