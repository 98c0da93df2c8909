using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Reaches a precision from λ = 0 by continuation, each point warm-started at constant log-odds; step size adapts.</summary>
/// <remarks>It does not pass folds; where the branch turns back it ends with the last certified point and says so.</remarks>
public static class Limit
{
    /// <summary>Solves directly when Newton succeeds from the λ = 0 point; otherwise follows the branch. An infinite precision is <see cref="LogitPath"/>'s work.</summary>
    public static LogitMarkovEquilibrium Solve(StochasticGame game, SolveOptions options, CancellationToken cancel = default)
    {
        bool infinite = double.IsInfinity(options.Precision);
        if (infinite)
        {
            return LogitPath.Follow(game, new PathOptions { Convention = options.Convention, KeepStrategies = false }, null, cancel).Equilibrium;
        }

        if (options.Precision * Range(game) <= 4)
        {
            var direct = LogitMarkovSolver.Solve(game, options, cancel);
            if (direct.Status != SolveStatus.NotConverged)
            {
                return direct;
            }
        }

        double range = Math.Max(Range(game), 1e-300), target = options.Precision;
        double at = Math.Min(target, 0.5 / range), growth = 1.6;
        var last = LogitMarkovSolver.Solve(game, options with { Precision = at, Certify = false, Start = null }, cancel);
        while (at < target && !cancel.IsCancellationRequested)
        {
            double next = Math.Min(target, at * growth);
            double[] start = [.. last.ActionValues.Select(q => q * at / next)];
            var e = LogitMarkovSolver.Solve(game, options with { Precision = next, Certify = false, Start = start, MaximumIterations = 25 }, cancel);
            if (e.Status == SolveStatus.Certified || e.Certificate.Residual <= options.Tolerance * Math.Max(1, next * range * 1e-4))
            {
                (last, at) = (e, next);
                growth = Math.Min(2.2, growth * 1.15);
                continue;
            }

            growth = 1 + ((growth - 1) / 3);
            if (growth < 1 + 1e-6)
            {
                break;
            }
        }

        return Finish(game, options, last, at, at >= target);
    }

    private static LogitMarkovEquilibrium Finish(StochasticGame game, SolveOptions options, LogitMarkovEquilibrium last, double reached, bool arrived)
    {
        var flat = last.Values.SelectMany(v => v).ToArray();
        var certificate = Certifier.Check(game, reached, options.Convention, last.Strategies, flat, withRegret: true);
        var status = arrived && certificate.Residual <= options.Tolerance ? SolveStatus.Certified : SolveStatus.NotConverged;
        string selection = arrived
            ? "the branch from the uniform strategy at precision 0"
            : FormattableString.Invariant($"the branch from precision 0 could only be followed to {reached:R}");
        return last with { Precision = reached, Certificate = certificate, Status = status, Selection = selection, Method = "continuation in precision with Newton steps" };
    }

    private static double Range(StochasticGame game) => game.Payoffs.Max(u => u.Max() - u.Min());
}
