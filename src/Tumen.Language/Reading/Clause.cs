using Tumen.Model;

namespace Tumen.Language;

/// <summary>One clause: a line that starts at the margin and the indented lines that continue it.</summary>
/// <param name="Tokens">Its tokens, at least one.</param>
internal sealed record Clause(IReadOnlyList<Token> Tokens)
{
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

        return clauses;
    }
}
