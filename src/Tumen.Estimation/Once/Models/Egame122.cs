namespace Tumen.Estimation.Once;

/// <summary>Player 1 moves left or right; player 2 answers left or right in each case. Outcomes 1 = LL, 2 = LR, 3 = RL, 4 = RR.</summary>
/// <remarks>p4 = F(u22/S), p6 = F(u24/S), p2 = F((p5 u13 + p6 u14 − p3 u11 − p4 u12)/S1).</remarks>
public sealed class Egame122 : StrategicGame
{
    /// <summary>Builds the model.</summary>
    /// <param name="u11">Player 1's payoff at LL.</param>
    /// <param name="u12">Player 1's payoff at LR.</param>
    /// <param name="u13">Player 1's payoff at RL.</param>
    /// <param name="u14">Player 1's payoff at RR.</param>
    /// <param name="u22">Player 2's payoff at LR, over that at LL.</param>
    /// <param name="u24">Player 2's payoff at RR, over that at RL.</param>
    /// <param name="outcomes">1 to 4 per row.</param>
    /// <param name="link">Probit or logit.</param>
    /// <param name="shocks">Agent error or private information.</param>
    /// <param name="logScales">Log shock scale of each player, or null for 1.</param>
    public Egame122(DesignEquation u11, DesignEquation u12, DesignEquation u13, DesignEquation u14, DesignEquation u22, DesignEquation u24,
        IReadOnlyList<int> outcomes, ChoiceLink link = ChoiceLink.Probit, ShockSource shocks = ShockSource.Agent, IReadOnlyList<DesignEquation>? logScales = null)
        : base(WithScales([u11, u12, u13, u14, u22, u24], 2, logScales), 2, outcomes, 16, link, shocks)
    {
        if (outcomes.Any(y => y is < 1 or > 4)) throw new ArgumentException("Outcomes are 1 to 4.", nameof(outcomes));
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        int s = Scratch + 2, outcome = Outcomes[row];
        (int left, int yesLeft, int noLeft, int p4, int p3) = (s, s + 1, s + 2, s + 3, s + 4);
        (int right, int yesRight, int noRight, int p6, int p5) = (s + 5, s + 6, s + 7, s + 8, s + 9);
        (int gain, int work, int yes, int no) = (s + 10, s + 11, s + 12, s + 13);
        pad.Affine(left, 4, 1 / RootTwo, 0);
        Rescale(pad, left, 1);
        BinaryMove.Set(pad, Link, left, yesLeft, noLeft, p4, p3);
        pad.Affine(right, 5, 1 / RootTwo, 0);
        Rescale(pad, right, 1);
        BinaryMove.Set(pad, Link, right, yesRight, noRight, p6, p5);
        pad.Constant(gain, 0);
        AddTerm(pad, gain, work, p5, 2, 1);
        AddTerm(pad, gain, work, p6, 3, 1);
        AddTerm(pad, gain, work, p3, 0, -1);
        AddTerm(pad, gain, work, p4, 1, -1);
        if (Shocks == ShockSource.PrivateInformation)
        {
            pad.Constant(left, 0);
            foreach (int p in (ReadOnlySpan<int>)[p3, p4, p5, p6])
            {
                pad.Multiply(work, p, p);
                pad.Combine(left, 1, left, 1, work);
            }
        }
        Standardise(pad, gain, left);
        Rescale(pad, gain, 0);
        BinaryMove.Set(pad, Link, gain, yes, no, p3, p4);
        int answer = outcome switch { 1 => noLeft, 2 => yesLeft, 3 => noRight, _ => yesRight };
        pad.Combine(work, 1, outcome <= 2 ? no : yes, 1, answer);
        return work;
    }

    private void AddTerm(in JetPad pad, int gain, int work, int chance, int payoff, double sign)
    {
        if (IsFixed(payoff)) return;
        pad.Multiply(work, chance, payoff);
        pad.Combine(gain, 1, gain, sign, work);
    }
}
