using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads .claims files: what a text says, each claim with what it comes down to.</summary>
public static class ClaimsFile
{
    /// <summary>Reads claims; every mistake is found in one pass.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="fileName">Name as the user gave it, for messages.</param>
    /// <param name="game">The game: players, situations, weights and theories are checked against it.</param>
    /// <param name="study">The study: theories compared, scenarios, stretches and assumptions are checked against it.</param>
    public static Parsed<ClaimsModel> Parse(string text, string fileName, GameModel game, StudyModel study)
    {
        if (SourceText.Problem(text, fileName) is { } problem)
        {
            return Parsed<ClaimsModel>.Bad(problem);
        }

        var bag = new DiagnosticBag(fileName, text);
        var clauses = Clause.Split(Lexer.Read(text, bag).Tokens, bag);
        if (FileKind.Mistaken(clauses, "claims", fileName) is { } mistaken)
        {
            return Parsed<ClaimsModel>.Bad(mistaken);
        }

        var (source, claims) = Draft(clauses, bag, game, study);
        if (source is null && !bag.HasErrors)
        {
            bag.Error("T125", new Place(1, 1, 1), "this file does not say whose claims these are", helps: ["start with   claims \"author, title (year)\""]);
        }

        return new Parsed<ClaimsModel>(bag.HasErrors ? null : new ClaimsModel(source!, [.. claims]), bag.All);
    }

    /// <summary>What could be read of the clauses, errors or not.</summary>
    internal static (string? Source, List<Claim> Claims) Draft(List<Clause> clauses, DiagnosticBag bag, GameModel game, StudyModel study)
    {
        var claims = new List<Claim>();
        var names = ClaimNames.Of(clauses);
        string? source = null;
        foreach (var clause in clauses)
        {
            var reader = new TokenReader(clause, bag);
            var head = reader.Next();
            if (head.Is("claims"))
            {
                if (source is not null)
                {
                    bag.Error("T124", head.Place, "the file names a second text", helps: ["keep one; another text is another file"]);
                }

                source = reader.ExpectText("the text that makes the claims")?.Text ?? "";
                reader.ExpectEnd("the text");
            }
            else if (head.Is("claim"))
            {
                if (new ClaimReader(GameDraft.Of(game, bag), study, game, reader, names).Read(claims) is { } claim)
                {
                    claims.Add(claim);
                }
            }
            else if (head.Is("dates"))
            {
                Dates(names, reader, bag);
            }
            else
            {
                bag.Grammar("T120", head.Place, $"no clause of a file of claims starts with {head.Shown}", notes: ["clauses start with `claims`, `dates` or `claim`"], helps: ["indent the checks of a claim: indented lines continue it", "a new claim starts like   claim S6 fact \"what it says\""]);
            }
        }

        ClaimLinks.Check(claims, bag);
        return (source, claims);
    }

    /// <summary>dates summits 2000-06, 2007-10.</summary>
    private static void Dates(ClaimNames names, TokenReader reader, DiagnosticBag bag)
    {
        if (reader.ExpectName("a name for the dates") is not { } name)
        {
            return;
        }

        var months = System.Collections.Immutable.ImmutableArray.CreateBuilder<string>();
        do
        {
            if (reader.ExpectDate("a month such as 2018-06") is not { } month)
            {
                return;
            }

            months.Add(month.Text);
        }
        while (reader.Take(','));
        if (reader.ExpectEnd("the dates", "dates are separated by commas") && !names.Dates.TryAdd(name.Text, months.ToImmutable()))
        {
            bag.Error("G207", name.Place, $"there are dates called `{name.Text}` already", helps: ["give one of them another name"]);
        }
    }
}
