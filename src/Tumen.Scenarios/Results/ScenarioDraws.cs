using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
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
        var sample = new WeightedSample(values);
        return new DrawInterval(sample.Median, sample.Quantile(0.05), sample.Quantile(0.95));
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
public sealed record NumberWithInterval(string Group, string Name, ScenarioNumber Point, DrawInterval Baseline, DrawInterval Scenario, DrawInterval Difference, double SameSign)
{
    /// <summary>The number at every draw that was solved, before and after.</summary>
    public ImmutableArray<ScenarioNumber> Draws { get; init; } = [];
}

/// <summary>A scenario over draws of a theory's numbers.</summary>
/// <param name="Point">The scenario at the estimate, in full.</param>
/// <param name="Draws">Draws used.</param>
/// <param name="Failed">Draws dropped because a game was not solved.</param>
/// <param name="Lost">Draws in which the branch from the baseline was lost.</param>
/// <param name="Numbers">Every number with its interval.</param>
/// <param name="Partners">Per partner of a coalition: the gains over draws (one-shot, for good, dissolving).</param>
public sealed record ScenarioUncertainty(
    ScenarioResult Point, int Draws, int Failed, int Lost, ImmutableArray<NumberWithInterval> Numbers,
    ImmutableArray<(string Player, DrawInterval OneShot, DrawInterval ForGood, DrawInterval Dissolving)> Partners)
{
    /// <summary>Every curve with its band; empty when not asked for.</summary>
    public ImmutableArray<CurveWithBand> Curves { get; init; } = [];
}

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
        // Scenarios that begin alike share a bench, and with it the theory solved at every draw.
        var laws = new List<(ScenarioOptions Options, ScenarioBench Bench)>();
        return [.. scenarios.Select(spec =>
        {
            var wanted = options(spec);
            var bench = laws.FirstOrDefault(x => Alike(x.Options, wanted)).Bench;
            if (bench is null)
            {
                bench = new ScenarioBench(model, theory, wanted, point, draws, solved);
                laws.Add((wanted, bench));
            }

            return bench.Run(spec, threads, cancel);
        })];
    }

    private static bool Alike(ScenarioOptions a, ScenarioOptions b)
    {
        static bool Same<T>(T[]? x, T[]? y)
            where T : IEquatable<T> => x is null || y is null ? x is null && y is null : x.AsSpan().SequenceEqual(y);
        return Same(a.Start, b.Start) && Same(a.Over, b.Over) && Same(a.Visited, b.Visited) && a.Cycle == b.Cycle && a.Horizon == b.Horizon && a.Leverage == b.Leverage && a.Curves == b.Curves;
    }

    /// <summary>Sums up a scenario at the estimate and over draws; a draw that was not solved is null.</summary>
    internal static ScenarioUncertainty Summary(ScenarioResult point, ScenarioResult?[] all)
    {
        ScenarioResult[] used = [.. all.OfType<ScenarioResult>()];
        var numbers = point.Numbers.Select(n =>
        {
            ScenarioNumber[] drawn = [.. used.Select(r => r.Number(n.Group, n.Name)).OfType<ScenarioNumber>()];
            double[] differences = [.. drawn.Select(x => x.Difference).Where(x => !double.IsNaN(x))];
            int sign = Sign(n.Difference);
            return new NumberWithInterval(
                n.Group, n.Name, n, DrawInterval.Of(drawn.Select(x => x.Baseline)), DrawInterval.Of(drawn.Select(x => x.Scenario)), DrawInterval.Of(differences),
                differences.Length == 0 ? double.NaN : differences.Count(x => Sign(x) == sign) / (double)differences.Length) { Draws = [.. drawn] };
        });
        var partners = point.Partners.Select((p, k) => (p.Player, DrawInterval.Of(used.Select(r => r.Partners[k].OneShot)),
            DrawInterval.Of(used.Select(r => r.Partners[k].ForGood)), DrawInterval.Of(used.Select(r => r.Partners[k].Dissolving))));
        return new ScenarioUncertainty(point, used.Length, all.Length - used.Length, used.Count(r => r.Branch == BranchStatus.Lost), [.. numbers], [.. partners])
        {
            Curves = [.. point.Curves.Select((c, k) => Band(c, [.. used.Where(r => r.Curves.Length == point.Curves.Length).Select(r => r.Curves[k])]))],
        };
    }

    private static CurveWithBand Band(ScenarioCurve point, ScenarioCurve[] drawn)
    {
        double[] At(Func<ScenarioCurve, double[]> of, Func<DrawInterval, double> end) =>
            [.. Enumerable.Range(0, point.At.Length).Select(t => end(DrawInterval.Of(drawn.Select(c => of(c)[t]))))];
        return new CurveWithBand(point, At(c => c.Baseline, i => i.Low), At(c => c.Baseline, i => i.High), At(c => c.Scenario, i => i.Low), At(c => c.Scenario, i => i.High));
    }

    private static int Sign(double x) => x > 1e-9 ? 1 : x < -1e-9 ? -1 : 0;
}
