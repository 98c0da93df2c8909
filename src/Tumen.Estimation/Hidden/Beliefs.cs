using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Chances of a few states with their derivatives; memory is used again month after month.</summary>
internal sealed class Beliefs(int parameters)
{
    private readonly List<double[]> _slopes = [];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>States, the first <see cref="Count"/> in force.</summary>
    public int[] States { get; private set; } = new int[16];

    /// <summary>Their chances.</summary>
    public double[] Chances { get; private set; } = new double[16];

    /// <summary>Derivatives of a chance.</summary>
    public Span<double> Slope(int at) => _slopes[at];

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a state with chance 0.</summary>
    public int Add(int state)
    {
        if (Count == States.Length)
        {
            int[] states = States;
            double[] chances = Chances;
            Array.Resize(ref states, 2 * Count);
            Array.Resize(ref chances, 2 * Count);
            (States, Chances) = (states, chances);
        }

        if (Count == _slopes.Count)
        {
            _slopes.Add(new double[parameters]);
        }
        else
        {
            Array.Clear(_slopes[Count]);
        }

        (States[Count], Chances[Count]) = (state, 0);
        return Count++;
    }

    /// <summary>Divides by the total T; adds d log T to a score, and makes the slopes those of what is divided: d(c/T) = dc/T − (c/T) d log T.</summary>
    public void Scale(double total, Span<double> score)
    {
        if (!(total > 0))
        {
            Clear();
            return;
        }

        for (int b = 0; b < Count && parameters > 0; b++)
        {
            FixedOrder.AddScaled(score, _slopes[b], 1 / total);
        }

        for (int b = 0; b < Count; b++)
        {
            Chances[b] /= total;
            var slope = _slopes[b];
            for (int k = 0; k < parameters; k++)
            {
                slope[k] = (slope[k] / total) - (Chances[b] * score[k]);
            }
        }
    }
}
