using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// What a theory's equilibria do near a point, to second order in the parameters: log choice chances with their slopes and bends, and action values to first
/// order. From it the likelihood of any record of the theory near the point costs no solve.
/// </summary>
/// <remarks>
/// c(x) = log σ(x₀) + L Δ + ½ Δᵀ H Δ, made a distribution again at every decision point; slopes L by implicit differentiation, bends H by central differences of L over
/// steps of about a standard error, so that they serve over that range. Never a result by itself: what is found on a surface is checked, or corrected, on the likelihood.
/// Box and Wilson (1951), JRSS B 13:1-45, for the idea.
/// </remarks>
public sealed partial class ResponseSurface
{
    private readonly double[]?[] _log;      // per block: S x m
    private readonly double[]?[] _slopes;   // per block: S x m x K
    private readonly double[]?[] _changes;  // per block: S x m x K of dq
    private readonly double[]?[] _values;   // per block: S x m of q
    private readonly float[]?[] _bends;     // per block: S x m x K x K, rows padded to a whole number of vectors
    private readonly int _m;
    private readonly int _k;
    private readonly int _row;

    private ResponseSurface(double[] centre, int m, int blocks)
    {
        Centre = centre;
        _m = m;
        _k = centre.Length;
        _row = FloatRows.Padded(_k);
        (_log, _slopes, _changes, _values, _bends) = (new double[blocks][], new double[blocks][], new double[blocks][], new double[blocks][], new float[blocks][]);
    }

    /// <summary>The point x₀.</summary>
    public double[] Centre { get; }

    /// <summary>Makes a surface.</summary>
    /// <param name="likelihood">The theory, with a record that says which games and eras are played.</param>
    /// <param name="centre">x₀.</param>
    /// <param name="steps">Differencing step of each parameter, about a standard error; 0 where a parameter does not move, which then has no bends.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>The surface, or null where a game is not certified at the centre. A parameter at whose steps none is certified has no bends.</returns>
    public static ResponseSurface? Around(Likelihood likelihood, double[] centre, double[] steps, CancellationToken cancel = default)
    {
        int k = centre.Length, m = likelihood.Solved.Profiles.Size, states = likelihood.Solved.States.Count;
        var own = likelihood.On(likelihood.Data);
        own.Forget();
        if (own.Respond(centre, true, true, out _, cancel, actionValues: true) is not { } at)
        {
            return null;
        }

        int eras = own.Parameters.Eras.Length;
        var surface = new ResponseSurface((double[])centre.Clone(), m, at.Length * eras);
        for (int b = 0; b < at.Length * eras; b++)
        {
            var era = at[b / eras][b % eras]!;
            surface._log[b] = [.. era.Equilibrium.Strategies.Select(p => Elementary.Log(Math.Max(p, 1e-300)))]; // what may not be chosen has chance 0, and is in no record
            surface._values[b] = era.Equilibrium.ActionValues;
            surface._slopes[b] = Flat(era, states, m * k, s => era.SlopesSolved(s));
            surface._changes[b] = Flat(era, states, m * k, s => era.ActionValueSlopes(s));
            surface._bends[b] = new float[states * m * k * surface._row];
        }

        for (int j = 0; j < k; j++)
        {
            var p = own.Parameters.Free[j];
            double up = Math.Min(steps[j], p.Upper - centre[j]), down = Math.Min(steps[j], centre[j] - p.Lower);
            if (up + down <= 0 || steps[j] <= 0 || cancel.IsCancellationRequested)
            {
                continue;
            }

            double[] high = (double[])centre.Clone(), low = (double[])centre.Clone();
            high[j] += up;
            low[j] -= down;
            surface.Warm(own, high);
            var above = up > 0 ? own.Respond(high, true, true, out _, cancel) : at;
            surface.Warm(own, low);
            var below = down > 0 ? own.Respond(low, true, true, out _, cancel) : at;
            if (above is null || below is null)
            {
                continue;
            }

            for (int b = 0; b < at.Length * eras; b++)
            {
                EraResponse a = above[b / eras][b % eras]!, z = below[b / eras][b % eras]!;
                var bends = surface._bends[b]!;
                for (int s = 0; s < states; s++)
                {
                    double[] sa = a.SlopesSolved(s), sz = z.SlopesSolved(s);
                    for (int r = 0; r < m; r++)
                    {
                        for (int i = 0; i < k; i++)
                        {
                            // Half to the row and half to the column makes the sum over all j symmetric; the diagonal gets both halves.
                            float half = (float)(0.5 * (sa[(r * k) + i] - sz[(r * k) + i]) / (up + down));
                            long block = (((long)s * m) + r) * k;
                            bends[((block + i) * surface._row) + j] += half;
                            bends[((block + j) * surface._row) + i] += half;
                        }
                    }
                }
            }
        }

        return surface;
    }

    /// <summary>Starts a likelihood's solver where the surface expects the equilibrium at a point.</summary>
    public void Warm(Likelihood likelihood, ReadOnlySpan<double> x)
    {
        var d = Difference(x);
        for (int b = 0; b < _values.Length; b++)
        {
            if (_values[b] is not { } values)
            {
                continue;
            }

            var q = (double[])values.Clone();
            var changes = _changes[b]!;
            for (int r = 0; r < q.Length; r++)
            {
                q[r] += FixedOrder.Dot(changes.AsSpan(r * _k, _k), d);
            }

            likelihood.WarmStart(b, q);
        }
    }

    /// <summary>Whether surfaces can read a record: every cell must be there.</summary>
    public static bool Reads(Likelihood likelihood) => likelihood.Counts is not null;

    /// <summary>Log-likelihood and gradient of a wholly observed record as the surface has them; no game is solved.</summary>
    /// <param name="likelihood">The theory on the record.</param>
    /// <param name="x">Parameters.</param>
    /// <exception cref="InvalidOperationException">The record has a missing cell.</exception>
    public (double LogLikelihood, double[] Gradient) LogLikelihood(Likelihood likelihood, ReadOnlySpan<double> x)
    {
        var e = Read(likelihood, x, Second.None);
        return (e.LogLikelihood, e.Gradient);
    }

    /// <summary>What a reading of the surface gives besides value and gradient, in the place of the information.</summary>
    internal enum Second
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>Minus second derivatives of the moves' log-likelihood, and expected information of the laws.</summary>
        Curvature,

        /// <summary>Expected information of moves and laws, as the likelihood itself gives it.</summary>
        Information,
    }

    /// <summary>The likelihood of a wholly observed record as the surface has it.</summary>
    /// <param name="likelihood">The theory on a record; its data must be whole.</param>
    /// <param name="x">Parameters.</param>
    /// <param name="want">What besides value and gradient.</param>
    /// <exception cref="InvalidOperationException">The record has a missing cell.</exception>
    internal Evaluation Read(Likelihood likelihood, ReadOnlySpan<double> x, Second want)
    {
        var counts = likelihood.Counts ?? throw new InvalidOperationException("a surface reads wholly observed records");
        int k = _k;
        double[] gradient = new double[k], curvature = want == Second.None ? [] : new double[k * k];
        double[] d = Difference(x), mean = new double[k], one = new double[k];
        float[] small = new float[_row], bent = new float[want == Second.Curvature ? k * _row : 0];
        for (int j = 0; j < k; j++)
        {
            small[j] = (float)d[j];
        }

        int widest = 0;
        foreach (var block in counts.Points)
        {
            foreach (var p in block)
            {
                widest = Math.Max(widest, p.Moves.Length);
            }
        }

        double[] c = new double[widest], sigma = new double[widest], slopes = new double[widest * k];
        double moves = 0;
        for (int b = 0; b < counts.Points.Length; b++)
        {
            foreach (var point in counts.Points[b])
            {
                int a = point.Moves.Length;
                long row = ((long)point.State * _m) + point.Slot;
                for (int r = 0; r < a; r++)
                {
                    var l = _slopes[b].AsSpan((int)((row + r) * k), k);
                    var g = slopes.AsSpan(r * k, k);
                    double linear = 0, square = 0;
                    var bends = _bends[b].AsSpan((int)((row + r) * k * _row), k * _row);
                    for (int i = 0; i < k; i++)
                    {
                        double hd = FloatRows.Dot(bends.Slice(i * _row, _row), small);
                        g[i] = l[i] + hd;
                        linear += l[i] * d[i];
                        square += hd * d[i];
                    }

                    c[r] = _log[b]![row + r] + linear + (0.5 * square);
                }

                double top = c[0], sum = 0;
                for (int r = 1; r < a; r++)
                {
                    top = Math.Max(top, c[r]);
                }

                for (int r = 0; r < a; r++)
                {
                    sigma[r] = Elementary.Exp(c[r] - top);
                    sum += sigma[r];
                }

                double log = top + Elementary.Log(sum);
                Array.Clear(mean);
                for (int r = 0; r < a; r++)
                {
                    sigma[r] /= sum;
                    moves += point.Moves[r] * (c[r] - log);
                    var g = slopes.AsSpan(r * k, k);
                    double residual = point.Moves[r] - (point.Total * sigma[r]);
                    FixedOrder.AddScaled(gradient, g, residual);
                    if (want == Second.None)
                    {
                        continue;
                    }

                    FixedOrder.AddScaled(mean, g, sigma[r]);
                    if (want == Second.Curvature)
                    {
                        FloatRows.AddScaled(bent, _bends[b].AsSpan((int)((row + r) * k * _row), k * _row), (float)-residual);
                    }

                    for (int i = 0; i < k; i++)
                    {
                        FixedOrder.AddScaled(curvature.AsSpan(i * k, k), g, point.Total * sigma[r] * g[i]);
                    }
                }

                for (int i = 0; i < k && want != Second.None; i++)
                {
                    FixedOrder.AddScaled(curvature.AsSpan(i * k, k), mean, -point.Total * mean[i]);
                }
            }
        }

        for (int i = 0; i < k && want == Second.Curvature; i++)
        {
            for (int j = 0; j < k; j++)
            {
                curvature[(i * k) + j] += bent[(i * _row) + j];
            }
        }

        double total = moves + counts.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), gradient, curvature);
        return new Evaluation(true, double.IsNaN(total) ? double.NegativeInfinity : total, moves, gradient, curvature, [], [], [], 0);
    }

    private double[] Difference(ReadOnlySpan<double> x)
    {
        var d = new double[_k];
        for (int j = 0; j < _k; j++)
        {
            d[j] = x[j] - Centre[j];
        }

        return d;
    }

    private static double[] Flat(EraResponse era, int states, int size, Func<int, double[]> of)
    {
        var all = new double[states * size];
        for (int s = 0; s < states; s++)
        {
            of(s).CopyTo(all, s * size);
        }

        return all;
    }
}
