using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Collects the clauses of a game: names first, then everything that uses them.</summary>
internal sealed class GameBuilder(string file, List<Diagnostic> found)
{
    private readonly Names _names = new();
    private readonly HashSet<string> _broken = [];
    private readonly Dictionary<int, SituationLaw> _laws = [];
    private readonly List<PayoffTerm> _terms = [];
    private readonly List<Theory> _theories = [];
    private readonly List<(string Name, Place Place)> _weights = [];
    private readonly List<(string Name, Place Place)> _chances = [];
    private readonly Dictionary<string, Prior> _priors = [];
    private readonly Dictionary<string, (double Low, double High)> _bounds = [];
    private readonly Dictionary<string, double> _fixed = [];
    private readonly Dictionary<string, ImmutableArray<Era>> _eras = [];
    private readonly List<CovariateSpec> _covariates = [];
    private readonly Dictionary<int, double> _discounts = [];
    private double _discount = 0.95;
    private double _precision = 1;
    private ValueConvention _values = ValueConvention.TasteShocks;
    private Prior _everyPrior = new Prior.Normal(0, 1);
    private ImmutableArray<ImmutableArray<int>> _turns;
    private Flow? _concession;
    private Flow? _compliance;
    private MoveSet? _threats;
    private MoveSet? _instruments;
    private string? _title;
    private string _period = "month";

    public void Read(List<Token> tokens)
    {
        Pass(tokens, names: true);
        int before = found.Count;
        Pass(tokens, names: false);

        // One error per cause: what only follows from a declaration that failed is not said again.
        found.RemoveAll(d => found.IndexOf(d) >= before && _broken.Any(n => d.Message.StartsWith($"`{n}` ", StringComparison.Ordinal)));
        if (_title is null)
        {
            found.Add(Diagnostic.Error("G100", "the file does not start with a game clause", file, new Place(1, 1, 1), null, null, ["start with: game \"Title\", month by month"]));
        }

        if (_names.Players.Count == 0)
        {
            found.Add(Diagnostic.Error("G101", "the game has no player", file, new Place(1, 1, 1), null, null, ["declare one: player client may provoke, hold"]));
        }
    }

    public GameModel Build()
    {
        var weights = _weights.Select(w =>
        {
            var (low, high) = _bounds.GetValueOrDefault(w.Name, (double.NegativeInfinity, double.PositiveInfinity));
            return new WeightSpec(w.Name, _priors.GetValueOrDefault(w.Name, _everyPrior), low, high, _fixed.TryGetValue(w.Name, out double f) ? f : null,
                _eras.GetValueOrDefault(w.Name, []), LabelOf(w.Name), w.Place);
        }).ToImmutableArray();
        return new GameModel
        {
            Name = _title!,
            Period = _period,
            Players = [.. _names.Players],
            Turns = _turns.IsDefault ? [[.. Enumerable.Range(0, _names.Players.Count)]] : _turns,
            Situations = [.. _names.Situations],
            Laws = [.. _names.Situations.Select((_, i) => _laws.GetValueOrDefault(i) ?? new SituationLaw(i, []))],
            Terms = [.. _terms],
            Theories = [.. _theories],
            Weights = weights,
            Chances = [.. _chances.Select(c => new ChanceSpec(c.Name, _priors.GetValueOrDefault(c.Name, new Prior.Beta(1, 1)), _fixed.TryGetValue(c.Name, out double f) ? f : null, c.Place))],
            Discounts = [.. _names.Players.Select((_, i) => _discounts.GetValueOrDefault(i, _discount))],
            Precision = _precision,
            Values = _values,
            Concession = _concession,
            Compliance = _compliance,
            Threats = _threats,
            Instruments = _instruments,
            Covariates = [.. _covariates],
        };
    }

    private string? LabelOf(string weight) =>
        _terms.Concat(_theories.SelectMany(t => t.Terms)).FirstOrDefault(t => t.Weight == weight && t.Label is not null)?.Label;

    private void Pass(List<Token> tokens, bool names)
    {
        var c = new Cursor(tokens, file, found);
        while (!c.AtEnd)
        {
            if (c.Now.Kind == TokenKind.LineEnd)
            {
                c.Take();
                continue;
            }

            bool declares = c.Now.Kind == TokenKind.Word && c.Now.Text is "game" or "player" or "situation" or "covariate";
            if (declares != names)
            {
                c.SkipClause();
                continue;
            }

            var declared = c.Ahead(1);
            try
            {
                Clause(c);
                c.EndClause();
            }
            catch (ClauseFailed)
            {
                if (declares && declared.Kind == TokenKind.Word)
                {
                    _broken.Add(declared.Text);
                }

                c.SkipClause();
            }
        }
    }

    private void Clause(Cursor c)
    {
        var head = c.Word("a clause");
        switch (head.Text)
        {
            case "game": Title(c); break;
            case "player": DeclarePlayer(c, head.Place); break;
            case "situation": DeclareSituation(c, head.Place); break;
            case "covariate": DeclareCovariate(c, head.Place); break;
            case "all": c.Expect("move"); c.Expect("at"); c.Expect("once"); break;
            case "first": Turns(c); break;
            case "next": Next(c, head.Place); break;
            case "theory": DeclareTheory(c, head.Place); break;
            case "estimate": Estimate(c); break;
            case "prior": c.Expect("of"); SetPrior(c); break;
            case "fix": Fix(c); break;
            case "weight": WeightByEra(c); break;
            case "assume": Assume(c, null); break;
            case "concession": _concession = ReadFlow(c, head.Place); break;
            case "compliance": _compliance = ReadFlow(c, head.Place); break;
            case "threats": _threats = ReadMoves(c, head.Place); break;
            case "instruments": _instruments = ReadMoves(c, head.Place); break;
            default:
                if (_names.Player(head.Text) >= 0)
                {
                    Payoffs(c, _names.Player(head.Text), _terms);
                    break;
                }

                c.Fail("G102", $"`{head.Text}` does not start a clause", head.Place, ["clauses start with game, player, situation, next, theory, estimate, assume, a player's name …"],
                    Names.Near(head.Text, ["game", "player", "situation", "next", "theory", "estimate", "assume", "fix", "prior", "weight", "concession", "compliance", "threats", "instruments", .. _names.Players.Select(p => p.Name)]));
                break;
        }
    }

    private void Title(Cursor c)
    {
        if (_title is not null)
        {
            c.Fail("G103", "the game has two titles");
        }

        _title = c.Text("the title of the game");
        c.Accept(",");
        if (c.Is("once"))
        {
            c.Fail("G104", "one-shot games are read as episodes, not as relationships", null, null, ["write `month by month`, or solve the episode as an .efg file"]);
        }

        var period = c.Word("a period, as in `month by month`");
        c.Expect("by");
        c.Expect(period.Text);
        _period = period.Text;
    }

    private void Fresh(Cursor c, Token name)
    {
        if (_names.Player(name.Text) >= 0 || _names.Situation(name.Text) >= 0)
        {
            c.Fail("G105", $"`{name.Text}` is declared twice", name.Place);
        }
    }

    private void DeclarePlayer(Cursor c, Place place)
    {
        var name = c.Word("the player's name");
        Fresh(c, name);
        c.Expect("may");
        var moves = new List<string>();
        do
        {
            var move = c.Word("a move");
            if (moves.Contains(move.Text))
            {
                c.Fail("G106", $"`{move.Text}` is listed twice among {name.Text}'s moves", move.Place);
            }

            moves.Add(move.Text);
        }
        while (c.Accept(","));
        _names.Players.Add(new Player(name.Text, [.. moves], c.Now.Kind == TokenKind.Text ? c.Take().Text : null, place));
    }

    private void DeclareSituation(Cursor c, Place place)
    {
        var name = c.Word("the situation's name");
        Fresh(c, name);
        var levels = new List<string>();
        do
        {
            var level = c.Word("a level");
            if (levels.Contains(level.Text))
            {
                c.Fail("G107", $"`{level.Text}` is listed twice among {name.Text}'s levels", level.Place);
            }

            levels.Add(level.Text);
        }
        while (c.Accept("|"));
        if (levels.Count < 2)
        {
            c.Fail("G108", $"{name.Text} has only one level", name.Place, ["a situation that cannot change is no situation"], ["list at least two levels: low | high"]);
        }

        string? label = c.Now.Kind == TokenKind.Text ? c.Take().Text : null;
        var situation = new Situation(name.Text, [.. levels], label, null, default, place);
        if (c.Accept("starts"))
        {
            situation = situation with { StartsAt = Conditions.Level(c, situation) };
        }

        _names.Situations.Add(situation);
    }

    private void DeclareCovariate(Cursor c, Place place)
    {
        var name = c.Word("the covariate's name");
        c.Expect("by");
        if (c.Accept("month"))
        {
            c.Fail("G109", $"{name.Text} changes from month to month, so players need a law of motion for it", name.Place, null, ["declare it as a situation", "or write `by unit` if it is constant within a unit"]);
        }

        c.Expect("unit");
        _covariates.Add(new CovariateSpec(name.Text, place));
    }

    private int PlayerOf(Cursor c)
    {
        var word = c.Word("a player");
        int i = _names.Player(word.Text);
        if (i < 0)
        {
            c.Fail("G024", $"`{word.Text}` is not a player", word.Place, null, Names.Near(word.Text, _names.Players.Select(p => p.Name)));
        }

        return i;
    }

    private int MoveOf(Cursor c, int player)
    {
        var word = c.Word($"a move of {_names.Players[player].Name}");
        int m = _names.Players[player].MoveIndex(word.Text);
        if (m < 0)
        {
            c.Fail("G023", $"`{word.Text}` is not a move of {_names.Players[player].Name}", word.Place, [$"its moves are {string.Join(", ", _names.Players[player].Moves)}"], Names.Near(word.Text, _names.Players[player].Moves));
        }

        return m;
    }

    private void Turns(Cursor c)
    {
        var turns = new List<ImmutableArray<int>> { ImmutableArray.Create(PlayerOf(c)) };
        c.Expect("moves");
        do
        {
            c.Accept(",");
            c.Expect("then");
            var turn = new List<int> { PlayerOf(c) };
            while (c.Accept("and"))
            {
                turn.Add(PlayerOf(c));
            }

            turns.Add([.. turn]);
        }
        while (!c.ClauseOver());
        var all = turns.SelectMany(t => t).ToList();
        if (all.Count != all.Distinct().Count() || all.Count != _names.Players.Count)
        {
            c.Fail("G110", "every player must move exactly once in a period", null, [$"players: {string.Join(", ", _names.Players.Select(p => p.Name))}"]);
        }

        _turns = [.. turns];
    }

    private Chance ReadChance(Cursor c)
    {
        if (c.Now.Kind == TokenKind.Word)
        {
            var word = c.Take();
            if (_names.Situation(word.Text) >= 0 || _names.Player(word.Text) >= 0)
            {
                c.Fail("G111", $"`{word.Text}` cannot name a chance: it is a {(_names.Player(word.Text) >= 0 ? "player" : "situation")}", word.Place);
            }

            if (_chances.All(x => x.Name != word.Text))
            {
                _chances.Add((word.Text, word.Place));
            }

            return new Chance(0, word.Text);
        }

        var place = c.Now.Place;
        double p = c.Number("a chance");
        if (p is < 0 or > 1)
        {
            c.Fail("G112", $"a chance of {p} is not between 0 and 1", place);
        }

        return new Chance(p);
    }

    private void Next(Cursor c, Place place)
    {
        var name = c.Word("a situation");
        int s = _names.Situation(name.Text);
        if (s < 0)
        {
            c.Fail("G025", $"`{name.Text}` is not a situation", name.Place, null, Names.Near(name.Text, _names.Situations.Select(x => x.Name)));
        }

        if (_laws.ContainsKey(s))
        {
            c.Fail("G113", $"{name.Text} has two laws", name.Place, null, ["put all lines under one `next`"]);
        }

        var lines = new List<LawLine>();
        while (!c.ClauseOver())
        {
            var verb = c.Word("rises, falls, becomes or is");
            switch (verb.Text)
            {
                case "rises" or "falls":
                    var chance = ReadChance(c);
                    lines.Add(new LawLine(verb.Text == "rises" ? LawEffect.Rises : LawEffect.Falls, -1, [new ChanceIf(chance, Conditions.OptionalIf(c, _names))], verb.Place));
                    break;
                case "becomes":
                    int level = Conditions.Level(c, _names.Situations[s]);
                    lines.Add(new LawLine(LawEffect.Becomes, level, AnyOf(c), verb.Place));
                    break;
                case "is":
                    Deterministic(c, s, verb.Place, lines);
                    break;
                default:
                    c.Fail("G114", $"expected rises, falls, becomes or is, found `{verb.Text}`", verb.Place);
                    break;
            }

            c.Accept(",");
        }

        _laws[s] = new SituationLaw(s, [.. lines], place);
    }

    private ImmutableArray<ChanceIf> AnyOf(Cursor c)
    {
        if (!c.Accept("by", "any", "of"))
        {
            var chance = ReadChance(c);
            return [new ChanceIf(chance, Conditions.OptionalIf(c, _names))];
        }

        c.Accept(":");
        var parts = new List<ChanceIf>();
        do
        {
            c.ClauseOver();
            var chance = ReadChance(c);
            parts.Add(new ChanceIf(chance, Conditions.OptionalIf(c, _names)));
        }
        while (c.Accept(","));
        return [.. parts];
    }

    private void Deterministic(Cursor c, int s, Place place, List<LawLine> lines)
    {
        Condition before = Condition.Always;
        int level = Conditions.Level(c, _names.Situations[s]);
        c.Expect("if");
        while (true)
        {
            var test = Conditions.Or(c, _names, 0);
            lines.Add(new LawLine(LawEffect.Becomes, level, [new ChanceIf(new Chance(1), And(before, test))], place));
            before = And(before, new Condition.Not(test));
            c.Accept(",");
            c.ClauseOver();
            c.Expect("else");
            level = Conditions.Level(c, _names.Situations[s]);
            if (!c.Accept("if"))
            {
                lines.Add(new LawLine(LawEffect.Becomes, level, [new ChanceIf(new Chance(1), before)], place));
                return;
            }
        }
    }

    private static Condition And(Condition a, Condition b) => a is Condition.AlwaysTrue ? b : new Condition.And(a, b);

    private void Payoffs(Cursor c, int player, List<PayoffTerm> into)
    {
        bool any = false;
        while (!c.ClauseOver() && (c.Is("gains") || c.Is("loses")))
        {
            any = true;
            bool gains = c.Take().Text == "gains";
            int first = into.Count;
            do
            {
                c.ClauseOver();
                into.Add(Term(c, player, gains));
            }
            while (c.Accept(",") && !c.Is("gains") && !c.Is("loses"));
            if (c.Now.Kind == TokenKind.Text)
            {
                string label = c.Take().Text;
                for (int i = first; i < into.Count; i++)
                {
                    into[i] = into[i] with { Label = label };
                }
            }
        }

        if (!any)
        {
            c.Fail("G115", $"expected gains or loses, found {Cursor.Describe(c.Now)}");
        }
    }

    private PayoffTerm Term(Cursor c, int player, bool gains)
    {
        var place = c.Now.Place;
        string? weight = null;
        bool constant = false;
        var factors = new List<Factor>();
        do
        {
            if (c.Accept("constant"))
            {
                constant = true;
                factors.Add(new Factor.Literal(c.Number("the size of the constant")));
            }
            else if (c.Accept("lack", "of"))
            {
                var name = c.Word("a situation");
                int s = _names.Situation(name.Text);
                if (s < 0)
                {
                    c.Fail("G025", $"`{name.Text}` is not a situation", name.Place, null, Names.Near(name.Text, _names.Situations.Select(x => x.Name)));
                }

                factors.Add(new Factor.LackOf(s));
            }
            else if (c.Now.Kind == TokenKind.Number)
            {
                factors.Add(new Factor.Literal(c.Take().Number));
            }
            else
            {
                var word = c.Word("a weight or a situation");
                if (_names.Situation(word.Text) is >= 0 and var s)
                {
                    factors.Add(new Factor.LevelOf(s));
                }
                else if (_covariates.Any(v => v.Name == word.Text))
                {
                    factors.Add(new Factor.Covariate(word.Text));
                }
                else if (weight is not null || constant)
                {
                    c.Fail("G116", $"`{word.Text}` is a second weight in one term", word.Place, ["payoffs are linear in the weights; that is what makes estimation sharp", $"`{weight ?? "constant"}` is already the term's size"],
                        ["declare it as a situation or a covariate, or split the term", .. Names.Near(word.Text, _names.Situations.Select(x => x.Name))]);
                }
                else if (_names.Player(word.Text) >= 0)
                {
                    c.Fail("G117", $"`{word.Text}` is a player and cannot be a weight", word.Place);
                }
                else
                {
                    weight = word.Text;
                    if (_weights.All(w => w.Name != weight))
                    {
                        _weights.Add((weight, word.Place));
                    }
                }
            }
        }
        while (c.Accept("*"));
        if (weight is null && !constant)
        {
            c.Fail("G118", "the term has no weight", place, null, ["name one: fear * pressure", "or say that it is not estimated: constant 1 * pressure"]);
        }

        return new PayoffTerm(player, gains, weight, [.. factors], Conditions.OptionalIf(c, _names), null, place);
    }

    private void DeclareTheory(Cursor c, Place place)
    {
        string name = c.Text("the theory's name");
        if (_theories.Any(t => t.Name == name))
        {
            c.Fail("G119", $"the theory \"{name}\" is declared twice", place);
        }

        string? source = c.Now.Kind == TokenKind.Cite ? c.Take().Text : null;
        var parents = new List<string>();
        var terms = new List<PayoffTerm>();
        var assumptions = new List<Assumption>();
        string? predicts = null;
        while (!c.ClauseOver())
        {
            if (c.Accept("builds", "on"))
            {
                do
                {
                    var at = c.Now.Place;
                    string parent = c.Text("a theory");
                    if (_theories.All(t => t.Name != parent))
                    {
                        c.Fail("G120", $"there is no theory \"{parent}\" above this line", at, null, Names.Near(parent, _theories.Select(t => t.Name)));
                    }

                    parents.Add(parent);
                }
                while (c.Accept(","));
            }
            else if (c.Accept("assume"))
            {
                Assume(c, assumptions);
            }
            else if (c.Accept("predicts"))
            {
                predicts = c.Text("what the theory predicts");
            }
            else
            {
                Payoffs(c, PlayerOf(c), terms);
            }
        }

        _theories.Add(new Theory(name, source, [.. parents], [.. terms], [.. assumptions], predicts, place));
    }

    private void Assume(Cursor c, List<Assumption>? into)
    {
        do
        {
            var place = c.Now.Place;
            if (c.Accept("discount"))
            {
                int player = c.Accept("of") ? PlayerOf(c) : -1;
                var at = c.Now.Place;
                double d = c.Number("a discount factor");
                if (d is < 0 or >= 1)
                {
                    c.Fail("G121", $"a discount factor of {d} is not in [0, 1)", at, ["it is per period: 0.95 a month is 0.54 a year"]);
                }

                if (into is not null)
                {
                    foreach (int i in player >= 0 ? [player] : Enumerable.Range(0, _names.Players.Count))
                    {
                        into.Add(new Assumption(i, null, d, place));
                    }
                }
                else if (player >= 0)
                {
                    _discounts[player] = d;
                }
                else
                {
                    _discount = d;
                }
            }
            else if (c.Accept("choice", "precision") && into is null)
            {
                _precision = c.Number("a choice precision");
                if (!(_precision > 0))
                {
                    c.Fail("G122", $"a choice precision of {_precision} is not above 0", place);
                }
            }
            else if (c.Accept("values") && into is null)
            {
                var word = c.Word("shocks or errors");
                _values = word.Text switch
                {
                    "shocks" => ValueConvention.TasteShocks,
                    "errors" => ValueConvention.ChoiceErrors,
                    _ => Wrong(),
                };
                ValueConvention Wrong()
                {
                    c.Fail("G123", $"expected shocks or errors, found `{word.Text}`", word.Place);
                    return default;
                }
            }
            else if ((c.Accept("weight") || c.Accept("chance")) && into is not null)
            {
                string name = c.Word("a weight or chance").Text;
                c.Expect("=");
                into.Add(new Assumption(-1, name, c.Number("its value"), place));
            }
            else
            {
                c.Fail("G124", $"{Cursor.Describe(c.Now)} cannot be assumed", null, null, ["assume discount 0.95", "assume choice precision 1", "assume values errors"]);
            }
        }
        while (c.Accept(","));
        if (c.Now.Kind == TokenKind.Text)
        {
            c.Take();
        }
    }

    private Prior ReadPrior(Cursor c)
    {
        var kind = c.Word("normal, beta or flat");
        if (kind.Text == "flat")
        {
            return new Prior.Flat();
        }

        c.Expect("(");
        double a = c.Number("a number");
        c.Expect(",");
        double b = c.Number("a number");
        c.Expect(")");
        if (kind.Text == "normal" && b > 0)
        {
            return new Prior.Normal(a, b);
        }

        if (kind.Text == "beta" && a > 0 && b > 0)
        {
            return new Prior.Beta(a, b);
        }

        c.Fail("G125", $"{kind.Text}({a}, {b}) is not a prior", kind.Place, null, ["normal(mean, spread above 0)", "beta(a above 0, b above 0)", "flat"]);
        return null!;
    }

    private void Estimate(Cursor c)
    {
        c.Expect("every");
        c.Expect("weight");
        while (!c.ClauseOver())
        {
            c.Accept(",");
            c.Accept(";");
            c.ClauseOver();
            if (c.Accept("prior"))
            {
                _everyPrior = ReadPrior(c);
            }
            else if (c.Accept("at", "least"))
            {
                Bound(c, (old, x) => (x, old.High));
            }
            else if (c.Accept("at", "most"))
            {
                Bound(c, (old, x) => (old.Low, x));
            }
            else if (!c.ClauseOver())
            {
                c.Fail("G126", $"{Cursor.Describe(c.Now)} does not belong in an estimate clause", null, null, ["estimate every weight, prior normal(0, 1); at least 0: risk, effort"]);
            }
        }
    }

    private void Bound(Cursor c, Func<(double Low, double High), double, (double, double)> set)
    {
        double x = c.Number("a bound");
        c.Expect(":");
        do
        {
            c.ClauseOver();
            var word = c.Word("a weight");
            _bounds[word.Text] = set(_bounds.GetValueOrDefault(word.Text, (double.NegativeInfinity, double.PositiveInfinity)), x);
            _mentions.Add((word.Text, word.Place));
        }
        while (c.Accept(","));
    }

    private readonly List<(string Name, Place Place)> _mentions = [];

    /// <summary>Names in bounds, priors, fixes and eras, to be checked against what the payoffs and laws use.</summary>
    public IReadOnlyList<(string Name, Place Place)> Mentions => _mentions;

    private void SetPrior(Cursor c)
    {
        var names = new List<Token>();
        do
        {
            names.Add(c.Word("a weight or chance"));
        }
        while (c.Accept(","));
        var prior = ReadPrior(c);
        foreach (var n in names)
        {
            _priors[n.Text] = prior;
            _mentions.Add((n.Text, n.Place));
        }
    }

    private void Fix(Cursor c)
    {
        var name = c.Word("a weight or chance");
        c.Expect("=");
        _fixed[name.Text] = c.Number("its value");
        _mentions.Add((name.Text, name.Place));
    }

    private void WeightByEra(Cursor c)
    {
        var name = c.Word("a weight");
        c.Expect("differs");
        c.Expect("by");
        c.Expect("era");
        var eras = new List<Era>();
        do
        {
            string era = c.Word("an era").Text;
            eras.Add(new Era(era, c.Accept("until") ? c.Word("a month such as 2011-12").Text : null));
        }
        while (c.Accept("|"));
        if (eras.Count < 2 || eras[^1].Until is not null || eras.SkipLast(1).Any(e => e.Until is null))
        {
            c.Fail("G127", "eras need an end each, except the last", null, null, ["weight fear differs by era early until 2011-12 | late"]);
        }

        _eras[name.Text] = [.. eras];
        _mentions.Add((name.Text, name.Place));
    }

    private Flow ReadFlow(Cursor c, Place place)
    {
        c.Expect("of");
        int from = PlayerOf(c);
        c.Expect("to");
        int to = PlayerOf(c);
        var parts = new List<FlowPart>();
        do
        {
            c.ClauseOver();
            double amount = c.Number("an amount such as +1");
            parts.Add(new FlowPart(amount, Conditions.OptionalIf(c, _names)));
        }
        while (c.Accept(","));
        return new Flow(from, to, [.. parts], place);
    }

    private MoveSet ReadMoves(Cursor c, Place place)
    {
        c.Expect("of");
        int player = PlayerOf(c);
        var moves = new List<int>();
        do
        {
            moves.Add(MoveOf(c, player));
        }
        while (c.Accept(","));
        c.ClauseOver();
        c.Expect("quiet");
        int quiet = MoveOf(c, player);
        if (moves.Contains(quiet))
        {
            c.Fail("G128", $"the quiet move {_names.Players[player].Moves[quiet]} is listed among the others");
        }

        return new MoveSet(player, [.. moves], quiet, place);
    }
}
