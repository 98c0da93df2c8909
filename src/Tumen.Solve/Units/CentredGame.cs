using Tumen.Model;

namespace Tumen.Solve;

/// <summary>The same game with every player's payoffs counted from their middle, where they all lie far from 0: a constant in payoffs then costs no digits.</summary>
internal sealed class CentredGame
{
    private const double Far = 16; // times the range
    private readonly double[] _centre;

    private CentredGame(StochasticGame original, double[] centre)
    {
        Original = original;
        _centre = centre;
        Game = original with { Payoffs = [.. original.Payoffs.Select((u, i) => centre[i] == 0 ? u : Moved(original, u, centre[i]))] };
    }

    public StochasticGame Original { get; }

    public StochasticGame Game { get; }

    /// <summary>Centres a game; null where no player's payoffs lie far from 0.</summary>
    public static CentredGame? Of(StochasticGame game)
    {
        var centre = new double[game.PlayerCount];
        for (int i = 0; i < centre.Length; i++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            var u = game.Payoffs[i];
            for (int k = 0; k < u.Length; k++)
            {
                if (game.End is null || !game.IsOver(k / game.Profiles.Count))
                {
                    low = Math.Min(low, u[k]);
                    high = Math.Max(high, u[k]);
                }
            }

            double middle = low + ((high - low) / 2);
            centre[i] = double.IsFinite(middle) && Math.Abs(middle) > Far * (high - low) ? middle : 0;
        }

        return Array.Exists(centre, c => c != 0) ? new CentredGame(game, centre) : null;
    }

    /// <summary>Values of the centred game from those of the original (sign −1), or back (sign 1); n × S, player-major.</summary>
    public double[] Values(ReadOnlySpan<double> values, int sign)
    {
        int states = Original.StateCount;
        double[] moved = values.ToArray();
        for (int k = 0; k < moved.Length; k++)
        {
            moved[k] += sign * _centre[k / states] * Original.Annuity(k / states, k % states);
        }

        return moved;
    }

    /// <summary>The same for action values, S × m.</summary>
    public double[] ActionValues(double[] q, int sign)
    {
        var space = Original.Profiles;
        var moved = (double[])q.Clone();
        for (int i = 0; i < _centre.Length; i++)
        {
            int start = space.Offsets[i], end = start + (space.Histories[i] * space.Moves(i));
            for (int s = 0; s < Original.StateCount; s++)
            {
                for (int k = start; k < end; k++)
                {
                    moved[(s * space.Size) + k] += sign * _centre[i] * Original.Annuity(i, s);
                }
            }
        }

        return moved;
    }

    /// <summary>An answer in the original's units.</summary>
    public LogitMarkovEquilibrium Back(LogitMarkovEquilibrium e) => e with
    {
        Game = Original,
        ActionValues = ActionValues(e.ActionValues, 1),
        Values = [.. e.Values.Select((v, i) => v.Select((x, s) => x + (_centre[i] * Original.Annuity(i, s))).ToArray())],
    };

    private static double[] Moved(StochasticGame game, double[] u, double centre)
    {
        var to = new double[u.Length];
        for (int k = 0; k < to.Length; k++)
        {
            to[k] = game.IsOver(k / game.Profiles.Count) ? 0 : u[k] - centre;
        }

        return to;
    }
}
