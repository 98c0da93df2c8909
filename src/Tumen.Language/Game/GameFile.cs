using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads .game files: what we assume.</summary>
public static class GameFile
{
    private static readonly string[] Heads =
    [
        "game", "for", "player", "each", "all", "first", "situation", "covariate", "group", "move", "outcome", "next", "theory", "estimate", "prior", "fix", "weight", "foresight", "noise", "clusters", "regimes", "assume", "concession", "compliance", "threats", "instruments",
    ];

    /// <summary>Reads and checks a game. Every mistake is found in one pass, at most one for each cause.</summary>
    /// <param name="text">Content of the file, at most <see cref="SourceText.MostBytes"/> code units.</param>
    /// <param name="fileName">Name as the user gave it, for messages.</param>
    /// <returns>The game, or null with at least one error; never throws on any text.</returns>
    public static Parsed<GameModel> Parse(string text, string fileName)
    {
        if (SourceText.Problem(text, fileName) is { } problem)
        {
            return Parsed<GameModel>.Bad(problem);
        }

        var bag = new DiagnosticBag(fileName, text);
        var (draft, clauses, buildsOn) = Draft(Lexer.Read(text, bag).Tokens, bag);
        if (bag.All.FirstOrDefault(d => d.Code == "T126") is { } once)
        {
            return Parsed<GameModel>.Bad(once); // the clauses of an episode are others; what they look like here says nothing
        }

        if (FileKind.Mistaken(clauses, "game", fileName) is { } mistaken)
        {
            return Parsed<GameModel>.Bad(mistaken);
        }

        if (clauses.Count == 0 && !bag.HasErrors)
        {
            bag.Error("T114", new Place(1, 1, 1), "this file is empty", helps: ["a game starts with   game \"title\", month by month"]);
        }
        else if (clauses.Count > 0 && draft.Header is null && !bag.All.Any(d => d.Code == "T111"))
        {
            bag.Error("T125", clauses[0].Head.Place, "this game has no title", helps: ["start with   game \"title\", month by month"]);
        }

        var model = GameChecks.Finish(draft, buildsOn);
        return new Parsed<GameModel>(bag.HasErrors ? null : model, bag.All);
    }

    /// <summary>What could be read of the tokens, errors or not.</summary>
    internal static (GameDraft Draft, List<Clause> Clauses, List<(string Theory, Token On)> BuildsOn) Draft(List<Token> tokens, DiagnosticBag bag, Cursor? typed = null)
    {
        var clauses = SymmetryExpansion.Expand(Clause.Split(tokens, bag), bag);
        clauses = OnceExpansion.Is(clauses) ? OnceExpansion.Expand(clauses) : clauses;
        typed?.Listens = true;
        var draft = new GameDraft(bag);
        ReadDeclarations(draft, clauses);
        return (draft, clauses, ReadRest(draft, clauses));
    }

    private static void ReadDeclarations(GameDraft draft, List<Clause> clauses)
    {
        // The title, what a unit is and the players come first, so that the others may stand in any order.
        foreach (var clause in clauses.OrderBy(c => c.Head.Is("game") ? 0 : c.Head.Is("for") ? 1 : c.Head.Is("player") ? 2 : 3))
        {
            var reader = new TokenReader(clause, draft.Bag);
            var declarations = new DeclarationReader(draft, reader);
            var ok = clause.Head switch
            {
                { Kind: TokenKind.Word, Text: "game" } => declarations.Title(),
                { Kind: TokenKind.Word, Text: "player" } => draft.Once is null ? declarations.Player() : new OnceReader(draft, reader).Player(),
                { Kind: TokenKind.Word, Text: "move" } when draft.Once is not null => new OnceReader(draft, reader).Declare(),
                { Kind: TokenKind.Word, Text: "situation" } => draft.Once is not null || declarations.Situation(),
                { Kind: TokenKind.Word, Text: "for" } => declarations.Panel(),
                { Kind: TokenKind.Word, Text: "regimes" } => draft.Once is not null || new RegimeReader(draft, reader).Read(),
                { Kind: TokenKind.Word, Text: "covariate" } => declarations.Covariate(),
                { Kind: TokenKind.Word, Text: "group" } => declarations.Group(),
                _ => true,
            };
            if (!ok)
            {
                Doubt(draft, clause);
                draft.Lost.UnionWith(clause.Tokens.Skip(1).Where(t => t.Kind == TokenKind.Word).Select(t => t.Text));
            }
        }

        // A clause whose first word is unknown may have been meant as a declaration: what it names is not reported again.
        foreach (var clause in clauses.Where(c => !IsKnown(draft, c.Head)))
        {
            Doubt(draft, clause);
        }
    }

    private static void Doubt(GameDraft draft, Clause clause)
    {
        foreach (var token in clause.Tokens.Where(t => t.Kind == TokenKind.Word))
        {
            draft.Bag.Doubt(token.Text);
        }
    }

    private static bool IsKnown(GameDraft draft, Token head) =>
        head.Kind == TokenKind.Word && (Heads.Contains(head.Text) || draft.PlayerIndex(head.Text) >= 0);

    private static List<(string Theory, Token On)> ReadRest(GameDraft draft, List<Clause> clauses)
    {
        var buildsOn = new List<(string, Token)>();
        foreach (var clause in clauses)
        {
            var reader = new TokenReader(clause, draft.Bag);
            if (!IsKnown(draft, clause.Head))
            {
                UnknownHead(draft, clause);
                continue;
            }

            var ok = true;
            if (draft.Once is not null && OnceChecks.Foreign.Contains(clause.Head.Text))
            {
                OnceChecks.Refuse(draft, clause);
                continue;
            }

            switch (clause.Head.Text)
            {
                case "move" or "outcome" when draft.Once is null:
                    draft.Bag.Error("G251", clause.Head.Place, $"`{clause.Head.Text}` belongs to games played once; this one repeats", helps: [clause.Head.Is("move") ? "what a player may do stands in its own clause:   player NAME may …" : "name a condition by a situation"]);
                    break;
                case "move":
                    ok = new OnceReader(draft, reader).When();
                    break;
                case "outcome":
                    ok = new OnceReader(draft, reader).Outcome();
                    break;
                case "player" when draft.Once is null:
                    ok = new MenuReader(draft, reader).Read();
                    break;
                case "covariate" when draft.Once is null:
                    ok = new ExpectationReader(draft, reader).Read();
                    break;
                case "game" or "for" or "player" or "situation" or "regimes" or "covariate" or "group":
                    break;
                case "all" or "first":
                    ok = new FlowReader(draft, reader).Turns();
                    break;
                case "next":
                    new LawReader(draft, reader).Read();
                    break;
                case "theory":
                    var name = clause.Tokens.Count > 1 ? clause.Tokens[1].Text : string.Empty;
                    buildsOn.AddRange(new TheoryReader(draft, reader).Read().Select(on => (name, on)));
                    break;
                case "estimate":
                    ok = new ParameterReader(draft, reader).Estimate();
                    break;
                case "prior":
                    ok = new ParameterReader(draft, reader).PriorOf() && reader.ExpectEnd("a prior");
                    break;
                case "fix":
                    ok = new ParameterReader(draft, reader).Fix();
                    break;
                case "weight":
                    ok = new ParameterReader(draft, reader).Weight();
                    break;
                case "foresight":
                    ok = new PanelReader(draft, reader).Foresight();
                    break;
                case "noise":
                    ok = new PanelReader(draft, reader).Noise();
                    break;
                case "clusters":
                    ok = new PanelReader(draft, reader).Clusters();
                    break;
                case "assume":
                    ok = new AssumptionReader(draft, reader).Assume();
                    break;
                case "concession" or "compliance":
                    ok = new FlowReader(draft, reader).Flow();
                    break;
                case "threats" or "instruments":
                    ok = new FlowReader(draft, reader).Moves();
                    break;
                default:
                    Payoffs(draft, reader);
                    break;
            }

            if (!ok)
            {
                Doubt(draft, clause);
            }
        }

        return buildsOn;
    }

    private static void Payoffs(GameDraft draft, TokenReader reader)
    {
        var player = draft.Player(reader.Next());
        if (reader.AtEnd)
        {
            reader.Expected("`gains` or `loses`");
        }

        var payoffs = new PayoffReader(draft, reader);
        while (!reader.AtEnd)
        {
            var verb = reader.Peek;
            if (!verb.Is("gains") && !verb.Is("loses"))
            {
                reader.Expected("`gains` or `loses`", "clauses carry no inflections: `gains` and `loses`, conditions with `plays`", "terms are separated by commas");
                reader.Recover("gains", "loses");
                continue;
            }

            reader.Next();
            if (!payoffs.Terms(player, verb.Is("gains"), draft.Terms))
            {
                reader.Recover("gains", "loses");
            }

            reader.Take(',');
        }
    }

    private static IEnumerable<string> Deciders(GameDraft draft) => draft.Once?.Deciders.Select(d => d.Text) ?? draft.Players.Select(p => p.Name);

    private static void UnknownHead(GameDraft draft, Clause clause)
    {
        var head = clause.Head;
        if (draft.Lost.Contains(head.Text))
        {
            return;
        }

        if (head.Kind != TokenKind.Word)
        {
            draft.Bag.Grammar("T120", head.Place, $"a clause starts with a word, not with {head.Shown}", notes: [$"clauses start with {Wording.List(Heads, "or", 30)}, or with the name of a player"], helps: ["if the line continues the clause above, indent it"]);
            return;
        }

        if (clause.Tokens.Count > 1 && clause.Tokens[1].Text is "gains" or "loses")
        {
            draft.Bag.Error("G201", head.Place, $"there is no player called `{Wording.Shorten(head.Text)}`",
                Wording.Nearest(head.Text, Deciders(draft)) is { } near ? $"did you mean `{near}`?" : null, notes: [$"known: {Wording.List(Deciders(draft))}"], helps: ["write one of them, or declare it:   player " + (draft.Once is null ? $"{Wording.Shorten(head.Text)} may …" : Wording.Shorten(head.Text))]);
            return;
        }

        if (head.Text is "gains" or "loses" or "rises" or "falls" or "becomes" or "is")
        {
            draft.Bag.Grammar("T120", head.Place, $"no clause starts with `{head.Text}`", notes: ["a clause starts at the margin; indented lines continue it"], helps: ["indent this line to continue the clause above"]);
            return;
        }

        var nearest = Wording.Nearest(head.Text, Heads.Concat(draft.Players.Select(p => p.Name)));
        draft.Bag.Grammar("T120", head.Place, $"no clause starts with `{Wording.Shorten(head.Text)}`", nearest is null ? null : $"did you mean `{nearest}`?",
            notes: [$"clauses start with {Wording.List(Heads, "or", 30)}, or with the name of a player"],
            helps: nearest is null ? ["if the line continues the clause above, indent it; if it is a remark, start it with #"] : []);
    }
}
