using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// Forward filter over one sequence: beliefs over the states consistent with what was seen, exact, with derivatives. Where every cell is
/// observed the belief is one state and the filter is the plain product of choice and transition chances.
/// </summary>
internal sealed class Filter
{
    private readonly ParametricGame _game;
    private readonly ParameterSpace _parameters;
    private readonly Sequence _data;
    private readonly int[] _states;
    private readonly double[] _chances;
    private readonly EraResponse?[] _eras;
    private readonly bool _derivatives;
    private readonly int _k;
    private readonly double[]? _weights;
    private double _weight = 1;
    private readonly double[] _levelSlopes;
    private readonly double[] _slope;

    public Filter(ParametricGame game, ParameterSpace parameters, Sequence data, int[] states, double[] chances, EraResponse?[] eras, bool derivatives, double[]? weights)
    {
        _weights = weights;
        _game = game;
        _parameters = parameters;
        _data = data;
        _states = states;
        _chances = chances;
        _eras = eras;
        _derivatives = derivatives;
        _k = parameters.Count;
        _levelSlopes = new double[derivatives ? chances.Length : 0];
        _slope = new double[_k];
    }

    /// <summary>Chances of the states with which the last period was entered, where it was not wholly seen.</summary>
    public IReadOnlyList<(int State, double Chance)> Entering { get; private set; } = [];

    private sealed class Belief(double chance, double[] slope)
    {
        public double Chance { get; set; } = chance;

        public double[] Slope { get; } = slope; // derivative of Chance
    }

    /// <summary>Adds each period's log-likelihood (and the part owed to its moves), scores and information.</summary>
    public void Run(double[] byPeriod, double[] movesByPeriod, double[][] scores, double[] information, ref int at)
    {
        Dictionary<int, Belief>? belief = null;
        for (int t = 0; t < _data.Length; t++, at++)
        {
            var era = _eras[_parameters.EraOf(_data.Periods[t])]!;
            bool last = t == _data.Length - 1;
            _weight = _weights?[at] ?? 1;
            bool whole = _states[t] >= 0 && (last || _states[t + 1] >= 0) && !_data.Moves[t].Contains(-1);
            if (whole)
            {
                movesByPeriod[at] = Observed(t, era, byPeriod, scores, information, at);
                belief = null;
                continue;
            }

            belief ??= Start(t);
            if (last)
            {
                Entering = [.. belief.OrderBy(b => b.Key).Select(b => (b.Key, b.Value.Chance))];
            }

            belief = Advance(t, era, belief, byPeriod, movesByPeriod, scores, at);
            if (_derivatives)
            {
                AddOuter(information, scores[at]);
            }
        }
    }

    private double Observed(int t, EraResponse era, double[] byPeriod, double[][] scores, double[] information, int at)
    {
        var profiles = _game.Profiles;
        int s = _states[t], p = profiles.Index(_data.Moves[t].AsSpan());
        var sigma = era.Strategies(s);
        double moves = 0;
        for (int i = 0; i < profiles.Players.Length; i++)
        {
            moves += Elementary.Log(sigma[profiles.Slot(p, i)]);
        }

        double total = moves;
        if (_derivatives && _weight != 0)
        {
            // A period that counts for nothing needs no slopes, and where no period of a game counts there are none.
            var slopes = era.Slopes(s);
            for (int i = 0; i < profiles.Players.Length; i++)
            {
                int slot = profiles.Slot(p, i);
                for (int k = 0; k < _k; k++)
                {
                    scores[at][k] += slopes[(slot * _k) + k];
                }

                AddChoiceInformation(information, sigma, slopes, slot - ((slot - profiles.Offsets[i]) % profiles.Moves(i)), profiles.Moves(i));
            }
        }

        if (t + 1 < _data.Length)
        {
            for (int v = 0; v < _game.States.Situations.Length; v++)
            {
                if (_game.IsGiven(v))
                {
                    continue;
                }

                double c = _game.LevelChance(v, s, p, _data.Levels[t + 1][v], _chances, _levelSlopes);
                total += Elementary.Log(c);
                AddLevelScore(v, s, p, c, scores, information, at);
            }
        }

        byPeriod[at] = total;
        return moves;
    }

    private void AddLevelScore(int situation, int s, int p, double chance, double[][] scores, double[] information, int at)
    {
        if (!_derivatives || chance <= 0 || _chances.Length == 0)
        {
            return;
        }

        for (int c = 0; c < _chances.Length; c++)
        {
            int k = _parameters.ChanceIndex(c);
            if (k < 0 || _levelSlopes[c] == 0)
            {
                continue;
            }

            scores[at][k] += _levelSlopes[c] / chance;
        }

        // Expected information of the multinomial step: Σ over levels of (∂φ)(∂φ)ᵀ/φ.
        var slopes = new double[_chances.Length];
        for (int l = 0; l < _game.States.Situations[situation].Levels.Length; l++)
        {
            double q = _game.LevelChance(situation, s, p, l, _chances, slopes);
            for (int a = 0; a < slopes.Length && q > 0; a++)
            {
                int ka = _parameters.ChanceIndex(a);
                for (int b = 0; b < slopes.Length && ka >= 0 && slopes[a] != 0; b++)
                {
                    int kb = _parameters.ChanceIndex(b);
                    if (kb >= 0)
                    {
                        information[(ka * _k) + kb] += _weight * slopes[a] * slopes[b] / q;
                    }
                }
            }
        }
    }

    private void AddChoiceInformation(double[] information, ReadOnlySpan<double> sigma, ReadOnlySpan<double> slopes, int first, int moves)
    {
        for (int r = 0; r < moves; r++)
        {
            var row = slopes.Slice((first + r) * _k, _k);
            double weight = _weight * sigma[first + r];
            for (int a = 0; a < _k; a++)
            {
                if (row[a] != 0)
                {
                    Numerics.FixedOrder.AddScaled(information.AsSpan(a * _k, _k), row, weight * row[a]);
                }
            }
        }
    }

    private void AddOuter(double[] information, double[] score)
    {
        for (int a = 0; a < _k; a++)
        {
            Numerics.FixedOrder.AddScaled(information.AsSpan(a * _k, _k), score, _weight * score[a]);
        }
    }

    // Uniform over the states consistent with the first period's observed levels.
    private Dictionary<int, Belief> Start(int t)
    {
        var states = Enumerable.Range(0, _game.States.Count).Where(s => Consistent(s, t)).ToArray();
        return states.ToDictionary(s => s, _ => new Belief(1.0 / states.Length, new double[_derivatives ? _k : 0]));
    }

    private bool Consistent(int state, int t)
    {
        for (int v = 0; v < _data.Levels[t].Length; v++)
        {
            if (_data.Levels[t][v] >= 0 && _game.States.Level(state, v) != _data.Levels[t][v])
            {
                return false;
            }
        }

        return true;
    }

    private Dictionary<int, Belief> Advance(int t, EraResponse era, Dictionary<int, Belief> belief, double[] byPeriod, double[] movesByPeriod, double[][] scores, int at)
    {
        var profiles = _game.Profiles;
        var next = new Dictionary<int, Belief>();
        bool last = t == _data.Length - 1;
        double seen = 0;
        foreach (var (s, b) in belief.OrderBy(x => x.Key))
        {
            var sigma = era.Strategies(s);
            for (int p = 0; p < profiles.Count; p++)
            {
                if (!PlaysAsSeen(t, p))
                {
                    continue;
                }

                // Only observed movers' chances and, for transitions, everyone's: unobserved movers are summed over.
                double chance = b.Chance;
                for (int i = 0; i < profiles.Players.Length; i++)
                {
                    chance *= sigma[profiles.Slot(p, i)];
                }

                seen += chance;
                if (_derivatives)
                {
                    Array.Clear(_slope);
                    double own = b.Chance > 0 ? chance / b.Chance : 0;
                    Numerics.FixedOrder.AddScaled(_slope, b.Slope, own);
                    var slopes = era.Slopes(s);
                    for (int i = 0; i < profiles.Players.Length; i++)
                    {
                        Numerics.FixedOrder.AddScaled(_slope, slopes.Slice(profiles.Slot(p, i) * _k, _k), chance);
                    }
                }

                if (last)
                {
                    Pour(next, 0, chance, 1, null);
                }
                else
                {
                    Spread(t, s, p, chance, next);
                }
            }
        }

        double total = next.Values.Sum(b => b.Chance);
        byPeriod[at] = Elementary.Log(total);
        movesByPeriod[at] = Elementary.Log(seen);
        if (_derivatives && total > 0)
        {
            foreach (var b in next.Values)
            {
                Numerics.FixedOrder.AddScaled(scores[at], b.Slope, 1 / total);
            }
        }

        foreach (var b in next.Values)
        {
            // Conditional belief and its derivative: d(c/T) = dc/T − c dT/T².
            double c = b.Chance;
            b.Chance = c / total;
            for (int k = 0; k < b.Slope.Length; k++)
            {
                b.Slope[k] = (b.Slope[k] / total) - (c / total * scores[at][k]);
            }
        }

        return next;
    }

    private bool PlaysAsSeen(int t, int profile)
    {
        for (int i = 0; i < _data.Moves[t].Length; i++)
        {
            if (_data.Moves[t][i] >= 0 && _game.Profiles.Move(profile, i) != _data.Moves[t][i])
            {
                return false;
            }
        }

        return true;
    }

    private void Spread(int t, int s, int p, double chance, Dictionary<int, Belief> next)
    {
        int situations = _game.States.Situations.Length;
        void Step(int v, int state, double factor, double[]? slope)
        {
            if (v == situations)
            {
                Pour(next, state, chance, factor, slope);
                return;
            }

            int seen = _data.Levels[t + 1][v];
            for (int l = 0; l < _game.States.Situations[v].Levels.Length; l++)
            {
                if (seen >= 0 && l != seen)
                {
                    continue;
                }

                // What is given from outside and was seen says nothing of the laws; where it was not seen, what players expect stands in for it.
                var mine = new double[_levelSlopes.Length];
                double c = seen >= 0 && _game.IsGiven(v) ? 1 : _game.LevelChance(v, s, p, l, _chances, mine);
                if (c <= 0)
                {
                    continue;
                }

                double[]? combined = null;
                if (_derivatives && _chances.Length > 0)
                {
                    combined = new double[_chances.Length];
                    for (int j = 0; j < combined.Length; j++)
                    {
                        combined[j] = ((slope?[j] ?? 0) * c) + (factor * mine[j]);
                    }
                }

                Step(v + 1, state + (l * _game.States.Stride(v)), factor * c, combined);
            }
        }

        Step(0, 0, 1, null);
    }

    // Adds chance·factor to a state's belief; _slope holds d(chance), slope the derivative of factor in the named chances.
    private void Pour(Dictionary<int, Belief> next, int state, double chance, double factor, double[]? slope)
    {
        if (!next.TryGetValue(state, out var b))
        {
            next[state] = b = new Belief(0, new double[_derivatives ? _k : 0]);
        }

        b.Chance += chance * factor;
        if (!_derivatives)
        {
            return;
        }

        Numerics.FixedOrder.AddScaled(b.Slope, _slope, factor);
        for (int c = 0; slope is not null && c < slope.Length; c++)
        {
            int k = _parameters.ChanceIndex(c);
            if (k >= 0)
            {
                b.Slope[k] += chance * slope[c];
            }
        }
    }
}
