using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Response surfaces of every unit of a panel around its mode, one for each pattern of foresight that the record does not rule out.</summary>
public sealed class UnitSurfaces
{
    /// <summary>Log evidence by which a pattern may fall short of a unit's best and still be considered: e⁻¹⁵ of it, less than any learnt chance of foresight makes up for.</summary>
    public const double PatternReach = 15;

    private const double MotiveCentre = 0.15;

    private UnitSurfaces(ImmutableArray<PanelUnit> units, ImmutableArray<ImmutableArray<(ResponseSurface Surface, Likelihood Likelihood)>> exact, ImmutableArray<ImmutableArray<double>> evidence, ImmutableArray<double[]> alone) =>
        (Units, Exact, Evidence, Alone) = (units, exact, evidence, alone);

    /// <summary>The units with their surfaces.</summary>
    public ImmutableArray<PanelUnit> Units { get; }

    /// <summary>By unit and pattern that is considered: what the surface was made of.</summary>
    public ImmutableArray<ImmutableArray<(ResponseSurface Surface, Likelihood Likelihood)>> Exact { get; }

    /// <summary>By unit and pattern (all of them): Laplace's log evidence with motives at their centres, NaN where no equilibrium was found.</summary>
    public ImmutableArray<ImmutableArray<double>> Evidence { get; }

    /// <summary>By unit: parameters at the mode that its own record has under the stated priors, for its most likely pattern.</summary>
    public ImmutableArray<double[]> Alone { get; }

    /// <summary>Size of a motive around which surfaces are made.</summary>
    internal static double CentreOf(PanelWeight w) => w.Form switch { CoordinateForm.Positive => MotiveCentre, CoordinateForm.Negative => -MotiveCentre, _ => 0 };

    /// <summary>Makes the surfaces: modes under the stated priors, modes again under laws that these suggest, and about two solves a parameter around each.</summary>
    /// <param name="game">The panel.</param>
    /// <param name="threads">Threads; the result does not depend on it.</param>
    /// <param name="progress">Told units done and in all.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <exception cref="InvalidOperationException">A unit has no certified equilibrium under any pattern.</exception>
    public static UnitSurfaces Of(PanelGame game, int threads, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        int units = game.Records.Length, patterns = game.Patterns.Length, tasks = units * patterns, done = 0;
        var likelihoods = new Likelihood[tasks];
        var modes = new UnitMode.Result?[tasks];
        var gate = new Lock();
        void Each(Action<int> work) => Parallel.For(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, i =>
        {
            work(i);
            lock (gate)
            {
                progress?.Invoke(++done, 3 * tasks);
            }
        });
        Each(i =>
        {
            likelihoods[i] = game.LikelihoodOf(i / patterns, game.Patterns[i % patterns]);
            modes[i] = Climb(game, likelihoods[i], w => (w.Mean, Math.Sqrt((w.Deviation * w.Deviation) + (w.Spread * w.Spread))), null, cancel);
        });
        double[][] alone = [.. Enumerable.Range(0, units).Select(u => modes.Skip(u * patterns).Take(patterns).OfType<UnitMode.Result>().MaxBy(m => m.LogEvidence)?.Parameters ?? [])];
        var laws = Enumerable.Range(0, patterns).Select(p => Suggested(game.Model, [.. Enumerable.Range(0, units).Select(u => modes[(u * patterns) + p])])).ToArray();
        Each(i => modes[i] = modes[i] is { } before ? Climb(game, likelihoods[i], w => laws[i % patterns][w.At], before.Y, cancel) ?? before : null);
        var surfaces = new ResponseSurface?[tasks];
        double[] best = [.. Enumerable.Range(0, units).Select(u => Enumerable.Range(0, patterns).Max(p => modes[(u * patterns) + p]?.LogEvidence ?? double.NegativeInfinity))];
        Each(i => surfaces[i] = modes[i] is { } m && (i % patterns == 0 || m.LogEvidence >= best[i / patterns] - PatternReach) ? Surface(game, likelihoods[i], m, cancel) : null);
        var made = ImmutableArray.CreateBuilder<PanelUnit>(units);
        var exact = ImmutableArray.CreateBuilder<ImmutableArray<(ResponseSurface, Likelihood)>>(units);
        for (int u = 0; u < units; u++)
        {
            int[] there = [.. Enumerable.Range(0, patterns).Where(p => surfaces[(u * patterns) + p] is not null)];
            if (there.Length == 0)
            {
                throw new InvalidOperationException($"no equilibrium was found for {game.Records[u].Name} under any pattern of foresight");
            }

            // Likely patterns first: where the chain begins.
            int unit = u;
            there = [.. there.OrderByDescending(p => modes[(unit * patterns) + p]!.LogEvidence)];
            made.Add(new PanelUnit(game.Records[u].Name, game.Records[u].Cluster, [.. there.Select(p => (game.Patterns[p], (IUnitSurface)new OnRecord(surfaces[(unit * patterns) + p]!, likelihoods[(unit * patterns) + p], modes[(unit * patterns) + p]!)))]));
            exact.Add([.. there.Select(p => (surfaces[(unit * patterns) + p]!, likelihoods[(unit * patterns) + p]))]);
        }

        return new UnitSurfaces(made.ToImmutable(), exact.ToImmutable(), [.. Enumerable.Range(0, units).Select(u => Enumerable.Range(0, patterns).Select(p => modes[(u * patterns) + p]?.LogEvidence ?? double.NaN).ToImmutableArray())], [.. alone]);
    }

    private static UnitMode.Result? Climb(PanelGame game, Likelihood likelihood, Func<PanelWeight, (double Mean, double Deviation)> law, double[]? from, CancellationToken cancel)
    {
        var laws = new UnitMode.Law[game.Model.Count];
        double[] start = new double[laws.Length], expected = game.Expected();
        foreach (var w in game.Model.Weights)
        {
            var (mean, deviation) = law(w);
            laws[w.At] = w.Presence is null ? new UnitMode.Law(w.Form, mean, deviation, false) : new UnitMode.Law(CoordinateForm.Plain, 0, 1, true);
            start[w.At] = w.Presence is null ? w.Mean : CentreOf(w);
        }

        foreach (var p in game.Model.Own)
        {
            // A weight of known sign that does not vary keeps its normal law on the logarithm's scale while the mode is looked for: only a place to stand on.
            bool signed = p.Form is CoordinateForm.Positive or CoordinateForm.Negative;
            laws[p.At] = new UnitMode.Law(p.Form, signed ? Elementary.Log(Math.Max(0.1, Math.Abs(p.Mean))) : p.Mean, signed ? 1 : p.Deviation, false);
            start[p.At] = p.Form == CoordinateForm.Chance ? Elementary.Log(expected[p.At] / (1 - expected[p.At])) : laws[p.At].Mean;
        }

        return UnitMode.Find(likelihood, laws, from ?? start, 1e-4, cancel);
    }

    // Middle and spread of each weight over the units' modes, never narrower than a quarter of the stated spread.
    private static (double Mean, double Deviation)[] Suggested(PanelModel model, UnitMode.Result?[] modes)
    {
        var laws = new (double, double)[model.Count];
        foreach (var w in model.Weights)
        {
            double[] y = [.. modes.Where(m => m is not null).Select(m => m!.Y[w.At]).Order()];
            double middle = y.Length == 0 ? w.Mean : y.Length % 2 == 1 ? y[y.Length / 2] : 0.5 * (y[(y.Length / 2) - 1] + y[y.Length / 2]);
            double deviation = y.Length < 2 ? w.Spread : 1.2533 * y.Sum(v => Math.Abs(v - middle)) / y.Length;
            laws[w.At] = y.Length < 2 ? (w.Mean, Math.Sqrt((w.Deviation * w.Deviation) + (w.Spread * w.Spread))) : (middle, Math.Max(0.25 * w.Spread, Math.Min(deviation, 3 * w.Spread)));
        }

        return laws;
    }

    private static ResponseSurface? Surface(PanelGame game, Likelihood likelihood, UnitMode.Result mode, CancellationToken cancel)
    {
        int k = game.Model.Count;
        var covariance = TheoryPosterior.SymmetricInverse(mode.Curvature, k);
        var steps = new double[k];
        foreach (var (at, form) in game.Model.Weights.Where(w => w.Presence is null).Select(w => (w.At, w.Form)).Concat(game.Model.Own.Select(p => (p.At, p.Form))))
        {
            steps[at] = Math.Abs(PanelModel.Slope(form, mode.Parameters[at])) * Math.Sqrt(covariance[(at * k) + at]);
        }

        foreach (var w in game.Model.Weights.Where(w => w.Presence is not null))
        {
            steps[w.At] = MotiveCentre;
        }

        return ResponseSurface.Around(likelihood, mode.Parameters, steps, cancel) is { } surface && ResponseSurface.Reads(likelihood) ? surface : null;
    }

    private sealed class OnRecord(ResponseSurface surface, Likelihood likelihood, UnitMode.Result mode) : IUnitSurface
    {
        public double[] Centre => surface.Centre;

        public double[] Information => mode.Information;

        public double[] Levels(double[] x) => surface.Levels(likelihood, x);

        public double Along(double[] x, double[] levels, int weight, double to, double[] changed)
        {
            var p = likelihood.Parameters.Free[weight];
            return to >= p.Lower && to <= p.Upper ? surface.Along(likelihood, x, levels, weight, to, changed) : double.NegativeInfinity;
        }

        public (double LogLikelihood, double[] Gradient) Read(double[] x)
        {
            for (int i = 0; i < x.Length; i++)
            {
                var p = likelihood.Parameters.Free[i];
                if (!(x[i] >= p.Lower && x[i] <= p.Upper))
                {
                    return (double.NegativeInfinity, new double[x.Length]);
                }
            }

            return likelihood.Parameters.Admits(x) ? surface.LogLikelihood(likelihood, x) : (double.NegativeInfinity, new double[x.Length]);
        }
    }
}
