using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Median and 5–95 % of a number over draws.</summary>
/// <param name="Median">Median.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="High">95 % quantile.</param>
public sealed record DrawInterval(double Median, double Low, double High)
{
    /// <summary>The interval of some values; NaN values are left out, infinite ones count.</summary>
    public static DrawInterval Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return sorted.Length == 0 ? new DrawInterval(double.NaN, double.NaN, double.NaN) : new DrawInterval(Quantile(sorted, 0.5), Quantile(sorted, 0.05), Quantile(sorted, 0.95));
    }

    private static double Quantile(double[] sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 < sorted.Length && at > low ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}

/// <summary>A number of a scenario with its uncertainty.</summary>
/// <param name="Group">Group.</param>
/// <param name="Name">Name.</param>
/// <param name="Point">At the estimate.</param>
/// <param name="Baseline">Over draws, under the baseline.</param>
/// <param name="Scenario">Over draws, under the scenario.</param>
/// <param name="Difference">Over draws, scenario less baseline.</param>
/// <param name="SameSign">Share of draws whose difference has the sign it has at the estimate (within 1e-9 of 0 counts as no sign).</param>
public sealed record NumberWithInterval(string Group, string Name, ScenarioNumber Point, DrawInterval Baseline, DrawInterval Scenario, DrawInterval Difference, double SameSign);

/// <summary>A scenario over draws of a theory's numbers.</summary>
/// <param name="Point">The scenario at the estimate, in full.</param>
/// <param name="Draws">Draws used.</param>
/// <param name="Failed">Draws dropped because a game was not solved.</param>
/// <param name="Lost">Draws in which the branch from the baseline was lost.</param>
/// <param name="Numbers">Every number with its interval.</param>
/// <param name="Partners">Per partner of a coalition: the gains over draws (one-shot, for good, dissolving).</param>
public sealed record ScenarioUncertainty(
    ScenarioResult Point, int Draws, int Failed, int Lost, ImmutableArray<NumberWithInterval> Numbers,
    ImmutableArray<(string Player, DrawInterval OneShot, DrawInterval ForGood, DrawInterval Dissolving)> Partners);

/// <summary>Scenarios with parameter uncertainty: each draw is solved before and after.</summary>
public static class ScenarioDraws
{
    /// <summary>Runs scenarios at an estimate and over draws around it.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="theory">The theory.</param>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="options">What to work out; per scenario, so that each can start where its date says.</param>
    /// <param name="point">The estimate.</param>
    /// <param name="draws">Draws; each is one weight vector and one chance vector.</param>
    /// <param name="threads">Threads; results do not depend on it.</param>
    /// <param name="solved">Action values of the theory's solved game at the estimate, to start from, or null.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <exception cref="BadInputException">A scenario does not fit the game.</exception>
    public static ImmutableArray<ScenarioUncertainty> Run(
        GameModel model, string theory, IReadOnlyList<ScenarioSpec> scenarios, Func<ScenarioSpec, ScenarioOptions> options, TheoryPoint point, IReadOnlyList<TheoryPoint> draws,
        int threads = 1, double[]? solved = null, CancellationToken cancel = default)
    {
        ScenarioSolver[] Runners(bool detail) => [.. scenarios.Select(s => new ScenarioSolver(model, theory, options(s) with { Detail = detail }))];
        var runners = Runners(true);
        var points = new ScenarioResult[scenarios.Count];
        SolvedTheory? first = null;
        for (int k = 0; k < points.Length; k++)
        {
            first ??= runners[k].Solve(point, solved, cancel);
            points[k] = runners[k].Run(scenarios[k], runners[k].Of(point, first.Equilibrium), null, cancel);
        }

        var rows = new ScenarioResult?[draws.Count][];
        Parallel.For(0, draws.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, () => Runners(false), (d, _, own) =>
        {
            rows[d] = new ScenarioResult?[points.Length];
            SolvedTheory? solvedDraw = null;
            for (int k = 0; k < points.Length; k++)
            {
                solvedDraw ??= own[k].Solve(draws[d], first!.Equilibrium.ActionValues, cancel);
                var here = solvedDraw.Equilibrium.Status == SolveStatus.Certified ? own[k].Of(draws[d], solvedDraw.Equilibrium) : null;
                var near = points[k].Periods is null && points[k].Status == SolveStatus.Certified ? points[k].ActionValues : null;
                var result = here is null ? null : own[k].Run(scenarios[k], here, near, cancel);
                rows[d][k] = result?.Status == SolveStatus.Certified ? result : null;
            }

            return own;
        }, _ => { });
        return [.. points.Select((p, k) => Summary(p, [.. rows.Select(r => r[k])]))];
    }

    private static ScenarioUncertainty Summary(ScenarioResult point, ScenarioResult?[] all)
    {
        ScenarioResult[] used = [.. all.OfType<ScenarioResult>()];
        var numbers = point.Numbers.Select(n =>
        {
            ScenarioNumber[] drawn = [.. used.Select(r => r.Number(n.Group, n.Name)).OfType<ScenarioNumber>()];
            double[] differences = [.. drawn.Select(x => x.Difference).Where(x => !double.IsNaN(x))];
            int sign = Sign(n.Difference);
            return new NumberWithInterval(
                n.Group, n.Name, n, DrawInterval.Of(drawn.Select(x => x.Baseline)), DrawInterval.Of(drawn.Select(x => x.Scenario)), DrawInterval.Of(differences),
                differences.Length == 0 ? double.NaN : differences.Count(x => Sign(x) == sign) / (double)differences.Length);
        });
        var partners = point.Partners.Select((p, k) => (p.Player, DrawInterval.Of(used.Select(r => r.Partners[k].OneShot)),
            DrawInterval.Of(used.Select(r => r.Partners[k].ForGood)), DrawInterval.Of(used.Select(r => r.Partners[k].Dissolving))));
        return new ScenarioUncertainty(point, used.Length, all.Length - used.Length, used.Count(r => r.Branch == BranchStatus.Lost), [.. numbers], [.. partners]);
    }

    private static int Sign(double x) => x > 1e-9 ? 1 : x < -1e-9 ? -1 : 0;
}
