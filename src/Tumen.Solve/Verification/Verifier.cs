using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Proves how far a profile can be from equilibrium: bounds in interval arithmetic on the value of following it and of the best reply to it.
/// </summary>
/// <remarks>
/// For any v, V^σ ≥ v − max(v − T_σ v)/(1 − δ) and V* ≤ v + max(T* v − v)/(1 − δ), T_σ and T* being the operators of following σ and of replying
/// best (Blackwell 1965; Puterman 1994, §6.3). One interval evaluation of each at the solver's own v therefore bounds the full regret, whatever
/// the solver did. Chances are taken as stored; each strategy is taken in proportion to its stored numbers. Cost: one pass over the transitions,
/// about ten times dearer than without intervals. The rounding of exp and log is assumed to be within four units in the last place.
/// </remarks>
public static class Verifier
{
    /// <summary>Bounds regret, residual and value error of an answer.</summary>
    public static ProvenBounds Prove(LogitMarkovEquilibrium e) => Prove(e.Game, e.Precision, e.Convention, e.Strategies, [.. e.Values]);

    /// <summary>Bounds regret, residual and value error of a profile.</summary>
    /// <param name="game">The game.</param>
    /// <param name="precision">λ; positive infinity for Markov perfect equilibrium.</param>
    /// <param name="convention">Value convention.</param>
    /// <param name="sigma">σ, S × m.</param>
    /// <param name="values">Any guess of the profile's values, per player; the better, the tighter the bounds.</param>
    public static ProvenBounds Prove(StochasticGame game, double precision, ValueConvention convention, double[] sigma, double[][] values)
    {
        var pass = new VerifierPass(game, precision, convention, sigma, values);
        double regret = 0, valueError = 0, share = 0;
        bool limit = double.IsInfinity(precision);
        double[] sizes = limit ? Stakes.Sizes(game) : [];
        for (int i = 0; i < game.PlayerCount; i++)
        {
            var (above, below, best) = pass.Gaps(i);
            Interval left = game.End is { } end ? (Interval)1 / Lasting(game.Discounts[i], pass.RowSum, end.Periods) : (Interval)1 - ((Interval)game.Discounts[i] * pass.RowSum);
            if (!(left.Low > 0))
            {
                return new ProvenBounds(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, false, 0) { Share = double.PositiveInfinity };
            }

            double error = (new Interval(0, Math.Max(above, below)) / left).High;
            pass.ValueError[i] = error;
            valueError = Math.Max(valueError, error);
            double loss = (new Interval(0, Math.Max(0, best)) / left).High + (new Interval(0, Math.Max(0, below)) / left).High;
            regret = Math.Max(regret, Math.BitIncrement(loss));
            share = limit ? Math.Max(share, loss / Math.Max(sizes[i], double.Epsilon)) : share;
        }

        if (!double.IsInfinity(precision))
        {
            return new ProvenBounds(regret, pass.Residual(), valueError, false, 0);
        }

        double margin = pass.Margin();
        return new ProvenBounds(margin > 0 ? 0 : regret, double.NaN, valueError, margin > 0, Math.Max(0, margin)) { Share = margin > 0 ? 0 : share };
    }

    // What an error of one unit in every period can add up to by the end.
    private static Interval Lasting(double discount, Interval rowSum, int periods)
    {
        Interval total = 0;
        for (int t = 0; t < periods; t++)
        {
            total = (Interval)1 + ((Interval)discount * rowSum * total);
        }

        return total;
    }
}
