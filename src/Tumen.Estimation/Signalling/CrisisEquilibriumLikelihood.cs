
namespace Tumen.Estimation.Once;

/// <summary>The likelihood of the crisis game with every game in one of its equilibria; exact first and second derivatives by the implicit function theorem.</summary>
/// <remarks>
/// Each game has one unknown t = Φ⁻¹(pR) and one equation G(x, t) = 0 in its payoffs x, so constrained maximum likelihood eliminates it game by game:
/// ∂t/∂x = −G_x/G_t and its derivative. Which equilibrium a game is in is decided by its anchor t; follow it with <see cref="Anchor"/>.
/// The class is a working object of one search: not for concurrent use.
/// </remarks>
public sealed class CrisisEquilibriumLikelihood : RecursiveModel
{
    private readonly CrisisRecord _record;
    private readonly double[] _anchor, _latest;
    private readonly int[] _variable = new int[7];
    private readonly int _free;
    private double _best = double.NegativeInfinity;

    /// <summary>Builds the likelihood on chosen branches.</summary>
    /// <param name="record">Games and outcomes.</param>
    /// <param name="anchor">t = Φ⁻¹(pR) per game, near the chosen equilibrium at the first point evaluated.</param>
    public CrisisEquilibriumLikelihood(CrisisRecord record, IReadOnlyList<double> anchor) : base(record.Payoffs, record.Games, 1)
    {
        _record = record;
        _anchor = [.. anchor];
        _latest = [.. anchor];
        for (int e = 0; e < 7; e++) _variable[e] = record.Payoffs[e].Terms.Count == 0 ? -1 : _free++;
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Start => CrisisStart.Of(_record);

    /// <summary>t per game at the best point evaluated so far.</summary>
    public IReadOnlyList<double> Anchor => _anchor;

    /// <summary>Games whose branch ended (a fold) in evaluations so far; such a point is a wall to the search.</summary>
    public int Folds { get; private set; }

    /// <summary>Evaluates, and when the value improves on all before, moves the anchors along.</summary>
    public double Follow(ReadOnlySpan<double> weights, Span<double> gradient, Span<double> hessian)
    {
        double value = Evaluate(weights, [], gradient, hessian);
        if (double.IsFinite(value) && value >= _best - 1e-10 * (1 + Math.Abs(value)))
        {
            _best = Math.Max(value, _best);
            _latest.CopyTo(_anchor, 0);
        }
        return value;
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        Span<double> u = stackalloc double[7];
        for (int e = 0; e < 7; e++) u[e] = pad[e][0];
        if (!TrySolve(u, _anchor[row], out double t))
        {
            Folds++;
            pad.Constant(Scratch, double.NaN);
            return Scratch;
        }
        _latest[row] = t;
        int m = _free;
        Span<double> cells = stackalloc double[CrisisJets.Slots * JetPad.Stride(m + 1)];
        var inner = new JetPad(cells, m + 1);
        (int sum, int gap) = CrisisJets.Fill(inner, u, _variable, m, t, _record.Counts.AsSpan(4 * row, 4));
        Implicit.Eliminate(inner[sum], inner[gap], m, pad[Scratch]);
        return Scratch;
    }

    private static bool TrySolve(ReadOnlySpan<double> u, double anchor, out double t)
    {
        var game = new CrisisGame(u.ToArray());
        return game.TryPolish(anchor, out t);
    }
}

/// <summary>Eliminates one unknown defined by one equation from a value with first and second derivatives.</summary>
internal static class Implicit
{
    /// <summary>value(x, t(x)) with G(x, t) = 0, t the last of m + 1 variables; layouts as in <see cref="JetPad"/>.</summary>
    public static void Eliminate(ReadOnlySpan<double> value, ReadOnlySpan<double> gap, int m, Span<double> reduced)
    {
        int n = m + 1, triangle = 1 + n;
        double gt = gap[1 + m], vt = value[1 + m];
        int At(int i, int j) => triangle + i * n - i * (i - 1) / 2 + (j - i);
        double gtt = gap[At(m, m)], vtt = value[At(m, m)];
        Span<double> slope = stackalloc double[m];
        for (int i = 0; i < m; i++) slope[i] = -gap[1 + i] / gt;
        reduced[0] = value[0];
        int h = 1 + m;
        for (int i = 0; i < m; i++) reduced[1 + i] = value[1 + i] + vt * slope[i];
        for (int i = 0; i < m; i++)
            for (int j = i; j < m; j++, h++)
            {
                double curve = -(gap[At(i, j)] + gap[At(i, m)] * slope[j] + gap[At(j, m)] * slope[i] + gtt * slope[i] * slope[j]) / gt;
                reduced[h] = value[At(i, j)] + value[At(i, m)] * slope[j] + value[At(j, m)] * slope[i] + vtt * slope[i] * slope[j] + vt * curve;
            }
    }
}
