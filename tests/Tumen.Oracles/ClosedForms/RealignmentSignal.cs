using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E1: a client that may be about to change sides flirts with a rival, or not, and its patron pays, or not, seeing only the flirt.</summary>
/// <remarks>
/// Payoffs (client, patron): wavering: flirt-pay (r − k_W, −r), flirt-not (w − k_W, −B), quiet-pay (r, −r), quiet-not (w, −B); loyal: flirt-pay (r − k_L, −r), flirt-not (−k_L, 0), quiet-pay (r, −r),
/// quiet-not (0, 0). Assumes w ≤ r &lt; B. The informative equilibrium is the D1 one when k_W/(r − w) &lt; k_L/r; babbling is sequential too. Source: design note theory.md, section 5, E1; Cho and Kreps (1987).
/// </remarks>
/// <param name="Wavering">p, chance that the client wavers, in (0, 1).</param>
/// <param name="Loss">B, what the patron loses if the client leaves.</param>
/// <param name="Reward">r, what the patron can pay.</param>
/// <param name="LoyalCost">k_L, cost of a flirt to a loyal client.</param>
/// <param name="WaveringCost">k_W, cost of a flirt to a wavering client.</param>
/// <param name="Outside">w, what a wavering client gets by leaving.</param>
public sealed record RealignmentSignal(Rational Wavering, Rational Loss, Rational Reward, Rational LoyalCost, Rational WaveringCost, Rational Outside)
{
    /// <summary>Belief at which the patron is indifferent: r/B.</summary>
    public Rational PayingBelief => Reward / Loss;

    /// <summary>Whether the reward is paid whatever the client does: p ≥ r/B.</summary>
    public bool PaysAnyway => Wavering >= PayingBelief;

    /// <summary>Whether only the wavering flirt: k_L ≥ r.</summary>
    public bool Separates => LoyalCost >= Reward;

    /// <summary>Chance that a loyal client bluffs: p(B − r)/((1 − p) r), 0 when separating or paid anyway.</summary>
    public Rational Bluff => PaysAnyway || Separates ? Rational.Zero : Wavering * (Loss - Reward) / ((Rational.One - Wavering) * Reward);

    /// <summary>Chance that the patron pays after a flirt: k_L/r, or 1.</summary>
    public Rational PayAfterFlirt => PaysAnyway || Separates ? Rational.One : LoyalCost / Reward;

    /// <summary>Chance of a flirt; 0 when paid anyway (a flirt would only cost).</summary>
    public Rational FlirtChance => PaysAnyway ? Rational.Zero : Wavering + (Rational.One - Wavering) * Bluff;

    /// <summary>Expected payment.</summary>
    public Rational Transfer => PaysAnyway ? Reward : FlirtChance * PayAfterFlirt * Reward;

    /// <summary>Chance that the client leaves.</summary>
    public Rational Realignment => PaysAnyway ? Rational.Zero : Wavering * (Rational.One - PayAfterFlirt);

    /// <summary>The patron's expected payoff.</summary>
    public Rational PatronPayoff => -Transfer - Realignment * Loss;

    /// <summary>What the signal is worth: payment with it less payment without (when the patron pays only if p ≥ r/B).</summary>
    public Rational Leverage => PaysAnyway ? Rational.Zero : Transfer;

    /// <summary>The game as a tree.</summary>
    public ExtensiveGame ToGame()
    {
        var builder = new ExtensiveGameBuilder("Realignment signal", ["client", "patron"],
            "E1: the client may be wavering; it flirts with a rival or stays quiet; the patron sees the flirt only and pays or does not.");
        int type = builder.AddChanceMove("client's mind", ["wavering", "loyal"], [Wavering, Rational.One - Wavering]);
        int[] client = [builder.AddInformationSet(0, "wavering client", ["flirt", "quiet"]), builder.AddInformationSet(0, "loyal client", ["flirt", "quiet"])];
        int[] patron = [builder.AddInformationSet(1, "after flirt", ["pay", "not"]), builder.AddInformationSet(1, "after quiet", ["pay", "not"])];
        int root = builder.AddDecision(ExtensiveGame.None, 0, type);
        for (int t = 0; t < 2; t++)
        {
            int node = builder.AddDecision(root, t, client[t]);
            for (int m = 0; m < 2; m++)
            {
                var cost = m == 1 ? Rational.Zero : t == 0 ? WaveringCost : LoyalCost;
                int reply = builder.AddDecision(node, m, patron[m]);
                string name = $"{(t == 0 ? "wavering" : "loyal")}-{(m == 0 ? "flirt" : "quiet")}";
                builder.AddEnd(reply, 0, name + "-pay", Reward - cost, -Reward);
                builder.AddEnd(reply, 1, name + "-not", (t == 0 ? Outside : Rational.Zero) - cost, t == 0 ? -Loss : Rational.Zero);
            }
        }
        return builder.Build();
    }
}
