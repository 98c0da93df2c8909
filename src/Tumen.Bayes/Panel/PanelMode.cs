using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>The posterior mode of a panel whose spreads are given: every weight there, everybody looking ahead who may.</summary>
/// <param name="Middle">μ by weight.</param>
/// <param name="Parameters">By unit, K numbers.</param>
/// <param name="Objective">Log-likelihood and log priors at the mode, up to a constant.</param>
/// <param name="Decrement">Newton decrement where the climb ended.</param>
/// <remarks>
/// With y_j = μ + τ ξ_j the climb is in (μ, ξ), so that it is as quick at τ = 0, where all units have one size, as at τ = ∞, where each has its own. These limits, and one unit alone, are checks on the
/// whole: they must be the fits that have no panel in them.
/// </remarks>
public sealed record PanelMode(ImmutableArray<double> Middle, ImmutableArray<double[]> Parameters, double Objective, double Decrement)
{
    private const int Steps = 200;

    /// <summary>Climbs.</summary>
    /// <param name="game">The panel.</param>
    /// <param name="spreads">τ of every weight, at least 0.</param>
    /// <param name="tolerance">Newton decrement to stop at.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>The mode, or null where no equilibrium is certified at the start.</returns>
    /// <exception cref="ArgumentException">A spread is missing or negative.</exception>
    public static PanelMode? Find(PanelGame game, IReadOnlyList<double> spreads, double tolerance = 1e-13, CancellationToken cancel = default)
    {
        if (spreads.Count != game.Model.Weights.Length || spreads.Any(t => !(t >= 0)))
        {
            throw new ArgumentException($"{game.Model.Weights.Length} spreads of at least 0 are needed", nameof(spreads));
        }

        var climb = new Climb(game, spreads);
        double[] z = climb.Start();
        if (climb.At(z, cancel) is not { } here)
        {
            return null;
        }

        double lift = 1e-12, decrement = double.PositiveInfinity;
        int n = z.Length;
        for (int i = 0; i < Steps && lift < 1e9; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var curvature = (double[])here.Curvature.Clone();
            for (int j = 0; j < n; j++)
            {
                curvature[(j * n) + j] *= 1 + lift;
            }

            var step = new double[n];
            decrement = Cholesky.Of(curvature, n).InverseQuadratic(here.Gradient, step);
            if (decrement < tolerance)
            {
                break;
            }

            var to = (double[])z.Clone();
            FixedOrder.AddScaled(to, step, Math.Min(1, 2 / climb.Longest(step)));
            if (climb.At(to, cancel) is { } there && there.Objective >= here.Objective - 1e-10)
            {
                (z, here, lift) = (to, there, Math.Max(1e-12, lift / 10));
            }
            else
            {
                lift = Math.Max(1e-4, lift * 10);
            }
        }

        return new PanelMode([.. z[..game.Model.Weights.Length]], [.. Enumerable.Range(0, game.Records.Length).Select(u => climb.PointOf(z, u).X)], here.Objective, decrement);
    }

    private sealed class Climb(PanelGame game, IReadOnlyList<double> spreads)
    {
        private readonly PanelModel _model = game.Model;
        private readonly int _weights = game.Model.Weights.Length;
        private readonly int _k = game.Model.Count;
        private readonly Likelihood[] _likelihoods = [.. Enumerable.Range(0, game.Records.Length).Select(u => game.LikelihoodOf(u, game.Patterns[^1]))];

        // μ by weight, then by unit: ξ by weight and coordinates of its own parameters.
        public double[] Start()
        {
            var z = new double[_weights + (_likelihoods.Length * _k)];
            var expected = game.Expected();
            for (int w = 0; w < _weights; w++)
            {
                z[w] = _model.Weights[w].Mean;
            }

            for (int u = 0; u < _likelihoods.Length; u++)
            {
                foreach (var (p, i) in _model.Own.Select((p, i) => (p, i)))
                {
                    double x = expected[p.At];
                    z[OwnAt(u, i)] = p.Form switch { CoordinateForm.Chance => Elementary.Log(x / (1 - x)), CoordinateForm.Plain => x, _ => Elementary.Log(Math.Abs(x)) };
                }
            }

            return z;
        }

        private int SizeAt(int unit, int w) => _weights + (unit * _k) + w;

        private int OwnAt(int unit, int i) => _weights + (unit * _k) + _weights + i;

        // Longest move of a coordinate of a unit.
        public double Longest(double[] step)
        {
            double longest = 1e-300;
            for (int u = 0; u < _likelihoods.Length; u++)
            {
                for (int w = 0; w < _weights; w++)
                {
                    longest = Math.Max(longest, Math.Abs(step[w] + (spreads[w] * step[SizeAt(u, w)])));
                }

                for (int i = 0; i < _model.Own.Length; i++)
                {
                    longest = Math.Max(longest, Math.Abs(step[OwnAt(u, i)]));
                }
            }

            return longest;
        }

        public (double[] X, double[] Slope) PointOf(double[] z, int unit)
        {
            double[] x = new double[_k], slope = new double[_k];
            for (int w = 0; w < _weights; w++)
            {
                Put(_model.Weights[w].At, _model.Weights[w].Form, z[w] + (spreads[w] * z[SizeAt(unit, w)]));
            }

            for (int i = 0; i < _model.Own.Length; i++)
            {
                Put(_model.Own[i].At, _model.Own[i].Form, z[OwnAt(unit, i)]);
            }

            return (x, slope);
            void Put(int at, CoordinateForm form, double y) => (x[at], slope[at]) = (PanelModel.Value(form, y), PanelModel.Slope(form, PanelModel.Value(form, y)));
        }

        public (double Objective, double[] Gradient, double[] Curvature)? At(double[] z, CancellationToken cancel)
        {
            int n = z.Length;
            double objective = 0;
            double[] gradient = new double[n], curvature = new double[n * n];
            void Add(int at, double value, double push, double bend)
            {
                objective += value;
                gradient[at] += push;
                curvature[(at * n) + at] += bend;
            }

            for (int w = 0; w < _weights; w++)
            {
                double d = _model.Weights[w].Deviation, v = (z[w] - _model.Weights[w].Mean) / d;
                Add(w, -0.5 * v * v, -v / d, 1 / (d * d));
            }

            for (int u = 0; u < _likelihoods.Length; u++)
            {
                var (x, slope) = PointOf(z, u);
                var free = _likelihoods[u].Parameters.Free;
                for (int i = 0; i < _k; i++)
                {
                    if (!(x[i] >= free[i].Lower && x[i] <= free[i].Upper))
                    {
                        return null;
                    }
                }

                var e = _likelihoods[u].Parameters.Admits(x) ? _likelihoods[u].Total(x, true, cancel) : null;
                if (e is null || !e.Solved || !double.IsFinite(e.LogLikelihood))
                {
                    return null;
                }

                objective += e.LogLikelihood;
                // Every parameter of the unit is moved by one or two of the climb's numbers.
                var movers = Movers(u);
                for (int a = 0; a < _k; a++)
                {
                    foreach (var (at, by) in movers[a])
                    {
                        gradient[at] += e.Gradient[a] * slope[a] * by;
                        for (int b = 0; b < _k; b++)
                        {
                            foreach (var (to, other) in movers[b])
                            {
                                curvature[(at * n) + to] += e.Information[(a * _k) + b] * slope[a] * slope[b] * by * other;
                            }
                        }
                    }
                }

                for (int w = 0; w < _weights; w++)
                {
                    double xi = z[SizeAt(u, w)];
                    Add(SizeAt(u, w), -0.5 * xi * xi, -xi, 1);
                }

                for (int i = 0; i < _model.Own.Length; i++)
                {
                    var p = _model.Own[i];
                    double at = x[p.At], sum = p.Mean + p.Deviation, v = (at - p.Mean) / p.Deviation, s = slope[p.At];
                    if (p.Form == CoordinateForm.Chance)
                    {
                        // The density in the chance itself, whose mode does not depend on how it is carried.
                        Add(OwnAt(u, i), ((p.Mean - 1) * Elementary.Log(at)) + ((p.Deviation - 1) * Elementary.Log(1 - at)), p.Mean - 1 - ((sum - 2) * at), Math.Max(0, sum - 2) * s);
                    }
                    else
                    {
                        Add(OwnAt(u, i), -0.5 * v * v, -v / p.Deviation * s, s * s / (p.Deviation * p.Deviation));
                    }
                }
            }

            return (objective, gradient, curvature);
        }

        private (int At, double By)[][] Movers(int unit)
        {
            var movers = new (int, double)[_k][];
            for (int w = 0; w < _weights; w++)
            {
                movers[_model.Weights[w].At] = [(w, 1), (SizeAt(unit, w), spreads[w])];
            }

            for (int i = 0; i < _model.Own.Length; i++)
            {
                movers[_model.Own[i].At] = [(OwnAt(unit, i), 1)];
            }

            return movers;
        }
    }
}
