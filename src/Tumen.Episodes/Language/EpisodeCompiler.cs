using System.Collections.Immutable;
using System.Text;

namespace Tumen.Episodes;

/// <summary>What the long game is worth to the players afterwards.</summary>
/// <param name="Name">Where the values come from, for notes.</param>
/// <param name="Worth">From situations and a player's name to what going on is worth, or to the reason why that is not known.</param>
public sealed record Continuation(string Name, Func<IReadOnlyDictionary<string, string>, string, (Rational? Value, string? Problem)> Worth);

/// <summary>A compiled episode.</summary>
/// <param name="Game">The tree, or null when a diagnostic says why there is none.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CompiledEpisode(ExtensiveGame? Game, IReadOnlyList<GameDiagnostic> Diagnostics);

/// <summary>Turns an <see cref="EpisodeModel"/> into a tree: nature draws the types, then the moves follow in order; what a mover knows decides which nodes it cannot tell apart.</summary>
public sealed class EpisodeCompiler
{
    private readonly EpisodeModel _model;
    private readonly Continuation? _continuation;
    private readonly int _limit;
    private readonly ExtensiveGameBuilder _builder;
    private readonly Dictionary<string, int> _index = [];
    private readonly Dictionary<string, int> _sets = [];
    private readonly string?[] _state;
    private int _nodes;

    private EpisodeCompiler(EpisodeModel model, Continuation? continuation, int limit)
    {
        (_model, _continuation, _limit) = (model, continuation, limit);
        _builder = new ExtensiveGameBuilder(model.Title, model.Players);
        _state = new string?[model.Types.Length + model.Moves.Length];
        for (int k = 0; k < model.Types.Length; k++) _index[model.Types[k].Name] = k;
        for (int k = 0; k < model.Moves.Length; k++) _index[model.Moves[k].Name] = model.Types.Length + k;
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="model">As read.</param>
    /// <param name="continuation">If given, the long game's values are added where play goes on in it; otherwise <c>afterwards</c> counts nothing.</param>
    /// <param name="maximumNodes">Most nodes.</param>
    public static CompiledEpisode Compile(EpisodeModel model, Continuation? continuation = null, int maximumNodes = 500_000)
    {
        var compiler = new EpisodeCompiler(model, continuation, maximumNodes);
        try
        {
            compiler.Grow(0, ExtensiveGame.None, 0);
            return new CompiledEpisode(compiler._builder.Build(), []);
        }
        catch (EpisodeSyntaxException error)
        {
            return new CompiledEpisode(null, [new GameDiagnostic(error.Code, model.Path, error.Place.Line, error.Place.Column, error.Message)]);
        }
    }

    private void Grow(int step, int parent, int action)
    {
        int types = _model.Types.Length;
        if (step < types)
        {
            var type = _model.Types[step];
            Nature(step, parent, action, type.Name, type.Levels, type.Prior, type.Place);
            return;
        }
        if (step == _state.Length)
        {
            Count(_model.Moves[^1].Place);
            _builder.AddEnd(parent, action, Label(), Payoffs());
            return;
        }
        var move = _model.Moves[step - types];
        if (move.When is { } when && !Holds(when))
        {
            _state[step] = null;
            Grow(step + 1, parent, action);
            return;
        }
        if (move.Player == ExtensiveGame.Chance)
        {
            var chances = move.Chances.Select(amount => Value(amount, move.Place)).ToImmutableArray();
            var sum = Rational.Zero;
            foreach (var chance in chances) sum += chance;
            if (sum != Rational.One || chances.Any(chance => chance.Sign < 0))
                throw new EpisodeSyntaxException("E212", move.Place, $"the chances of `{move.Name}` are {string.Join(", ", chances)} and add up to {sum} when {Witness()}; expected numbers of 0 or more that add up to 1");
            Nature(step, parent, action, move.Name, move.Actions, chances, move.Place);
            return;
        }
        Count(move.Place);
        int node = _builder.AddDecision(parent, action, SetOf(step, move));
        for (int a = 0; a < move.Actions.Length; a++)
        {
            _state[step] = move.Actions[a];
            Grow(step + 1, node, a);
        }
        _state[step] = null;
    }

    private void Nature(int step, int parent, int action, string name, ImmutableArray<string> levels, ImmutableArray<Rational> chances, TextPlace place)
    {
        int[] possible = [.. Enumerable.Range(0, levels.Length).Where(k => !chances[k].IsZero)];
        int node = parent;
        if (possible.Length > 1)
        {
            Count(place);
            node = _builder.AddDecision(parent, action, _builder.AddChanceMove(name, [.. possible.Select(k => levels[k])], [.. possible.Select(k => chances[k])]));
        }
        for (int k = 0; k < possible.Length; k++)
        {
            _state[step] = levels[possible[k]];
            Grow(step + 1, node, possible.Length > 1 ? k : action);
        }
        _state[step] = null;
    }

    private void Count(TextPlace place)
    {
        if (++_nodes > _limit) throw new EpisodeSyntaxException("E215", place, $"the tree would have more than {_limit} nodes; fewer levels, moves or circumstances keep it in reach");
    }

    private int SetOf(int step, EpisodeMove move)
    {
        var key = new StringBuilder(move.Name);
        var words = new List<string>();
        void Know(int at, string name)
        {
            key.Append('|').Append(name).Append('=').Append(_state[at]);
            if (_state[at] is { } level) words.Add(level);
        }
        var seen = _model.Sees[move.Player];
        for (int k = 0; k < _model.Types.Length; k++)
            if (_model.Types[k].KnownTo.Contains(move.Player) || (seen?.Contains(_model.Types[k].Name) ?? false)) Know(k, _model.Types[k].Name);
        int types = _model.Types.Length, turn = _model.Turn[step - types];
        for (int k = 0; k < _model.Moves.Length && _model.Turn[k] < turn; k++)
            if (_model.Moves[k].Player == move.Player || seen is null || seen.Contains(_model.Moves[k].Name)) Know(types + k, _model.Moves[k].Name);
        if (_sets.TryGetValue(key.ToString(), out int known)) return known;
        string label = words.Count == 0 ? move.Name : $"{move.Name} knowing {string.Join(", ", words)}";
        return _sets[key.ToString()] = _builder.AddInformationSet(move.Player, label, move.Actions);
    }

    private Rational[] Payoffs()
    {
        var sums = new Rational[_model.Players.Length];
        foreach (var payoff in _model.Payoffs)
            if (payoff.When is null || Holds(payoff.When)) sums[payoff.Player] += Value(payoff.Amount, payoff.Place);
        if (_continuation is null) return sums;
        var sequel = _model.Sequels.FirstOrDefault(candidate => candidate.When is null || Holds(candidate.When));
        if (sequel is null) return sums;
        for (int i = 0; i < sums.Length; i++)
        {
            var (value, problem) = _continuation.Worth(sequel.Situations, _model.Players[i]);
            sums[i] += value ?? throw new EpisodeSyntaxException("E216", sequel.Place, $"{problem} (long game: {_continuation.Name})");
        }
        return sums;
    }

    private string Label() => string.Join(", ", _model.Types.Select((_, k) => _state[k]).Concat(_model.Moves.Select((_, k) => _state[_model.Types.Length + k])).Where(level => level is not null));

    private string Witness() => string.Join(", ", _index.Where(item => _state[item.Value] is not null).Select(item => $"{item.Key} is {_state[item.Value]}")) is { Length: > 0 } said ? said : "play starts";

    private Rational Value(EpisodeAmount amount, TextPlace place) => amount switch
    {
        EpisodeAmount.Number number => number.Value,
        EpisodeAmount.Level level => _state[_index[level.Name]] is { } text ? Rational.Parse(text)
            : throw new EpisodeSyntaxException("E213", place, $"`{level.Name}` counts here but was not made when {Witness()}; add the condition under which it is"),
        EpisodeAmount.Joined joined => Join(joined, Value(joined.Left, place), Value(joined.Right, place), place),
        _ => throw new InvalidOperationException("Unknown amount."),
    };

    private Rational Join(EpisodeAmount.Joined joined, Rational left, Rational right, TextPlace place) => joined.Operator == '/' && right.IsZero
        ? throw new EpisodeSyntaxException("E206", place, $"a division by zero when {Witness()}")
        : EpisodeExpressions.Worked(joined.Operator, left, right);

    private bool Decided(EpisodeAmount amount) => amount switch
    {
        EpisodeAmount.Level level => _state[_index[level.Name]] is not null,
        EpisodeAmount.Joined joined => Decided(joined.Left) && Decided(joined.Right),
        _ => true,
    };

    private bool Compare(EpisodeCondition.Compared compared)
    {
        if (!Decided(compared.Left) || !Decided(compared.Right)) return false;
        int order = Value(compared.Left, _model.Moves[^1].Place).CompareTo(Value(compared.Right, _model.Moves[^1].Place));
        return compared.Relation switch { '≥' => order >= 0, '≤' => order <= 0, '>' => order > 0, _ => order < 0 };
    }

    private bool Holds(EpisodeCondition condition) => condition switch
    {
        EpisodeCondition.Is statement => statement.Names.Any(name => _state[_index[name]] is { } level && statement.Levels.Contains(level)),
        EpisodeCondition.Compared compared => Compare(compared),
        EpisodeCondition.Not not => !Holds(not.Part),
        EpisodeCondition.And and => Holds(and.Left) && Holds(and.Right),
        EpisodeCondition.Or or => Holds(or.Left) || Holds(or.Right),
        _ => throw new InvalidOperationException("Unknown condition."),
    };
}
