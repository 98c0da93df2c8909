using System.Collections.Immutable;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>From the ends of all starts to a fit result: optima, standard errors, identification.</summary>
internal static class Summary
{
    // Two ends are one optimum when the objective differs by less than this many nats, and no period's likelihood by more than that many: then every comparison is the same,
    // even where the weights differ along a direction of which the record knows nothing.
    private const double SameOptimum = 1e-3;
    private const double SamePeriod = 0.05;

    // A weight of this size with less than this information has run away.
    private const double CertainChoice = 8;
    private const double NoInformation = 1e-4;

    public static FitResult Of(Likelihood likelihood, FitOptions options, List<Estimator.Climb> ends, int starts, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        int k = space.Count;
        if (ends.Count == 0)
        {
            return Empty(likelihood, options, starts, cancel.IsCancellationRequested);
        }

        var ranked = ends.OrderByDescending(e => e.Objective).ToList();
        var best = ranked.TakeWhile(e => e.Objective >= ranked[0].Objective - SameOptimum).MinBy(e => e.Decrement)!;
        if (best.Branch is { } branch)
        {
            likelihood.Selection = branch;
        }

        var optima = new List<Optimum>();
        foreach (var end in ranked)
        {
            int at = optima.FindIndex(o => Math.Abs(o.Objective - end.Objective) < SameOptimum && SameFit(o.ByPeriod, end.At.ByPeriod));
            if (at >= 0)
            {
                optima[at] = optima[at] with { Hits = optima[at].Hits + 1, Origin = optima[at].Origin ?? end.Origin, Converged = optima[at].Converged || end.Converged };
            }
            else
            {
                optima.Add(new Optimum(end.Objective, end.Point, 1, end.Decrement) { ByPeriod = end.At.ByPeriod, Origin = end.Origin, Converged = end.Converged });
            }
        }

        int full = space.AtSum(best.Point);
        var bounds = space.Free.Select((p, j) => Bound(p, best.Point[j]) ?? (j == full && best.Gradient[j] > 0 ? "upper" : null) ?? (!options.UsePrior && RanAway(p, best, j, k) ? "guard" : null)).ToArray();
        var free = bounds.Select(b => b is null).ToArray();
        var information = best.At.Information;
        var observed = options.ObservedInformation && !cancel.IsCancellationRequested ? Observed(likelihood, options, best.Point, best.At.Information, free, cancel) : null;
        var opg = new double[k * k];
        foreach (double[] s in best.At.Scores)
        {
            for (int a = 0; a < k; a++)
            {
                FixedOrder.AddScaled(opg.AsSpan(a * k, k), s, s[a]);
            }
        }

        // Of a record with hidden months the information that steers the climb is what it would hold if all were seen; what it holds is less.
        double[] bent = likelihood.HasHidden ? Bent(likelihood, options, best, free, observed, cancel) : best.Curvature;
        var laplace = Laplace.Of(space, best.Point, best.Gradient, bent, free);
        var (covariance, logDeterminant) = (laplace.Covariance, laplace.LogDeterminant);
        var byHessian = observed is null ? null : Invert(observed, free, space.Units).Inverse;
        var byOpg = Invert(opg, free, space.Units).Inverse;
        var sandwich = byHessian is null ? null : Product(Product(byHessian, opg, k), byHessian, k);
        var clustered = byHessian is null || likelihood.Data.Length <= Math.Max(1, free.Count(f => f)) ? null : Product(Product(byHessian, ByUnit(likelihood, best.At.Scores, k), k), byHessian, k);
        var estimates = ImmutableArray.CreateBuilder<Estimate>(k);
        for (int j = 0; j < k; j++)
        {
            var errors = free[j]
                ? new StandardErrors(Root(byHessian, j, k), Root(covariance, j, k), Root(byOpg, j, k), Root(sandwich, j, k)) { Clustered = Root(clustered, j, k) }
                : new StandardErrors(null, null, null, null);
            estimates.Add(new Estimate(space.Free[j], best.Point[j], errors, bounds[j], best.Gradient[j]));
        }

        bool guard = bounds.Contains("guard");
        likelihood.Forget();
        var equilibria = Enumerable.Range(0, space.Eras.Length).Select(e => likelihood.Equilibrium(e, best.Point, cancel)).ToImmutableArray();
        bool certified = equilibria.All(e => e.Status == SolveStatus.Certified) && (likelihood.GroupCount == 1 || likelihood.IsCertified(best.Point, cancel));
        return new FitResult
        {
            Theory = likelihood.Game.TheoryName,
            Status = cancel.IsCancellationRequested ? FitStatus.Cancelled : !best.Converged || !certified ? FitStatus.Stalled : guard ? FitStatus.AtGuard : FitStatus.Converged,
            UsesPrior = options.UsePrior,
            Periods = likelihood.PeriodCount,
            MoveCount = likelihood.MoveCount,
            LogLikelihood = best.At.LogLikelihood,
            MoveLogLikelihood = best.At.Moves,
            Objective = best.Objective,
            Estimates = estimates.ToImmutable(),
            Optima = [.. optima],
            Starts = starts,
            Identification = Identification.Of(space, information, options.UsePrior || likelihood.HasHidden ? bent : information),
            Covariance = covariance,
            Information = information,
            LogDeterminant = logDeterminant,
            LogBoundary = laplace.LogBoundary + RegimeNaming.LogOrders(likelihood.Game, space, best.Point, bent),
            Edges = laplace.Edges,
            ByPeriod = best.At.ByPeriod,
            MovesByPeriod = best.At.MovesByPeriod,
            Scores = best.At.Scores,
            Equilibria = equilibria,
        };
    }

    /// <summary>Curvature of the objective itself, by differences of its gradient, over the parameters inside their bounds; the information that steers the climb where that is not positive definite.</summary>
    internal static double[] Bent(Likelihood likelihood, FitOptions options, Estimator.Climb at, bool[] free, double[]? observed, CancellationToken cancel)
    {
        if ((observed ?? Observed(likelihood, options, at.Point, at.At.Information, free, cancel)) is not { } h || double.IsNaN(Invert(h, free, likelihood.Parameters.Units).LogDeterminant))
        {
            return at.Curvature;
        }

        var bent = (double[])at.Curvature.Clone();
        int k = free.Length;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                bent[(i * k) + j] = free[i] && free[j] ? h[(i * k) + j] : bent[(i * k) + j];
            }
        }

        return bent;
    }

    private static bool SameFit(double[] a, double[] b) => a.Length != b.Length || a.Zip(b).All(x => !(Math.Abs(x.First - x.Second) > SamePeriod));

    // Σ over units of the outer product of a unit's whole score, times G/(G − 1).
    private static double[] ByUnit(Likelihood likelihood, double[][] scores, int k)
    {
        var sum = new double[k * k];
        int row = 0, units = likelihood.Data.Length;
        foreach (var unit in likelihood.Data)
        {
            var score = new double[k];
            for (int t = 0; t < unit.Length; t++)
            {
                FixedOrder.AddScaled(score, scores[row++], 1);
            }

            for (int a = 0; a < k; a++)
            {
                FixedOrder.AddScaled(sum.AsSpan(a * k, k), score, score[a] * units / (units - 1.0));
            }
        }

        return sum;
    }

    internal static FitResult Empty(Likelihood likelihood, FitOptions options, int starts, bool cancelled) => new()
    {
        Theory = likelihood.Game.TheoryName,
        Status = cancelled ? FitStatus.Cancelled : FitStatus.Impossible,
        UsesPrior = options.UsePrior,
        Periods = likelihood.PeriodCount,
        MoveCount = likelihood.MoveCount,
        LogLikelihood = double.NegativeInfinity,
        MoveLogLikelihood = double.NegativeInfinity,
        Objective = double.NegativeInfinity,
        Estimates = [],
        Optima = [],
        Starts = starts,
        Identification = new IdentificationReport([], []),
        Covariance = [],
        Information = [],
        LogDeterminant = double.NaN,
        LogBoundary = double.NaN,
        ByPeriod = [],
        MovesByPeriod = [],
        Scores = [],
        Equilibria = [],
    };

    // A climb up a likelihood without a maximum stops short of the guard once nothing is left to gain: choices are certain and the record says nothing any more.
    private static bool RanAway(Parameter p, Estimator.Climb best, int j, int k) =>
        p.Kind == ParameterKind.Weight && Math.Abs(best.Point[j]) * p.Unit >= CertainChoice && best.At.Information[(j * k) + j] < NoInformation * p.Unit * p.Unit;

    private static string? Bound(Parameter p, double x)
    {
        bool weight = p.Kind == ParameterKind.Weight;
        if (x <= p.Lower)
        {
            return weight && p.Lower == -p.Guard ? "guard" : "lower";
        }

        return x >= p.Upper ? weight && p.Upper == p.Guard ? "guard" : "upper" : null;
    }

    // Central differences of the analytic gradient over interior parameters; symmetrised.
    internal static double[]? Observed(Likelihood likelihood, FitOptions options, double[] x, double[] information, bool[] free, CancellationToken cancel)
    {
        int k = x.Length;
        var h = new double[k * k];
        var branch = likelihood.Branch;
        Evaluation Read(double[] at)
        {
            likelihood.Return(branch);
            return likelihood.GroupCount > 1 ? likelihood.Total(at, true, cancel) : likelihood.Evaluate(at, true, cancel);
        }

        for (int j = 0; j < k; j++)
        {
            if (!free[j])
            {
                continue;
            }

            var p = likelihood.Parameters.Free[j];
            // A hundredth of what the record can tell, where that is less than a ten-thousandth: a weight of something measured in thousands is small.
            double bent = information[(j * k) + j];
            double step = Math.Min(Math.Min(1e-4 * Math.Max(1 / p.Unit, Math.Abs(x[j])), bent > 0 ? 0.01 / Math.Sqrt(bent) : double.PositiveInfinity), 0.45 * Math.Min(x[j] - p.Lower, p.Upper - x[j]));
            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[j] += step;
            down[j] -= step;
            Evaluation a = Read(up), b = Read(down);
            for (int shrink = 0; shrink < 3 && !(a.Solved && b.Solved); shrink++)
            {
                // Near a fold the equilibrium may be gone that far away.
                step /= 20;
                (up[j], down[j]) = (x[j] + step, x[j] - step);
                (a, b) = (Read(up), Read(down));
            }

            if (!a.Solved || !b.Solved)
            {
                likelihood.Return(branch);
                return null;
            }

            double[] ga = Estimator.WithPrior(likelihood, a, up, options.UsePrior).Gradient, gb = Estimator.WithPrior(likelihood, b, down, options.UsePrior).Gradient;
            for (int i = 0; i < k; i++)
            {
                h[(i * k) + j] = -(ga[i] - gb[i]) / (2 * step);
            }
        }

        likelihood.Return(branch);
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < i; j++)
            {
                h[(i * k) + j] = h[(j * k) + i] = 0.5 * (h[(i * k) + j] + h[(j * k) + i]);
            }
        }

        return h;
    }

    // Inverse over the free parameters, zero elsewhere, and log determinant; NaN when not positive definite. Judged in the parameters' units.
    internal static (double[] Inverse, double LogDeterminant) Invert(double[] matrix, bool[] free, double[] units)
    {
        int k = free.Length;
        int[] index = [.. Enumerable.Range(0, k).Where(j => free[j])];
        int f = index.Length;
        var inverse = new double[k * k];
        if (f == 0)
        {
            return (inverse, 0);
        }

        var a = new double[f * f];
        for (int i = 0; i < f; i++)
        {
            for (int j = 0; j < f; j++)
            {
                a[(i * f) + j] = matrix[(index[i] * k) + index[j]] / (units[index[i]] * units[index[j]]);
            }
        }

        var eigen = SymmetricEigen.Of(a, f);
        double log = 2 * index.Sum(j => Elementary.Log(units[j]));
        double floor = 1e-12 * Math.Max(eigen.Values[^1], 1e-300);
        for (int e = 0; e < f; e++)
        {
            if (!(eigen.Values[e] > floor))
            {
                Array.Fill(inverse, double.NaN);
                return (inverse, double.NaN);
            }

            log += Elementary.Log(eigen.Values[e]);
            for (int i = 0; i < f; i++)
            {
                for (int j = 0; j < f; j++)
                {
                    inverse[(index[i] * k) + index[j]] += eigen.Vectors[e][i] * eigen.Vectors[e][j] / eigen.Values[e] / (units[index[i]] * units[index[j]]);
                }
            }
        }

        return (inverse, log);
    }

    internal static double[] Product(double[] a, double[] b, int k)
    {
        var c = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            for (int l = 0; l < k; l++)
            {
                FixedOrder.AddScaled(c.AsSpan(i * k, k), b.AsSpan(l * k, k), a[(i * k) + l]);
            }
        }

        return c;
    }

    internal static double? Root(double[]? matrix, int j, int k)
    {
        double v = matrix is null ? double.NaN : matrix[(j * k) + j];
        return v > 0 ? Math.Sqrt(v) : null;
    }
}
