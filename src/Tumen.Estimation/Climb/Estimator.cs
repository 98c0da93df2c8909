using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>How to estimate.</summary>
public sealed record FitOptions
{
    /// <summary>Starting points: the plain one, then draws from the priors; 8 by default.</summary>
    public int Starts { get; init; } = 8;

    /// <summary>Whether the priors are part of the objective.</summary>
    public bool UsePrior { get; init; }

    /// <summary>Seed of the drawn starts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Further starting points, tried first.</summary>
    public ImmutableArray<double[]> ExtraStarts { get; init; } = [];

    /// <summary>Starts that paths led to, climbed first, each along its own equilibria.</summary>
    public ImmutableArray<PathStart> Paths { get; init; } = [];

    /// <summary>Whether the further starting points are the only ones.</summary>
    public bool OnlyGiven { get; init; }

    /// <summary>Most iterations from one start.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>Whether to difference the gradient for the observed information (K further evaluations).</summary>
    public bool ObservedInformation { get; init; } = true;

    /// <summary>Called after each start with (done, of, best objective so far).</summary>
    public Action<int, int, double>? Progress { get; init; }
}

/// <summary>
/// Maximum likelihood or posterior mode by Fisher scoring with Levenberg damping inside bounds, from several starts.
/// </summary>
/// <remarks>
/// The curvature used is the expected information of choices given the situations (plus prior curvature), which is positive semi-definite, so steps
/// climb. Converged when the Newton decrement over parameters not held at a bound is below 1e-5 (half a tenth of a millionth of a nat to gain).
/// </remarks>
public static class Estimator
{
    internal const double DecrementTolerance = 1e-5;

    /// <summary>Longest step of a weight, in units of choice noise.</summary>
    internal const double LongestStep = 4;

    // At this Newton decrement a climb is within about 2e-4 nats of its top.
    private const double RoughTolerance = 0.02;

    /// <summary>Fits one theory.</summary>
    public static FitResult Fit(Likelihood likelihood, FitOptions options, CancellationToken cancel = default)
    {
        var starts = Starts(likelihood.Parameters, options);
        var paths = AlongPaths(likelihood, options, cancel);
        var rough = new List<Climb>();
        for (int i = 0; i < starts.Count && !cancel.IsCancellationRequested; i++)
        {
            likelihood.Forget();
            var end = Run(likelihood, starts[i], options, RoughTolerance, cancel);
            if (end is not null)
            {
                rough.Add(end);
            }

            options.Progress?.Invoke(i + 1, starts.Count, rough.Count == 0 ? double.NegativeInfinity : rough.Max(e => e.Objective));
        }

        // Starts that have come to the same place are one climb; one of them goes to the top, and the others are counted as hits.
        var ends = new List<Climb>();
        foreach (var group in Groups(likelihood.Parameters, rough))
        {
            likelihood.Forget();
            var top = Named(likelihood, Run(likelihood, group[0].Point, options, DecrementTolerance, cancel) ?? group[0], options, cancel);
            ends.AddRange(Enumerable.Repeat(top, group.Count));
        }

        return Summary.Of(likelihood, options, [.. paths, .. ends], starts.Count + options.Paths.Length, cancel);
    }

    // Each path's climb follows the path's equilibria, and goes to the top at once: other starts that come near may play others.
    private static List<Climb> AlongPaths(Likelihood likelihood, FitOptions options, CancellationToken cancel)
    {
        var given = likelihood.Selection;
        var ends = new List<Climb>();
        foreach (var path in options.Paths.TakeWhile(_ => !cancel.IsCancellationRequested))
        {
            likelihood.Selection = path.ActionValues ?? given;
            if (Run(likelihood, path.Point, options with { MaximumIterations = PathIterations }, DecrementTolerance, cancel, patience: PathPatience) is { } end)
            {
                end = end.Converged ? end : ObservedClimb.Run(likelihood, end, options, cancel);
                ends.Add(end with { Origin = path.Origin, Branch = path.ActionValues is null ? null : likelihood.Branch.Values });
            }
        }

        likelihood.Selection = given;
        return ends;
    }

    // Regimes have no names of their own: the same top under the names that the game asks for.
    private static Climb Named(Likelihood likelihood, Climb top, FitOptions options, CancellationToken cancel)
    {
        double[] named = likelihood.Named(top.Point, cancel);
        if (ReferenceEquals(named, top.Point))
        {
            return top;
        }

        likelihood.Forget();
        var at = likelihood.Evaluate(named, true, cancel);
        if (!at.Solved)
        {
            return top;
        }

        var (objective, gradient, curvature) = WithPrior(likelihood, at, named, options.UsePrior);
        return top with { Point = named, At = at, Objective = objective, Gradient = gradient, Curvature = curvature };
    }

    // Same place: objectives within a few hundredths of a nat and every parameter within a third of a unit (weights) or 0.05 (chances).
    private static List<List<Climb>> Groups(ParameterSpace space, List<Climb> climbs)
    {
        var groups = new List<List<Climb>>();
        foreach (var climb in climbs.OrderByDescending(c => c.Objective))
        {
            var home = groups.FirstOrDefault(g => Math.Abs(g[0].Objective - climb.Objective) < 0.05
                && space.Free.Select((p, j) => Math.Abs(g[0].Point[j] - climb.Point[j]) < (p.Kind == ParameterKind.Weight ? 0.35 / p.Unit : 0.05)).All(near => near));
            if (home is null)
            {
                groups.Add([climb]);
            }
            else
            {
                home.Add(climb);
            }
        }

        return groups;
    }

    internal sealed record Climb(double[] Point, Evaluation At, double Objective, double[] Gradient, double[] Curvature, double Decrement, bool Converged)
    {
        /// <summary>The path that led to the start, or null.</summary>
        public string? Origin { get; init; }

        /// <summary>Equilibria at the end, by block, where the path chose them.</summary>
        public double[]?[]? Branch { get; init; }
    }

    internal static (double Objective, double[] Gradient, double[] Curvature) WithPrior(Likelihood l, Evaluation e, double[] x, bool usePrior)
    {
        int k = x.Length;
        if (!usePrior)
        {
            return (e.LogLikelihood, e.Gradient, e.Information);
        }

        double[] gradient = new double[k], diagonal = new double[k];
        double objective = e.LogLikelihood + l.Parameters.LogPrior(x, gradient, diagonal);
        var curvature = e.Information.Length == 0 ? [] : (double[])e.Information.Clone();
        for (int j = 0; j < k && curvature.Length > 0; j++)
        {
            gradient[j] += e.Gradient[j];
            curvature[(j * k) + j] += diagonal[j];
        }

        return (objective, gradient, curvature);
    }

    internal static bool[] Held(ParameterSpace space, double[] x, double[] gradient)
    {
        int full = space.AtSum(x);
        return [.. space.Free.Select((p, j) => (x[j] <= p.Lower && gradient[j] < 0) || ((x[j] >= p.Upper || j == full) && gradient[j] > 0))];
    }

    internal static List<double[]> Starts(ParameterSpace space, FitOptions options)
    {
        var list = new List<double[]>(options.ExtraStarts);
        if (options.OnlyGiven && list.Count + options.Paths.Length > 0)
        {
            return list;
        }

        list.Add(space.PlainStart());
        for (int i = 1; list.Count < Math.Max(options.Starts, 1); i++)
        {
            var rng = new Philox(options.Seed, (ulong)i);
            list.Add(space.Inside([.. space.Free.Select(p => Draw(p, rng))]));
        }

        return list;
    }

    private static double Draw(Parameter p, Philox rng)
    {
        if (p.Kind == ParameterKind.Chance)
        {
            return 0.03 + (0.5 * rng.NextDouble());
        }

        var (mean, spread) = p.Prior is Prior.Normal n ? (n.Mean, n.StandardDeviation) : (0, 1.0);
        // What a draw does to payoffs, not the weight itself, is of ordinary size.
        spread = p.Unit > 1 ? Math.Min(spread, 2 / p.Unit) : spread;
        double z = mean + (spread * rng.NextNormal());
        double reflected = z < p.Lower ? (2 * p.Lower) - z : z > p.Upper ? (2 * p.Upper) - z : z;
        return Math.Clamp(reflected, p.Lower, p.Upper);
    }

    private const int FoldPatience = 30;

    // Scoring creeps along ridges of many weights; after so many steps the likelihood's own curvature takes over. Steps into points without the path's equilibria are no reason to stop.
    private const int PathIterations = 60, PathPatience = 300;

    internal static Climb? Run(Likelihood likelihood, double[] start, FitOptions options, double tolerance, CancellationToken cancel, bool[]? pinned = null, int patience = FoldPatience)
    {
        // Of many units only sums are needed on the way; single periods are read at the end.
        bool sums = likelihood.GroupCount > 1 && likelihood.Counts is not null;
        Evaluation Read(double[] at) => sums ? likelihood.Total(at, true, cancel) : likelihood.Evaluate(at, true, cancel);
        var space = likelihood.Parameters;
        int k = start.Length;
        bool[] Stuck(double[] point, double[] slope)
        {
            var held = Held(space, point, slope);
            for (int j = 0; j < k && pinned is not null; j++)
            {
                held[j] |= pinned[j];
            }

            return held;
        }

        var x = (double[])start.Clone();
        var e = Read(x);
        for (int shrink = 0; shrink < 6 && (!e.Solved || double.IsInfinity(e.LogLikelihood)); shrink++)
        {
            // A wild start may have no certified equilibrium: come half way back to the plain one.
            var plain = space.PlainStart();
            for (int j = 0; j < k; j++)
            {
                x[j] = pinned is not null && pinned[j] ? x[j] : (x[j] + plain[j]) / 2;
            }

            likelihood.Forget();
            e = Read(x);
        }

        if (!e.Solved || double.IsInfinity(e.LogLikelihood))
        {
            return null;
        }

        var (objective, gradient, curvature) = WithPrior(likelihood, e, x, options.UsePrior);
        double damping = 1e-3;
        double decrement = double.PositiveInfinity;
        int unsolved = 0;
        var branch = likelihood.Branch;
        for (int iteration = 0; iteration < options.MaximumIterations; iteration++)
        {
            var held = Stuck(x, gradient);
            decrement = Decrement(curvature, gradient, held, space.Units);
            if (decrement <= tolerance || cancel.IsCancellationRequested)
            {
                break;
            }

            bool moved = false;
            for (int attempt = 0; attempt < 25; attempt++)
            {
                var step = Step(curvature, gradient, held, damping, space.Units);
                var trial = new double[k];
                double predicted = 0;
                for (int j = 0; j < k; j++)
                {
                    trial[j] = Math.Clamp(x[j] + Math.Clamp(step[j], -LongestStep / space.Units[j], LongestStep / space.Units[j]), space.Free[j].Lower, space.Free[j].Upper);
                }

                // Laws whose chances add up to more than 1 are no laws: the step ends before.
                trial = space.Within(x, trial);
                for (int j = 0; j < k; j++)
                {
                    predicted += gradient[j] * (trial[j] - x[j]);
                }

                var te = Read(trial);
                if (te.Solved)
                {
                    var (to, tg, tc) = WithPrior(likelihood, te, trial, options.UsePrior);
                    if (to > objective + Math.Min(1e-4 * predicted, 0) - 1e-12 && to >= objective - 1e-11)
                    {
                        bool better = to > objective;
                        (x, e, objective, gradient, curvature) = (trial, te, to, tg, tc);
                        damping = Math.Max(damping / 5, 1e-9);
                        moved = better || Decrement(tc, tg, Stuck(trial, tg), space.Units) < decrement;
                        branch = likelihood.Branch;
                        break;
                    }
                }

                // What a trial that was not taken has found may lie on another branch.
                likelihood.Return(branch);
                unsolved += te.Solved ? 0 : 1;
                damping = Math.Min(Math.Max(damping, 1e-6) * 6, 1e9);
            }

            // Step after step into points where no equilibrium is found: the climb leans on a fold, beyond which its branch does not exist.
            if (!moved || unsolved > patience)
            {
                break;
            }
        }

        if (sums && likelihood.Evaluate(x, true, cancel) is { Solved: true } whole)
        {
            e = whole;
            (objective, gradient, curvature) = WithPrior(likelihood, e, x, options.UsePrior);
        }

        decrement = Decrement(curvature, gradient, Stuck(x, gradient), space.Units);
        return new Climb(x, e, objective, gradient, curvature, decrement, decrement <= DecrementTolerance * 10);
    }

    internal static double[] Step(double[] curvature, double[] gradient, bool[] held, double damping, double[] units)
    {
        int k = gradient.Length;
        var a = new double[k * k];
        var b = new double[k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                a[(i * k) + j] = held[i] || held[j] ? 0 : curvature[(i * k) + j];
            }

            double d = curvature[(i * k) + i];
            double u = units[i] * units[i];
            a[(i * k) + i] = held[i] ? 1 : d + (damping * (d + (1e-3 * u))) + (1e-10 * u);
            b[i] = held[i] ? 0 : gradient[i];
        }

        var lu = DenseLu.FactorInPlace(a, k);
        lu.Solve(b, 1);
        return b;
    }

    // √(gᵀ (H + tiny)⁻¹ g): what a Newton step would gain, doubled, under a square root.
    internal static double Decrement(double[] curvature, double[] gradient, bool[] held, double[] units)
    {
        var step = Step(curvature, gradient, held, 1e-9, units);
        double sum = 0;
        for (int j = 0; j < gradient.Length; j++)
        {
            sum += held[j] ? 0 : step[j] * gradient[j];
        }

        return Math.Sqrt(Math.Max(0, sum));
    }
}
