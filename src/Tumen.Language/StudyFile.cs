using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads a .study text: what to compute.</summary>
public static class StudyFile
{
    /// <summary>Reads a study; names of theories, players and moves are checked against the game when it is given.</summary>
    public static Parsed<StudyModel> Parse(string text, string fileName, GameModel? game = null)
    {
        var found = new List<Diagnostic>();
        var model = new StudyReader(game, fileName, found).Read(Tokens.Cut(text, found.Add, fileName));
        return new Parsed<StudyModel>(found.Count > 0 ? null : model, [.. found.OrderBy(d => d.Place.Line)]);
    }
}

internal sealed class StudyReader(GameModel? game, string file, List<Diagnostic> found)
{
    private readonly List<RecordSource> _records = [];
    private readonly List<string> _compare = [];
    private readonly List<ScenarioSpec> _scenarios = [];
    private readonly List<WatchSpec> _watch = [];
    private string? _question;
    private string? _game;
    private int _holdOut;

    public StudyModel? Read(List<Token> tokens)
    {
        var c = new Cursor(tokens, file, found);
        while (!c.AtEnd)
        {
            if (c.Now.Kind == TokenKind.LineEnd)
            {
                c.Take();
                continue;
            }

            try
            {
                Clause(c);
                c.EndClause();
            }
            catch (ClauseFailed)
            {
                c.SkipClause();
            }
        }

        void Need(bool there, string what, string example)
        {
            if (!there && found.Count == 0)
            {
                found.Add(Diagnostic.Error("T100", $"the study names no {what}", file, new Place(1, 1, 1), null, null, [example]));
            }
        }

        Need(_question is not null, "question", "study \"Is A exerting leverage over B?\"");
        Need(_game is not null, "game", "game \"relationship.game\"");
        Need(_records.Count > 0, "records", "records \"events.csv\" coded by \"relationship.codebook\", 1990-01 to 2025-12");
        Need(_compare.Count > 0, "theories to compare", "compare base, \"buffer\"");
        return found.Count > 0 ? null : new StudyModel
        {
            Question = _question!,
            GameFile = _game!,
            Records = [.. _records],
            Compare = [.. _compare],
            HoldOut = _holdOut,
            Scenarios = [.. _scenarios],
            Watch = [.. _watch],
        };
    }

    private void Clause(Cursor c)
    {
        var head = c.Word("a clause");
        switch (head.Text)
        {
            case "study": _question = c.Text("the question"); break;
            case "game": _game = c.Text("the game's file"); break;
            case "records": Records(c, head.Place); break;
            case "compare": Compare(c); break;
            case "what": c.Expect("if"); Scenario(c, head.Place); break;
            case "watch": Watch(c, head.Place); break;
            default:
                c.Fail("T101", $"`{head.Text}` does not start a clause of a study", head.Place, ["clauses start with study, game, records, compare, what if, watch"],
                    Names.Near(head.Text, ["study", "game", "records", "compare", "what", "watch"]));
                break;
        }
    }

    private void Records(Cursor c, Place place)
    {
        string first = c.Text("a file");
        string? name = null;
        if (c.Now.Kind == TokenKind.Text)
        {
            name = first;
            first = c.Take().Text;
        }

        string? codebook = null;
        if (c.Accept("coded", "by"))
        {
            codebook = c.Text("a codebook");
        }

        string? from = null, to = null;
        if (c.Accept(","))
        {
            c.ClauseOver();
            from = c.Word("a month").Text;
            c.Expect("to");
            to = c.Word("a month").Text;
            if (string.CompareOrdinal(from, to) > 0)
            {
                c.Fail("T102", $"the record ends ({to}) before it starts ({from})");
            }
        }

        _records.Add(new RecordSource(first, codebook, from, to, name, place));
    }

    private void Compare(Cursor c)
    {
        do
        {
            c.ClauseOver();
            var at = c.Now;
            string name = at.Kind == TokenKind.Text ? c.Take().Text : c.Word("a theory").Text;
            if (game is not null && name != "base" && game.FindTheory(name) is null)
            {
                c.Fail("T103", $"the game has no theory \"{name}\"", at.Place, null, Names.Near(name, game.Theories.Select(t => t.Name)));
            }

            if (_compare.Contains(name))
            {
                c.Fail("T104", $"\"{name}\" is compared twice", at.Place);
            }

            _compare.Add(name);
        }
        while (c.Accept(","));
        c.ClauseOver();
        if (c.Accept("holding", "out", "the", "last"))
        {
            _holdOut = (int)c.Number("a number of months");
            c.Expect("months");
        }
    }

    private Player PlayerOf(Cursor c)
    {
        var w = c.Word("a player");
        var p = game?.Players.FirstOrDefault(x => x.Name == w.Text);
        if (game is not null && p is null)
        {
            c.Fail("G024", $"`{w.Text}` is not a player", w.Place, null, Names.Near(w.Text, game.Players.Select(x => x.Name)));
        }

        return p ?? new Player(w.Text, []);
    }

    private ImmutableArray<string> Moves(Cursor c, Player player, string separator)
    {
        var list = new List<string>();
        do
        {
            var w = c.Word("a move");
            if (game is not null && player.Name.Length > 0 && player.MoveIndex(w.Text) < 0)
            {
                c.Fail("G023", $"`{w.Text}` is not a move of {player.Name}", w.Place, [$"its moves are {string.Join(", ", player.Moves)}"], Names.Near(w.Text, player.Moves));
            }

            list.Add(w.Text);
        }
        while (c.Accept(separator));
        return [.. list];
    }

    private void Watch(Cursor c, Place place)
    {
        string name = c.Text("the indicator's name");
        c.ClauseOver();
        var player = PlayerOf(c);
        c.Expect("plays");
        var moves = Moves(c, player, "or");
        c.Expect("within");
        int within = (int)c.Number("a number of months");
        c.Expect("months");
        _watch.Add(new WatchSpec(name, player.Name, moves, within, place));
    }

    private void Scenario(Cursor c, Place place)
    {
        string name = c.Text("the scenario's name");
        var edits = new List<ScenarioEdit>();
        string? from = null;
        int? months = null;
        while (!c.ClauseOver())
        {
            c.Accept(",");
            c.ClauseOver();
            if (c.Accept("from"))
            {
                from = c.Word("a month").Text;
                if (c.Accept("for"))
                {
                    months = (int)c.Number("a number of months");
                    c.Expect("months");
                }
            }
            else
            {
                edits.Add(Edit(c));
            }
        }

        if (edits.Count == 0)
        {
            c.Fail("T105", $"the scenario \"{name}\" changes nothing", place);
        }

        _scenarios.Add(new ScenarioSpec(name, [.. edits], from, months, place));
    }

    private ScenarioEdit Edit(Cursor c)
    {
        var place = c.Now.Place;
        if (c.Accept("weight") || c.Accept("chance"))
        {
            var w = c.Word("a weight or chance");
            if (game is not null && game.Weights.All(x => x.Name != w.Text) && game.Chances.All(x => x.Name != w.Text))
            {
                c.Fail("T106", $"the game has no weight or chance `{w.Text}`", w.Place, null, Names.Near(w.Text, game.Weights.Select(x => x.Name).Concat(game.Chances.Select(x => x.Name))));
            }

            if (c.Accept("times"))
            {
                return new ScenarioEdit.SetParameter(w.Text, c.Number("a factor"), true, place);
            }

            c.Expect("=");
            return new ScenarioEdit.SetParameter(w.Text, c.Number("a value"), false, place);
        }

        if (c.Accept("discount", "of"))
        {
            string player = PlayerOf(c).Name;
            double d = c.Number("a discount factor");
            if (d is < 0 or >= 1)
            {
                c.Fail("G121", $"a discount factor of {d} is not in [0, 1)", place);
            }

            return new ScenarioEdit.SetDiscount(player, d, place);
        }

        if (c.Accept("defang"))
        {
            var names = new List<Token>();
            do
            {
                names.Add(c.Word("a move"));
            }
            while (c.Accept(","));
            c.Expect("of");
            var player = PlayerOf(c);
            foreach (var n in names.Where(n => game is not null && player.MoveIndex(n.Text) < 0))
            {
                c.Fail("G023", $"`{n.Text}` is not a move of {player.Name}", n.Place, null, Names.Near(n.Text, player.Moves));
            }

            return new ScenarioEdit.Defang(player.Name, [.. names.Select(n => n.Text)], place);
        }

        return c.Ahead(1).Text is "stays" or "starts" ? Hold(c, place) : Behaviour(c, place);
    }

    private ScenarioEdit.HoldSituation Hold(Cursor c, Place place)
    {
        var w = c.Word("a situation");
        bool forever = c.Word("stays or starts").Text == "stays";
        var s = game?.Situations.FirstOrDefault(x => x.Name == w.Text);
        if (game is not null && s is null)
        {
            c.Fail("G025", $"`{w.Text}` is not a situation", w.Place, null, Names.Near(w.Text, game.Situations.Select(x => x.Name)));
        }

        string level = s is null ? c.Word("a level").Text : s.Levels[Conditions.Level(c, s)];
        return new ScenarioEdit.HoldSituation(w.Text, level, forever, place);
    }

    private ScenarioEdit Behaviour(Cursor c, Place place)
    {
        var player = PlayerOf(c);
        if (c.Accept("never", "plays"))
        {
            var moves = Moves(c, player, "or");
            if (game is not null && player.Moves.All(moves.Contains))
            {
                c.Fail("T107", $"{player.Name} would be left without a move", place);
            }

            return new ScenarioEdit.Forbid(player.Name, moves, false, place);
        }

        if (c.Accept("always", "plays"))
        {
            return new ScenarioEdit.Forbid(player.Name, Moves(c, player, "or"), true, place);
        }

        var members = new List<string> { player.Name };
        while (c.Accept("and"))
        {
            members.Add(PlayerOf(c).Name);
        }

        c.Expect("act");
        c.Expect("as");
        c.Expect("one");
        if (members.Count < 2)
        {
            c.Fail("T108", "a coalition needs at least two players", place);
        }

        var weights = members.Select(_ => 1.0).ToList();
        if (c.Now.Text == "," && c.Ahead(1).Text == "weights")
        {
            c.Take();
            c.Take();
            weights.Clear();
            do
            {
                weights.Add(c.Number("a weight"));
            }
            while (c.Now.Text == "," && c.Ahead(1).Kind == TokenKind.Number && c.Accept(","));
            if (weights.Count != members.Count)
            {
                c.Fail("T109", $"{members.Count} players need {members.Count} weights; {weights.Count} were given", place);
            }
        }

        return new ScenarioEdit.Coalition([.. members], [.. weights], place);
    }
}
