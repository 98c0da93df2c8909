using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads a .codebook text: how dated events become months.</summary>
public static class CodebookFile
{
    /// <summary>Reads a codebook; all errors in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">Its name, for diagnostics.</param>
    /// <param name="game">The game whose players and situations it codes.</param>
    public static Parsed<CodebookModel> Parse(string text, string fileName, GameModel game)
    {
        var found = new List<Diagnostic>();
        var reader = new CodebookReader(game, fileName, found);
        var model = reader.Read(Tokens.Cut(text, found.Add, fileName));
        return new Parsed<CodebookModel>(found.Count > 0 ? null : model, [.. found.OrderBy(d => d.Place.Line)]);
    }
}

internal sealed class CodebookReader(GameModel game, string file, List<Diagnostic> found)
{
    private static readonly string[] Relations = ["least", "most"];
    private readonly List<EventSet> _sets = [];
    private readonly List<CodingRule> _rules = [];
    private string _title = "";
    private EventTest? _drop;

    public CodebookModel Read(List<Token> tokens)
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

        foreach (string missing in game.Players.Select(p => p.Name).Concat(game.Situations.Select(s => s.Name)).Where(n => found.Count == 0 && _rules.All(r => r.Name != n)))
        {
            found.Add(Diagnostic.Error("C100", $"the codebook does not say how `{missing}` is coded", file, new Place(1, 1, 1), null, ["every player and situation of the game needs a rule"],
                [$"if the record is silent on it: situation {missing} is unknown from 1900-01, otherwise unknown"]));
        }

        return new CodebookModel(_title, _drop, [.. _sets], [.. _rules]);
    }

    private void Clause(Cursor c)
    {
        var head = c.Word("a clause");
        switch (head.Text)
        {
            case "codebook":
                _title = c.Text("the codebook's title");
                if (c.Accept("for"))
                {
                    c.Text("the game's file");
                }

                break;
            case "leave":
                c.Expect("out");
                var drop = EventOr(c);
                _drop = _drop is null ? drop : new EventTest.Or(_drop, drop);
                break;
            case "events":
                var name = c.Word("a name for the set");
                if (_sets.Any(s => s.Name == name.Text))
                {
                    c.Fail("C101", $"the set `{name.Text}` is defined twice", name.Place);
                }

                _sets.Add(new EventSet(name.Text, EventOr(c), name.Place));
                break;
            case "situation":
                var situation = c.Word("a situation");
                int s = game.Situations.ToList().FindIndex(x => x.Name == situation.Text);
                if (s < 0)
                {
                    c.Fail("G025", $"`{situation.Text}` is not a situation of the game", situation.Place, null, Names.Near(situation.Text, game.Situations.Select(x => x.Name)));
                }

                Rule(c, situation, false, game.Situations[s].Levels);
                break;
            default:
                int p = game.Players.ToList().FindIndex(x => x.Name == head.Text);
                if (p < 0)
                {
                    c.Fail("C102", $"`{head.Text}` does not start a clause of a codebook", head.Place, ["clauses start with codebook, leave out, events, situation, or a player's name"],
                        Names.Near(head.Text, ["codebook", "leave", "events", "situation", .. game.Players.Select(x => x.Name)]));
                }

                Rule(c, head, true, game.Players[p].Moves);
                break;
        }
    }

    private void Rule(Cursor c, Token name, bool isMove, ImmutableArray<string> values)
    {
        if (_rules.Any(r => r.Name == name.Text))
        {
            c.Fail("C103", $"`{name.Text}` is coded twice", name.Place);
        }

        var lines = new List<CodingLine>();
        string otherwise = "unknown";
        string? starts = null;
        BalanceRule? balance = null;
        while (!c.ClauseOver())
        {
            c.Accept(",");
            c.ClauseOver();
            if (c.Accept("otherwise"))
            {
                otherwise = Value(c, values);
            }
            else if (c.Accept("starts"))
            {
                starts = Value(c, values);
            }
            else if (c.Accept("by", "balance", "of"))
            {
                balance = Balance(c, values.Length);
            }
            else
            {
                var verb = c.Word(isMove ? "plays" : "is");
                if (verb.Text != (isMove ? "plays" : "is"))
                {
                    c.Fail("C104", $"expected `{(isMove ? "plays" : "is")}`, otherwise or starts, found `{verb.Text}`", verb.Place);
                }

                string value = Value(c, values);
                c.Accept("in", "a", "month", "with");
                c.Accept("if");
                lines.Add(new CodingLine(value, PeriodOr(c), verb.Place));
            }
        }

        _rules.Add(new CodingRule(name.Text, isMove, [.. lines], otherwise, starts, balance, name.Place));
    }

    private static string Value(Cursor c, ImmutableArray<string> values)
    {
        var word = c.Word("a value");
        if (word.Text is not ("unknown" or "same") && !values.Contains(word.Text))
        {
            c.Fail("C105", $"`{word.Text}` is not one of {string.Join(", ", values)}, unknown, same", word.Place, null, Names.Near(word.Text, values));
        }

        return word.Text;
    }

    private BalanceRule Balance(Cursor c, int levels)
    {
        var sets = new List<(string, double)>();
        double halfLife = double.PositiveInfinity, start = 0;
        var cuts = new List<double>();
        int lag = 1;
        while (!c.ClauseOver())
        {
            c.Accept(",");
            c.ClauseOver();
            if (c.Accept("half", "-", "life"))
            {
                halfLife = c.Number("a number of months");
                if (!(halfLife > 0))
                {
                    c.Fail("C106", "a half-life must be above 0");
                }
            }
            else if (c.Accept("cuts"))
            {
                do
                {
                    cuts.Add(c.Number("a cut"));
                }
                while (c.Now.Kind == TokenKind.Symbol && c.Now.Text == "," && (c.Ahead(1).Kind == TokenKind.Number || (c.Ahead(1).Text is "-" or "+" && c.Ahead(2).Kind == TokenKind.Number)) && c.Accept(","));
            }
            else if (c.Accept("starts"))
            {
                start = c.Number("a balance");
            }
            else if (c.Accept("including", "this", "month"))
            {
                lag = 0;
            }
            else
            {
                sets.Add((Set(c), c.Number("an amount such as +1")));
            }
        }

        if (cuts.Count != levels - 1 || cuts.Zip(cuts.Skip(1)).Any(x => x.First >= x.Second))
        {
            c.Fail("C107", $"{levels} levels need {levels - 1} ascending cuts; {cuts.Count} were given");
        }

        return new BalanceRule([.. sets], halfLife, [.. cuts], start, lag);
    }

    private string Set(Cursor c)
    {
        var word = c.Word("an event set");
        if (_sets.All(s => s.Name != word.Text))
        {
            c.Fail("C108", $"no events `{word.Text}` are defined above this line", word.Place, null, Names.Near(word.Text, _sets.Select(s => s.Name)));
        }

        return word.Text;
    }

    private EventTest EventOr(Cursor c)
    {
        var left = EventAnd(c);
        while (!c.ClauseOver() && c.Accept("or", "else"))
        {
            left = new EventTest.Or(left, EventAnd(c));
        }

        return left;
    }

    private EventTest EventAnd(Cursor c)
    {
        var left = EventNot(c, 0);
        while (!c.ClauseOver() && (c.Accept(",") || c.Accept("and")))
        {
            c.ClauseOver();
            left = new EventTest.And(left, EventNot(c, 0));
        }

        return left;
    }

    private EventTest EventNot(Cursor c, int depth)
    {
        c.ClauseOver();
        if (depth > 40)
        {
            c.Fail("G020", "tests are nested too deep");
        }

        if (c.Accept("not"))
        {
            return new EventTest.Not(EventNot(c, depth + 1));
        }

        if (c.Accept("("))
        {
            var inner = EventOr(c);
            c.Expect(")");
            return inner;
        }

        string column = c.Word("a column of the events").Text;
        if (c.Accept("at"))
        {
            var word = c.Word("least or most");
            if (!Relations.Contains(word.Text))
            {
                c.Fail("C109", $"expected `at least` or `at most`, found `at {word.Text}`", word.Place);
            }

            return new EventTest.ColumnCompares(column, "at " + word.Text, c.Number("a number"));
        }

        c.Expect("is");
        bool negative = c.Accept("not");
        EventTest test;
        if (c.Accept("empty"))
        {
            test = new EventTest.ColumnIn(column, [""]);
        }
        else
        {
            var values = new List<string> { Datum(c) };
            while (!c.ClauseOver() && c.Is("or") && !(c.Ahead(1).Text == "else" && c.Ahead(1).Kind == TokenKind.Word) && c.Accept("or"))
            {
                c.ClauseOver();
                values.Add(Datum(c));
            }

            test = new EventTest.ColumnIn(column, [.. values]);
        }

        return negative ? new EventTest.Not(test) : test;
    }

    private static string Datum(Cursor c) => c.Now.Kind is TokenKind.Text or TokenKind.Number ? c.Take().Text : c.Word("a value").Text;

    private PeriodTest PeriodOr(Cursor c)
    {
        var left = PeriodAnd(c, 0);
        while (!c.LineOver && c.Accept("or"))
        {
            left = new PeriodTest.Or(left, PeriodAnd(c, 0));
        }

        return left;
    }

    private PeriodTest PeriodAnd(Cursor c, int depth)
    {
        var left = PeriodNot(c, depth);
        while (!c.LineOver && c.Accept("and"))
        {
            left = new PeriodTest.And(left, PeriodNot(c, depth));
        }

        return left;
    }

    private PeriodTest PeriodNot(Cursor c, int depth)
    {
        if (depth > 40)
        {
            c.Fail("G020", "tests are nested too deep");
        }

        if (c.Accept("not"))
        {
            return new PeriodTest.Not(PeriodNot(c, depth + 1));
        }

        if (c.Accept("("))
        {
            var inner = PeriodOr(c);
            c.Expect(")");
            return inner;
        }

        if (c.Accept("from"))
        {
            string from = Month(c);
            return new PeriodTest.Between(from, c.Accept("until") ? Month(c) : null);
        }

        if (c.Accept("until"))
        {
            return new PeriodTest.Between(null, Month(c));
        }

        if (c.Accept("between"))
        {
            string from = Month(c);
            c.Expect("and");
            return new PeriodTest.Between(from, Month(c));
        }

        if (c.Accept("any"))
        {
            string set = Set(c);
            var (window, lag) = Window(c);
            return new PeriodTest.Any(set, 1, window, lag);
        }

        if (c.Accept("at", "least"))
        {
            int count = (int)c.Number("a count");
            string set = Set(c);
            var (window, lag) = Window(c);
            return new PeriodTest.Any(set, count, window, lag);
        }

        if (c.Accept("sum", "of"))
        {
            string column = c.Word("a numeric column").Text;
            c.Expect("of");
            string set = Set(c);
            var relation = c.Word("above, below, or at least");
            string word = relation.Text == "at" ? "at " + c.Word("least or most").Text : relation.Text;
            if (word is not ("above" or "below" or "at least" or "at most"))
            {
                c.Fail("C110", $"expected above, below, at least or at most, found `{word}`", relation.Place);
            }

            double number = c.Number("a number");
            var (window, lag) = Window(c);
            return new PeriodTest.Sum(set, column, word, number, window, lag);
        }

        var subject = c.Word("a test on the month");
        if (game.Players.FirstOrDefault(p => p.Name == subject.Text) is { } player)
        {
            c.Expect("played");
            return new PeriodTest.Played(player.Name, Choices(c, player.Moves, player.Name), Ago(c));
        }

        if (game.Situations.FirstOrDefault(s => s.Name == subject.Text) is { } situation)
        {
            c.Expect("was");
            return new PeriodTest.Was(situation.Name, Choices(c, situation.Levels, situation.Name), Ago(c));
        }

        c.Fail("C111", $"`{subject.Text}` does not start a test on a month", subject.Place, ["tests: any SET, at least N SET, sum of COLUMN of SET above N, from MONTH, PLAYER played MOVE N months ago"],
            Names.Near(subject.Text, ["any", "from", "until", "between", .. game.Players.Select(p => p.Name), .. game.Situations.Select(s => s.Name)]));
        return null!;
    }

    private static ImmutableArray<string> Choices(Cursor c, ImmutableArray<string> known, string owner)
    {
        var list = new List<string>();
        do
        {
            var w = c.Word("a value");
            if (!known.Contains(w.Text))
            {
                c.Fail("C105", $"`{w.Text}` is not one of {owner}'s {string.Join(", ", known)}", w.Place, null, Names.Near(w.Text, known));
            }

            list.Add(w.Text);
        }
        while (c.Is("or") && known.Contains(c.Ahead(1).Text) && c.Accept("or"));
        return [.. list];
    }

    private static int Ago(Cursor c)
    {
        if (c.Accept("this", "month"))
        {
            return 0;
        }

        int n = (int)c.Number("a number of months");
        if (!c.Accept("months", "ago"))
        {
            c.Expect("month");
            c.Expect("ago");
        }

        return n;
    }

    private static (int Window, int Lag) Window(Cursor c)
    {
        int window = 1, lag = 0;
        if (c.Accept("in", "the", "last"))
        {
            window = (int)c.Number("a number of months");
            c.Expect("months");
            lag = 1;
            if (c.Accept("including", "this", "month"))
            {
                lag = 0;
            }
        }
        else if (c.Now.Kind == TokenKind.Number)
        {
            lag = Ago(c);
        }

        return (window, lag);
    }

    private static string Month(Cursor c)
    {
        var w = c.Word("a month such as 2018-10");
        if (w.Text.Length != 7 || w.Text[4] != '-' || !int.TryParse(w.Text[..4], out _) || !int.TryParse(w.Text[5..], out int m) || m is < 1 or > 12)
        {
            c.Fail("C112", $"`{w.Text}` is not a month", w.Place, null, ["write months like 2018-10"]);
        }

        return w.Text;
    }
}
