using Tumen.Numerics;

namespace Tumen.Estimation;

/// <content>Readings of a surface along one weight: what a change of a single size costs is a thirtieth of a reading.</content>
public sealed partial class ResponseSurface
{
    /// <summary>Log choice chances before they are made a distribution again, at every decision point that the record reaches, in the order of its counts.</summary>
    /// <param name="likelihood">The theory on a wholly observed record.</param>
    /// <param name="x">Parameters.</param>
    /// <exception cref="InvalidOperationException">The record has a missing cell.</exception>
    public double[] Levels(Likelihood likelihood, ReadOnlySpan<double> x)
    {
        var counts = likelihood.Counts ?? throw new InvalidOperationException("a surface reads wholly observed records");
        double[] d = Difference(x), levels = new double[counts.Points.Sum(block => block.Sum(p => p.Moves.Length))];
        float[] small = Small(d);
        int at = 0;
        for (int b = 0; b < counts.Points.Length; b++)
        {
            foreach (var point in counts.Points[b])
            {
                for (int r = 0; r < point.Moves.Length; r++)
                {
                    long row = ((long)point.State * _m) + point.Slot + r;
                    var bends = _bends[b].AsSpan((int)(row * _k * _row), _k * _row);
                    double sum = _log[b]![row] + FixedOrder.Dot(_slopes[b].AsSpan((int)(row * _k), _k), d);
                    for (int i = 0; i < _k; i++)
                    {
                        sum += 0.5 * d[i] * FloatRows.Dot(bends.Slice(i * _row, _row), small);
                    }

                    levels[at++] = sum;
                }
            }
        }

        return levels;
    }

    /// <summary>Log-likelihood where one weight is another.</summary>
    /// <param name="likelihood">The theory on a wholly observed record.</param>
    /// <param name="x">Parameters before.</param>
    /// <param name="levels">Their <see cref="Levels"/>.</param>
    /// <param name="weight">Index of the weight.</param>
    /// <param name="to">What it becomes.</param>
    /// <param name="changed">Receives the levels after the change; may be the same array.</param>
    /// <exception cref="InvalidOperationException">The record has a missing cell.</exception>
    public double Along(Likelihood likelihood, ReadOnlySpan<double> x, double[] levels, int weight, double to, double[] changed)
    {
        var counts = likelihood.Counts ?? throw new InvalidOperationException("a surface reads wholly observed records");
        float[] small = Small(Difference(x));
        double by = to - x[weight], total = counts.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), [], []);
        int at = 0;
        for (int b = 0; b < counts.Points.Length; b++)
        {
            foreach (var point in counts.Points[b])
            {
                double top = double.NegativeInfinity, sum = 0;
                for (int r = 0; r < point.Moves.Length; r++)
                {
                    long row = ((long)point.State * _m) + point.Slot + r;
                    var bends = _bends[b].AsSpan((int)((row * _k * _row) + (weight * _row)), _row);
                    double slope = _slopes[b]![(row * _k) + weight] + FloatRows.Dot(bends, small);
                    changed[at + r] = levels[at + r] + (by * (slope + (0.5 * by * bends[weight])));
                    top = Math.Max(top, changed[at + r]);
                }

                for (int r = 0; r < point.Moves.Length; r++)
                {
                    sum += Elementary.Exp(changed[at + r] - top);
                }

                double log = top + Elementary.Log(sum);
                for (int r = 0; r < point.Moves.Length; r++)
                {
                    total += point.Moves[r] > 0 ? point.Moves[r] * (changed[at + r] - log) : 0;
                }

                at += point.Moves.Length;
            }
        }

        return double.IsNaN(total) ? double.NegativeInfinity : total;
    }

    private float[] Small(double[] d)
    {
        var small = new float[_row];
        for (int j = 0; j < _k; j++)
        {
            small[j] = (float)d[j];
        }

        return small;
    }
}
