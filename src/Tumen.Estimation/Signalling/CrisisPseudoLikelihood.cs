using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>The pseudo-likelihood of the crisis game: each side answers given first-stage beliefs (pR, pF) rather than the equilibrium's own.</summary>
public sealed class CrisisPseudoLikelihood : RecursiveModel
{
    private readonly CrisisRecord _record;
    private readonly double[] _resist, _firm;

    /// <summary>Builds the pseudo-likelihood.</summary>
    /// <param name="record">Games and outcomes.</param>
    /// <param name="resist">First-stage chance that B resists, per game, in (0, 1).</param>
    /// <param name="firm">First-stage chance that A stands firm, per game, in (0, 1).</param>
    public CrisisPseudoLikelihood(CrisisRecord record, ReadOnlySpan<double> resist, ReadOnlySpan<double> firm)
        : base(record.Payoffs, record.Games, CrisisMoves.Slots + 5)
    {
        _record = record;
        _resist = resist.ToArray();
        _firm = firm.ToArray();
        if (_resist.Length != record.Games || _firm.Length != record.Games) throw new ArgumentException("One first-stage chance per game is needed.", nameof(resist));
        if (_resist.Concat(_firm).Any(p => !(p > 0 && p < 1))) throw new ArgumentException("First-stage chances lie strictly between 0 and 1.", nameof(resist));
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Start => CrisisStart.Of(_record);

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        int first = Scratch, cutoff = first + CrisisMoves.Slots, z = cutoff + 1, yes = cutoff + 2, no = cutoff + 3, sum = cutoff + 4;
        double p = _resist[row], odds = (1 - _firm[row]) / _firm[row];
        pad.Combine(cutoff, 1 / p, 0, -(1 - p) / p, 1);
        pad.Combine(z, 1, 4, -(1 + odds), 2);
        if (!IsFixed(6)) pad.Combine(z, 1, z, odds, 6);
        CrisisMoves.LogCdf(pad, yes, z, 1);
        CrisisMoves.LogCdf(pad, no, z, -1);
        var logs = CrisisMoves.Set(pad, cutoff, 3, 5, first);
        return CrisisOutcomes.Sum(pad, _record.Counts.AsSpan(4 * row, 4), sum, logs, yes, no);
    }

    /// <summary>One step of the belief map: pF and pR both from the old beliefs, kept in [floor, 1 − floor].</summary>
    /// <param name="weights">Weights.</param>
    /// <param name="floor">How close to 0 and 1 a belief may come.</param>
    /// <returns>New pR and pF per game, and how many were held at the floor.</returns>
    public (double[] Resist, double[] Firm, int Held) NextBeliefs(ReadOnlySpan<double> weights, double floor)
    {
        var resist = new double[Rows];
        var firm = new double[Rows];
        int held = 0;
        Span<double> u = stackalloc double[7];
        Span<double> cells = stackalloc double[(CrisisMoves.Slots + 3) * JetPad.Stride(0)];
        var pad = new JetPad(cells, 0);
        for (int g = 0; g < Rows; g++)
        {
            _record.PayoffsAt(weights, g, u);
            double p = _resist[g], odds = (1 - _firm[g]) / _firm[g];
            pad.Constant(0, (u[0] - (1 - p) * u[1]) / p);
            pad.Constant(1, u[3]);
            pad.Constant(2, u[5]);
            var logs = CrisisMoves.Set(pad, 0, 1, 2, 3);
            double newFirm = Logistic.Cdf(-pad[logs.Odds][0]), newResist = Normal.Cdf(u[4] - u[2] + odds * (u[6] - u[2]));
            (resist[g], firm[g]) = (Math.Clamp(newResist, floor, 1 - floor), Math.Clamp(newFirm, floor, 1 - floor));
            if (resist[g] != newResist || firm[g] != newFirm) held++;
        }
        return (resist, firm, held);
    }
}

/// <summary>Sums the four outcomes' log-chances with their counts.</summary>
internal static class CrisisOutcomes
{
    public static int Sum(in JetPad pad, ReadOnlySpan<double> counts, int sum, (int Quiet, int Firm, int Back, int Challenge, int Odds) logs, int yes, int no)
    {
        pad.Affine(sum, logs.Quiet, counts[0], 0);
        // An outcome that never happened must not bring in 0 · (−∞).
        if (counts[1] > 0) { pad.Combine(sum, 1, sum, counts[1], logs.Challenge); pad.Combine(sum, 1, sum, counts[1], no); }
        if (counts[2] > 0) { pad.Combine(sum, 1, sum, counts[2], logs.Firm); pad.Combine(sum, 1, sum, counts[2], yes); }
        if (counts[3] > 0) { pad.Combine(sum, 1, sum, counts[3], logs.Back); pad.Combine(sum, 1, sum, counts[3], yes); }
        if (counts[0] == 0 && !double.IsFinite(pad[logs.Quiet][0])) pad.Constant(sum, double.NaN);
        return sum;
    }
}

/// <summary>A start at which crises are rare, as they are in every record of them.</summary>
internal static class CrisisStart
{
    public static double[] Of(CrisisRecord record)
    {
        var start = new double[record.Payoffs.Sum(e => e.Terms.Count)];
        int at = 0;
        double[] constants = [0, 1, -1, -2, -1, -2, 0];
        for (int e = 0; e < 7; e++)
        {
            if (record.Payoffs[e].Terms.Count > 0 && record.Payoffs[e].Terms[0] == "1") start[at] = constants[e];
            at += record.Payoffs[e].Terms.Count;
        }
        return start;
    }
}
