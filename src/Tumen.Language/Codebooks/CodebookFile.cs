using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads .codebook files: how dated events become one row a period.</summary>
public static class CodebookFile
{
    private static readonly string[] Heads = ["codebook", "leave", "one", "each", "events", "situation"];

    /// <summary>Reads a codebook; every mistake is found in one pass.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="fileName">Name as the user gave it, for messages.</param>
    /// <param name="game">The game it codes for: then names are checked and every column must be coded. Null checks the form alone.</param>
    public static Parsed<CodebookModel> Parse(string text, string fileName, GameModel? game = null)
    {
        if (SourceText.Problem(text, fileName) is { } problem)
        {
            return Parsed<CodebookModel>.Bad(problem);
        }

        var bag = new DiagnosticBag(fileName, text);
        var clauses = Clause.Split(Lexer.Read(text, bag).Tokens, bag);
        if (FileKind.Mistaken(clauses, "codebook", fileName) is { } mistaken)
        {
            return Parsed<CodebookModel>.Bad(mistaken);
        }

        var draft = Draft(clauses, bag, game);
        Finish(draft, clauses);
        var model = new CodebookModel(draft.Name, draft.Drop, [.. draft.Sets.Values], [.. draft.Rules.Values.Select(r => r.Build())], draft.ForGame) { OneADay = draft.OneADay?.Columns ?? [], EachEventOnce = draft.EachEventOnce is not null };
        return new Parsed<CodebookModel>(bag.HasErrors ? null : model, bag.All);
    }

    /// <summary>What could be read of the clauses, errors or not.</summary>
    internal static CodebookDraft Draft(List<Clause> clauses, DiagnosticBag bag, GameModel? game)
    {
        var draft = new CodebookDraft(bag, game);
        foreach (var clause in clauses.Where(c => c.Head.Is("events")))
        {
            Attempt(draft, clause, EventSet);
        }

        foreach (var clause in clauses.Where(c => !c.Head.Is("events")))
        {
            Attempt(draft, clause, Other);
        }

        return draft;
    }

    private static void Attempt(CodebookDraft draft, Clause clause, Func<CodebookDraft, TokenReader, bool> read)
    {
        if (read(draft, new TokenReader(clause, draft.Bag)))
        {
            return;
        }

        foreach (var token in clause.Tokens.Where(t => t.Kind == TokenKind.Word))
        {
            draft.Bag.Doubt(token.Text);
        }
    }

    /// <summary>events NAME test.</summary>
    private static bool EventSet(CodebookDraft draft, TokenReader reader)
    {
        reader.Next();
        if (reader.ExpectName("the name of a set of events") is not { } name || new EventTestReader(reader).Read() is not { } test || !reader.ExpectEnd("a test of events"))
        {
            return false;
        }

        if (draft.Sets.TryGetValue(name.Text, out var earlier))
        {
            draft.Bag.Error("G207", name.Place, $"there is a set of events called `{name.Text}` already", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["give one of them another name, or join their tests by `or`"]);
            return true;
        }

        draft.Sets[name.Text] = new EventSet(name.Text, test, name.Place);
        return true;
    }

    private static bool Other(CodebookDraft draft, TokenReader reader)
    {
        var head = reader.Peek;
        if (head.Is("codebook"))
        {
            return Title(draft, reader);
        }

        if (head.Is("leave"))
        {
            return LeaveOut(draft, reader);
        }

        if (head.Is("one") && reader.PeekAt(1).Is("a"))
        {
            return OneADay(draft, reader);
        }

        if (head.Is("each") && reader.PeekAt(1).Is("event"))
        {
            return EachEventOnce(draft, reader);
        }

        if (head.Is("situation"))
        {
            return new RuleReader(draft, reader).Situation();
        }

        if (head.Kind == TokenKind.Word && !Keywords.IsReserved(head.Text) && reader.PeekAt(1) is var verb && (verb.Is("plays") || verb.Is("otherwise") || verb.Is("starts")))
        {
            return new RuleReader(draft, reader).Moves();
        }

        var known = Heads.Concat(draft.Game?.Players.Select(p => p.Name) ?? []).ToList();
        draft.Bag.Grammar("T120", head.Place, $"no clause of a codebook starts with {head.Shown}",
            head.Kind == TokenKind.Word && Wording.Nearest(head.Text, known) is { } near && near != head.Text ? $"did you mean `{near}`?" : null,
            notes: ["clauses start with `codebook`, `leave out`, `one a day`, `each event counts once`, `events`, `situation`, or with a player and `plays`"],
            helps: head.Is("plays") || head.Is("otherwise") || head.Is("is") ? ["indent this line to continue the clause above"] : []);
        return false;
    }

    /// <summary>codebook "name" for "file.game".</summary>
    private static bool Title(CodebookDraft draft, TokenReader reader)
    {
        var head = reader.Next();
        if (draft.Header is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the codebook has a second title", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
            return false;
        }

        draft.Header = head;
        if (reader.ExpectText("the title of the codebook") is not { } title)
        {
            return false;
        }

        draft.Name = title.Text;
        if (reader.Take("for"))
        {
            draft.ForGame = reader.ExpectText("a game file")?.Text;
        }

        return reader.ExpectEnd("the title of the codebook");
    }

    /// <summary>leave out test.</summary>
    private static bool LeaveOut(CodebookDraft draft, TokenReader reader)
    {
        reader.Next();
        if (!reader.Expect("out") || new EventTestReader(reader).Read() is not { } test || !reader.ExpectEnd("what is left out"))
        {
            return false;
        }

        if (++draft.DropClauses > ConditionReader.MostTests)
        {
            draft.Bag.Grammar("T113", reader.Last.Place, $"more than {ConditionReader.MostTests} `leave out` clauses", helps: ["join values of one column by `or`"]);
            return false;
        }

        draft.Drop = draft.Drop is null ? test : new EventTest.Or(draft.Drop, test);
        return true;
    }

    /// <summary>one a day for each actor, target, kind.</summary>
    private static bool OneADay(CodebookDraft draft, TokenReader reader)
    {
        var head = reader.Word();
        if (!reader.Expect("a") || !reader.Expect("day") || !reader.Expect("for", "write `one a day for each actor, target, kind`") || !reader.Expect("each"))
        {
            return false;
        }

        var columns = System.Collections.Immutable.ImmutableArray.CreateBuilder<string>();
        do
        {
            if (EventTestReader.Column(reader, "a column of the events file, such as kind, actor or target") is not { } column)
            {
                return false;
            }

            columns.Add(column.Text);
        }
        while (reader.Take(','));
        if (!reader.ExpectEnd("the columns that events of one day share", "columns are separated by commas"))
        {
            return false;
        }

        if (draft.OneADay is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the codebook says `one a day` twice", others: [new DiagnosticLabel(earlier.At.Place, "the first one")], helps: ["keep one"]);
        }

        draft.OneADay ??= (columns.ToImmutable(), head);
        return true;
    }

    /// <summary>each event counts once.</summary>
    private static bool EachEventOnce(CodebookDraft draft, TokenReader reader)
    {
        var head = reader.Word();
        if (!reader.Expect("event") || !reader.Expect("counts", "write `each event counts once`") || !reader.Expect("once", "write `each event counts once`")
            || !reader.ExpectEnd("`each event counts once`", "moves take their events in the order in which the rules of their players stand in the codebook"))
        {
            return false;
        }

        if (draft.EachEventOnce is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the codebook says `each event counts once` twice", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
        }

        draft.EachEventOnce ??= head;
        return true;
    }

    private static void Finish(CodebookDraft draft, List<Clause> clauses)
    {
        var top = clauses.Count > 0 ? clauses[0].Head.Place : new Place(1, 1, 1);
        if (clauses.Count == 0 && !draft.Bag.HasErrors)
        {
            draft.Bag.Error("T114", top, "this file is empty", helps: ["a codebook starts with   codebook \"title\" for \"file.game\""]);
        }
        else if (clauses.Count > 0 && draft.Header is null && !draft.Bag.All.Any(d => d.Code == "T111"))
        {
            draft.Bag.Error("T125", top, "this codebook has no title", helps: ["start with   codebook \"title\" for \"file.game\""]);
        }

        foreach (var rule in draft.Rules.Values.Where(r => r.Balance is null && r.Series is null && r.Otherwise is null && !draft.Bag.IsDoubtful(r.Name.Text)))
        {
            draft.Bag.Error("C302", rule.Name.Place, $"nothing says what `{rule.Name.Text}` is when none of its lines holds",
                helps: [$"end with   otherwise {(rule.IsMove ? "hold" : "same")}", "or, to leave the cell empty   otherwise unknown"]);
        }

        foreach (var rule in draft.Rules.Values.Where(r => (r.Lines.Count > 0 ? 1 : 0) + (r.Balance is null ? 0 : 1) + (r.Series is null ? 0 : 1) > 1))
        {
            draft.Bag.Error("C303", rule.Name.Place, $"`{rule.Name.Text}` is coded by a {(rule.Series is null ? "balance" : "series")} and by something else", helps: ["code it one way: by lines, by a balance, or from a series"]);
        }

        if (draft.Bag.All.Any(d => d.Code is "G201" or "G202"))
        {
            return;
        }

        if (draft.Game is not { } game || draft.Header is not { } header)
        {
            return;
        }

        var missing = game.Players.Where(p => !draft.Rules.ContainsKey((p.Name, true))).Select(p => (p.Name, $"{p.Name} plays {p.Moves[0]} in a {draft.Period} with …   otherwise {p.Moves[^1]}"))
            .Concat(game.Shown.Where(s => !draft.Rules.ContainsKey((s.Name, false))).Select(s => (s.Name, $"situation {s.Name} is {s.Levels[^1]} if …   otherwise {s.Levels[0]}")))
            .Where(m => !draft.Bag.IsDoubtful(m.Item1)).ToList();
        if (missing.Count > 0)
        {
            draft.Bag.Error("C306", header.Place, $"the codebook does not say how to code {Wording.Coded(missing.Select(m => m.Item1))}",
                notes: ["every player and every situation of the game is a column of the record"], helps: [$"add   {missing[0].Item2}", "for what no source tells   otherwise unknown"]);
        }
    }
}
