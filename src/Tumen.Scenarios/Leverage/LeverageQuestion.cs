using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Whose leverage is asked for, over whom, by which moves and in what coin.</summary>
/// <param name="Client">Index of the player who threatens.</param>
/// <param name="Threats">Its threats.</param>
/// <param name="Quiet">Its quiet move.</param>
/// <param name="Patron">Index of the player (or of the merged players) who concedes.</param>
/// <param name="Concession">Amount conceded per (state, joint move), per period.</param>
/// <param name="Discount">δ of the discounted average: the patron's.</param>
/// <param name="Kept">Names of the situations that threats cannot move except through the patron.</param>
/// <param name="Cell">Per state, a number that says the levels of those situations.</param>
public sealed record LeverageQuestion(
    int Client, ImmutableArray<int> Threats, int Quiet, int Patron, Func<int, int, double> Concession, double Discount, ImmutableArray<string> Kept, int[] Cell)
{
    /// <summary>The question that a game asks, or null when it declares no concession or no threats.</summary>
    /// <param name="model">The game that is solved.</param>
    /// <param name="discount">The patron's δ under the theory.</param>
    public static LeverageQuestion? For(GameModel model, ImmutableArray<double> discount)
    {
        if (model.Concession is not { } concession || model.Threats is not { } threats)
        {
            return null;
        }

        var states = new StateSpace(model.Situations);
        var kept = LeverageLaws.Unmoved(model, threats.Player, [concession.From], threats.Moves, threats.Quiet);
        return new LeverageQuestion(
            threats.Player, threats.Moves, threats.Quiet, concession.From, Leverage.Amounts(states, new ProfileSpace(model.Players, model.Turns), concession), discount[concession.From],
            [.. kept.Select(v => model.Situations[v].Name)], LeverageLaws.Cells(states, kept));
    }

    /// <summary>
    /// Whether a game has no lever by its payoffs: the patron's payoff and the concession depend on nothing but its own move and what threats cannot move. Then its programme is the same however the
    /// client threatens, and capacity, exertion and price are exactly 0.
    /// </summary>
    /// <param name="game">The game.</param>
    public bool HasNoLever(StochasticGame game)
    {
        int count = game.Profiles.Count, moves = game.Profiles.Moves(Patron), cells = Cell.Max() + 1;
        double[] u = game.Payoffs[Patron], pays = new double[cells * moves], gives = new double[cells * moves];
        Array.Fill(pays, double.NaN);
        for (int c = 0; c < u.Length; c++)
        {
            int s = c / count, p = c % count, at = (Cell[s] * moves) + game.Profiles.Move(p, Patron);
            double given = Concession(s, p);
            if (double.IsNaN(pays[at]))
            {
                (pays[at], gives[at]) = (u[c], given);
            }
            else if (pays[at] != u[c] || gives[at] != given)
            {
                return false;
            }
        }

        return true;
    }
}
