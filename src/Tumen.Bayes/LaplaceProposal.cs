using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>
/// Laplace's approximation as a density to draw from, known up to a constant: weights inside their bounds normal, chances of change normal in their log odds, a parameter whose mode sits at a bound by
/// its one-sided posterior with the others following it, one on which the record is silent even over its range, all of it cut off at the bounds. (The draws of
/// <see cref="PosteriorDraws"/> are reflected there instead, which has no simple density.)
/// </summary>
/// <remarks>
/// The normal of a chance has the mode and curvature, in log odds, of the Beta law whose mode m and curvature in the chance itself are Laplace's: a + b − 2 = m(1 − m)/v, a = 1 + m (a + b − 2).
/// A chance in a law of motion has such a posterior but for what it does to the moves.
/// </remarks>
public sealed class LaplaceProposal
{
    // Draws thrown away for one inside the bounds; they cost no evaluation.
    private const int MostAttempts = 20_000;

    private readonly ParameterSpace _space;
    private readonly double[] _centre; // coordinates: log odds where _odds, else parameters
    private readonly double[] _scale;  // coordinate per unit of parameter
    private readonly bool[] _odds;
    private readonly bool[] _flat;
    private readonly double[][] _axes;
    private readonly ImmutableArray<BoundEdge> _edges;

    /// <summary>Prepares draws around a mode.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="mode">K numbers.</param>
    /// <param name="covariance">K × K; zero rows for parameters at bounds.</param>
    /// <param name="edges">Parameters at bounds.</param>
    /// <param name="widen">Factor on all standard deviations, at least 1: what is drawn from must not have thinner tails than what is meant.</param>
    /// <exception cref="ArgumentException">The covariance is not finite: there is no approximation.</exception>
    public LaplaceProposal(ParameterSpace space, double[] mode, double[] covariance, IReadOnlyList<BoundEdge> edges, double widen)
    {
        int k = space.Count;
        if (mode.Length != k || covariance.Length != k * k || !covariance.All(double.IsFinite))
        {
            throw new ArgumentException($"a finite covariance of {k} × {k} numbers is needed", nameof(covariance));
        }

        _space = space;
        _centre = (double[])mode.Clone();
        (_scale, _odds, _flat) = ([.. Enumerable.Repeat(1.0, k)], new bool[k], new bool[k]);
        var spread = (double[])covariance.Clone();
        for (int j = 0; j < k; j++)
        {
            double v = covariance[(j * k) + j], width = space.Free[j].Upper - space.Free[j].Lower;
            _flat[j] = v > 0 && Math.Abs(v - (width * width / 12)) < 1e-9 * v && Enumerable.Range(0, k).All(i => i == j || covariance[(j * k) + i] == 0);
            _odds[j] = !_flat[j] && v > 0 && space.Free[j].Kind == ParameterKind.Chance;
            if (_odds[j])
            {
                double n = mode[j] * (1 - mode[j]) / v, a = 1 + (mode[j] * n), b = 1 + ((1 - mode[j]) * n), p = a / (a + b);
                _centre[j] = Elementary.Log(a / b);
                _scale[j] = 1 / Math.Sqrt((a + b) * p * (1 - p) * v);
            }
        }

        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                spread[(i * k) + j] *= _flat[i] || _flat[j] ? 0 : widen * widen * _scale[i] * _scale[j];
            }
        }

        _edges = [.. edges.Select(e => Widened(e, widen))];
        var eigen = k == 0 ? null : SymmetricEigen.Of(spread, k);
        _axes = eigen is null ? [] : [.. Enumerable.Range(0, k).Where(e => eigen.Values[e] > 0).Select(e => eigen.Vectors[e].Select(v => v * Math.Sqrt(eigen.Values[e])).ToArray())];
    }

    /// <summary>The d-th draw, which does not depend on the others, with its log density up to a constant; null when no attempt lay inside the bounds.</summary>
    public (double[] Point, double LogDensity)? Draw(ulong seed, int d)
    {
        var random = new Philox(seed, (ulong)d);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            var x = (double[])_centre.Clone();
            double log = 0;
            foreach (double[] axis in _axes)
            {
                double z = random.NextNormal();
                log -= 0.5 * z * z;
                FixedOrder.AddScaled(x, axis, z);
            }

            foreach (var edge in _edges)
            {
                var p = _space.Free[edge.Parameter];
                double away = PosteriorDraws.Distance(edge, random.NextDouble(), p.Upper - p.Lower);
                log -= (edge.Slope * away) + (0.5 * edge.Curvature * away * away);
                double move = _centre[edge.Parameter] <= p.Lower ? away : -away;
                for (int j = 0; j < x.Length; j++)
                {
                    x[j] += move * _scale[j] * edge.Shift[j];
                }
            }

            if (Inside(x, random, ref log))
            {
                return (x, log);
            }
        }

        return null;
    }

    // From coordinates to parameters, with the density's change; false outside the bounds.
    private bool Inside(double[] x, Philox random, ref double log)
    {
        bool inside = true;
        for (int j = 0; j < x.Length; j++)
        {
            var p = _space.Free[j];
            if (_odds[j])
            {
                x[j] = 1 / (1 + Elementary.Exp(-x[j]));
                log -= Elementary.Log(x[j] * (1 - x[j]));
            }
            else if (_flat[j])
            {
                x[j] = p.Lower + ((p.Upper - p.Lower) * random.NextDouble());
            }

            inside &= x[j] >= p.Lower && x[j] <= p.Upper;
        }

        return inside;
    }

    // So steep that PosteriorDraws takes the exponential: then the density must be the exponential too.
    private static BoundEdge Widened(BoundEdge e, double widen)
    {
        double slope = e.Slope / widen, bend = e.Curvature / (widen * widen);
        return e with { Slope = slope, Curvature = bend > 0 && slope <= 30 * Math.Sqrt(bend) ? bend : 0 };
    }
}
