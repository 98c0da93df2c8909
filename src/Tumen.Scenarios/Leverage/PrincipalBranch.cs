using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// The equilibrium that the branch from λ = 0 selects, quickly: Newton's method at a few rising precisions, each started from the one before at constant
/// log-odds. Where that fails (a fold), and in the limit, <see cref="StationarySolver"/> follows the branch in full.
/// </summary>
public static class PrincipalBranch
{
    /// <summary>λ times the payoff range at which Newton's method from the λ = 0 point is trusted without continuation.</summary>
    private const double Small = 4;

    /// <summary>Solves.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">λ, convention, tolerance; their start is not used.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static LogitMarkovEquilibrium Solve(StochasticGame game, SolveOptions options, CancellationToken cancel = default)
    {
        options = options with { Start = null };
        if (double.IsInfinity(options.Precision))
        {
            return StationarySolver.Solve(game, options, null, null, cancel).Equilibrium;
        }

        double range = Math.Max(game.Payoffs.Max(u => u.Max() - u.Min()), 1e-300), target = options.Precision;
        double at = target * range <= Small ? target : 0.5 / range, growth = 1.6;
        var last = LogitMarkovSolver.Solve(game, options with { Precision = at, Certify = options.Certify && at == target }, cancel);
        while (at < target && last.Status == SolveStatus.Certified && !cancel.IsCancellationRequested)
        {
            double next = Math.Min(target, at * growth), from = at;
            double[] start = [.. last.ActionValues.Select(q => q * from / next)];
            var e = LogitMarkovSolver.Solve(game, options with { Precision = next, Certify = options.Certify && next == target, Start = start, MaximumIterations = 25 }, cancel);
            if (e.Status == SolveStatus.Certified)
            {
                (last, at, growth) = (e, next, Math.Min(2.2, growth * 1.15));
                continue;
            }

            growth = 1 + ((growth - 1) / 3);
            if (growth < 1.001)
            {
                break;
            }
        }

        return at == target && last.Status == SolveStatus.Certified
            ? last with { Selection = "the branch from uniform play at λ = 0, by Newton steps in λ" }
            : StationarySolver.Solve(game, options, null, null, cancel).Equilibrium;
    }
}
