using System.Collections.Immutable;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Draws from Laplace's approximation to the posterior: interior parameters normal and reflected at their bounds, a parameter whose mode sits at a bound by its one-sided posterior,
/// the same that the marginal likelihood integrates. Draw d does not depend on the others.
/// </summary>
public sealed class PosteriorDraws
{
    private readonly ParameterSpace _space;
    private readonly double[] _mode;
    private readonly ulong _seed;
    private readonly double[][] _axes;
    private readonly ImmutableArray<BoundEdge> _edges;

    /// <summary>Prepares draws around a posterior mode.</summary>
    public PosteriorDraws(ParameterSpace space, FitResult mode, ulong seed)
        : this(space, mode.Point, mode.Covariance, mode.Edges, seed)
    {
    }

    /// <summary>Prepares draws around a mode.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="mode">K numbers.</param>
    /// <param name="covariance">K × K; zero rows for parameters at bounds.</param>
    /// <param name="edges">Parameters at bounds.</param>
    /// <param name="seed">Seed.</param>
    public PosteriorDraws(ParameterSpace space, double[] mode, double[] covariance, IReadOnlyList<BoundEdge> edges, ulong seed)
    {
        _space = space;
        _mode = mode;
        _seed = seed;
        _edges = [.. edges];
        int k = space.Count;
        bool usable = k > 0 && covariance.Length == k * k && covariance.All(double.IsFinite);
        var eigen = usable ? SymmetricEigen.Of(covariance, k) : null;
        _axes = eigen is null ? [] : [.. Enumerable.Range(0, k).Select(e => eigen.Vectors[e].Select(v => v * Math.Sqrt(Math.Max(0, eigen.Values[e]))).ToArray())];
    }

    /// <summary>The d-th draw.</summary>
    public double[] Draw(int d)
    {
        var rng = new Philox(_seed, (ulong)d);
        var x = (double[])_mode.Clone();
        foreach (double[] axis in _axes)
        {
            FixedOrder.AddScaled(x, axis, rng.NextNormal());
        }

        foreach (var edge in _edges)
        {
            var p = _space.Free[edge.Parameter];
            double inward = _mode[edge.Parameter] <= p.Lower ? 1 : -1;
            FixedOrder.AddScaled(x, edge.Shift, inward * Distance(edge, rng.NextDouble(), p.Upper - p.Lower));
        }

        for (int j = 0; j < x.Length; j++)
        {
            var p = _space.Free[j];
            double v = x[j];
            v = v < p.Lower ? (2 * p.Lower) - v : v > p.Upper ? (2 * p.Upper) - v : v;
            x[j] = Math.Clamp(v, p.Lower, p.Upper);
        }

        return x;
    }

    /// <summary>Quantile of the distance from the bound whose density is proportional to exp(−g x − ½ h x²).</summary>
    /// <param name="edge">The parameter.</param>
    /// <param name="p">Chance of a greater distance, in (0, 1).</param>
    /// <param name="width">Distance to the other bound, over which it is spread evenly when the posterior neither falls nor bends.</param>
    public static double Distance(BoundEdge edge, double p, double width = double.PositiveInfinity)
    {
        p = Math.Max(p, double.Epsilon);
        double root = Math.Sqrt(edge.Curvature), a = root > 0 ? edge.Slope / root : double.PositiveInfinity;
        if (a > 30)
        {
            // So steep that the bend does not matter: exponential.
            return edge.Slope > 0 ? -Elementary.Log(p) / edge.Slope : double.IsFinite(width) ? (1 - p) * width : 0;
        }

        return Math.Max(0, (-Normal.Quantile(p * Normal.Cdf(-a)) - a) / root);
    }
}
