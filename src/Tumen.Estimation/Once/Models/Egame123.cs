namespace Tumen.Estimation.Once;

/// <summary>Players 1, 2 and 3 move in turn, each stopping or going on. Outcomes 1 (player 1 stops), 3 (player 2 stops), 5 (player 3 stops), 6 (nobody does).</summary>
/// <remarks>p6 = F(u36/S3), p4 = F((p5 u25 + p6 u26 − u23)/S2), p2 = F((p3 u13 + p4(p5 u15 + p6 u16) − u11)/S1).</remarks>
public sealed class Egame123 : StrategicGame
{
    /// <summary>Builds the model.</summary>
    /// <param name="first">Player 1's payoffs at outcomes 1, 3, 5, 6.</param>
    /// <param name="second">Player 2's payoffs at outcomes 3, 5, 6.</param>
    /// <param name="third">Player 3's payoff at outcome 6, over that at 5.</param>
    /// <param name="outcomes">1, 3, 5 or 6 per row.</param>
    /// <param name="link">Probit or logit.</param>
    /// <param name="shocks">Agent error or private information.</param>
    /// <param name="logScales">Log shock scale of each player, or null for 1.</param>
    public Egame123(IReadOnlyList<DesignEquation> first, IReadOnlyList<DesignEquation> second, DesignEquation third, IReadOnlyList<int> outcomes,
        ChoiceLink link = ChoiceLink.Probit, ShockSource shocks = ShockSource.Agent, IReadOnlyList<DesignEquation>? logScales = null)
        : base(WithScales([.. Counted(first, 4), .. Counted(second, 3), third], 3, logScales), 3, outcomes, 22, link, shocks)
    {
        if (outcomes.Any(y => y is not (1 or 3 or 5 or 6))) throw new ArgumentException("Outcomes are 1, 3, 5 or 6.", nameof(outcomes));
    }

    private static IReadOnlyList<DesignEquation> Counted(IReadOnlyList<DesignEquation> payoffs, int count) =>
        payoffs.Count == count ? payoffs : throw new ArgumentException($"{count} payoffs expected, {payoffs.Count} given.");

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        int s = Scratch + 2, outcome = Outcomes[row];
        (int d3, int yes3, int no3, int p6, int p5) = (s, s + 1, s + 2, s + 3, s + 4);
        (int d2, int yes2, int no2, int p4, int p3) = (s + 5, s + 6, s + 7, s + 8, s + 9);
        (int d1, int yes1, int no1, int work, int mix, int squares) = (s + 10, s + 11, s + 12, s + 13, s + 14, s + 15);
        bool hidden = Shocks == ShockSource.PrivateInformation;
        pad.Affine(d3, 7, 1 / RootTwo, 0);
        Rescale(pad, d3, 2);
        BinaryMove.Set(pad, Link, d3, yes3, no3, p6, p5);

        pad.Affine(d2, 4, -1, 0);
        AddTerm(pad, d2, work, p5, 5);
        AddTerm(pad, d2, work, p6, 6);
        if (hidden)
        {
            pad.Multiply(squares, p5, p5);
            pad.Multiply(work, p6, p6);
            pad.Combine(squares, 1, squares, 1, work);
            pad.Affine(work, squares, 1, 1);
        }
        Standardise(pad, d2, work);
        Rescale(pad, d2, 1);
        BinaryMove.Set(pad, Link, d2, yes2, no2, p4, p3);

        pad.Constant(mix, 0);
        AddTerm(pad, mix, work, p5, 2);
        AddTerm(pad, mix, work, p6, 3);
        pad.Multiply(mix, mix, p4);
        AddTerm(pad, mix, work, p3, 1);
        pad.Combine(d1, 1, mix, -1, 0);
        if (hidden)
        {
            pad.Multiply(work, p4, p4);
            pad.Multiply(work, work, squares);
            pad.Multiply(squares, p3, p3);
            pad.Combine(work, 1, work, 1, squares);
            pad.Affine(work, work, 1, 1);
        }
        Standardise(pad, d1, work);
        Rescale(pad, d1, 0);
        BinaryMove.Set(pad, Link, d1, yes1, no1, work, mix);
        if (outcome == 1) return no1;
        pad.Combine(yes1, 1, yes1, 1, outcome == 3 ? no2 : yes2);
        if (outcome >= 5) pad.Combine(yes1, 1, yes1, 1, outcome == 5 ? no3 : yes3);
        return yes1;
    }

    private void AddTerm(in JetPad pad, int sum, int work, int chance, int payoff)
    {
        if (IsFixed(payoff)) return;
        pad.Multiply(work, chance, payoff);
        pad.Combine(sum, 1, sum, 1, work);
    }
}
