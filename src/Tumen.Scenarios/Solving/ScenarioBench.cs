using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// One theory at an estimate and at draws around it, ready for any number of scenarios with the same start: the theory is solved once at every point, when first needed.
/// Scenarios may be run from several threads; results do not depend on how many.
/// </summary>
public sealed class ScenarioBench
{
    private readonly ScenarioSolver _full;
    private readonly ScenarioSolver _quick;
    private readonly TheoryPoint _point;
    private readonly double[]? _solved;
    private readonly Lazy<SolvedTheory> _first;
    private readonly Lazy<SolvedTheory>[] _draws;

    /// <summary>Prepares a bench.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="theory">The theory.</param>
    /// <param name="options">What to work out, from where; the estimate is worked out in detail, draws are not.</param>
    /// <param name="point">The estimate.</param>
    /// <param name="draws">Draws; each is one weight vector and one chance vector.</param>
    /// <param name="solved">Action values of the theory's solved game at the estimate, to start from, or null.</param>
    public ScenarioBench(GameModel model, string theory, ScenarioOptions options, TheoryPoint point, IReadOnlyList<TheoryPoint> draws, double[]? solved = null)
    {
        _full = new ScenarioSolver(model, theory, options with { Detail = true });
        _quick = new ScenarioSolver(model, theory, options with { Detail = false, Start = _full.Start });
        _point = point;
        _solved = solved;
        _first = new Lazy<SolvedTheory>(() => _full.Solve(_point, _solved));
        _draws = [.. draws.Select(d => new Lazy<SolvedTheory>(() => _quick.Solve(d, _first.Value.Equilibrium.ActionValues)))];
    }

    /// <summary>The theory solved at the estimate.</summary>
    public SolvedTheory Baseline => _first.Value;

    /// <summary>Number of draws.</summary>
    public int Draws => _draws.Length;

    /// <summary>The solver of the estimate.</summary>
    public ScenarioSolver Solver => _full;

    /// <summary>The theory as it is at every draw, in order; null where it was not solved.</summary>
    public IEnumerable<SolvedTheory?> Solved() => _draws.Select(d => d.Value.Equilibrium.Status == SolveStatus.Certified ? d.Value : null);

    /// <summary>Runs a scenario at the estimate and at every draw.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="threads">Threads for the draws.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <exception cref="BadInputException">The scenario does not fit the game.</exception>
    public ScenarioUncertainty Run(ScenarioSpec scenario, int threads = 1, CancellationToken cancel = default)
    {
        var point = _full.Run(scenario, _first.Value, null, cancel);
        var near = point.Periods is null && point.Status == SolveStatus.Certified ? point.ActionValues : null;
        var rows = new ScenarioResult?[_draws.Length];
        void One(int d)
        {
            cancel.ThrowIfCancellationRequested();
            var here = _draws[d].Value;
            var result = here.Equilibrium.Status == SolveStatus.Certified ? _quick.Run(scenario, here, near, cancel) : null;
            rows[d] = result?.Status == SolveStatus.Certified ? result : null;
        }

        if (threads <= 1)
        {
            for (int d = 0; d < rows.Length; d++)
            {
                One(d);
            }
        }
        else
        {
            Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, One);
        }

        return ScenarioDraws.Summary(point, rows);
    }
}
