using System.Collections.Immutable;

namespace Tumen.Episodes;

/// <summary>Turns clauses into a model, collecting one diagnostic per clause that cannot be read.</summary>
internal sealed class EpisodeReader(string path)
{
    private readonly EpisodeNames _names = new();
    private readonly List<EpisodeType> _types = [];
    private readonly List<EpisodeMove> _moves = [];
    private readonly List<int> _turn = [];
    private readonly List<EpisodePayoff> _payoffs = [];
    private readonly List<EpisodeSequel> _sequels = [];
    private readonly Dictionary<int, (ImmutableArray<string> Actions, string? Name, TextPlace Place)> _usual = [];
    private readonly Dictionary<int, (List<string>? Names, TextPlace Place)> _sees = [];
    private string _title = "";
    private int _turns;
    private bool _ordered;

    public List<GameDiagnostic> Diagnostics { get; } = [];

    public EpisodeModel Read(IReadOnlyList<EpisodeClause> clauses)
    {
        var expressions = new EpisodeExpressions(_names);
        if (clauses.Count == 0) Report(new EpisodeSyntaxException("E201", new TextPlace(1, 1), "expected `game \"a title\", once`, found the end of the file"));
        var kinds = clauses.Select((clause, k) => (Clause: clause, Kind: k == 0 ? 'g' : KindOf(clause))).ToArray();
        foreach (var (clause, _) in kinds)
            if (clause.Text is "move" or "chance" && clause.Peek(1) is { } declared) _names.Declared.Add(declared);
        foreach (char pass in "gpltmsx")
        {
            if (pass == 's' && !_ordered && _usual.Count > 0) Unordered(clauses[0].Start);
            foreach (var (clause, kind) in kinds)
            {
                if (kind != pass) continue;
                try
                {
                    ReadClause(pass, clause, expressions);
                }
                catch (EpisodeSyntaxException error)
                {
                    Report(error);
                    expressions.Reset();
                }
                if (pass == 'm' && _types.Count + _moves.Count > EpisodeFile.MaximumSteps)
                {
                    Report(new EpisodeSyntaxException("E200", clause.Start, $"more than {EpisodeFile.MaximumSteps} types and moves; the tree would have no bounds"));
                    break;
                }
            }
        }
        if (_names.Players.Count == 0 && clauses.Count > 0) Report(new EpisodeSyntaxException("E214", clauses[0].Start, "nobody plays; expected at least one `player NAME may …`"));
        else if (_moves.Count == 0 && Diagnostics.Count == 0) Report(new EpisodeSyntaxException("E214", clauses[0].Start, "nobody moves; give a player something it `may` do"));
        return new EpisodeModel(_title, path, [.. _names.Players], [.. _types], [.. _moves], [.. _turn], [.. _names.Players.Select((_, i) => SeenBy(i))], [.. _payoffs], [.. _sequels]);
    }

    private static char KindOf(EpisodeClause clause) => clause.Text switch
    {
        "game" => 'g',
        "player" => 'p',
        "let" => 'l',
        "move" or "chance" or "first" or "all" => 'm',
        "afterwards" => 'x',
        _ => clause.Peek(1) switch { "is" => 't', "sees" => 's', _ => 'x' },
    };

    private void ReadClause(char kind, EpisodeClause clause, EpisodeExpressions expressions)
    {
        switch (kind)
        {
            case 'g': Game(clause); break;
            case 'p': Player(clause); break;
            case 'l': Let(clause, expressions); break;
            case 't': Type(clause, expressions); break;
            case 'm' when clause.Text is "first" or "all": Order(clause); break;
            case 'm': Move(clause, expressions); break;
            case 's': Sees(clause); break;
            default: Gains(clause, expressions); break;
        }
    }

    private void Report(EpisodeSyntaxException error) => Diagnostics.Add(new GameDiagnostic(error.Code, path, error.Place.Line, error.Place.Column, error.Message));

    private void Game(EpisodeClause clause)
    {
        if (_title.Length > 0) throw new EpisodeSyntaxException("E211", clause.Start, $"a second game; this file is \"{_title}\"");
        clause.Expect("game", " \"a title\", once");
        _title = clause.Quoted("the game's title in quotes");
        clause.Expect(",");
        clause.Expect("once", "; other games repeat and are written in the long form");
        clause.ExpectEnd();
    }

    private void Player(EpisodeClause clause)
    {
        clause.Advance();
        var place = clause.Place;
        string name = clause.Word("the player's name");
        if (_names.Players.Contains(name)) throw new EpisodeSyntaxException("E211", place, $"player {name} is declared twice");
        _names.Players.Add(name);
        if (clause.Try("may"))
        {
            var actions = Actions(clause, "as");
            string? alias = clause.Try("as") ? clause.Word("a name for this move") : null;
            _usual[_names.Players.Count - 1] = (actions, alias, place);
        }
        clause.ExpectEnd();
    }

    private static ImmutableArray<string> Actions(EpisodeClause clause, string stop)
    {
        var actions = ImmutableArray.CreateBuilder<string>();
        do
        {
            var place = clause.Place;
            string action = clause.Level("an action");
            if (actions.Contains(action)) throw new EpisodeSyntaxException("E211", place, $"the action `{action}` is named twice");
            actions.Add(action);
        }
        while (clause.Try(",") && clause.Text != stop);
        return actions.ToImmutable();
    }

    private void Let(EpisodeClause clause, EpisodeExpressions expressions)
    {
        clause.Advance();
        do
        {
            var place = clause.Place;
            string name = clause.Word("the name of a number");
            clause.Expect("=");
            var value = expressions.Constant(clause);
            if (!_names.Constants.TryAdd(name, value)) throw new EpisodeSyntaxException("E211", place, $"`{name}` is {_names.Constants[name]} already");
        }
        while (clause.Try(","));
        clause.ExpectEnd();
    }

    private void Type(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var place = clause.Place;
        string name = clause.Word("a player or a circumstance");
        clause.Expect("is");
        NewName(name, place, allowPlayer: true);
        var levels = ImmutableArray.CreateBuilder<string>();
        do
        {
            var at = clause.Place;
            string level = clause.Level($"a level of {name}");
            if (levels.Contains(level)) throw new EpisodeSyntaxException("E211", at, $"the level `{level}` is named twice");
            levels.Add(level);
        }
        while (clause.Try("|"));
        clause.Expect(",", " and who knows it: `known to …`");
        clause.Expect("known");
        clause.Expect("to");
        var known = ImmutableArray.CreateBuilder<int>();
        if (!clause.Try("nobody"))
            do known.Add(PlayerNumber(clause));
            while (clause.Try("and") || (clause.Text == "," && clause.Peek(1) != "prior" && clause.Try(",")));
        clause.Expect(",", " and `prior …`");
        clause.Expect("prior");
        var prior = clause.Try("equal") ? [.. levels.Select(_ => new Rational(1, levels.Count))] : Chances(clause, expressions, levels.ToImmutable(), place);
        clause.ExpectEnd();
        _names.Levels[name] = levels.ToImmutable();
        _types.Add(new EpisodeType(name, levels.ToImmutable(), known.ToImmutable(), prior, place));
    }

    private static ImmutableArray<Rational> Chances(EpisodeClause clause, EpisodeExpressions expressions, ImmutableArray<string> levels, TextPlace place)
    {
        var chances = new Rational?[levels.Length];
        do
        {
            var at = clause.Place;
            var value = expressions.Constant(clause);
            int level = levels.IndexOf(clause.Level("the level that has this chance"));
            if (level < 0) throw new EpisodeSyntaxException("E207", at, $"this level is not declared; expected {string.Join(" or ", levels)}");
            if (value.Sign < 0 || value > Rational.One) throw new EpisodeSyntaxException("E212", at, $"the chance of `{levels[level]}` is {value}; expected a number from 0 to 1");
            chances[level] = value;
        }
        while (clause.Try(","));
        var sum = Rational.Zero;
        foreach (var chance in chances) sum += chance ?? Rational.Zero;
        int open = chances.Count(chance => chance is null);
        if (open == 1 && sum <= Rational.One) chances[Array.IndexOf(chances, null)] = Rational.One - sum;
        else if (open > 0 || sum != Rational.One) throw new EpisodeSyntaxException("E212", place, $"the priors add up to {sum}{(open > 0 ? $" and {open} levels have none" : "")}; expected 1 (one level may be left out and gets the rest)");
        return [.. chances.Select(chance => chance!.Value)];
    }

    private void Order(EpisodeClause clause)
    {
        if (_ordered) throw new EpisodeSyntaxException("E211", clause.Start, "the order of moves is given twice");
        _ordered = true;
        var seen = new HashSet<int>();
        if (clause.Try("all"))
        {
            clause.Expect("move");
            clause.Expect("at");
            clause.Expect("once");
            foreach (int player in _usual.Keys.Order()) AddUsual(player);
            _turns++;
        }
        else
        {
            clause.Advance();
            bool first = true;
            do
            {
                if (!first) clause.Expect("then");
                do
                {
                    var place = clause.Place;
                    int player = PlayerNumber(clause);
                    if (!_usual.ContainsKey(player)) throw new EpisodeSyntaxException("E214", place, $"{_names.Players[player]} has nothing it may do here; give it moves after `player {_names.Players[player]} may`");
                    if (!seen.Add(player)) throw new EpisodeSyntaxException("E211", place, $"{_names.Players[player]} moves twice in this order; write further moves as `move NAME of {_names.Players[player]} …`");
                    AddUsual(player);
                }
                while (clause.Try("and"));
                if (first && !clause.Try("moves")) clause.Expect("move");
                _turns++;
                first = false;
            }
            while (clause.Try(","));
            if (_usual.Keys.FirstOrDefault(player => !seen.Contains(player), -1) is >= 0 and var left)
                throw new EpisodeSyntaxException("E214", clause.Start, $"{_names.Players[left]} has moves but no turn; name it in this order");
        }
        clause.ExpectEnd();
    }

    private void Unordered(TextPlace place)
    {
        if (_usual.Count > 1) Report(new EpisodeSyntaxException("E214", place, "who moves first? expected `first A moves, then B` or `all move at once`"));
        foreach (int player in _usual.Keys)
            if (!_moves.Any(move => move.Player == player && move.Actions == _usual[player].Actions)) AddUsual(player);
    }

    private void AddUsual(int player)
    {
        var (actions, alias, place) = _usual[player];
        string name = alias ?? (_names.Levels.ContainsKey(_names.Players[player]) ? _names.Players[player] + "_move" : _names.Players[player]);
        NewName(name, place, allowPlayer: alias is null);
        Add(new EpisodeMove(name, player, actions, default, null, place));
    }

    private void Add(EpisodeMove move)
    {
        _names.Levels[move.Name] = move.Actions;
        if (move.Player >= 0)
        {
            if (!_names.MovesOf.TryGetValue(_names.Players[move.Player], out var list)) _names.MovesOf[_names.Players[move.Player]] = list = [];
            list.Add(move.Name);
        }
        _moves.Add(move);
        _turn.Add(_turns);
    }

    private void Move(EpisodeClause clause, EpisodeExpressions expressions)
    {
        bool chance = clause.Try("chance");
        if (!chance) clause.Expect("move");
        var place = clause.Place;
        string name = clause.Word("a name for the move");
        NewName(name, place, allowPlayer: false);
        int player = ExtensiveGame.Chance;
        ImmutableArray<string> actions;
        ImmutableArray<EpisodeAmount> chances = default;
        if (chance)
        {
            clause.Expect("is");
            (actions, chances) = Fates(clause, expressions);
        }
        else
        {
            clause.Expect("of");
            player = PlayerNumber(clause);
            clause.Expect("may");
            actions = Actions(clause, "if");
        }
        EpisodeCondition? when = null;
        try
        {
            when = clause.Try("if") ? expressions.Condition(clause) : null;
            clause.ExpectEnd();
        }
        finally
        {
            // Declared even if its condition cannot be read, so that one mistake draws one message.
            Add(new EpisodeMove(name, player, actions, chances, when, place));
            _turns++;
        }
    }

    private static (ImmutableArray<string>, ImmutableArray<EpisodeAmount>) Fates(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var actions = ImmutableArray.CreateBuilder<string>();
        var amounts = new List<EpisodeAmount?>();
        var start = clause.Place;
        do
        {
            actions.Add(clause.Level("something that may happen"));
            amounts.Add(clause.Text is "|" or "if" or "" ? null : expressions.Amount(clause));
        }
        while (clause.Try("|"));
        if (amounts.Count(amount => amount is null) > 1) throw new EpisodeSyntaxException("E212", start, "more than one of these has no chance; at most one may be left out and gets the rest");
        EpisodeAmount rest = new EpisodeAmount.Number(Rational.One);
        foreach (var amount in amounts)
            if (amount is not null) rest = rest is EpisodeAmount.Number a && amount is EpisodeAmount.Number b ? new EpisodeAmount.Number(a.Value - b.Value) : new EpisodeAmount.Joined('-', rest, amount);
        return (actions.ToImmutable(), [.. amounts.Select(amount => amount ?? rest)]);
    }

    private void Sees(EpisodeClause clause)
    {
        var start = clause.Place;
        int player = PlayerNumber(clause);
        clause.Expect("sees");
        if (_sees.ContainsKey(player)) throw new EpisodeSyntaxException("E211", start, $"what {_names.Players[player]} sees is said twice; put it in one clause");
        List<string>? seen = [];
        if (clause.Try("everything")) seen = null;
        else if (!clause.Try("nothing"))
            do
            {
                var place = clause.Place;
                string name = clause.Word("a move, a type or a player");
                if (_names.MovesOf.TryGetValue(name, out var moves) && !_types.Any(type => type.Name == name)) seen.AddRange(moves);
                else if (_names.Levels.ContainsKey(name)) seen.Add(name);
                else throw new EpisodeSyntaxException("E204", place, $"`{name}` is not a move, a type or a player who moves{EpisodeNames.Near(name, _names.Levels.Keys.Concat(_names.MovesOf.Keys))}");
                CheckInTime(player, seen, place);
            }
            while (clause.Try(",") || clause.Try("and"));
        clause.ExpectEnd();
        _sees[player] = (seen, start);
    }

    private void CheckInTime(int player, List<string> seen, TextPlace place)
    {
        int last = Enumerable.Range(0, _moves.Count).Where(m => _moves[m].Player == player).Select(m => _turn[m]).DefaultIfEmpty(-1).Max();
        foreach (string name in seen)
        {
            int at = _moves.FindIndex(move => move.Name == name);
            if (at < 0 || _turn[at] < last) continue;
            bool mutual = _moves[at].Player is >= 0 and var other && _sees.TryGetValue(other, out var theirs) && theirs.Names is { } list && list.Any(item => _moves.Any(move => move.Name == item && move.Player == player));
            throw new EpisodeSyntaxException("E210", place, mutual
                ? $"a circle: {_names.Players[player]} is to see `{name}` of {_names.Players[_moves[at].Player]}, who is to see what {_names.Players[player]} does; one of them must move first"
                : $"{_names.Players[player]} has made its last move when `{name}` is made, so it cannot see it");
        }
    }

    private ImmutableHashSet<string>? SeenBy(int player) => _sees.TryGetValue(player, out var said) ? said.Names?.ToImmutableHashSet() : null;

    private void Gains(EpisodeClause clause, EpisodeExpressions expressions)
    {
        if (clause.Try("afterwards"))
        {
            Afterwards(clause, expressions);
            return;
        }
        var start = clause.Place;
        if (clause.Kind != EpisodeToken.Word || clause.Peek(1) is not ("gains" or "loses"))
            throw new EpisodeSyntaxException("E201", start, $"`{clause.Text}` starts no clause; expected game, player, let, first, all, move, chance, afterwards, or NAME followed by is, sees, gains or loses");
        int player = PlayerNumber(clause);
        while (clause.Text is "gains" or "loses")
        {
            bool loss = clause.Text == "loses";
            clause.Advance();
            do
            {
                var place = clause.Place;
                var amount = expressions.Amount(clause);
                if (loss) amount = amount is EpisodeAmount.Number number ? new EpisodeAmount.Number(-number.Value) : new EpisodeAmount.Joined('*', new EpisodeAmount.Number(-1), amount);
                var when = clause.Try("if") ? expressions.Condition(clause) : null;
                _payoffs.Add(new EpisodePayoff(player, amount, when, place));
                if (clause.Kind == EpisodeToken.Text) clause.Advance();
            }
            while (clause.Try(","));
        }
        clause.ExpectEnd();
    }

    private void Afterwards(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var place = clause.Place;
        var situations = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        do
        {
            var at = clause.Place;
            string name = clause.Word("a situation of the long game");
            clause.Expect("is");
            if (!situations.TryAdd(name, clause.Level($"a level of {name}"))) throw new EpisodeSyntaxException("E211", at, $"`{name}` is given twice");
        }
        while (clause.Try(","));
        var when = clause.Try("if") ? expressions.Condition(clause) : null;
        clause.ExpectEnd();
        _sequels.Add(new EpisodeSequel(situations.ToImmutable(), when, place));
    }

    private int PlayerNumber(EpisodeClause clause)
    {
        var place = clause.Place;
        string name = clause.Word("a player");
        int player = _names.Players.IndexOf(name);
        return player >= 0 ? player : throw new EpisodeSyntaxException("E204", place, $"`{name}` is not a player; the players are {string.Join(", ", _names.Players)}{EpisodeNames.Near(name, _names.Players)}");
    }

    private void NewName(string name, TextPlace place, bool allowPlayer)
    {
        if (_names.Levels.ContainsKey(name) || (!allowPlayer && _names.Players.Contains(name)) || _names.Constants.ContainsKey(name))
            throw new EpisodeSyntaxException("E211", place, $"the name `{name}` is taken already");
    }
}
