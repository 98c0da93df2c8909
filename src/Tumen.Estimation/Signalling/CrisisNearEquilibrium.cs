using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>The likelihood of the crisis game when each game may stand off its equilibrium at a price: Σ max over t of ℓ(t) − ½ μ G(t)².</summary>
/// <remarks>
/// A climb on this surface starts with every game near its own frequencies, passes the folds at which equilibria end, and comes, as the price μ rises,
/// to weights at which each game has an equilibrium near what was seen of it: a start for <see cref="CrisisEquilibriumLikelihood"/>. The class is a
/// working object of one search: not for concurrent use.
/// </remarks>
internal sealed class CrisisNearEquilibrium : RecursiveModel
{
    // B's index is looked for in this range: chances of resistance from 1e-6 to 1 − 1e-6.
    private const double Widest = 4.75, Step = 0.25;

    private static readonly int[] NoVariables = [-1, -1, -1, -1, -1, -1, -1];

    private readonly CrisisRecord _record;
    private readonly double[] _at, _latest;
    private readonly int[] _variable = new int[7];
    private readonly int _free;
    private double _price, _best = double.NegativeInfinity;

    /// <summary>Builds the surface for a record.</summary>
    public CrisisNearEquilibrium(CrisisRecord record) : base(record.Payoffs, record.Games, 1)
    {
        _record = record;
        _at = new double[record.Games];
        _latest = new double[record.Games];
        for (int e = 0; e < 7; e++)
        {
            _variable[e] = record.Payoffs[e].Terms.Count == 0 ? -1 : _free++;
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Start => CrisisStart.Of(_record);

    /// <summary>t per game at the best point evaluated so far.</summary>
    public IReadOnlyList<double> Indices => _at;

    /// <summary>Sets the price μ, per squared unit of B's index and per observation of a game, and looks for every game's best t anew.</summary>
    public void Charge(double price, ReadOnlySpan<double> weights)
    {
        _price = price;
        _best = double.NegativeInfinity;
        double[] point = weights.ToArray();
        Parallel.For(0, _record.Games, ThreadBudget.Options, g =>
        {
            Span<double> u = stackalloc double[7];
            _record.PayoffsAt(point, g, u);
            // At a high price the surface in t is steep between the points of the grid: every rise is climbed to its top before tops are compared.
            (double best, double at) = (double.NegativeInfinity, _at[g]);
            double before = double.NegativeInfinity, here = Along(u, g, -Widest).Value;
            for (double t = -Widest; t <= Widest; t += Step)
            {
                double after = t + Step <= Widest ? Along(u, g, t + Step).Value : double.NegativeInfinity;
                if (here >= before && here >= after)
                {
                    double top = Best(u, g, t), value = Along(u, g, top).Value;
                    if (value > best)
                    {
                        (best, at) = (value, top);
                    }
                }

                (before, here) = (here, after);
            }

            _at[g] = at;
        });
    }

    /// <summary>Evaluates, and when the value improves on all before, moves the indices along.</summary>
    public double Follow(ReadOnlySpan<double> weights, Span<double> gradient, Span<double> hessian)
    {
        double value = Evaluate(weights, [], gradient, hessian);
        if (double.IsFinite(value) && value >= _best)
        {
            _best = value;
            _latest.CopyTo(_at, 0);
        }

        return value;
    }

    /// <inheritdoc />
    protected override int Row(in JetPad pad, int row)
    {
        Span<double> u = stackalloc double[7];
        for (int e = 0; e < 7; e++)
        {
            u[e] = pad[e][0];
        }

        double t = Best(u, row, _at[row]);
        _latest[row] = t;
        int m = _free;
        Span<double> cells = stackalloc double[CrisisJets.Slots * JetPad.Stride(m + 1)];
        var inner = new JetPad(cells, m + 1);
        int value = Priced(inner, u, _variable, m, t, row);
        Profile(inner[value], m, pad[Scratch]);
        return Scratch;
    }

    private int Priced(in JetPad pad, ReadOnlySpan<double> u, ReadOnlySpan<int> variable, int index, double t, int row)
    {
        ReadOnlySpan<double> counts = _record.Counts.AsSpan(4 * row, 4);
        (int sum, int gap) = CrisisJets.Fill(pad, u, variable, index, t, counts);
        pad.Multiply(gap, gap, gap);
        pad.Combine(sum, 1, sum, -0.5 * _price * Math.Max(1, counts[0] + counts[1] + counts[2] + counts[3]), gap);
        return sum;
    }

    private (double Value, double Slope, double Curvature) Along(ReadOnlySpan<double> u, int row, double t)
    {
        Span<double> cells = stackalloc double[CrisisJets.Slots * JetPad.Stride(1)];
        var pad = new JetPad(cells, 1);
        Span<double> jet = pad[Priced(pad, u, NoVariables, 0, t, row)];
        return (jet[0], jet[1], jet[2]);
    }

    /// <summary>Climbs in t alone from a given one.</summary>
    private double Best(ReadOnlySpan<double> u, int row, double t)
    {
        var here = Along(u, row, t);
        for (int i = 0; i < 60 && double.IsFinite(here.Value) && double.IsFinite(here.Slope); i++)
        {
            double step = here.Curvature < 0 ? -here.Slope / here.Curvature : Math.Sign(here.Slope) * Step;
            step = Math.Clamp(step, -2 * Step, 2 * Step);
            if (Math.Abs(step) <= 1e-12 * (1 + Math.Abs(t)))
            {
                break;
            }

            var there = Along(u, row, t + step);
            while (!(there.Value >= here.Value - 1e-13 * (1 + Math.Abs(here.Value))) && Math.Abs(step) > 1e-12)
            {
                step /= 4;
                there = Along(u, row, t + step);
            }

            if (!(there.Value >= here.Value - 1e-13 * (1 + Math.Abs(here.Value))))
            {
                break;
            }

            (t, here) = (t + step, there);
        }

        return t;
    }

    /// <summary>max over t of v(x, t), by the envelope theorem: v_x, and v_xx − v_xt v_tx / v_tt.</summary>
    private static void Profile(ReadOnlySpan<double> value, int m, Span<double> reduced)
    {
        int n = m + 1, triangle = 1 + n;
        int At(int i, int j) => triangle + i * n - i * (i - 1) / 2 + (j - i);
        double vtt = value[At(m, m)];
        reduced[0] = value[0];
        int h = 1 + m;
        for (int i = 0; i < m; i++)
        {
            reduced[1 + i] = value[1 + i];
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = i; j < m; j++, h++)
            {
                reduced[h] = value[At(i, j)] - (vtt < 0 ? value[At(i, m)] * value[At(j, m)] / vtt : 0);
            }
        }
    }
}
