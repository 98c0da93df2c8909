using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads sources that may tell moves wrongly: <c>source "icews" ["icews.csv" [coded by "icews.codebook"]] of client, patron misreports with chances dirichlet(10, 1)</c>.</summary>
internal sealed class SourceReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>Reads one clause after <c>source</c>.</summary>
    public bool Read(Token head)
    {
        if (reader.ExpectText("the name of the source") is not { } name)
        {
            return false;
        }

        string? file = reader.Peek.Kind == TokenKind.Text ? reader.Next().Text : null, codebook = null;
        if (reader.Take("coded", "by"))
        {
            if (file is null || reader.ExpectText("a codebook file") is not { } book)
            {
                return false;
            }

            codebook = book.Text;
        }

        if (!reader.Expect("of", "write   source \"icews\" \"icews.csv\" of client, patron misreports with chances dirichlet(10, 1)") || Players() is not { } players
            || !reader.Expect("misreports") || !reader.Expect("with") || !reader.Expect("chances") || !reader.Expect("dirichlet") || !reader.Expect('(')
            || reader.ExpectNumber("the weight of telling right") is not { } right || !reader.Expect(',') || reader.ExpectNumber("the weight of each wrong move") is not { } wrong || !reader.Expect(')')
            || !reader.ExpectEnd("a source"))
        {
            return false;
        }

        Add(new ReportSource(name.Text, file, codebook, [.. players.Select(p => p.Text).Distinct()], right.Value, wrong.Value, head.Place), right.Place, name);
        return true;
    }

    private List<Token>? Players()
    {
        var players = new List<Token>();
        do
        {
            if (reader.ExpectName("a player") is not { } who)
            {
                return null;
            }

            draft.Player(who);
            players.Add(who);
        }
        while (reader.Take(','));
        return players;
    }

    private void Add(ReportSource source, Place chances, Token name)
    {
        if (!(source.Wrong > 0) || !(source.Right >= source.Wrong))
        {
            draft.Bag.Error("S540", chances, $"a source is right at least as often as it takes a move for one other: found {Wording.Number(source.Right)} for right and {Wording.Number(source.Wrong)} for each wrong move",
                notes: ["both are weights of a Dirichlet prior above 0; with three wrong moves, dirichlet(10, 1) says right in 10 of 13"], helps: ["write   dirichlet(10, 1)"]);
        }

        if (draft.Sources.FirstOrDefault(s => s.Name == source.Name || (s.File is null && source.File is null)) is { } twin)
        {
            draft.Bag.Error("S541", name.Place, source.Name == twin.Name ? $"there are two sources called \"{source.Name}\"" : "the record itself is two sources: neither names a file", others: [new DiagnosticLabel(twin.Place, "the first one")],
                notes: ["a source without a file is the study's record"], helps: ["keep one", "name the file of the other:   source \"NAME\" \"FILE.csv\" of …"]);
            return;
        }

        draft.Sources.Add(source);
    }
}
