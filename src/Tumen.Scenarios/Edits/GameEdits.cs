using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Edits of a solved game's rules; each returns a new game.</summary>
public static class GameEdits
{
    /// <summary>Payoff, in units of choice noise, that a forbidden move loses: its chance is then exactly 0 in double precision at λ = 1.</summary>
    public const double ForbiddenLoss = 1e5;

    /// <summary>
    /// Defangs moves: menus and the mover's own payoffs stay, but a listed move has the transition of the quiet move and gives the others the quiet move's payoffs.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="player">Whose moves.</param>
    /// <param name="moves">The moves to defang.</param>
    /// <param name="quiet">The quiet move.</param>
    public static StochasticGame Defang(StochasticGame game, int player, IReadOnlyCollection<int> moves, int quiet)
    {
        int profiles = game.Profiles.Count;
        var acts = Enumerable.Range(0, profiles)
            .Select(p => moves.Contains(game.Profiles.Move(p, player)) ? p + ((quiet - game.Profiles.Move(p, player)) * game.Profiles.Stride(player)) : p).ToArray();
        var payoffs = game.Payoffs.Select((u, i) => i == player ? u : Remap(u, acts)).ToImmutableArray();
        return game with { Payoffs = payoffs, Kernel = game.Kernel.Redirect((_, p) => acts[p]) };
    }

    /// <summary>Forbids moves where a test on the state holds.</summary>
    public static StochasticGame Forbid(StochasticGame game, int player, IReadOnlyCollection<int> moves, Func<int, bool>? where = null)
    {
        if (Enumerable.Range(0, game.Profiles.Moves(player)).All(moves.Contains))
        {
            throw new ArgumentException("a player must keep at least one move", nameof(moves));
        }

        var u = (double[])game.Payoffs[player].Clone();
        for (int c = 0; c < u.Length; c++)
        {
            if (moves.Contains(game.Profiles.Move(c % game.Profiles.Count, player)) && (where is null || where(c / game.Profiles.Count)))
            {
                u[c] -= ForbiddenLoss;
            }
        }

        return game with { Payoffs = game.Payoffs.SetItem(player, u) };
    }

    private static double[] Remap(double[] u, int[] acts)
    {
        var v = new double[u.Length];
        for (int c = 0; c < u.Length; c++)
        {
            v[c] = u[c - (c % acts.Length) + acts[c % acts.Length]];
        }

        return v;
    }
}
