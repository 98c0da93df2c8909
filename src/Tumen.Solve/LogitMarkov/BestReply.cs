using Tumen.Model;

namespace Tumen.Solve;

/// <summary>One player's best reply to the others' fixed strategies.</summary>
public static class BestReply
{
    /// <summary>Re-solves one player's dynamic programme (logit reply under taste shocks) and returns the profile with its strategy replaced.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">Whose problem.</param>
    /// <param name="precision">λ.</param>
    /// <param name="convention">Value convention. Under errors the reply is the logit response to the values of its own continued play.</param>
    /// <param name="sigma">Everyone's strategies, S × m; not changed.</param>
    public static double[] Of(StochasticGame game, int player, double precision, ValueConvention convention, double[] sigma)
    {
        var policy = (double[])sigma.Clone();
        new ProfileCheck(game, precision, convention).Reply(player, policy, new PolicyChain(game));
        return policy;
    }
}
