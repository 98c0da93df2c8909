using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has been read of a game so far. Names are resolved against it.</summary>
internal sealed class GameDraft(DiagnosticBag bag)
{
    private readonly Dictionary<string, (string Kind, Place Place)> _names = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _players = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _situations = new(StringComparer.Ordinal);

    public DiagnosticBag Bag { get; } = bag;

    public string? Name { get; set; }

    public Token? Header { get; set; }

    public string Period { get; set; } = "month";

    public List<Player> Players { get; } = [];

    public List<Situation> Situations { get; } = [];

    /// <summary>Index of the situation that counts the periods of a game that ends, or null.</summary>
    public int? Horizon { get; set; }

    public List<CovariateSpec> Covariates { get; } = [];

    /// <summary>What is read of a game played once; null for one that repeats.</summary>
    public OnceDraft? Once { get; set; }

    /// <summary>Regimes between which weights differ, or null.</summary>
    public RegimeDraft? Regimes { get; set; }

    public List<GroupSpec> Groups { get; } = [];

    /// <summary>The word for a unit and where it was said; null when the game says nothing of units.</summary>
    public Token? Unit { get; set; }

    /// <summary>The word for a unit.</summary>
    public string UnitWord => Unit?.Text ?? "unit";

    public ImmutableArray<ImmutableArray<int>>? Turns { get; set; }

    public Token? TurnsToken { get; set; }

    public Dictionary<int, SituationLaw> Laws { get; } = [];

    public List<PayoffTerm> Terms { get; } = [];

    public List<Theory> Theories { get; } = [];

    public ParameterDraft Parameters { get; } = new();

    public Flow? Concession { get; set; }

    public Flow? Compliance { get; set; }

    public MoveSet? Threats { get; set; }

    public MoveSet? Instruments { get; set; }

    /// <summary>Words of declarations that were not understood: clauses that start with one are not reported again.</summary>
    public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);

    /// <summary>How often something was read that cannot be trusted; clauses that raised it take no part in later checks.</summary>
    public int Unsure { get; set; }

    /// <summary>A draft that knows the players and situations of a game, for conditions written outside of it.</summary>
    public static GameDraft Of(GameModel game, DiagnosticBag bag)
    {
        var draft = new GameDraft(bag);
        foreach (var p in game.Players)
        {
            draft.Add(p);
        }

        foreach (var s in game.Situations)
        {
            draft.Add(s);
        }

        return draft;
    }

    /// <summary>Gives a name to one thing; a second use is an error.</summary>
    public bool Claim(Token name, string kind)
    {
        if (_names.TryGetValue(name.Text, out var taken))
        {
            Bag.Error("G207", name.Place, $"`{name.Text}` is already the name of a {taken.Kind} on line {taken.Place.Line}",
                notes: ["players, situations, covariates, weights and chances share one set of names, so that a report can say each one alone"],
                helps: [$"give this {kind} another name"]);
            Bag.Doubt(name.Text); // clauses that mean the second thing by it are no second mistake
            return false;
        }

        _names[name.Text] = (kind, name.Place);
        return true;
    }

    /// <summary>What a name stands for, or null.</summary>
    public string? KindOf(string name) => _names.TryGetValue(name, out var taken) ? taken.Kind : null;

    public int PlayerIndex(string name) => _players.GetValueOrDefault(name, -1);

    public int SituationIndex(string name) => _situations.GetValueOrDefault(name, -1);

    public void Add(Player player)
    {
        _players[player.Name] = Players.Count;
        Players.Add(player);
    }

    public void Add(Situation situation)
    {
        _situations[situation.Name] = Situations.Count;
        Situations.Add(situation);
    }

    /// <summary>Resolves a player or reports it.</summary>
    public int Player(Token name)
    {
        var index = PlayerIndex(name.Text);
        if (index < 0)
        {
            Unknown("G201", name, "player", Once?.Deciders.Select(d => d.Text) ?? Players.Select(p => p.Name), KindOf(name.Text) is { } kind ? [$"`{name.Text}` is a {kind}"] : [],
                SituationIndex(name.Text) >= 0 ? $"a situation is tested by its level:   {name.Text} is {Situations[SituationIndex(name.Text)].Levels[0]}" : $"write one of them, or declare it:   player {Wording.Shorten(name.Text)}{(Once is null ? " may …" : "")}");
        }

        return index;
    }

    /// <summary>Resolves a situation or reports it.</summary>
    public int Situation(Token name)
    {
        var index = SituationIndex(name.Text);
        if (index < 0)
        {
            Unknown("G202", name, "situation", Situations.Select(s => s.Name), KindOf(name.Text) is { } kind ? [$"`{name.Text}` is a {kind}"] : [],
                PlayerIndex(name.Text) >= 0 ? $"a player is tested by its move:   {name.Text} plays {Players[PlayerIndex(name.Text)].Moves[0]}" : $"write one of them, or declare it:   situation {Wording.Shorten(name.Text)} low | high");
        }

        return index;
    }

    /// <summary>Resolves a move of a player or reports it.</summary>
    public int Move(int player, Token name)
    {
        var who = Players[player];
        var index = who.MoveIndex(name.Text);
        if (index < 0)
        {
            var owner = Players.FirstOrDefault(p => p.MoveIndex(name.Text) >= 0);
            Unknown("G203", name, $"move of {who.Name}", who.Moves, owner is null ? [] : [$"`{name.Text}` is a move of {owner.Name}"],
                owner is null ? $"write one of them, or add it to the moves:   player {who.Name} may …, {Wording.Shorten(name.Text)}" : $"if {owner.Name} is meant, write   {owner.Name} plays {name.Text}");
        }

        return index;
    }

    /// <summary>Resolves a level of a situation, by name or by number, or reports it.</summary>
    public int Level(int situation, Token name)
    {
        var what = Situations[situation];
        var index = name.Kind == TokenKind.Number ? GridReader.Level(what, name.Value) : what.LevelIndex(name.Text);
        if (index < 0)
        {
            var owner = Situations.FirstOrDefault(s => s.LevelIndex(name.Text) >= 0);
            Unknown(owner is null ? "G204" : "G205", name, $"level of {what.Name}", what.Levels, owner is null ? [] : [$"`{name.Text}` is a level of {owner.Name}"],
                owner is null ? $"write one of them{(name.Kind == TokenKind.Number ? "" : $", or add it:   situation {what.Name} … | {Wording.Shorten(name.Text)}")}" : $"write a level of {what.Name}, or speak of {owner.Name}");
        }

        return index;
    }

    /// <summary>Reports a name that nothing carries, with the nearest one that something does.</summary>
    /// <param name="code">Code of the diagnostic.</param>
    /// <param name="name">The name as written.</param>
    /// <param name="what">What it should be.</param>
    /// <param name="known">Names that something carries.</param>
    /// <param name="notes">What else is known of it.</param>
    /// <param name="way">What to do when no known name is near.</param>
    public void Unknown(string code, Token name, string what, IEnumerable<string> known, IEnumerable<string> notes, string way)
    {
        Unsure++;
        if (Bag.IsDoubtful(name.Text))
        {
            return;
        }

        var all = known.ToList();
        var nearest = Wording.Nearest(name.Text, all);
        var caret = nearest is null ? null : $"did you mean `{nearest}`?";
        Bag.Error(code, name.Place, $"there is no {what} called `{Wording.Shorten(name.Text)}`", caret,
            notes: [.. notes, all.Count == 0 ? $"no {what} is declared" : $"known: {Wording.List(all)}"], helps: nearest is null ? [way] : []);
    }
}
