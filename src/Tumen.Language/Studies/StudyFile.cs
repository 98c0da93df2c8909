using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads .study files: what we compute.</summary>
public static class StudyFile
{
    private static readonly string[] Heads = ["study", "game", "records", "source", "compare", "family", "also", "foretell", "leave", "break", "placebo", "power", "motives", "what", "watch", "episode", "claims", "predictions"];

    /// <summary>Reads a study; every mistake is found in one pass.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="fileName">Name as the user gave it, for messages.</param>
    /// <param name="game">Its game: then theories, players, moves and weights are checked. Null checks the form alone.</param>
    public static Parsed<StudyModel> Parse(string text, string fileName, GameModel? game = null)
    {
        if (SourceText.Problem(text, fileName) is { } problem)
        {
            return Parsed<StudyModel>.Bad(problem);
        }

        var bag = new DiagnosticBag(fileName, text);
        var clauses = Clause.Split(Lexer.Read(text, bag).Tokens, bag);
        if (FileKind.Mistaken(clauses, "study", fileName) is { } mistaken)
        {
            return Parsed<StudyModel>.Bad(mistaken);
        }

        var draft = Draft(clauses, bag, game);
        Finish(draft, clauses);
        var model = new StudyModel
        {
            Question = draft.Question,
            GameFile = draft.GameToken?.Text ?? string.Empty,
            Records = [.. draft.Records],
            Sources = [.. draft.Sources],
            Compare = [.. draft.Compare],
            HoldOut = draft.HoldOut,
            Scenarios = [.. draft.Scenarios],
            Watch = [.. draft.Watch],
            Variations = [.. draft.Variations],
            Foresights = [.. draft.Foresights],
            Omissions = [.. draft.Omissions],
            Breaks = [.. draft.Breaks],
            Placebos = [.. draft.Placebos],
            PowerRecords = draft.Power?.Records ?? 0,
            SmallestEffect = draft.Power?.Effect,
            Motives = draft.Motives?.Spec,
            Families = [.. draft.Families.Select(f => f.Family)],
            Episodes = draft.EpisodeSpecs(),
            ClaimsFile = draft.ClaimsToken?.Text,
            PredictionsFile = draft.PredictionsToken?.Text,
        };
        return new Parsed<StudyModel>(bag.HasErrors ? null : model, bag.All);
    }

    /// <summary>What could be read of the clauses, errors or not.</summary>
    internal static StudyDraft Draft(List<Clause> clauses, DiagnosticBag bag, GameModel? game)
    {
        var draft = new StudyDraft(bag, game);
        foreach (var clause in clauses)
        {
            var reader = new TokenReader(clause, bag);
            if (!Read(draft, reader))
            {
                foreach (var token in clause.Tokens.Where(t => t.Kind == TokenKind.Word))
                {
                    bag.Doubt(token.Text);
                }
            }
        }

        return draft;
    }

    private static bool Read(StudyDraft draft, TokenReader reader)
    {
        var head = reader.Next();
        switch (head.Kind == TokenKind.Word ? head.Text : string.Empty)
        {
            case "study":
                return Title(draft, reader, head);
            case "game":
                return Game(draft, reader, head);
            case "records":
                return new RecordReader(draft, reader).Read(head);
            case "source":
                return new SourceReader(draft, reader).Read(head);
            case "compare":
                return Compare(draft, reader, head);
            case "what":
                return reader.Expect("if", "write `what if \"name\" …`") && new ScenarioReader(draft, reader).Read();
            case "watch":
                return Watch(draft, reader);
            case "also":
                return new RobustnessReader(draft, reader).Also();
            case "foretell":
                return new RobustnessReader(draft, reader).Foretell();
            case "leave":
                return new RobustnessReader(draft, reader).LeaveOut();
            case "break":
                return new RobustnessReader(draft, reader).Break();
            case "placebo":
                return new RecordReader(draft, reader).Read(head);
            case "power":
                return new RobustnessReader(draft, reader).Power(head);
            case "motives":
                return new MotiveReader(draft, reader).Read(head);
            case "family":
                return new RobustnessReader(draft, reader).Family();
            case "episode":
                return new StudyEpisodeReader(draft, reader).Read();
            case "claims":
                return new RobustnessReader(draft, reader).Claims(head);
            case "predictions":
                return new RobustnessReader(draft, reader).Predictions(head);
            default:
                draft.Bag.Grammar("T120", head.Place, $"no clause of a study starts with {head.Shown}",
                    head.Kind == TokenKind.Word && Wording.Nearest(head.Text, Heads) is { } near ? $"did you mean `{(near == "what" ? "what if" : near == "also" ? "also assume" : near == "leave" ? "leave out" : near)}`?" : null,
                    notes: ["clauses start with `study`, `game`, `records`, `source`, `compare`, `family`, `also assume`, `foretell`, `leave out`, `break`, `placebo`, `power`, `motives`, `what if`, `watch`, `episode`, `claims` or `predictions`"], helps: head.Text.Replace('-', ' ').Replace('_', ' ') is "what if" or "also assume" or "leave out" ? [$"write two words:   {head.Text.Replace('-', ' ').Replace('_', ' ')}"]
                        : ["if the line continues the clause above, indent it; if it is a remark, start it with #"]);
                return false;
        }
    }

    private static bool Title(StudyDraft draft, TokenReader reader, Token head)
    {
        if (draft.Header is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the study asks a second question", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one; another question is another study"]);
            return false;
        }

        draft.Header = head;
        draft.Question = reader.ExpectText("the question of the study")?.Text ?? string.Empty;
        return reader.ExpectEnd("the question");
    }

    private static bool Game(StudyDraft draft, TokenReader reader, Token head)
    {
        if (draft.GameToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the study names a second game", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
            return false;
        }

        draft.GameToken = reader.ExpectText("a game file");
        return draft.GameToken is not null && reader.ExpectEnd("the game file");
    }

    /// <summary>compare base, "a", "b", holding out the last 36 months.</summary>
    private static bool Compare(StudyDraft draft, TokenReader reader, Token head)
    {
        if (draft.CompareToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "there is a second `compare` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["name all theories in one clause"]);
        }

        draft.CompareToken = head;
        do
        {
            if (reader.Peek.Is("holding"))
            {
                break;
            }

            reader.Ask("the name of a theory in quotes");
            var theory = reader.Peek;
            if (theory.Kind != TokenKind.Text && !theory.Is("base"))
            {
                reader.Expected("`base` or the name of a theory in quotes", theory.Kind == TokenKind.Word ? $"write   \"{theory.Text}\"" : "name theories as the game does:   compare base, \"buffer\"");
                return false;
            }

            reader.Next();
            Theory(draft, theory);
        }
        while (reader.Take(','));
        if (reader.Take("holding") && !HoldOut(draft, reader))
        {
            return false;
        }

        return reader.ExpectEnd("the theories compared", "theories are separated by commas");
    }

    private static void Theory(StudyDraft draft, Token theory)
    {
        if (draft.Compare.Contains(theory.Text))
        {
            draft.Bag.Error("S403", theory.Place, $"{(theory.Text == "base" ? "`base`" : $"\"{theory.Text}\"")} is compared with itself", helps: ["name every theory once"]);
            return;
        }

        draft.Compare.Add(theory.Text);
        if (draft.Game is { } game && theory.Text != "base" && game.FindTheory(theory.Text) is null)
        {
            draft.Unknown("G208", theory, "theory", game.Theories.Select(t => t.Name));
        }
    }

    private static bool HoldOut(StudyDraft draft, TokenReader reader)
    {
        if (!reader.Expect("out") || !reader.Expect("the") || !reader.Expect("last") || reader.ExpectCount("the number held out", 1) is not { } held)
        {
            return false;
        }

        draft.HoldOut = held;
        return ExpectPeriods(draft, reader);
    }

    /// <summary>Takes the word for periods.</summary>
    internal static bool ExpectPeriods(StudyDraft draft, TokenReader reader)
    {
        var word = reader.Peek.Text;
        var known = draft.Game is { } game ? [game.Period] : new[] { "period", "month", "year", "quarter", "week", "day", "round" };
        reader.Offer([$"{draft.Period}s"]);
        if (reader.Peek.Kind == TokenKind.Word && known.Any(k => word == k || word == k + "s"))
        {
            reader.Next();
            return true;
        }

        reader.Expected($"`{draft.Period}s`", $"write the number and the word:   3 {draft.Period}s");
        return false;
    }

    /// <summary>watch "name" patron plays reward or maintain within 3 months.</summary>
    private static bool Watch(StudyDraft draft, TokenReader reader)
    {
        if (reader.ExpectText("the name of the indicator") is not { } name || reader.ExpectName("a player") is not { } who || !reader.Expect("plays"))
        {
            return false;
        }

        var moves = new List<Token>();
        do
        {
            if (reader.ExpectName("a move") is not { } move)
            {
                return false;
            }

            moves.Add(move);
        }
        while (reader.Take("or"));
        if (!reader.Expect("within", "write `within 3 months`") || reader.ExpectCount($"a number of {draft.Period}s", 1) is not { } within
            || !ExpectPeriods(draft, reader) || !reader.ExpectEnd("an indicator"))
        {
            return false;
        }

        draft.Moves(draft.Player(who), moves);
        if (draft.Watch.FirstOrDefault(w => w.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two indicators called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        draft.Watch.Add(new WatchSpec(name.Text, who.Text, [.. moves.Select(m => m.Text)], within, name.Place));
        return true;
    }

    private static void Finish(StudyDraft draft, List<Clause> clauses)
    {
        var top = clauses.Count > 0 ? clauses[0].Head.Place : new Place(1, 1, 1);
        if (clauses.Count == 0)
        {
            if (!draft.Bag.HasErrors)
            {
                draft.Bag.Error("T114", top, "this file is empty", helps: ["a study starts with   study \"question\""]);
            }

            return;
        }

        if (draft.Header is null)
        {
            draft.Bag.Error("T125", top, "this study asks no question", helps: ["start with   study \"question\""]);
            return;
        }

        if (draft.GameToken is null && !clauses.Any(c => c.Head.Is("game")))
        {
            draft.Bag.Error("S404", draft.Header.Value.Place, "this study names no game", helps: ["add   game \"file.game\""]);
        }
        else if (draft.Records.All(r => r.Name is not null) && !draft.Bag.IsDoubtful("records"))
        {
            draft.Bag.Error("S405", draft.Header.Value.Place, draft.Records.Count == 0 ? "this study has no record" : "this study has alternative records, but no main one",
                notes: ["the main record carries no name"], helps: ["add   records \"events.csv\" coded by \"file.codebook\", 1990-01 to 2025-12"]);
        }
        else if (draft.CompareToken is not null)
        {
            MotiveReader.Finish(draft);
            foreach (var name in draft.Episodes.SelectMany(e => e.Names).Where(n => !draft.Compare.Contains(n.Text)))
            {
                draft.Bag.Error("S416", name.Place, $"an episode goes on under {(name.Kind == TokenKind.Text ? $"\"{name.Text}\"" : name.Text)}, which is not compared", notes: [$"compared: {Wording.List(draft.Compare)}"],
                    helps: ["add it to `compare`, so that it is fitted"]);
            }

            foreach (var name in draft.Families.SelectMany(f => f.Names).Where(n => !draft.Compare.Contains(n.Text)))
            {
                draft.Bag.Error("S411", name.Place, $"{(name.Kind == TokenKind.Text ? $"\"{name.Text}\"" : name.Text)} belongs to a family, but is not compared", notes: [$"compared: {Wording.List(draft.Compare)}"],
                    helps: ["add it to `compare`, or take it out of the family"]);
            }
        }
        else
        {
            draft.Bag.Error("S406", draft.Header.Value.Place, "this study compares no theories", helps: ["add   compare base" + (draft.Game?.Theories is [var first, ..] ? $", \"{first.Name}\"" : string.Empty)]);
        }
    }
}
