using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Does this threat pay from here? The map of marginal leverage over situations.</summary>
public static class MarginalLeverage
{
    /// <summary>τ(s,b) = E[Σ δᵗ g | s, b now] − E[Σ δᵗ g | s, quiet now]: concessions gained in all, discounted by the patron's δ, everyone playing as solved from then on.</summary>
    /// <param name="model">The game as written: concession and threats.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="move">The threat b, an index into the client's moves.</param>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static double[] Of(GameModel model, LogitMarkovEquilibrium equilibrium, int move)
    {
        var concession = model.Concession ?? throw new InvalidOperationException("the game declares no concession");
        var threats = model.Threats ?? throw new InvalidOperationException("the game declares no threats");
        var game = equilibrium.Game;
        double discount = game.Discounts[concession.From];
        var amount = Leverage.Amounts(game, concession);
        var play = Play.Of(game, equilibrium.Strategies);
        var average = play.DiscountedAverage(play.Expected(amount), discount);
        double[] From(int forced)
        {
            var now = play.Forced(threats.Player, forced);
            double[] g = now.Expected(amount), next = new double[g.Length];
            now.Chain.Right(average, next);
            return [.. g.Zip(next, (flow, later) => flow + (discount * later / play.FirstWeight(discount)))];
        }

        return [.. From(move).Zip(From(threats.Quiet), (b, quiet) => b - quiet)];
    }
}
