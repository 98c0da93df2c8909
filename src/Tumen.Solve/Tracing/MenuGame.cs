using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// A game with menus as paths see it. Under taste shocks a longer menu is worth more, log k / λ for k moves, which has no limit as λ falls to 0; families of responses therefore
/// leave the count out (log mean exp in place of log Σ exp). Here it comes back as a payoff of log k / λ at the λ that is wanted, so that the path starts from uniform
/// play of what may be played and ends exactly at the game as written.
/// </summary>
internal sealed class MenuGame
{
    private readonly double[][] _bonus; // per player and state

    private MenuGame(StochasticGame original, double precision)
    {
        Original = original;
        int states = original.StateCount, count = original.Profiles.Count;
        _bonus = [.. Enumerable.Range(0, original.PlayerCount).Select(i => Enumerable.Range(0, states).Select(s => original.IsOver(s) ? 0 : Elementary.Log(original.Menus!.Count(s, i)) / precision).ToArray())];
        var payoffs = ImmutableArray.CreateBuilder<double[]>();
        for (int i = 0; i < original.PlayerCount; i++)
        {
            var u = (double[])original.Payoffs[i].Clone();
            for (int k = 0; k < u.Length; k++)
            {
                u[k] += _bonus[i][k / count];
            }

            payoffs.Add(u);
        }

        Game = original with { Payoffs = payoffs.ToImmutable() };
    }

    /// <summary>The game as written.</summary>
    public StochasticGame Original { get; }

    /// <summary>The game to follow.</summary>
    public StochasticGame Game { get; }

    /// <summary>Prepares a game; null where paths see it as it is.</summary>
    /// <param name="game">The game.</param>
    /// <param name="precision">λ at the end of the path.</param>
    /// <param name="convention">Value convention.</param>
    public static MenuGame? Of(StochasticGame game, double precision, ValueConvention convention) =>
        game.Menus is null || convention != ValueConvention.TasteShocks || precision == 0 || double.IsInfinity(precision) ? null : new MenuGame(game, precision);

    /// <summary>Action values of the game as written (sign −1), or of the one to follow (sign 1).</summary>
    public double[] ActionValues(double[] q, int sign)
    {
        var space = Original.Profiles;
        var moved = (double[])q.Clone();
        for (int i = 0; i < _bonus.Length; i++)
        {
            int start = space.Offsets[i], end = start + (space.Histories[i] * space.Moves(i));
            for (int s = 0; s < Original.StateCount; s++)
            {
                for (int k = start; k < end; k++)
                {
                    moved[(s * space.Size) + k] += sign * _bonus[i][s];
                }
            }
        }

        return moved;
    }
}
