using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>One chain of the no-U-turn sampler with multinomial weights along trajectories.</summary>
/// <remarks>Hoffman and Gelman (2014), JMLR 15:1593-1623; multinomial and the generalised criterion: Betancourt (2017), arXiv:1701.02434, appendix A; checks across subtrees as in later practice.</remarks>
internal sealed class NutsChain
{
    private const double DivergenceThreshold = 1000;
    private readonly ILogDensity _density;
    private readonly Philox _random;
    private readonly int _n;
    private readonly int _maximumDepth;
    private Metric _metric;
    private Point _at;
    private int _leaps;
    private double _acceptance;
    private bool _diverged;

    public NutsChain(ILogDensity density, double[] start, Philox random, int maximumDepth)
    {
        (_density, _random, _n, _maximumDepth) = (density, random, start.Length, maximumDepth);
        _metric = Metric.Unit(_n);
        _at = At(start);
    }

    public double Step { get; set; } = 0.1;

    public double[] Position => _at.Q;

    public double LogDensity => _at.Log;

    public Metric Metric
    {
        get => _metric;
        set => _metric = value;
    }

    internal sealed record Transition(double Acceptance, int Depth, int Leaps, bool Diverged, double Energy);

    private sealed class Point(double[] q, double[] p, double[] gradient, double log)
    {
        public double[] Q { get; } = q;

        public double[] P { get; set; } = p;

        public double[] Gradient { get; } = gradient;

        public double Log { get; } = log;
    }

    private sealed class Tree
    {
        public required Point End { get; init; }

        public required Point Proposal { get; init; }

        public required double LogWeight { get; init; }

        public required double[] Rho { get; init; }

        public required double[] FirstP { get; init; }

        public required double[] LastP { get; init; }

        public required double[] FirstVelocity { get; init; }

        public required double[] LastVelocity { get; init; }

        public required bool Goes { get; init; }
    }

    private Point At(double[] q)
    {
        var g = new double[_n];
        double log = _density.Value(q, g);
        return new Point(q, [], g, double.IsNaN(log) ? double.NegativeInfinity : log);
    }

    private Point Leap(Point from, double step)
    {
        var p = (double[])from.P.Clone();
        FixedOrder.AddScaled(p, from.Gradient, 0.5 * step);
        var q = (double[])from.Q.Clone();
        FixedOrder.AddScaled(q, _metric.Velocity(p), step);
        var to = At(q);
        FixedOrder.AddScaled(p, to.Gradient, 0.5 * step);
        to.P = p;
        return to;
    }

    private double Energy(Point x)
    {
        double h = -x.Log + (0.5 * FixedOrder.Dot(x.P, _metric.Velocity(x.P)));
        return double.IsNaN(h) ? double.PositiveInfinity : h;
    }

    /// <summary>Doubles or halves the step until one leap is accepted about half the time or so.</summary>
    public void FindStep()
    {
        double direction = 0;
        for (int i = 0; i < 40; i++)
        {
            _at.P = _metric.Momentum(_random);
            double h0 = Energy(_at);
            bool good = h0 - Energy(Leap(_at, Step)) > Elementary.Log(0.8);
            if (direction == 0)
            {
                direction = good ? 1 : -1;
            }
            else if (good != direction > 0)
            {
                return;
            }

            Step *= direction > 0 ? 2 : 0.5;
            if (Step > 1e3 || Step < 1e-8)
            {
                return;
            }
        }
    }

    public Transition Next()
    {
        _leaps = 0;
        _acceptance = 0;
        _diverged = false;
        _at.P = _metric.Momentum(_random);
        double h0 = Energy(_at);
        Point forward = _at, backward = _at, sample = _at;
        var rho = (double[])_at.P.Clone();
        double[] forwardVelocity = _metric.Velocity(_at.P), backwardVelocity = forwardVelocity;
        double weight = 0;
        int depth = 0;
        while (depth < _maximumDepth)
        {
            bool ahead = _random.NextDouble() > 0.5;
            var tree = Build(depth, ahead ? forward : backward, h0, ahead ? Step : -Step);
            if (!tree.Goes)
            {
                break;
            }

            depth++;
            if (tree.LogWeight > weight || _random.NextDouble() < Elementary.Exp(tree.LogWeight - weight))
            {
                sample = tree.Proposal;
            }

            weight = LogAdd(weight, tree.LogWeight);

            // The old part and the new one, in the order of the new one's direction of travel.
            var oldRho = rho;
            rho = Sum(oldRho, tree.Rho);
            double[] oldFar = ahead ? backwardVelocity : forwardVelocity, oldNear = ahead ? forwardVelocity : backwardVelocity, oldNearP = ahead ? forward.P : backward.P;
            bool goes = Straight(oldFar, tree.LastVelocity, rho)
                && Straight(oldFar, tree.FirstVelocity, Sum(oldRho, tree.FirstP))
                && Straight(oldNear, tree.LastVelocity, Sum(tree.Rho, oldNearP));
            if (ahead)
            {
                (forward, forwardVelocity) = (tree.End, tree.LastVelocity);
            }
            else
            {
                (backward, backwardVelocity) = (tree.End, tree.LastVelocity);
            }

            if (!goes)
            {
                break;
            }
        }

        _at = sample;
        return new Transition(_leaps == 0 ? 0 : _acceptance / _leaps, depth, _leaps, _diverged, h0);
    }

    private Tree Build(int depth, Point from, double h0, double step)
    {
        if (depth == 0)
        {
            var to = Leap(from, step);
            double h = Energy(to);
            _leaps++;
            bool diverged = h - h0 > DivergenceThreshold;
            _diverged |= diverged;
            _acceptance += Math.Min(1, Elementary.Exp(h0 - h));
            var velocity = _metric.Velocity(to.P);
            return new Tree { End = to, Proposal = to, LogWeight = h0 - h, Rho = to.P, FirstP = to.P, LastP = to.P, FirstVelocity = velocity, LastVelocity = velocity, Goes = !diverged };
        }

        var first = Build(depth - 1, from, h0, step);
        if (!first.Goes)
        {
            return first;
        }

        var second = Build(depth - 1, first.End, h0, step);
        double weight = LogAdd(first.LogWeight, second.LogWeight);
        if (!second.Goes)
        {
            return second;
        }

        bool take = _random.NextDouble() < Elementary.Exp(second.LogWeight - weight);
        var rho = Sum(first.Rho, second.Rho);
        bool goes = Straight(first.FirstVelocity, second.LastVelocity, rho)
            && Straight(first.FirstVelocity, second.FirstVelocity, Sum(first.Rho, second.FirstP))
            && Straight(first.LastVelocity, second.LastVelocity, Sum(second.Rho, first.LastP));
        return new Tree
        {
            End = second.End, Proposal = take ? second.Proposal : first.Proposal, LogWeight = weight, Rho = rho, FirstP = first.FirstP, LastP = second.LastP,
            FirstVelocity = first.FirstVelocity, LastVelocity = second.LastVelocity, Goes = goes,
        };
    }

    // Momenta and velocities keep their signs when time runs backwards, so both ends must agree with the sum in that sense.
    private static bool Straight(double[] a, double[] b, double[] rho) => FixedOrder.Dot(a, rho) > 0 && FixedOrder.Dot(b, rho) > 0;

    private static double[] Sum(double[] a, double[] b)
    {
        var c = (double[])a.Clone();
        FixedOrder.AddScaled(c, b, 1);
        return c;
    }

    private static double LogAdd(double a, double b)
    {
        double top = Math.Max(a, b);
        return double.IsNegativeInfinity(top) ? top : top + Elementary.Log(Elementary.Exp(a - top) + Elementary.Exp(b - top));
    }
}

/// <summary>The kinetic energy's metric: M⁻¹ is an estimate of the target's covariance.</summary>
internal sealed class Metric
{
    private readonly double[] _covariance;
    private readonly Cholesky _factor;
    private readonly int _n;

    private Metric(double[] covariance, int n)
    {
        (_covariance, _n) = (covariance, n);
        _factor = Cholesky.Of(covariance, n);
    }

    public static Metric Unit(int n)
    {
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] = 1;
        }

        return new Metric(a, n);
    }

    /// <summary>A given covariance.</summary>
    public static Metric Of(double[] covariance, int n) => new((double[])covariance.Clone(), n);

    /// <summary>From draws, shrunk towards a small multiple of the unit matrix, or towards a covariance known before as if that were 2n draws.</summary>
    public static Metric From(IReadOnlyList<double[]> draws, bool dense, double[]? before)
    {
        int n = draws[0].Length, count = draws.Count;
        var a = SampleCovariance.Of(draws);
        if (before is not null)
        {
            double own = count / (count + (2.0 * n));
            for (int i = 0; i < n * n; i++)
            {
                a[i] = (own * a[i]) + ((1 - own) * before[i]);
            }

            return new Metric(a, n);
        }

        double shrink = count / (count + 5.0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[(i * n) + j] = (i == j || dense ? shrink * a[(i * n) + j] : 0) + (i == j ? 1e-3 * (5.0 / (count + 5.0)) : 0);
            }
        }

        return new Metric(a, n);
    }

    public double[] Momentum(Philox random) => _factor.InverseTransposedTimes([.. Enumerable.Range(0, _n).Select(_ => random.NextNormal())]);

    public double[] Velocity(double[] p)
    {
        var v = new double[_n];
        for (int i = 0; i < _n; i++)
        {
            v[i] = FixedOrder.Dot(_covariance.AsSpan(i * _n, _n), p);
        }

        return v;
    }
}

/// <summary>Sample covariances with a fixed order of summation.</summary>
internal static class SampleCovariance
{
    /// <summary>K × K, divisor n − 1.</summary>
    public static double[] Of(IReadOnlyList<double[]> draws)
    {
        int n = draws[0].Length;
        var mean = new double[n];
        foreach (double[] d in draws)
        {
            FixedOrder.AddScaled(mean, d, 1.0 / draws.Count);
        }

        var a = new double[n * n];
        var c = new double[n];
        foreach (double[] d in draws)
        {
            for (int i = 0; i < n; i++)
            {
                c[i] = d[i] - mean[i];
            }

            for (int i = 0; i < n; i++)
            {
                FixedOrder.AddScaled(a.AsSpan(i * n, n), c, c[i] / Math.Max(1, draws.Count - 1));
            }
        }

        return a;
    }
}
