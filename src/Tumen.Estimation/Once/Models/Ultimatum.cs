using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>The statistical ultimatum game: player 1 offers y in [0, Q], player 2 accepts or refuses; both have private logistic reservation values.</summary>
/// <remarks>
/// Ramsay and Signorino (2009). Acceptance L((y − R2)/s2); offer cdf G(y) = 1/(1 + e^q), q(y) = (Q − y − R1 − s2(1 + e^w))/s1, w = (y − R2)/s2;
/// density G(1 − G)(1 + e^w)/s1 inside, mass G(0) at 0 and 1 − G(Q) at Q. Weights: R1's, R2's, log s1, log s2.
/// </remarks>
public sealed class Ultimatum : RecursiveModel
{
    private readonly double[] _offers;
    private readonly bool[]? _accepted;
    private readonly double _most;

    /// <summary>Builds the model.</summary>
    /// <param name="reservation1">Player 1's reservation value.</param>
    /// <param name="reservation2">Player 2's reservation value.</param>
    /// <param name="offers">Offers in [0, <paramref name="most"/>].</param>
    /// <param name="accepted">Answers, or null to use the offers alone.</param>
    /// <param name="most">Q, the largest possible offer, above 0.</param>
    /// <exception cref="ArgumentException">An offer lies outside [0, Q].</exception>
    public Ultimatum(DesignEquation reservation1, DesignEquation reservation2, IReadOnlyList<double> offers, IReadOnlyList<bool>? accepted, double most)
        : base([reservation1, reservation2, Scale("log(s1)", offers.Count), Scale("log(s2)", offers.Count)], offers.Count, 10)
    {
        if (offers.Any(y => !(y >= 0 && y <= most))) throw new ArgumentException($"Offers lie in [0, {most}].", nameof(offers));
        _offers = [.. offers];
        _accepted = accepted is null ? null : [.. accepted];
        _most = most;
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Start
    {
        get
        {
            var start = new double[Names.Count];
            start[FirstWeight(1)] = _offers.Average();
            start[FirstWeight(2)] = start[FirstWeight(3)] = Elementary.Log(_most / 4);
            return start;
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Spread
    {
        get
        {
            double[] spread = [.. base.Spread];
            for (int i = 0; i < FirstWeight(2); i++) spread[i] *= _most / 10;
            spread[FirstWeight(2)] = spread[FirstWeight(3)] = 0.3;
            return spread;
        }
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        double y = _offers[row];
        int s = Scratch;
        (int w, int inverse1, int inverse2, int scale2, int q, int work, int below, int above) = (s, s + 1, s + 2, s + 3, s + 4, s + 5, s + 6, s + 7);
        pad.Affine(inverse1, 2, -1, 0);
        pad.Exp(inverse1, inverse1);
        pad.Affine(inverse2, 3, -1, 0);
        pad.Exp(inverse2, inverse2);
        pad.Exp(scale2, 3);
        pad.Affine(w, 1, -1, y);
        pad.Multiply(w, w, inverse2);
        pad.Exp(work, w);
        pad.Affine(work, work, 1, 1);
        pad.Multiply(work, work, scale2);
        pad.Combine(q, -1, 0, -1, work);
        pad.Affine(q, q, 1, _most - y);
        pad.Multiply(q, q, inverse1);
        Minus(pad, below, q, 1);
        if (y <= 0) below = Answer(pad, row, w, work, below);
        else if (y >= _most)
        {
            Minus(pad, above, q, -1);
            below = Answer(pad, row, w, work, above);
        }
        else
        {
            Minus(pad, above, q, -1);
            pad.Combine(below, 1, below, 1, above);
            pad.Combine(below, 1, below, -1, 2);
            Minus(pad, above, w, 1);
            pad.Combine(below, 1, below, -1, above);
            below = Answer(pad, row, w, work, below);
        }
        return below;
    }

    private int Answer(in JetPad pad, int row, int w, int work, int log)
    {
        if (_accepted is null) return log;
        Minus(pad, work, w, _accepted[row] ? -1 : 1);
        pad.Combine(log, 1, log, 1, work);
        return log;
    }

    /// <summary>to := −ln(1 + e^(sign·z)).</summary>
    private static void Minus(in JetPad pad, int to, int z, double sign)
    {
        double v = sign * pad[z][0], p = Logistic.Cdf(v), q = Logistic.Cdf(-v);
        pad.Chain(to, z, -Logistic.SoftPlus(v), -sign * p, -p * q);
    }

    private static DesignEquation Scale(string name, int rows) => new(name, [""], [Enumerable.Repeat(1.0, rows).ToArray()]);
}
