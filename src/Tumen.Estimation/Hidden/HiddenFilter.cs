using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// Forward filter over situation, move and regime where some of them are hidden: exact, scaled month by month, with derivatives. Situations that are seen keep the belief on few states, so that
/// a month costs (hidden states × joint moves) and not the square of all states.
/// </summary>
/// <remarks>
/// p_t(s) is the chance of state s at the start of month t given all before and the levels seen in t; then T_t = Σ_s p_t(s) Σ_a Π_i σ_i(a_i|s) e_it(a_i) Σ_s′ φ(s′|s,a) over s′ that agree with the
/// levels seen in t + 1, ℓ = Σ_t log T_t, and p_{t+1} is what was poured into s′, divided by T_t. Hamilton (1989), Econometrica 57:357-384, with moves of a game in the place of growth.
/// </remarks>
internal sealed class HiddenFilter
{
    /// <summary>Share of the information of months wholly seen that is added to that of the scores, so that climbs leave points where regimes are alike and scores say nothing.</summary>
    private const double Ballast = 0.1;

    private readonly ParametricGame _game;
    private readonly ParameterSpace _space;
    private readonly Sequence _data;
    private readonly EraResponse?[] _eras;
    private readonly LawTables _laws;
    private readonly ReportTables _reports;
    private readonly HiddenView _view;
    private readonly bool _derivatives;
    private readonly int _k;
    private readonly double[] _slope;
    private readonly double[] _x;
    private readonly CompleteInformation _complete;
    private readonly List<(int State, int Profile, double Mass)> _masses = [];
    private readonly int[] _slot; // place of a state among the next beliefs, or -1
    private readonly HiddenStep _step;
    private Beliefs _now;
    private Beliefs _next;

    /// <summary>Prepares a unit.</summary>
    /// <param name="game">The whole game.</param>
    /// <param name="space">Parameters.</param>
    /// <param name="data">The unit's record.</param>
    /// <param name="view">What of it is seen.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="laws">Chances of the laws at the point.</param>
    /// <param name="eras">Strategies by era.</param>
    /// <param name="derivatives">Whether scores are wanted.</param>
    public HiddenFilter(ParametricGame game, ParameterSpace space, Sequence data, HiddenView view, double[] x, LawTables laws, EraResponse?[] eras, bool derivatives)
    {
        (_game, _space, _data, _view, _laws, _eras, _derivatives) = (game, space, data, view, laws, eras, derivatives);
        _reports = new ReportTables(space.Sources, x, data);
        _k = derivatives ? space.Count : 0;
        (_slope, _x, _slot) = (new double[_k], x, new int[game.States.Count]);
        _complete = new CompleteInformation(game, space, laws);
        Array.Fill(_slot, -1);
        _step = new HiddenStep(game, laws, view, derivatives);
        (_now, _next) = (new Beliefs(_k), new Beliefs(_k));
    }

    /// <summary>Beliefs with which each month was entered, when asked for by <see cref="Keep"/>.</summary>
    public List<(int[] States, double[] Chances)> Entered { get; } = [];

    /// <summary>Whether <see cref="Entered"/> is kept.</summary>
    public bool Keep { get; init; }

    /// <summary>Chances of the states with which the last month was entered.</summary>
    public IReadOnlyList<(int State, double Chance)> Entering { get; private set; } = [];

    /// <summary>Adds each month's log-likelihood (and the part owed to what is seen of its moves), scores and information.</summary>
    public void Run(double[] byPeriod, double[] movesByPeriod, double[][] scores, double[] information, double[]? weights, ref int at)
    {
        Start();
        for (int t = 0; t < _data.Length; t++, at++)
        {
            if (Keep)
            {
                Entered.Add((_now.States.ToArray(), _now.Chances.ToArray()));
            }

            if (t == _data.Length - 1)
            {
                Entering = [.. Enumerable.Range(0, _now.Count).Select(b => (_now.States[b], _now.Chances[b]))];
            }

            var months = _derivatives ? scores[at] : [];
            var (total, seen) = Advance(t);
            var said = _derivatives ? new List<(int, double)>() : null;
            double silence = _reports.Silence(t, said);
            byPeriod[at] = total > 0 ? Elementary.Log(total) + silence : double.NegativeInfinity;
            movesByPeriod[at] = seen > 0 ? Elementary.Log(seen) : double.NegativeInfinity;
            _next.Scale(total, months);
            foreach (var (parameter, slope) in said ?? [])
            {
                months[parameter] += slope;
            }

            Count(t, total, weights?[at] ?? 1);
            AddOuter(information, months, weights?[at] ?? 1);
            (_now, _next) = (_next, _now);
        }

        if (_derivatives)
        {
            _complete.AddTo(information, _eras, _x, Ballast);
        }
    }

    // What of a month was hidden counts by its chance given all up to the month.
    private void Count(int t, double total, double weight)
    {
        int era = _space.EraOf(_data.Periods[t]);
        foreach (var (state, profile, mass) in _derivatives && total > 0 ? _masses : [])
        {
            double share = weight * mass / total;
            _complete.Visit(era, state, profile, share);
            _complete.Told(_data, t, profile, share);
            if (t + 1 < _data.Length)
            {
                _complete.Step(state, profile, share);
            }
        }

        _masses.Clear();
    }

    private void AddOuter(double[] information, double[] score, double weight)
    {
        for (int a = 0; a < score.Length; a++)
        {
            if (score[a] != 0)
            {
                FixedOrder.AddScaled(information.AsSpan(a * _k, _k), score, weight * score[a]);
            }
        }
    }

    // Equal chances of all states that agree with what is seen of the first month.
    private void Start()
    {
        _now.Clear();
        int[] states = [.. Enumerable.Range(0, _game.States.Count).Where(s => _view.Agrees(_game.States, s, 0))];
        foreach (int s in states)
        {
            _now.Chances[_now.Add(s)] = 1.0 / states.Length;
        }
    }

    private (double Total, double Seen) Advance(int t)
    {
        var profiles = _game.Profiles;
        var era = _eras[_space.EraOf(_data.Periods[t])]!;
        bool last = t == _data.Length - 1;
        var told = _view.Told(_reports, t, _derivatives);
        double total = 0, seen = 0;
        _next.Clear();
        for (int b = 0; b < _now.Count; b++)
        {
            double before = _now.Chances[b];
            if (!(before > 0))
            {
                continue;
            }

            int s = _now.States[b];
            var sigma = era.Strategies(s);
            for (int p = 0; p < profiles.Count; p++)
            {
                double own = told.Chance(profiles, p);
                for (int i = 0; i < profiles.Players.Length && own > 0; i++)
                {
                    own *= sigma[profiles.Slot(p, i)];
                }

                if (!(own > 0))
                {
                    continue;
                }

                double chance = before * own;
                seen += chance;
                Slopes(b, s, p, own, chance, era, told);
                double mass = last ? Pour(0, chance, 1, []) : Spread(t, s, p, chance);
                total += mass;
                if (_derivatives && mass > 0)
                {
                    _masses.Add((s, p, mass));
                }
            }
        }

        foreach (int s in _next.States.AsSpan(0, _next.Count))
        {
            _slot[s] = -1;
        }

        return (total, seen);
    }

    // d(chance of this state and these moves), into _slope.
    private void Slopes(int belief, int state, int profile, double own, double chance, EraResponse era, MonthTold told)
    {
        if (!_derivatives)
        {
            return;
        }

        Array.Clear(_slope);
        FixedOrder.AddScaled(_slope, _now.Slope(belief), own);
        var slopes = era.Slopes(state);
        for (int i = 0; i < _game.Profiles.Players.Length; i++)
        {
            FixedOrder.AddScaled(_slope, slopes.Slice(_game.Profiles.Slot(profile, i) * _k, _k), chance);
            foreach (var (parameter, slope) in told.Slopes(i, _game.Profiles.Move(profile, i)))
            {
                _slope[parameter] += chance * slope;
            }
        }
    }

    private double Spread(int t, int s, int p, double chance)
    {
        double total = 0;
        int count = _step.From(t, s, p);
        for (int j = 0; j < count; j++)
        {
            total += Pour(_step.State(j), chance, _step.Chance(j), _step.Slopes(j));
        }

        return total;
    }

    private double Pour(int state, double chance, double factor, ReadOnlySpan<(int Parameter, double Slope)> slopes)
    {
        if (_slot[state] < 0)
        {
            _slot[state] = _next.Add(state);
        }

        int at = _slot[state];
        _next.Chances[at] += chance * factor;
        if (_derivatives)
        {
            var target = _next.Slope(at);
            FixedOrder.AddScaled(target, _slope, factor);
            foreach (var (parameter, slope) in slopes)
            {
                target[parameter] += chance * slope;
            }
        }

        return chance * factor;
    }
}
