using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads one check of a claim.</summary>
internal sealed class CheckReader(GameDraft draft, StudyModel study, GameModel game, TokenReader reader)
{
    private static readonly string[] Indices = ["concessions", "capacity", "exertion", "influence"];
    private static readonly string[] Amounts = [.. Indices, "price", "cycle", "rhythm"];
    private static readonly string[] Standards = ["subgame_perfect", "bayesian", "sequential", "trembling_hand", "intuitive", "divine"];

    /// <summary>Reads a check; null when its grammar failed (reported).</summary>
    public ClaimCheck? Read()
    {
        var start = reader.Peek;
        if (reader.Take("often"))
        {
            return Often(start);
        }

        if (reader.Take("weight"))
        {
            return Weight(start);
        }

        if (reader.Take("theory"))
        {
            return Theory(start);
        }

        if (reader.Take("scenario"))
        {
            return Scenario(start);
        }

        if (reader.Take("theories"))
        {
            return Implied(start);
        }

        if (reader.Take("leverage"))
        {
            return Leverage(start);
        }

        if (reader.Take("episode"))
        {
            return Episode(start);
        }

        reader.Expected("a check: `often`, `weight`, `theory`, `theories imply`, `scenario`, `leverage`, `episode`, `not observable` or `remark`");
        return null;
    }

    /// <summary>often CONDITION MONTHS more than MONTHS.</summary>
    private ClaimCheck.Frequency? Often(Token start)
    {
        int from = reader.Position;
        if (new ConditionReader(draft, reader).Read() is not { } outcome)
        {
            return null;
        }

        string says = reader.WordsSince(from);
        if (Months() is not { } inside)
        {
            return null;
        }

        bool more = reader.Take("more");
        if ((!more && !reader.Expect("less", "write `more than` or `less than`")) || !reader.Expect("than"))
        {
            return null;
        }

        MonthSet? than = null;
        if (!reader.Take("otherwise") && (than = Months()) is null)
        {
            return null;
        }

        return new ClaimCheck.Frequency(outcome, says, inside, than, more, start.Place);
    }

    /// <summary>[when CONDITION | within 2 months after CONDITION] [in 2016-01 to 2018-02].</summary>
    private MonthSet? Months()
    {
        int at = reader.Position, after = 0;
        Condition? condition = Condition.Always;
        if (reader.Take("when"))
        {
            condition = new ConditionReader(draft, reader).Read();
        }
        else if (reader.Take("within"))
        {
            if (reader.ExpectCount($"a number of {game.Period}s", 0) is not { } n)
            {
                return null;
            }

            if (!reader.Take(game.Period) && !reader.Take(game.Period + "s"))
            {
                reader.Expected($"`{game.Period}s`");
                return null;
            }

            after = n;
            condition = reader.Expect("after") ? new ConditionReader(draft, reader).Read() : null;
        }

        if (condition is null)
        {
            return null;
        }

        string? from = null, to = null;
        if (reader.Take("in"))
        {
            if (reader.ExpectDate("the first month") is not { } first || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
            {
                return null;
            }

            (from, to) = (first.Text, last.Text);
            if (string.CompareOrdinal(from, to) > 0)
            {
                draft.Bag.Error("S401", last.Place, $"the stretch ends in {to}, before it starts ({from})", helps: [$"write `{to} to {from}`"]);
            }
        }

        if (reader.Position == at)
        {
            reader.Expected("which months: `when …`, `within 2 months after …` or `in 2016-01 to 2018-02`", "write   often patron plays reward when pressure is high more than otherwise");
            return null;
        }

        return new MonthSet(from, to, condition, after, reader.WordsSince(at));
    }

    /// <summary>weight NAME of "theory" above 0 | rises under "two eras".</summary>
    private ClaimCheck? Weight(Token start)
    {
        if (reader.ExpectName("a weight") is not { } weight || !reader.Expect("of") || TheoryName() is not { } theory)
        {
            return null;
        }

        Check(weight, theory);
        if (reader.Peek.Is("above") || reader.Peek.Is("below"))
        {
            bool above = reader.Next().Is("above");
            return reader.ExpectNumber("a number") is { } value ? new ClaimCheck.WeightAt(weight.Text, theory.Text, above, value.Value, start.Place) : null;
        }

        Direction? direction = reader.Peek.Text switch { "rises" => Direction.Rises, "falls" => Direction.Falls, "stays" => Direction.Stays, _ => null };
        if (direction is null)
        {
            reader.Expected("`above 0`, `below 0`, or `rises under`, `falls under`, `stays under` the name of assumptions that split eras");
            return null;
        }

        reader.Next();
        if (!reader.Expect("under") || reader.ExpectText("the name of the assumptions") is not { } variation)
        {
            return null;
        }

        Known(variation, "set of assumptions", study.Variations.Where(v => v.Changes.Any(c => c is Variation.Eras)).Select(v => v.Name));
        return new ClaimCheck.EraChange(weight.Text, theory.Text, variation.Text, direction.Value, start.Place);
    }

    private void Check(Token weight, Token theory)
    {
        var terms = game.Terms.ToList();
        void Add(string name)
        {
            if (game.FindTheory(name) is { } t)
            {
                terms.AddRange(t.Terms);
                foreach (string part in t.BuildsOn)
                {
                    Add(part);
                }
            }
        }

        Add(theory.Text);
        if (terms.All(t => t.Weight != weight.Text))
        {
            draft.Bag.Error("S414", weight.Place, $"{Name(theory)} has no weight {weight.Text}", notes: [$"its weights: {Wording.List([.. terms.Where(t => t.Weight is not null).Select(t => t.Weight!).Distinct()])}"],
                helps: [game.Theories.FirstOrDefault(t => study.Compare.Contains(t.Name) && t.Terms.Any(x => x.Weight == weight.Text)) is { } has ? $"write   weight {weight.Text} of \"{has.Name}\" …" : "name one of its weights"]);
        }
    }

    /// <summary>theory "a" favoured over "b" | foretells "stretch" better than habit.</summary>
    private ClaimCheck? Theory(Token start)
    {
        if (TheoryName() is not { } theory)
        {
            return null;
        }

        if (reader.Take("favoured"))
        {
            return reader.Expect("over") && TheoryName() is { } over ? new ClaimCheck.Favoured(theory.Text, over.Text, start.Place) : null;
        }

        if (!reader.Expect("foretells", "write `theory \"a\" favoured over \"b\"` or `theory \"a\" foretells \"stretch\" better than habit`") || reader.ExpectText("the name of the stretch") is not { } stretch)
        {
            return null;
        }

        Known(stretch, "stretch", study.Foresights.Select(f => f.Name));
        if (!reader.Expect("better") || !reader.Expect("than"))
        {
            return null;
        }

        if (reader.Take("habit"))
        {
            return new ClaimCheck.Foretells(theory.Text, null, stretch.Text, start.Place);
        }

        return TheoryName() is { } rival ? new ClaimCheck.Foretells(theory.Text, rival.Text, stretch.Text, start.Place) : null;
    }

    /// <summary>scenario "x" raises share of client provoke [under "theory"].</summary>
    private ClaimCheck.Moves? Scenario(Token start)
    {
        if (reader.ExpectText("the name of the scenario") is not { } name)
        {
            return null;
        }

        Known(name, "scenario", study.Scenarios.Select(s => s.Name));
        bool raises = reader.Take("raises");
        if (!raises && !reader.Expect("lowers", "write `raises` or `lowers`"))
        {
            return null;
        }

        return Amount() is { } quantity && Under(out var theory) ? new ClaimCheck.Moves(name.Text, quantity, raises, theory, start.Place) : null;
    }

    /// <summary>theories imply cycle below 60 [under "theory"].</summary>
    private ClaimCheck.Implied? Implied(Token start)
    {
        if (!reader.Expect("imply") || Amount() is not { } quantity)
        {
            return null;
        }

        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 10` or `below 60`")) && reader.ExpectNumber("a number") is { } value && Under(out var theory)
            ? new ClaimCheck.Implied(quantity, above, value.Value, theory, start.Place) : null;
    }

    private Quantity? Amount()
    {
        if (Amounts.Contains(reader.Peek.Text))
        {
            return new Quantity.Index(reader.Next().Text);
        }

        if (reader.Take("leaving"))
        {
            return reader.Expect("of", "write `leaving of patron`") && reader.ExpectName("a player") is { } partner && draft.Player(partner) >= 0 ? new Quantity.Leaving(partner.Text) : null;
        }

        bool share = reader.Take("share"), first = !share && reader.Take("first");
        if ((!share && !first && !reader.Expect("return", "write `share of client provoke`, `return of client provoke`, `first of client provoke`, `leaving of patron`, or one of " + Wording.List(Amounts))) || !reader.Expect("of")
            || reader.ExpectName("a player or a situation") is not { } who || reader.ExpectName("a move or a level") is not { } what)
        {
            return null;
        }

        if (share && game.Situations.FirstOrDefault(s => s.Name == who.Text) is { } situation)
        {
            int s = draft.SituationIndex(who.Text);
            return draft.Level(s, what) < 0 ? null : new Quantity.LevelShare(situation.Name, what.Text);
        }

        int player = draft.Player(who);
        return player < 0 || draft.Move(player, what) < 0 ? null : share ? new Quantity.MoveShare(who.Text, what.Text) : first ? new Quantity.FirstTime(who.Text, what.Text) : new Quantity.ReturnTime(who.Text, what.Text);
    }

    /// <summary>leverage capacity above 0.01 [under "theory"].</summary>
    private ClaimCheck.IndexAt? Leverage(Token start)
    {
        if (!Indices.Skip(1).Contains(reader.Peek.Text))
        {
            reader.Expected("`capacity`, `exertion` or `influence`");
            return null;
        }

        string index = reader.Next().Text;
        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 0.01` or `below 0.01`")) && reader.ExpectNumber("a number") is { } value && Under(out var theory)
            ? new ClaimCheck.IndexAt(index, above, value.Value, theory, start.Place) : null;
    }

    /// <summary>episode "x" some [sequential] equilibrium has patron play pay above 0.1 [under "theory"].</summary>
    private ClaimCheck.EpisodePlay? Episode(Token start)
    {
        if (reader.ExpectText("the name of the episode") is not { } name)
        {
            return null;
        }

        Known(name, "episode", study.Episodes.Select(e => e.Name));
        bool every = reader.Take("every");
        if (!every && !reader.Expect("some", "write `some equilibrium` or `every equilibrium`"))
        {
            return null;
        }

        string? standard = Standards.Contains(reader.Peek.Text) ? reader.Next().Text : null;
        if (!reader.Expect("equilibrium", $"a standard comes before it, if any: {Wording.List(Standards)}") || !reader.Expect("has") || reader.ExpectName("a player of the episode") is not { } player
            || !reader.Expect("play") || reader.ExpectName("a move") is not { } move)
        {
            return null;
        }

        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 0.1` or `below 0.1`")) && reader.ExpectNumber("a chance") is { } value && Under(out var theory)
            ? new ClaimCheck.EpisodePlay(name.Text, every, standard, player.Text, move.Text, above, value.Value, theory, start.Place) : null;
    }

    private bool Under(out string? theory)
    {
        theory = null;
        if (!reader.Take("under"))
        {
            return true;
        }

        theory = TheoryName()?.Text;
        return theory is not null;
    }

    private Token? TheoryName()
    {
        var name = reader.Peek;
        if (name.Kind != TokenKind.Text && !name.Is("base"))
        {
            reader.Expected("`base` or the name of a theory in quotes", name.Kind == TokenKind.Word ? $"write   \"{name.Text}\"" : "name a theory that the study compares");
            return null;
        }

        reader.Next();
        Known(name, "theory compared", study.Compare);
        return name;
    }

    private static string Name(Token theory) => theory.Kind == TokenKind.Text ? $"\"{theory.Text}\"" : theory.Text;

    private void Known(Token name, string what, IEnumerable<string> known)
    {
        string[] all = [.. known];
        if (!all.Contains(name.Text))
        {
            draft.Bag.Error("S413", name.Place, $"the study has no {what} called {Name(name)}", Wording.Nearest(name.Text, all) is { } near ? $"did you mean \"{near}\"?" : null,
                notes: [all.Length == 0 ? $"it has no {what} at all" : $"known: {Wording.List(all)}"], helps: ["name it as the study does"]);
        }
    }
}
