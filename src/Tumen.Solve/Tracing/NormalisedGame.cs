using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// The same game in units of its largest payoff range, each player's payoffs centred: steps and tolerances then do not depend on the units
/// in which payoffs were written. λ becomes λ · scale; strategies are untouched.
/// </summary>
internal sealed class NormalisedGame
{
    private readonly double[] _centre;

    public NormalisedGame(StochasticGame game)
    {
        Original = game;
        int n = game.PlayerCount;
        _centre = new double[n];
        double scale = 0;
        for (int i = 0; i < n; i++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int k = 0; k < game.Payoffs[i].Length; k++)
            {
                if (!game.IsOver(k / game.Profiles.Count))
                {
                    low = Math.Min(low, game.Payoffs[i][k]);
                    high = Math.Max(high, game.Payoffs[i][k]);
                }
            }

            _centre[i] = low + ((high - low) / 2);
            scale = Math.Max(scale, high - low);
        }

        Scale = scale > 0 ? scale : 1;
        var payoffs = ImmutableArray.CreateBuilder<double[]>(n);
        for (int i = 0; i < n; i++)
        {
            var from = game.Payoffs[i];
            var to = new double[from.Length];
            for (int k = 0; k < to.Length; k++)
            {
                to[k] = game.IsOver(k / game.Profiles.Count) ? 0 : (from[k] - _centre[i]) / Scale;
            }

            payoffs.Add(to);
        }

        Game = game with { Payoffs = payoffs.MoveToImmutable() };
        ValueScale = game.End is null ? Scale / (1 - game.Discounts.Max()) : Scale * Enumerable.Range(0, n).Max(game.LongestAnnuity);
    }

    public StochasticGame Original { get; }

    public StochasticGame Game { get; }

    /// <summary>Payoff units per normalised unit.</summary>
    public double Scale { get; }

    /// <summary>What one unit in every period is worth, at most.</summary>
    public double LongestAnnuity => Original.End is null ? 1 / (1 - Original.Discounts.Max()) : Enumerable.Range(0, Original.PlayerCount).Max(Original.LongestAnnuity);

    /// <summary>Largest payoff range over 1 − δ: the size of a value difference, in payoff units.</summary>
    public double ValueScale { get; }

    /// <summary>Action values in payoff units; <paramref name="precision"/> is in payoff units and 0 or infinite when no shock term is due.</summary>
    public double[] ActionValues(double[] q, double precision, ValueConvention convention) => Map(q, precision, convention, (x, shift) => (x * Scale) + shift);

    /// <summary>Action values in normalised units: the inverse of <see cref="ActionValues"/>.</summary>
    public double[] Normalise(double[] q, double precision, ValueConvention convention) => Map(q, precision, convention, (x, shift) => (x - shift) / Scale);

    private double[] Map(double[] q, double precision, ValueConvention convention, Func<double, double, double> map)
    {
        var space = Original.Profiles;
        int m = space.Size;
        var result = new double[q.Length];
        for (int i = 0; i < Original.PlayerCount; i++)
        {
            double d = Original.Discounts[i], shock = Shock(i, precision, convention);
            double lasting = (_centre[i] / (1 - d)) + (d * shock / (1 - d));
            int start = space.Offsets[i], end = start + (space.Histories[i] * space.Moves(i));
            for (int s = 0; s < Original.StateCount; s++)
            {
                double shift = Original.End is null ? lasting : Original.IsOver(s) ? 0 : (_centre[i] * Original.Annuity(i, s)) + (shock * (Original.Annuity(i, s) - 1));
                for (int k = start; k < end; k++)
                {
                    result[(s * m) + k] = map(q[(s * m) + k], shift);
                }
            }
        }

        return result;
    }

    /// <summary>Values in payoff units, per player.</summary>
    public ImmutableArray<double[]> Values(double[] values, double precision, ValueConvention convention)
    {
        int states = Original.StateCount;
        return
        [
            .. Enumerable.Range(0, Original.PlayerCount).Select(i =>
            {
                double period = _centre[i] + Shock(i, precision, convention), lasting = period / (1 - Original.Discounts[i]);
                return Enumerable.Range(0, states).Select(s => (values[(i * states) + s] * Scale) + (Original.End is null ? lasting : period * Original.Annuity(i, s))).ToArray();
            }),
        ];
    }

    private double Shock(int player, double precision, ValueConvention convention) =>
        Original.Menus is null && convention == ValueConvention.TasteShocks && precision > 0 && !double.IsInfinity(precision) ? Elementary.Log(Original.Profiles.Moves(player)) / precision : 0;
}
