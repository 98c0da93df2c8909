namespace Tumen.Episodes;

/// <summary>Follows logit equilibria of a tree in λ: at any precision, to the limit (a sequential equilibrium), or to the precision that fits play best.</summary>
/// <remarks>
/// Method: Euler predictor and Newton corrector in arc length (Allgower and Georg 1990), oriented by the previous direction, so folds are rounded and simple bifurcations are crossed straight on.
/// Cost per step: cubic in the number of actions. The limit is polished by Newton on its support and its regret recomputed; a trace that stops short is reported as not converged.
/// Sources: McKelvey and Palfrey (1995, 1998); Turocy (2005, GEB 51; 2010).
/// </remarks>
public static class AgentQuantalResponse
{
    /// <summary>Traces the principal branch from the uniform profile.</summary>
    /// <exception cref="ArgumentException">Imperfect recall.</exception>
    public static QuantalPath Trace(ExtensiveGame game, QuantalOptions? options = null)
    {
        options ??= new QuantalOptions();
        var conditions = Conditions(game);
        var points = new List<QuantalPoint>();
        var walker = new BranchWalker(conditions);
        SolvedProfile? limit = null;
        points.Add(Point(conditions, walker.Current));
        double tried = double.PositiveInfinity;
        while (walker.Steps < options.MaximumSteps && walker.Current[^1] < options.MaximumScaledPrecision && walker.Step())
        {
            var point = Point(conditions, walker.Current);
            points.Add(point);
            double regret = GameValues.Floating(point.Profile).Regret / conditions.Scale;
            if (regret > options.Regret || regret > tried) continue;
            tried = regret * 0.2;
            limit = LimitPolish.TryPolishEverywhere(point.Profile, walker.Steps);
            if (limit is not null) break;
        }
        limit ??= LimitPolish.TryPolishEverywhere(points[^1].Profile, walker.Steps)
            ?? LimitPolish.TryPolish(points[^1].Profile, walker.Steps)
            ?? SolvedProfile.Certify(points[^1].Profile, walker.Steps, "agent quantal response traced as far as it went");
        return new QuantalPath(points, limit, [.. walker.Folds.Select(l => l / conditions.Scale)], [.. walker.Bifurcations.Select(l => l / conditions.Scale)], walker.Steps);
    }

    /// <summary>The logit equilibrium at one precision, on the principal branch, where the branch first meets it.</summary>
    /// <param name="game">Perfect recall.</param>
    /// <param name="choicePrecision">λ ≥ 0 in inverse payoff units.</param>
    /// <returns>The point; its residual says how well it solves the conditions (round-off when converged).</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The branch could not be followed that far.</exception>
    public static QuantalPoint At(ExtensiveGame game, double choicePrecision)
    {
        if (!(choicePrecision >= 0) || double.IsInfinity(choicePrecision)) throw new ArgumentOutOfRangeException(nameof(choicePrecision), choicePrecision, "λ is finite and at least 0.");
        var conditions = Conditions(game);
        double wanted = choicePrecision * conditions.Scale;
        var walker = new BranchWalker(conditions);
        double[] before = walker.Current;
        while (walker.Current[^1] < wanted)
        {
            before = walker.Current;
            if (walker.Steps > 100_000 || !walker.Step()) throw new InvalidOperationException($"The branch stopped at λ = {walker.Current[^1] / conditions.Scale}.");
        }
        return Point(conditions, Between(conditions, before, walker.Current, wanted));
    }

    /// <summary>The precision on the principal branch under which observed play is likeliest.</summary>
    /// <param name="game">Perfect recall.</param>
    /// <param name="counts">How often each action was taken, shape [actions of all sets], nature's ignored.</param>
    /// <param name="options">Limits; defaults if null.</param>
    public static QuantalEstimate Estimate(ExtensiveGame game, IReadOnlyList<double> counts, QuantalOptions? options = null)
    {
        options ??= new QuantalOptions();
        var conditions = Conditions(game);
        double LogLikelihood(double[] z)
        {
            double sum = 0;
            for (int k = 0; k < conditions.Unknown.Length; k++)
                if (conditions.Unknown[k] >= 0 && counts[k] > 0) sum += counts[k] * z[conditions.Unknown[k]];
            return sum;
        }
        var walker = new BranchWalker(conditions) { LargestStep = 0.5 };
        var branch = new List<double[]> { walker.Current };
        int best = 0;
        double bestValue = LogLikelihood(walker.Current);
        while (walker.Steps < options.MaximumSteps && walker.Current[^1] < Math.Min(options.MaximumScaledPrecision, 1e4) && walker.Step())
        {
            branch.Add(walker.Current);
            double value = LogLikelihood(walker.Current);
            if (value > bestValue) (best, bestValue) = (branch.Count - 1, value);
        }
        if (best == branch.Count - 1)
            return new QuantalEstimate(branch[best][^1] / conditions.Scale, bestValue, double.PositiveInfinity, Point(conditions, branch[best]), true);
        double low = branch[Math.Max(0, best - 1)][^1], high = branch[best + 1][^1];
        (low, high) = (Math.Min(low, high), Math.Max(low, high));
        double ratio = (Math.Sqrt(5) - 1) / 2;
        double[] At(double l) => Between(conditions, branch[Math.Max(0, best - 1)], branch[best + 1], l);
        for (int k = 0; k < 80; k++)
        {
            double a = high - ratio * (high - low), b = low + ratio * (high - low);
            if (LogLikelihood(At(a)) < LogLikelihood(At(b))) low = a;
            else high = b;
        }
        double[] z = At(0.5 * (low + high));
        double h = Math.Max(1e-4 * z[^1], 1e-6), middle = LogLikelihood(z);
        double curvature = (LogLikelihood(At(z[^1] + h)) - 2 * middle + LogLikelihood(At(Math.Max(0, z[^1] - h)))) / (h * h);
        double error = curvature < 0 ? 1 / Math.Sqrt(-curvature) / conditions.Scale : double.PositiveInfinity;
        return new QuantalEstimate(z[^1] / conditions.Scale, middle, error, Point(conditions, z), false);
    }

    private static LogitConditions Conditions(ExtensiveGame game) => PerfectRecall.FindViolation(game) is { } violation
        ? throw new ArgumentException(violation.Message, nameof(game))
        : new LogitConditions(game);

    private static QuantalPoint Point(LogitConditions conditions, double[] z) =>
        new(z[^1] / conditions.Scale, conditions.Profile(z), conditions.Evaluate(z, null).Select(Math.Abs).DefaultIfEmpty(0).Max());

    private static double[] Between(LogitConditions conditions, double[] first, double[] second, double lambda)
    {
        double t = second[^1] == first[^1] ? 0 : (lambda - first[^1]) / (second[^1] - first[^1]);
        double[] z = [.. first.Zip(second, (a, b) => a + t * (b - a))];
        z[^1] = lambda;
        int n = conditions.Count;
        var jacobian = new double[n, n + 1];
        for (int k = 0; k < 30; k++)
        {
            var residual = conditions.Evaluate(z, jacobian);
            if (residual.Select(Math.Abs).DefaultIfEmpty(0).Max() < 1e-14 * (1 + lambda)) break;
            var square = new double[n, n];
            var right = new double[n, 1];
            for (int r = 0; r < n; r++)
            {
                right[r, 0] = residual[r];
                for (int c = 0; c < n; c++) square[r, c] = jacobian[r, c];
            }
            if (!DenseSolve.TrySolve(square, right)) break;
            double change = 0;
            for (int r = 0; r < n; r++)
            {
                z[r] -= right[r, 0];
                change = Math.Max(change, Math.Abs(right[r, 0]));
            }
            if (change < 1e-15) break;
        }
        return z;
    }
}
