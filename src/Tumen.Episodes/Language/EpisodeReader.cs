using System.Collections.Immutable;

namespace Tumen.Episodes;

/// <summary>Turns clauses into a model, collecting one diagnostic per clause that cannot be read.</summary>
internal sealed partial class EpisodeReader(string path)
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

    private static char KindOf(EpisodeClause clause)
    {
        if (clause.Text is not ("game" or "player" or "let" or "move" or "chance" or "first" or "all" or "afterwards")) clause.Offer(1, "is", "sees", "gains", "loses");
        return clause.Text switch
        {
            "game" => 'g',
            "player" => 'p',
            "let" => 'l',
            "move" or "chance" or "first" or "all" => 'm',
            "afterwards" => 'x',
            _ => clause.Peek(1) switch { "is" => 't', "sees" => 's', _ => 'x' },
        };
    }

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
