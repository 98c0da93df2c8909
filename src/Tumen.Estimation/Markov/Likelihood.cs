using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>What one evaluation of a likelihood found.</summary>
/// <param name="Solved">Whether every game was certified; if not, nothing else is to be used.</param>
/// <param name="LogLikelihood">Natural log, summed over observed moves and transitions; −∞ when the record is impossible.</param>
/// <param name="Moves">The part owed to moves.</param>
/// <param name="Gradient">K derivatives; empty when not asked for.</param>
/// <param name="Information">Expected information of the moves given the situations, plus that of the transitions (K × K); empty when not asked for.</param>
/// <param name="ByPeriod">Log-likelihood of each period, over all sequences in order.</param>
/// <param name="MovesByPeriod">The part of <paramref name="ByPeriod"/> owed to the period's moves given all that came before.</param>
/// <param name="Scores">Per period, K derivatives; empty when not asked for.</param>
/// <param name="Residual">Largest equilibrium residual of the games solved.</param>
public sealed record Evaluation(
    bool Solved, double LogLikelihood, double Moves, double[] Gradient, double[] Information, double[] ByPeriod, double[] MovesByPeriod, double[][] Scores,
    double Residual);

/// <summary>
/// The likelihood of a record under one theory: moves at the logit equilibrium and transitions under the laws, with the gradient by implicit
/// differentiation of the equilibrium. Missing cells are summed out exactly by a forward filter.
/// </summary>
/// <remarks>
/// ℓ(θ,ψ) = Σ_t [Σ_i log σ_i(a_it | s_t) + Σ_v log φ_v(s_v,t+1 | s_t, a_t)]. Keeps the last equilibrium of each era as a warm start, so one instance
/// serves one thread. Rust (1987), Econometrica 55:999-1033, nested fixed point; Aguirregabiria and Mira (2007) for games.
/// </remarks>
public sealed partial class Likelihood
{
    private readonly ParametricGame _game;
    private readonly ImmutableArray<Sequence> _data;
    private readonly SolveOptions _options;
    private readonly double[]?[] _warm; // per group and era
    private readonly Tangent?[] _tangents; // per group and era, where an equilibrium was selected: how the last one moves
    private readonly Dictionary<int, double[]> _selected = []; // per group and era: where its equilibrium is looked for
    private readonly ImmutableArray<ParametricGame> _groups; // one game for each set of covariates and of entries that weights differ by
    private readonly int[] _kinds; // per group: kind of unit
    private readonly int[] _groupOf;
    private readonly int[][] _states; // per sequence and period: state index or -1
    private readonly ImmutableArray<double> _discounts;
    private readonly double[]? _weights;
    private (double[] X, EraResponse?[][] Eras, double Residual)? _anchor;
    private RecordCounts? _counts;
    private bool _counted;

    private Likelihood(Likelihood of, ImmutableArray<Sequence> data, double[]? periodWeights, ImmutableArray<double> discounts = default)
    {
        _game = of._game;
        _data = data;
        _discounts = discounts.IsDefault ? of._discounts : discounts;
        _options = of._options;
        _groups = of._groups;
        _kinds = of._kinds;
        _selected = new(of._selected);
        _weights = periodWeights;
        _anchor = discounts.IsDefault ? of._anchor : null;
        Reduction = of.Reduction;
        Solved = of.Solved;
        Parameters = of.Parameters;
        _warm = (double[]?[])of._warm.Clone();
        _tangents = new Tangent?[_warm.Length];
        _groupOf = [.. data.Select(d => of.GroupOf(d))];
        _states = ReferenceEquals(data.IsEmpty ? null : data[0], of._data.IsEmpty ? null : of._data[0]) && data.SequenceEqual(of._data) ? of._states : StatesOf(data);
        if (periodWeights is not null && periodWeights.Length != PeriodCount)
        {
            throw new ArgumentException($"{periodWeights.Length} weights for {PeriodCount} periods", nameof(periodWeights));
        }
    }

    /// <summary>Joins a compiled theory to a record.</summary>
    /// <param name="game">The theory.</param>
    /// <param name="data">The record.</param>
    /// <param name="options">Solver options; the precision is normally 1.</param>
    /// <param name="discounts">Other discount factors than the theory's, or default.</param>
    /// <remarks>When the game has covariates, units with the same values (and the same entries, where weights differ by groups) share one solved game.</remarks>
    public Likelihood(ParametricGame game, ImmutableArray<Sequence> data, SolveOptions? options = null, ImmutableArray<double> discounts = default)
    {
        _game = game;
        _data = data;
        _discounts = discounts;
        Reduction = GameReduction.Of(game.Model, game.TheoryName);
        Parameters = new ParameterSpace(game, data);
        var kinds = new List<int>();
        var compiled = new Dictionary<string, ParametricGame>(StringComparer.Ordinal);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var games = ImmutableArray.CreateBuilder<ParametricGame>();
        _groupOf = new int[data.Length];
        for (int d = 0; d < data.Length; d++)
        {
            string values = string.Join(';', game.Model.Covariates.Select(c => data[d].Covariates.TryGetValue(c.Name, out double v) ? v.ToString("R", CultureInfo.InvariantCulture) : "?"));
            int kind = Parameters.KindOf(game.Model, data[d]);
            string key = $"{kind};{values}";
            if (!groups.TryGetValue(key, out _groupOf[d]))
            {
                groups[key] = _groupOf[d] = games.Count;
                if (!compiled.TryGetValue(values, out var one))
                {
                    one = game.Model.Covariates.Length == 0 && Reduction.Kept.Length == game.Model.Situations.Length ? game
                        : compiled.Count == 0 ? ParametricGame.Compile(Reduction.Model, game.TheoryName, data[d].Covariates) : compiled.Values.First().For(data[d].Covariates);
                    compiled[values] = one;
                }

                games.Add(one);
                kinds.Add(kind);
            }
        }

        if (data.IsEmpty)
        {
            games.Add(Reduction.Kept.Length == game.Model.Situations.Length ? game : ParametricGame.Compile(Reduction.Model, game.TheoryName));
            kinds.Add(0);
        }

        _groups = games.ToImmutable();
        _kinds = [.. kinds];
        Solved = _groups[0];
        _options = (options ?? new SolveOptions { Precision = game.Model.Precision, Convention = game.Model.Values }) with { Certify = false };
        _warm = new double[_groups.Length * Parameters.Eras.Length][];
        _tangents = new Tangent?[_warm.Length];
        _states = StatesOf(data);
    }

    /// <summary>Joins a compiled theory to a record under its own precision, discount factors and value convention.</summary>
    /// <param name="game">The theory.</param>
    /// <param name="data">The record.</param>
    public static Likelihood Of(ParametricGame game, ImmutableArray<Sequence> data) => new(game, data);

    /// <summary>The free parameters.</summary>
    public ParameterSpace Parameters { get; }

    /// <summary>The theory.</summary>
    public ParametricGame Game => _game;

    /// <summary>The game that is solved: the theory's game without situations that cannot matter to it, for the first unit's covariates.</summary>
    public ParametricGame Solved { get; }

    /// <summary>How the solved game's states relate to the whole game's.</summary>
    public GameReduction Reduction { get; }

    /// <summary>The record.</summary>
    public ImmutableArray<Sequence> Data => _data;

    /// <summary>Solver options in force.</summary>
    public SolveOptions Options => _options;

    /// <summary>Number of periods over all sequences.</summary>
    public int PeriodCount => _data.Sum(d => d.Length);

    /// <summary>Number of observed moves.</summary>
    public int MoveCount => _data.Sum(d => d.Moves.Sum(m => m.Count(a => a >= 0)));

    /// <summary>Forgets warm starts, so that an evaluation does not depend on what was evaluated before; selected equilibria are kept.</summary>
    public void Forget()
    {
        Array.Clear(_warm);
        Array.Clear(_tangents);
        foreach (var (block, values) in _selected)
        {
            _warm[block] = values;
        }
    }

    /// <summary>Says which equilibrium a unit plays where its game has several: the one that Newton's method finds from these action values.</summary>
    /// <param name="unit">Name of the unit.</param>
    /// <param name="actionValues">S × m action values, as <see cref="LogitMarkovEquilibrium.ActionValues"/> lays them out.</param>
    /// <exception cref="ArgumentException">No such unit, or a wrong number of values.</exception>
    public void Select(string unit, double[] actionValues)
    {
        int d = _data.ToList().FindIndex(s => s.Unit == unit);
        int expected = Solved.States.Count * Solved.Profiles.Size;
        if (d < 0 || actionValues.Length != expected)
        {
            throw new ArgumentException(d < 0 ? $"the record has no unit {unit}" : $"{actionValues.Length} action values for {unit}; expected {expected}", nameof(unit));
        }

        double[] values = (double[])actionValues.Clone();
        for (int e = 0; e < Parameters.Eras.Length; e++)
        {
            _selected[(_groupOf[d] * Parameters.Eras.Length) + e] = values;
        }

        Forget();
    }

    /// <summary>Number of different games solved in one evaluation and era: one for each set of covariates.</summary>
    public int GroupCount => _groups.Length;

    /// <summary>Names of the units that play the game of a group: 0 to <see cref="GroupCount"/> less one.</summary>
    public ImmutableArray<string> UnitsOf(int group) => [.. _data.Where((_, d) => _groupOf[d] == group).Select(d => d.Unit)];

    /// <summary>The same theory on another record, without compiling again; keeps warm starts and the anchor, shares nothing that changes.</summary>
    /// <param name="data">The other record; its units' covariates must be among those of this record.</param>
    /// <param name="periodWeights">How often each period counts (over all sequences in order), or null for once each.</param>
    /// <exception cref="ArgumentException">Covariates unknown here, or a wrong number of weights.</exception>
    public Likelihood On(ImmutableArray<Sequence> data, double[]? periodWeights = null) => new(this, data, periodWeights);

    /// <summary>The same theory and record under other discount factors.</summary>
    /// <param name="discounts">One factor in [0, 1) a player.</param>
    public Likelihood Under(ImmutableArray<double> discounts) => new(this, _data, _weights, discounts);

    /// <summary>Discount factors in force, one a player.</summary>
    public ImmutableArray<double> Discounts => _discounts.IsDefault ? _game.Discounts : _discounts;

    /// <summary>The same theory and record with other weights of the periods.</summary>
    /// <param name="periodWeights">How often each period counts, over all sequences in order.</param>
    public Likelihood Weighted(double[] periodWeights) => new(this, _data, periodWeights);

    /// <summary>
    /// Solves and differentiates the game once at a point, in every state; later evaluations at exactly this point, here and in copies made by <see cref="On"/>, cost no solve.
    /// </summary>
    /// <param name="x">The point.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>Whether every game was certified.</returns>
    public bool Anchor(double[] x, CancellationToken cancel = default)
    {
        if (Respond(x, true, true, out double residual, cancel) is not { } eras)
        {
            return false;
        }

        _anchor = ((double[])x.Clone(), eras, residual);
        return true;
    }

    /// <summary>Chances of each state in the period after a unit's last one, given everything seen of it; whole-game states.</summary>
    /// <param name="unit">Index of the sequence.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>S numbers that sum to 1, or null when a game is not certified.</returns>
    public double[]? NextStates(int unit, double[] x, CancellationToken cancel = default)
    {
        var d = _data[unit];
        int last = d.Length - 1;
        var chances = Parameters.Chances(x);
        var next = new double[_game.States.Count];
        if (_states[unit][last] >= 0 && !d.Moves[last].Contains(-1) && d.Sources.IsEmpty)
        {
            _game.Kernel(chances).ForEachNext(_states[unit][last], _game.Profiles.Index(d.Moves[last].AsSpan()), (s, c) => next[s] += c);
            return next;
        }

        if (Respond(x, false, false, out _, cancel) is not { } eras)
        {
            return null;
        }

        // One more period of which nothing is seen: the belief that enters it.
        var blank = d with
        {
            Periods = d.Periods.Add(d.Periods[last]),
            Moves = d.Moves.Add([.. d.Moves[last].Select(_ => -1)]),
            Levels = d.Levels.Add([.. d.Levels[last].Select(_ => -1)]),
            Sources = [.. d.Sources.Select(source => source.AndSilence())],
        };
        foreach (var (s, c) in Entering(unit, blank, x, chances, eras[_groupOf[unit]]))
        {
            next[s] = c;
        }

        return next;
    }

    /// <summary>Whether the equilibria of every group and era are certified at a parameter vector.</summary>
    public bool IsCertified(double[] x, CancellationToken cancel = default) => Enumerable.Range(0, _groups.Length).All(g => Enumerable.Range(0, Parameters.Eras.Length)
        .All(e => !EraUsed(e, g) || Equilibrium(g, e, x, cancel).Status == SolveStatus.Certified));

    /// <summary>The equilibrium of an era at a parameter vector, with its full certificate; with covariates, that of the first unit.</summary>
    public LogitMarkovEquilibrium Equilibrium(int era, ReadOnlySpan<double> x, CancellationToken cancel = default) => Equilibrium(0, era, x, cancel);

    /// <summary>The equilibrium of an era for a group of units, with its full certificate. Where Newton's method fails from afar, the weights are raised from 0 in steps.</summary>
    internal LogitMarkovEquilibrium Equilibrium(int group, int era, ReadOnlySpan<double> x, CancellationToken cancel)
    {
        double[] weights = Parameters.Weights(era, x, _kinds[group]), chances = Parameters.Chances(x);
        var options = _options with { Certify = true, Start = _warm[(group * Parameters.Eras.Length) + era] };
        var solved = LogitMarkovSolver.Solve(_groups[group].At(weights, chances, _discounts), options, cancel);
        const int Steps = 8;
        double[]? start = null;
        for (int k = 1; k <= Steps && solved.Status == SolveStatus.NotConverged; k++)
        {
            double share = (double)k / Steps;
            var step = LogitMarkovSolver.Solve(_groups[group].At(Array.ConvertAll(weights, w => share * w), chances, _discounts), options with { Start = start, Certify = k == Steps }, cancel);
            if (step.Status != SolveStatus.Certified)
            {
                break;
            }

            start = step.ActionValues;
            solved = k == Steps ? step : solved;
        }

        return solved;
    }

    /// <summary>Evaluates the likelihood.</summary>
    /// <param name="x">One number per free parameter.</param>
    /// <param name="derivatives">Whether gradient, information and scores are wanted.</param>
    /// <param name="cancel">Stops between solves.</param>
    public Evaluation Evaluate(ReadOnlySpan<double> x, bool derivatives, CancellationToken cancel = default)
    {
        int k = Parameters.Count;
        double[] byPeriod = new double[PeriodCount], movesByPeriod = new double[PeriodCount];
        double[] gradient = derivatives ? new double[k] : [], information = derivatives ? new double[k * k] : [];
        double[][] scores = derivatives ? [.. Enumerable.Range(0, PeriodCount).Select(_ => new double[k])] : [];
        double residual;
        EraResponse?[][]? eras;
        if (_anchor is { } anchor && x.SequenceEqual(anchor.X))
        {
            (eras, residual) = (anchor.Eras, anchor.Residual);
        }
        else
        {
            eras = Respond(x, derivatives, false, out residual, cancel);
        }

        if (eras is null)
        {
            return new Evaluation(false, double.NegativeInfinity, 0, gradient, information, byPeriod, movesByPeriod, scores, residual);
        }

        var chances = Parameters.Chances(x);
        int row = 0;
        for (int d = 0; d < _data.Length; d++)
        {
            RunFilter(d, x, chances, eras[_groupOf[d]], derivatives, byPeriod, movesByPeriod, scores, information, ref row);
        }

        double total = 0, moves = 0;
        for (int t = 0; t < byPeriod.Length; t++)
        {
            double weight = _weights?[t] ?? 1;
            if (weight == 0)
            {
                continue;
            }

            total += weight * byPeriod[t];
            moves += weight * movesByPeriod[t];
            if (derivatives)
            {
                Numerics.FixedOrder.AddScaled(gradient, scores[t], weight);
            }
        }

        return new Evaluation(true, double.IsNaN(total) ? double.NegativeInfinity : total, moves, gradient, information, byPeriod, movesByPeriod, scores, residual);
    }

    /// <summary>The record as counts; null when a cell is missing.</summary>
    internal RecordCounts? Counts
    {
        get
        {
            if (!_counted)
            {
                _counts = _data.Any(IsHidden) ? null : RecordCounts.Of(_game, Reduction, Parameters, _data, _states, _groupOf, _groups.Length, _weights);
                _counted = true;
            }

            return _counts;
        }
    }

    /// <summary>
    /// As <see cref="Evaluate"/> without what belongs to single periods: a wholly observed record is read from counts, so that its length costs nothing. By-period numbers are empty.
    /// </summary>
    /// <param name="x">One number per free parameter.</param>
    /// <param name="derivatives">Whether gradient and information are wanted.</param>
    /// <param name="cancel">Stops between solves.</param>
    public Evaluation Total(ReadOnlySpan<double> x, bool derivatives, CancellationToken cancel = default)
    {
        if (Counts is not { } counts)
        {
            return Evaluate(x, derivatives, cancel) with { ByPeriod = [], MovesByPeriod = [], Scores = [] };
        }

        int k = Parameters.Count, eraCount = Parameters.Eras.Length;
        double[] gradient = derivatives ? new double[k] : [], information = derivatives ? new double[k * k] : [];
        var (eras, residual) = _anchor is { } anchor && x.SequenceEqual(anchor.X) ? (anchor.Eras, anchor.Residual) : (Respond(x, derivatives, false, out double r, cancel), r);
        if (eras is null)
        {
            return new Evaluation(false, double.NegativeInfinity, 0, gradient, information, [], [], [], residual);
        }

        double moves = 0;
        var places = new int[k];
        for (int b = 0; b < counts.Points.Length; b++)
        {
            var era = eras[b / eraCount][b % eraCount];
            foreach (var point in counts.Points[b])
            {
                var sigma = era!.Equilibrium.At(point.State).Slice(point.Slot, point.Moves.Length);
                for (int a = 0; a < point.Moves.Length; a++)
                {
                    moves += point.Moves[a] > 0 ? point.Moves[a] * Elementary.Log(sigma[a]) : 0;
                    if (!derivatives)
                    {
                        continue;
                    }

                    var slope = era.SlopesSolved(point.State).AsSpan((point.Slot + a) * k, k);
                    Numerics.FixedOrder.AddScaled(gradient, slope, point.Moves[a]);
                    AddOuter(information, slope, point.Total * sigma[a], places);
                }
            }
        }

        double total = moves + counts.AddSteps(_game, Parameters, Parameters.Chances(x), gradient, information);
        return new Evaluation(true, double.IsNaN(total) ? double.NegativeInfinity : total, moves, gradient, information, [], [], [], residual);
    }

    // information += weight · slope slopeᵀ; a unit of a panel moves few of the parameters.
    private static void AddOuter(double[] information, ReadOnlySpan<double> slope, double weight, int[] places)
    {
        int k = slope.Length, count = 0;
        for (int i = 0; i < k; i++)
        {
            if (slope[i] != 0)
            {
                places[count++] = i;
            }
        }

        foreach (int i in places.AsSpan(0, count))
        {
            double scale = weight * slope[i];
            if (4 * count > k)
            {
                Numerics.FixedOrder.AddScaled(information.AsSpan(i * k, k), slope, scale);
                continue;
            }

            foreach (int j in places.AsSpan(0, count))
            {
                information[(i * k) + j] += scale * slope[j];
            }
        }
    }

    private static bool[] Everywhere(int states)
    {
        var all = new bool[states];
        Array.Fill(all, true);
        return all;
    }

    /// <summary>Log-likelihood, and the part owed to moves, when a group plays a given equilibrium in one era, and all others theirs.</summary>
    internal (double LogLikelihood, double Moves) At(double[] x, int era, LogitMarkovEquilibrium equilibrium, CancellationToken cancel, int group = 0)
    {
        if (Respond(x, false, false, out _, cancel) is not { } eras)
        {
            return (double.NegativeInfinity, double.NegativeInfinity);
        }

        var chances = Parameters.Chances(x);
        eras[group][era] = new EraResponse(_groups[group], Reduction, Parameters, era, _kinds[group], equilibrium, chances);
        double[] byPeriod = new double[PeriodCount], moves = new double[PeriodCount];
        int row = 0;
        for (int d = 0; d < _data.Length; d++)
        {
            RunFilter(d, x, chances, eras[_groupOf[d]], false, byPeriod, moves, [], [], ref row);
        }

        double Sum(double[] terms) => terms.Select((l, t) => _weights is null ? l : _weights[t] == 0 ? 0 : _weights[t] * l).Sum();
        return (Sum(byPeriod), Sum(moves));
    }

    /// <summary>Name of the first unit that plays a group's game.</summary>
    /// <param name="group">From 0 to <see cref="GroupCount"/> less one.</param>
    public string UnitOf(int group) => _data[Array.IndexOf(_groupOf, group)].Unit;

    /// <summary>Whether a group plays any period of an era.</summary>
    public bool Plays(int group, int era) => EraUsed(era, group);

    private bool EraUsed(int era, int group) => Parameters.Eras.Length == 1 || _data.Where((_, d) => _groupOf[d] == group).Any(d => d.Periods.Any(p => Parameters.EraOf(p) == era));

    // States whose strategies' derivatives are needed: the visited ones, or all when some level is missing.
    private bool[] NeededStates(int era, int group)
    {
        if (Counts is { } counts)
        {
            return counts.States((group * Parameters.Eras.Length) + era, Solved.States.Count);
        }

        var needed = new bool[Solved.States.Count];
        for (int d = 0; d < _data.Length; d++)
        {
            if (_groupOf[d] != group)
            {
                continue;
            }

            for (int t = 0; t < _data[d].Length; t++)
            {
                if (Parameters.Eras.Length > 1 && Parameters.EraOf(_data[d].Periods[t]) != era)
                {
                    continue;
                }

                if (_states[d][t] < 0)
                {
                    Array.Fill(needed, true);
                    return needed;
                }

                needed[Reduction.StateMap[_states[d][t]]] = true;
            }
        }

        return needed;
    }

    private int[][] StatesOf(ImmutableArray<Sequence> data) => [.. data.Select(d => Enumerable.Range(0, d.Length).Select(t => StateOf(SeenLevels(d, t))).ToArray())];

    private int GroupOf(Sequence unit)
    {
        for (int d = 0; d < _data.Length; d++)
        {
            if (_kinds[_groupOf[d]] == Parameters.KindOf(_game.Model, unit) && _game.Model.Covariates.All(c => _data[d].Covariates.GetValueOrDefault(c.Name, double.NaN).Equals(unit.Covariates.GetValueOrDefault(c.Name, double.NaN))))
            {
                return _groupOf[d];
            }
        }

        return _data.IsEmpty ? 0 : throw new ArgumentException($"no unit of the first record has the covariates of {unit.Unit}", nameof(unit));
    }

    private int StateOf(ImmutableArray<int> levels) => levels.Contains(-1) ? -1 : _game.States.Index(levels.AsSpan());
}
