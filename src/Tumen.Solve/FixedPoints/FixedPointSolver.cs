using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// Logit equilibria at a given λ by repeated answering: damped sweeps q ← q + α (A(σ(q)) w(V(q)) − q), or the same accelerated by Anderson's method.
/// Fall-backs for where Newton's method fails, and an independent second opinion where it does not.
/// </summary>
/// <remarks>
/// A sweep costs one pass over the transitions and no linear system, so memory is that of the game. Sweeps converge at rate about δ when they do; they
/// need not. Sources: Anderson (1965), J. ACM 12:547-560; Walker and Ni (2011), SIAM J. Numer. Anal. 49:1715-1735 (the least-squares form used here).
/// </remarks>
public static class FixedPointSolver
{
    /// <summary>Iterates from <see cref="SolveOptions.Start"/>, or from zero action values.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">λ (finite), convention, tolerance; <see cref="SolveOptions.Method"/> chooses <see cref="SolveMethod.Anderson"/>, otherwise sweeps are damped.</param>
    /// <param name="cancel">Stops between sweeps; the last point is kept.</param>
    public static LogitMarkovEquilibrium Solve(StochasticGame game, SolveOptions options, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision);
        if (double.IsInfinity(options.Precision))
        {
            throw new ArgumentException("repeated answering needs a finite precision", nameof(options));
        }

        bool anderson = options.Method == SolveMethod.Anderson;
        var run = new FixedPointRun(game, options);
        int sweeps = anderson ? run.Accelerated(2000, cancel) : run.Damped(20_000, cancel);
        return run.Finish(anderson ? "Anderson acceleration" : "damped fixed point", sweeps, cancel.IsCancellationRequested);
    }
}
