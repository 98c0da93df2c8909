using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Where a state and joint moves lead among the states that agree with the levels seen next month.</summary>
internal sealed class HiddenStep
{
    private readonly ParametricGame _game;
    private readonly LawTables _laws;
    private readonly HiddenView _view;
    private readonly bool _derivatives;
    private int[] _states = new int[16];
    private double[] _chances = new double[16];
    private List<(int Parameter, double Slope)>[] _slopes = new List<(int, double)>[16];

    public HiddenStep(ParametricGame game, LawTables laws, HiddenView view, bool derivatives) => (_game, _laws, _view, _derivatives) = (game, laws, view, derivatives);

    /// <summary>A next state.</summary>
    public int State(int at) => _states[at];

    /// <summary>Its chance.</summary>
    public double Chance(int at) => _chances[at];

    /// <summary>Slopes of its chance.</summary>
    public ReadOnlySpan<(int Parameter, double Slope)> Slopes(int at) => _derivatives ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_slopes[at]) : [];

    /// <summary>Works out all next states.</summary>
    /// <returns>How many.</returns>
    public int From(int period, int state, int profile)
    {
        int count = 1;
        (_states[0], _chances[0]) = (0, 1);
        (_slopes[0] ??= []).Clear();
        for (int v = 0; v < _game.States.Situations.Length && count > 0; v++)
        {
            int at = _laws.At(v, state, profile), seen = _view.Level(period + 1, v), levels = _game.States.Situations[v].Levels.Length, stride = _game.States.Stride(v);
            if (seen >= 0)
            {
                count = _laws.Chance(v, at + seen) > 0 ? Seen(v, at + seen, seen * stride, count) : 0;
                continue;
            }

            int held = count, first = -1;
            for (int l = 0; l < levels; l++)
            {
                // The first level that can follow is written over what was held, last, when the others have been read from it.
                if (_laws.Chance(v, at + l) > 0 && first < 0)
                {
                    first = l;
                }
                else if (_laws.Chance(v, at + l) > 0)
                {
                    count = Branch(v, at + l, l * stride, held, count);
                }
            }

            Seen(v, at + first, first * stride, held);
        }

        return count;
    }

    private int Seen(int situation, int at, int offset, int count)
    {
        double c = _laws.Chance(situation, at);
        for (int j = 0; j < count; j++)
        {
            Grow(j, _chances[j], c, _laws.Slopes(situation, at), _slopes[j], _slopes[j]);
            _states[j] += offset;
            _chances[j] *= c;
        }

        return count;
    }

    private int Branch(int situation, int at, int offset, int held, int count)
    {
        double c = _laws.Chance(situation, at);
        for (int j = 0; j < held; j++, count++)
        {
            if (count == _states.Length)
            {
                Array.Resize(ref _states, 2 * count);
                Array.Resize(ref _chances, 2 * count);
                Array.Resize(ref _slopes, 2 * count);
            }

            (_slopes[count] ??= []).Clear();
            Grow(count, _chances[j], c, _laws.Slopes(situation, at), _slopes[j], _slopes[count]);
            _states[count] = _states[j] + offset;
            _chances[count] = _chances[j] * c;
        }

        return count;
    }

    // d(f c) = c df + f dc.
    private void Grow(int to, double factor, double chance, (int Parameter, double Slope)[] own, List<(int Parameter, double Slope)> from, List<(int Parameter, double Slope)> into)
    {
        if (!_derivatives)
        {
            return;
        }

        if (ReferenceEquals(from, into))
        {
            for (int i = 0; i < into.Count; i++)
            {
                into[i] = (into[i].Parameter, into[i].Slope * chance);
            }
        }
        else
        {
            foreach (var (parameter, slope) in from)
            {
                into.Add((parameter, slope * chance));
            }
        }

        foreach (var (parameter, slope) in own)
        {
            _slopes[to].Add((parameter, slope * factor));
        }
    }
}
