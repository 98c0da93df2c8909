namespace Tumen.Estimation.Once;

/// <summary>Player 1 stops (outcome 1) or passes the move to player 2, who stops (outcome 2) or goes on (outcome 3).</summary>
/// <remarks>p4 = F(u24/S2), p2 = F((p3 u13 + p4 u14 − u11)/S1); Signorino and Yilmaz (2003), AJPS 47(3), 551–566.</remarks>
public sealed class Egame12 : StrategicGame
{
    /// <summary>Builds the model.</summary>
    /// <param name="u11">Player 1's payoff at outcome 1.</param>
    /// <param name="u13">Player 1's payoff at outcome 2.</param>
    /// <param name="u14">Player 1's payoff at outcome 3.</param>
    /// <param name="u24">Player 2's payoff at outcome 3, over that at outcome 2.</param>
    /// <param name="outcomes">1, 2 or 3 per row.</param>
    /// <param name="link">Probit or logit.</param>
    /// <param name="shocks">Agent error or private information.</param>
    /// <param name="logScales">Log shock scale of each player, or null for 1.</param>
    public Egame12(DesignEquation u11, DesignEquation u13, DesignEquation u14, DesignEquation u24, IReadOnlyList<int> outcomes,
        ChoiceLink link = ChoiceLink.Probit, ShockSource shocks = ShockSource.Agent, IReadOnlyList<DesignEquation>? logScales = null)
        : base(WithScales([u11, u13, u14, u24], 2, logScales), 2, outcomes, 12, link, shocks)
    {
        if (outcomes.Any(y => y is < 1 or > 3)) throw new ArgumentException("Outcomes are 1, 2 or 3.", nameof(outcomes));
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        int s = Scratch + 2, outcome = Outcomes[row];
        (int d2, int yes2, int no2, int p4, int p3, int d1, int yes1, int no1, int work) = (s, s + 1, s + 2, s + 3, s + 4, s + 5, s + 6, s + 7, s + 8);
        pad.Affine(d2, 3, 1 / RootTwo, 0);
        Rescale(pad, d2, 1);
        BinaryMove.Set(pad, Link, d2, yes2, no2, p4, p3);
        pad.Multiply(d1, p4, 2);
        pad.Combine(d1, 1, d1, -1, 0);
        if (!IsFixed(1))
        {
            pad.Multiply(work, p3, 1);
            pad.Combine(d1, 1, d1, 1, work);
        }
        if (Shocks == ShockSource.PrivateInformation)
        {
            pad.Multiply(p3, p3, p3);
            pad.Multiply(p4, p4, p4);
            pad.Combine(work, 1, p3, 1, p4);
            pad.Affine(work, work, 1, 1);
        }
        Standardise(pad, d1, work);
        Rescale(pad, d1, 0);
        BinaryMove.Set(pad, Link, d1, yes1, no1, p3, p4);
        if (outcome == 1) return no1;
        pad.Combine(yes1, 1, yes1, 1, outcome == 2 ? no2 : yes2);
        return yes1;
    }
}
