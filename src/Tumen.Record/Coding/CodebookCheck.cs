using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Whether a codebook can be applied to these events and this game; everything wrong in one pass.</summary>
internal sealed class CodebookCheck(EventTable events, CodebookModel book, GameModel game, Findings found)
{
    private static readonly string[] Relations = ["at least", "at most", "above", "below"];
    private readonly Dictionary<string, Place> _numeric = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sets = new(StringComparer.Ordinal);

    public void Run()
    {
        if (book.DropIf is { } drop)
        {
            Events(drop, Place.None, "leave out");
        }

        foreach (string column in book.OneADay)
        {
            ColumnExists(column, Place.None, "one a day");
        }

        foreach (var set in book.Sets)
        {
            if (!_sets.Add(set.Name))
            {
                found.Error("R135", set.Place, $"the set `{set.Name}` is defined twice");
            }

            Events(set.Test, set.Place, set.Name);
        }

        Columns();
        foreach (var rule in book.Rules)
        {
            Rule(rule);
        }

        foreach (var (column, place) in _numeric)
        {
            Numbers(column, place);
        }
    }

    private void Columns()
    {
        foreach (string twice in book.Rules.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            found.Error("R136", book.Rules.Last(r => r.Name == twice).Place, $"`{twice}` is coded twice");
        }

        foreach (string name in game.Players.Select(p => p.Name).Concat(game.Shown.Select(s => s.Name)).Where(n => book.Rules.All(r => r.Name != n)))
        {
            found.Error("R136", Place.None, $"the codebook does not say how `{name}` is coded", "every player and situation of the game needs a rule",
                $"to leave it unknown, give `{name}` a rule whose only clause is `otherwise unknown`");
        }
    }

    private void Rule(CodingRule rule)
    {
        if (Values(rule.Name, rule.IsMove) is not { } values)
        {
            found.Error("R135", rule.Place, $"`{rule.Name}` is not a {(rule.IsMove ? "player" : "situation")} of the game");
            return;
        }

        foreach (var (value, place) in rule.Lines.Select(l => (l.Value, l.Place)).Append((rule.Otherwise, rule.Place)).Append((rule.Starts ?? "unknown", rule.Place)))
        {
            if (value is not ("unknown" or "same") && !values.Contains(value))
            {
                found.Error("R135", place, $"`{value}` is not one of {rule.Name}'s {string.Join(", ", values)}", null, Suggest(value, values));
            }
        }

        foreach (var line in rule.Lines)
        {
            var nodes = FlatTest.Of(line.If);
            foreach (var node in nodes)
            {
                Period(node.Test, line.Place);
            }

            if (!rule.IsMove && Array.Exists(nodes, n => n.Test is PeriodTest.Any { Lag: 0 } or PeriodTest.Sum { Lag: 0 } or PeriodTest.Count { Lag: 0 } or PeriodTest.Silent { Lag: 0 } or PeriodTest.Played { Lag: 0 }))
            {
                found.Review("R207", line.Place, $"`{rule.Name}` holds at the month's start, but this line sees the month's own acts",
                    "a player would then know at the start what is done only later", "look back: `in the last 1 months`, `1 month ago`");
            }
        }

        if (rule.Balance is { } balance)
        {
            Balance(rule, balance, values.Length);
        }
    }

    private void Balance(CodingRule rule, BalanceRule balance, int levels)
    {
        foreach (string set in balance.Sets.Select(s => s.Set))
        {
            SetExists(set, rule.Place);
        }

        if (balance.Cuts.Length != levels - 1 || balance.Cuts.Zip(balance.Cuts.Skip(1)).Any(c => !(c.First < c.Second)))
        {
            found.Error("R137", rule.Place, $"the balance of `{rule.Name}` has cuts {string.Join(", ", balance.Cuts)}; {levels} levels need {levels - 1} in ascending order");
        }

        if (balance.Lag == 0 && !rule.IsMove)
        {
            found.Review("R207", rule.Place, $"`{rule.Name}` holds at the month's start, but its balance includes the month's own acts");
        }

        if (!(balance.HalfLife > 0) || balance.Lag < 0 || !double.IsFinite(balance.Start) || balance.Sets.Any(s => !double.IsFinite(s.Amount)))
        {
            found.Error("R137", rule.Place, $"the balance of `{rule.Name}` needs a half-life above 0, a lag of at least 0 and finite amounts");
        }
    }

    private void Period(PeriodTest test, Place place)
    {
        switch (test)
        {
            case PeriodTest.Any any:
                SetExists(any.Set, place);
                Span(any.Window, any.Lag, place);
                if (any.AtLeast < 1)
                {
                    found.Error("R134", place, $"at least {any.AtLeast} `{any.Set}` holds in every month; expected at least 1");
                }

                break;
            case PeriodTest.Sum sum:
                SetExists(sum.Set, place);
                Span(sum.Window, sum.Lag, place);
                ColumnExists(sum.Column, place, sum.Set);
                _numeric.TryAdd(sum.Column, place);
                Relation(sum.Relation, place);
                Quantile(sum.Cut, place);
                break;
            case PeriodTest.Count count:
                SetExists(count.Set, place);
                Span(count.Window, count.Lag, place);
                Relation(count.Relation, place);
                Quantile(count.Cut, place);
                break;
            case PeriodTest.Silent silent:
                Span(silent.Window, silent.Lag, place);
                break;
            case PeriodTest.Played played:
                Reference(played.Player, true, played.Moves, played.Lag, place);
                break;
            case PeriodTest.Was was:
                Reference(was.Situation, false, was.Levels, was.Lag, place);
                break;
            case PeriodTest.Between between:
                foreach (string month in new[] { between.From, between.To }.OfType<string>().Where(m => m.Length != 7 || !EventTable.TryMonth(m, out _)))
                {
                    found.Error("R134", place, $"`{month}` is not a month", null, "write months like 2018-10");
                }

                break;
        }
    }

    private void Quantile(QuantileCut? cut, Place place)
    {
        if (cut is not null && (!(cut.Level > 0 && cut.Level < 1) || !EventTable.TryMonth(cut.From, out int first) || !EventTable.TryMonth(cut.To, out int last) || last <= first))
        {
            found.Error("R134", place, $"the {cut.Level} quantile in {cut.From} to {cut.To} is none; expected a level between 0 and 1 and two months, the earlier one first");
        }
    }

    private void Reference(string name, bool isMove, IEnumerable<string> read, int lag, Place place)
    {
        if (Values(name, isMove) is not { } values)
        {
            found.Error("R135", place, $"`{name}` is not a {(isMove ? "player" : "situation")} of the game");
            return;
        }

        foreach (string value in read.Where(v => !values.Contains(v)))
        {
            found.Error("R135", place, $"`{value}` is not one of {name}'s {string.Join(", ", values)}", null, Suggest(value, values));
        }

        Span(1, lag, place);
    }

    private void Span(int window, int lag, Place place)
    {
        if (window < 1 || lag < 0)
        {
            found.Error("R134", place, $"a window of {window} month(s) that ends {lag} month(s) ago; expected at least 1 month, ending 0 or more months ago");
        }
    }

    private void SetExists(string name, Place place)
    {
        if (!_sets.Contains(name))
        {
            found.Error("R135", place, $"no set of events is called `{name}`", null, Suggest(name, _sets));
        }
    }

    private void Relation(string relation, Place place)
    {
        if (!Relations.Contains(relation))
        {
            found.Error("R134", place, $"`{relation}` is not a relation; expected {string.Join(", ", Relations)}");
        }
    }

    private bool ColumnExists(string column, Place place, string owner)
    {
        if (events.Columns.Contains(column))
        {
            return true;
        }

        found.Error("R131", place, $"`{owner}` reads the column `{column}`, which {events.File} does not have", $"its columns are {string.Join(", ", events.Columns)}",
            Suggest(column, events.Columns));
        return false;
    }

    private void Events(EventTest test, Place place, string owner)
    {
        foreach (var node in FlatTest.Of(test))
        {
            if (EventMatcher.ColumnOf(node.Test) is not { } column || !ColumnExists(column, place, owner))
            {
                continue;
            }

            if (node.Test is EventTest.ColumnCompares compares)
            {
                _numeric.TryAdd(column, place);
                Relation(compares.Relation, place);
            }
            else if (node.Test is EventTest.ColumnIn set)
            {
                Unheard(set, place, owner);
            }
            else if (node.Test is EventTest.ColumnBegins begins)
            {
                foreach (string beginning in begins.Beginnings.Where(b => !Known(column).Any(v => v.StartsWith(b, StringComparison.Ordinal))))
                {
                    found.Review("R202", place, $"`{owner}` looks for what begins with `{beginning}`, which nothing in the column `{column}` does");
                }
            }
        }
    }

    private void Unheard(EventTest.ColumnIn test, Place place, string owner)
    {
        var known = Known(test.Column);
        foreach (string value in test.Values.Where(v => v.Length > 0 && !known.Contains(v)))
        {
            if (Alike(value, known) is not { Length: > 0 } alike)
            {
                found.Review("R202", place, $"`{owner}` looks for `{value}`, which never occurs in the column `{test.Column}`", null, Suggest(value, known));
                continue;
            }

            int c = events.Columns.IndexOf(test.Column);
            found.Review("R202", place, $"`{owner}` looks for `{value}`, which never occurs in the column `{test.Column}`; what looks like it there is another name: {string.Join(", ", alike.Select(a => Counted(a, events.Events.Count(e => e.Row[c] == a))))}",
                "names are compared letter by letter: blanks, capitals and letters of other alphabets count", $"copy the name from the events, or write `{value}` there");
        }
    }

    private static string[] Alike(string value, IEnumerable<string> known)
    {
        string folded = LookAlikes.Fold(value);
        return [.. known.Where(k => LookAlikes.Fold(k) == folded).Order(StringComparer.Ordinal)];
    }

    private static string Counted(string name, int rows) => $"`{name}` in {rows} {(rows == 1 ? "event" : "events")}";

    private HashSet<string> Known(string column)
    {
        if (!_heard.TryGetValue(column, out var known))
        {
            int c = events.Columns.IndexOf(column);
            _heard[column] = known = events.Events.Select(e => e.Row[c]).ToHashSet(StringComparer.Ordinal);
        }

        return known;
    }

    private void Numbers(string column, Place place)
    {
        int c = events.Columns.IndexOf(column);
        if (c < 0)
        {
            return;
        }

        int empty = events.Events.Count(e => e.Row[c].Length == 0);
        var bad = events.Events.Where(e => e.Row[c].Length > 0 && !EventFile.TryNumber(e.Row[c], out _)).ToArray();
        if (bad.Length > 0)
        {
            found.Error("R132", place, $"the codebook compares or adds the column `{column}`, which holds no number in {bad.Length} event(s)",
                $"the first is in {events.File}, line {bad[0].Line}: `{bad[0].Row[c]}`", "every cell of a column that is compared must be a finite number or empty");
        }

        if (empty > 0)
        {
            found.Review("R208", place, $"the column `{column}` is empty in {empty} event(s)", "an empty cell passes no comparison and adds nothing to a sum");
        }
    }

    private ImmutableArray<string>? Values(string name, bool isMove) => isMove
        ? game.Players.FirstOrDefault(p => p.Name == name)?.Moves
        : game.Situations.FirstOrDefault(s => s.Name == name)?.Levels;

    private static string? Suggest(string name, IEnumerable<string> known) => Nearest.To(name, known) is { } near ? $"did you mean `{near}`?" : null;
}
