using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>Action values that depend linearly on the parameters: q(x) = base + slopes (x − centre), by game and era. A record's likelihood under it is a logit.</summary>
internal sealed class AffineResponse
{
    private readonly double[]?[] _base;   // per block: S x m
    private readonly double[]?[] _slopes; // per block: S x m x K
    private readonly int _m;
    private readonly int _k;

    private AffineResponse(double[] centre, int m, int blocks)
    {
        (Centre, _m, _k) = (centre, m, centre.Length);
        (_base, _slopes) = (new double[blocks][], new double[blocks][]);
    }

    public double[] Centre { get; }

    /// <summary>Linearises the equilibrium conditions around (x, q): where one Newton step leads, for every x′ near x.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="x">Parameters.</param>
    /// <param name="q">Action values by block, S × m; null entries are eras that no unit plays.</param>
    /// <param name="residual">Largest |A(σ) w − q| λ.</param>
    /// <returns>Null when a linear system is singular.</returns>
    public static AffineResponse? Newton(Likelihood likelihood, double[] x, double[]?[] q, out double residual)
    {
        residual = 0;
        int m = likelihood.Solved.Profiles.Size, k = x.Length;
        var result = new AffineResponse((double[])x.Clone(), m, q.Length);
        for (int b = 0; b < q.Length; b++)
        {
            if (q[b] is not { } actionValues)
            {
                continue;
            }

            var point = likelihood.PointAt(b, x, actionValues, out var residuals);
            residual = Math.Max(residual, FixedOrder.MaxAbs(residuals) * point.Precision);
            var era = likelihood.Response(b, x, point);
            int states = point.Game.StateCount;
            var all = new bool[states];
            Array.Fill(all, true);
            if (!era.Differentiate(all, actionValues: true, residuals))
            {
                return null;
            }

            var start = result._base[b] = (double[])actionValues.Clone();
            FixedOrder.AddScaled(start, era.Correction!, 1);
            var slopes = result._slopes[b] = new double[states * m * k];
            for (int s = 0; s < states; s++)
            {
                era.ActionValueSlopes(s).CopyTo(slopes, s * m * k);
            }
        }

        return result;
    }

    /// <summary>Made of parts.</summary>
    public static AffineResponse Of(double[] centre, int m, double[]?[] start, double[]?[] slopes)
    {
        var result = new AffineResponse(centre, m, start.Length);
        start.CopyTo(result._base, 0);
        slopes.CopyTo(result._slopes, 0);
        return result;
    }

    /// <summary>Action values of a block at x; null where the block is not played.</summary>
    public double[]? At(int block, ReadOnlySpan<double> x)
    {
        if (_base[block] is not { } start)
        {
            return null;
        }

        var q = (double[])start.Clone();
        var d = Difference(x);
        for (int r = 0; r < q.Length; r++)
        {
            q[r] += FixedOrder.Dot(_slopes[block].AsSpan(r * _k, _k), d);
        }

        return q;
    }

    /// <summary>All blocks.</summary>
    public double[]?[] At(ReadOnlySpan<double> x)
    {
        var all = new double[]?[_base.Length];
        for (int b = 0; b < all.Length; b++)
        {
            all[b] = At(b, x);
        }

        return all;
    }

    /// <summary>The logit's log-likelihood of the record's moves plus the laws' own; by period nothing.</summary>
    public Evaluation Read(Likelihood likelihood, ReadOnlySpan<double> x, double precision)
    {
        var counts = likelihood.Counts!;
        double[] gradient = new double[_k], information = new double[_k * _k], d = Difference(x), mean = new double[_k];
        double moves = 0;
        var c = new double[64];
        for (int b = 0; b < counts.Points.Length; b++)
        {
            foreach (var point in counts.Points[b])
            {
                int a = point.Moves.Length;
                c = c.Length < a ? new double[a] : c;
                double log = LogSum(b, point.State, point.Slot, a, d, precision, c);
                Array.Clear(mean);
                for (int r = 0; r < a; r++)
                {
                    double sigma = Elementary.Exp(c[r] - log);
                    moves += point.Moves[r] == 0 ? 0 : point.Moves[r] * (c[r] - log);
                    var slope = Slope(b, point.State, point.Slot + r);
                    FixedOrder.AddScaled(gradient, slope, precision * (point.Moves[r] - (point.Total * sigma)));
                    FixedOrder.AddScaled(mean, slope, sigma);
                    for (int i = 0; i < _k; i++)
                    {
                        FixedOrder.AddScaled(information.AsSpan(i * _k, _k), slope, precision * precision * point.Total * sigma * slope[i]);
                    }
                }

                for (int i = 0; i < _k; i++)
                {
                    FixedOrder.AddScaled(information.AsSpan(i * _k, _k), mean, -precision * precision * point.Total * mean[i]);
                }
            }
        }

        double total = moves + counts.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), gradient, information);
        return new Evaluation(true, double.IsNaN(total) ? double.NegativeInfinity : total, moves, gradient, information, [], [], [], 0);
    }

    /// <summary>Scores of one decision: ∂ log σ(slot) / ∂x under the logit.</summary>
    public void AddScore(int block, int state, int first, int moves, int made, double[] d, double precision, double[] score)
    {
        var c = new double[moves];
        double log = LogSum(block, state, first, moves, d, precision, c);
        for (int r = 0; r < moves; r++)
        {
            FixedOrder.AddScaled(score, Slope(block, state, first + r), precision * ((r == made ? 1 : 0) - Elementary.Exp(c[r] - log)));
        }
    }

    public double[] Difference(ReadOnlySpan<double> x)
    {
        var d = new double[_k];
        for (int j = 0; j < _k; j++)
        {
            d[j] = x[j] - Centre[j];
        }

        return d;
    }

    private ReadOnlySpan<double> Slope(int block, int state, int slot) => _slopes[block].AsSpan(((state * _m) + slot) * _k, _k);

    // Fills c with λ q of a decision point; returns the log of the sum of exponentials.
    private double LogSum(int block, int state, int first, int moves, double[] d, double precision, double[] c)
    {
        double top = double.NegativeInfinity, sum = 0;
        for (int r = 0; r < moves; r++)
        {
            c[r] = precision * (_base[block]![(state * _m) + first + r] + FixedOrder.Dot(Slope(block, state, first + r), d));
            top = Math.Max(top, c[r]);
        }

        for (int r = 0; r < moves; r++)
        {
            sum += Elementary.Exp(c[r] - top);
        }

        return top + Elementary.Log(sum);
    }
}
