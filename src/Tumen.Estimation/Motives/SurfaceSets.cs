using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Sets of motives read off the response surface of the game with all of them: a motive that does not count is a weight at 0.</summary>
internal sealed class SurfaceSets
{
    private const int MostSteps = 40;
    private const double Enough = 0.05; // Newton decrement: a thousandth of a nat below the top, and the integral adds what a Newton step would gain

    private readonly MotiveSpace _space;
    private readonly Likelihood _likelihood;
    private readonly ResponseSurface _surface;
    private readonly MotiveOptions _options;
    private readonly int[] _motiveOf; // per parameter, or -1
    private double[] _last;

    private SurfaceSets(MotiveSpace space, Likelihood likelihood, ResponseSurface surface, MotiveOptions options)
    {
        (_space, _likelihood, _surface, _options) = (space, likelihood, surface, options);
        _motiveOf = MotiveOf(space, likelihood);
        _last = surface.Centre;
    }

    /// <summary>The game with all motives, whose surface this is.</summary>
    public Likelihood Likelihood => _likelihood;

    /// <summary>Fits all motives together; no surface where the record has missing cells or nothing is certified.</summary>
    public static MotiveCentre Centre(MotiveSpace space, ImmutableArray<Sequence> data, MotiveOptions options, CancellationToken cancel)
    {
        var likelihood = Together(space, data);
        if (!ResponseSurface.Reads(likelihood))
        {
            return new MotiveCentre([], []);
        }

        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = options.Starts, UsePrior = true, Seed = options.Seed, ObservedInformation = false }, cancel);
        cancel.ThrowIfCancellationRequested();
        if (fit.Status is FitStatus.Impossible or FitStatus.Cancelled)
        {
            return new MotiveCentre([], []);
        }

        int k = likelihood.Parameters.Count;
        double[] steps = [.. likelihood.Parameters.Free.Select((p, j) =>
        {
            double most = p.Kind == ParameterKind.Chance ? 0.1 : 1, variance = fit.Covariance[(j * k) + j];
            var edge = fit.Edges.FirstOrDefault(e => e.Parameter == j);
            double spread = edge is not null ? 1 / Math.Max(edge.Slope, Math.Max(Math.Sqrt(edge.Curvature), 1e-3)) : variance > 0 ? Math.Sqrt(variance) : 0.1;
            return Math.Min(most, spread);
        })];
        return ResponseSurface.Around(likelihood, fit.Point, [.. steps.Select(_ => 0.0)], cancel) is null ? new MotiveCentre([], []) : new MotiveCentre(fit.Point, steps);
    }

    /// <summary>Makes the surface around a centre that has one.</summary>
    /// <exception cref="InvalidOperationException">No equilibrium is certified there.</exception>
    public static SurfaceSets Around(MotiveSpace space, ImmutableArray<Sequence> data, MotiveOptions options, MotiveCentre centre, CancellationToken cancel)
    {
        var likelihood = Together(space, data);
        var surface = ResponseSurface.Around(likelihood, centre.Point, centre.Steps, cancel);
        cancel.ThrowIfCancellationRequested();
        return new SurfaceSets(space, likelihood, surface ?? throw new InvalidOperationException("no equilibrium is certified at the mode with all motives"), options);
    }

    private static Likelihood Together(MotiveSpace space, ImmutableArray<Sequence> data) => new(ParametricGame.Compile(space.With(space.Count - 1), MotiveSpace.Together, data[0].Covariates), data);

    /// <summary>Which motive each free parameter belongs to; −1 for the base game's.</summary>
    public static int[] MotiveOf(MotiveSpace space, Likelihood likelihood)
    {
        var of = new int[likelihood.Parameters.Count];
        Array.Fill(of, -1);
        for (int w = 0; w < likelihood.Game.Weights.Length; w++)
        {
            int motive = space.Motives.ToList().FindIndex(m => m.Name == likelihood.Game.Weights[w].Name);
            for (int kind = 0; kind < likelihood.Parameters.Kinds && motive >= 0; kind++)
            {
                for (int era = 0; era < likelihood.Parameters.Eras.Length; era++)
                {
                    if (likelihood.Parameters.WeightIndex(era, w, kind) is >= 0 and var at)
                    {
                        of[at] = motive;
                    }
                }
            }
        }

        return of;
    }

    /// <summary>One set on the record; null where its curvature is not that of a mode.</summary>
    public SetReading? Read(int set) => Read(set, _likelihood, _options.Points);

    /// <summary>One set on any record of the same theory.</summary>
    public SetReading? Read(int set, Likelihood record, int points)
    {
        var space = record.Parameters;
        bool[] counts = [.. _motiveOf.Select(m => m < 0 || MotiveSpace.Has(set, m))];
        var x = (double[])_last.Clone();
        double silent = 0;
        for (int j = 0; j < x.Length; j++)
        {
            if (!counts[j])
            {
                x[j] = 0;
                silent += space.LogPrior(j, 0);
            }
        }

        var (at, objective, gradient, curvature) = Climb(record, x, counts);
        _last = at;
        return SubsetIntegral.Of(space, at, objective - silent, gradient, curvature, counts, [.. _motiveOf.Select(m => m >= 0)]) is { } integral && integral.Box(points) is { } box
            ? new SetReading(set, at, integral.Log + box.Log, integral.Plain(space)) : null;
    }

    // Scoring with Levenberg's damping; motives that do not count are held.
    private (double[] Point, double Objective, double[] Gradient, double[] Curvature) Climb(Likelihood record, double[] start, bool[] counts)
    {
        var space = record.Parameters;
        (double Objective, double[] Gradient, double[] Curvature) At(double[] x) => Estimator.WithPrior(record, _surface.Read(record, x, ResponseSurface.Second.Information), x, true);
        var x = start;
        var (objective, gradient, curvature) = At(x);
        double damping = 1e-6;
        for (int i = 0; i < MostSteps && damping < 1e8; i++)
        {
            var held = Estimator.Held(space, x, gradient);
            for (int j = 0; j < held.Length; j++)
            {
                held[j] |= !counts[j];
            }

            if (Estimator.Decrement(curvature, gradient, held, space.Units) < Enough)
            {
                break;
            }

            if (Ascent.Moved(space, x, Estimator.Step(curvature, gradient, held, damping, space.Units), gradient) is { } trial && At(trial) is var to && to.Objective >= objective)
            {
                x = trial;
                (objective, gradient, curvature) = to;
                damping = Math.Max(damping / 10, 1e-9);
            }
            else
            {
                damping *= 10;
            }
        }

        return (x, objective, gradient, curvature);
    }
}
