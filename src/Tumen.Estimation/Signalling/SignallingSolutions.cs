using System.Collections.Immutable;

namespace Tumen.Estimation.Once;

/// <summary>One solution of a game played once.</summary>
/// <param name="Outcomes">Chance of every outcome of the table.</param>
/// <param name="Residual">How far the equilibrium's equation is from holding; 0 for backward induction.</param>
public sealed record OnceSolution(IReadOnlyList<double> Outcomes, double Residual);

/// <summary>Every interior equilibrium of a signalling game.</summary>
public static class SignallingSolutions
{
    /// <summary>Equilibria of a row of the table, in ascending order of resistance.</summary>
    /// <param name="estimation">A signalling game.</param>
    /// <param name="weights">In the order of <see cref="OnceEstimation.Names"/>.</param>
    /// <param name="row">Which row.</param>
    public static ImmutableArray<OnceSolution> Of(OnceEstimation estimation, double[] weights, int row = 0)
    {
        var payoffs = new double[7];
        estimation.Crisis!.PayoffsAt(weights, row, payoffs);
        var game = new CrisisGame(payoffs);
        return [.. game.Census().Interior.Select(e =>
        {
            var chances = new double[estimation.Table.Outcomes.Length];
            double[] own = game.Outcomes(e.Resist);
            for (int k = 0; k < 4; k++)
            {
                chances[estimation.OutcomeOrder[k]] = own[k];
            }

            return new OnceSolution(chances, e.Residual);
        })];
    }
}
