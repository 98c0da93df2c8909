using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>All tuples of situation levels, the last situation varying fastest. A game given as arrays has one situation whose levels are its states.</summary>
public sealed class StateSpace
{
    private readonly int[] _stride;

    /// <summary>Builds the space.</summary>
    /// <param name="situations">Situations in declaration order; none makes one state.</param>
    public StateSpace(ImmutableArray<Situation> situations)
    {
        Situations = situations;
        _stride = new int[situations.Length];
        int count = 1;
        for (int v = situations.Length - 1; v >= 0; v--)
        {
            _stride[v] = count;
            count = checked(count * situations[v].Levels.Length);
        }

        Count = count;
    }

    /// <summary>The situations.</summary>
    public ImmutableArray<Situation> Situations { get; }

    /// <summary>Number of states S.</summary>
    public int Count { get; }

    /// <summary>How far apart in state index two neighbouring levels of a situation are.</summary>
    public int Stride(int situation) => _stride[situation];

    /// <summary>Level index of one situation in a state.</summary>
    public int Level(int state, int situation) => state / _stride[situation] % Situations[situation].Levels.Length;

    /// <summary>Writes the level of every situation.</summary>
    public void Levels(int state, Span<int> levels)
    {
        for (int v = 0; v < _stride.Length; v++)
        {
            levels[v] = Level(state, v);
        }
    }

    /// <summary>State index of a tuple of levels.</summary>
    public int Index(ReadOnlySpan<int> levels)
    {
        int s = 0;
        for (int v = 0; v < _stride.Length; v++)
        {
            s += levels[v] * _stride[v];
        }

        return s;
    }

    /// <summary>The state in words, for example "pressure low, talks on".</summary>
    public string Name(int state)
    {
        if (Situations.Length == 0)
        {
            return "always";
        }

        if (Situations.Length == 1 && Situations[0].Name == "state")
        {
            return Situations[0].Levels[state];
        }

        return string.Join(", ", Situations.Select((v, i) => $"{v.Name} {v.Levels[Level(state, i)]}"));
    }
}
