using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The local power table of a study: one information matrix per theory, under the union of all theories' weights.</summary>
public static class PowerTable
{
    /// <summary>Rows: the true theory at its posterior mode; columns: the fitted one. 2 × expected Δ log-likelihood over the record's situations.</summary>
    /// <remarks>Theories that could not be fitted have no row and no column: NaN.</remarks>
    public static ImmutableArray<ImmutableArray<double>> Of(GameModel game, ImmutableArray<Sequence> data, ImmutableArray<TheoryWork> works) =>
        Whole(works.Length, [.. Enumerable.Range(0, works.Length).Where(i => Standing.NotFitted(works[i]) is null)], sound =>
            Of(game, data, [.. sound.Select(i => (works[i].Name, (IReadOnlyDictionary<string, double>)works[i].Parameters.ToDictionary(p => p.Name, p => p.Mode)))]));

    // A table of all theories from one of some of them.
    private static ImmutableArray<ImmutableArray<double>> Whole(int count, int[] some, Func<int[], ImmutableArray<ImmutableArray<double>>> of)
    {
        var table = some.Length == 0 ? [] : of(some);
        return [.. Enumerable.Range(0, count).Select(i => (ImmutableArray<double>)[.. Enumerable.Range(0, count).Select(j =>
            Array.IndexOf(some, i) is >= 0 and var a && Array.IndexOf(some, j) is >= 0 and var b ? table[a][b] : double.NaN)])];
    }

    /// <summary>The same before any theory is fitted: base weights and chances at the mode of the base game, a theory's own weights at the size their prior expects.</summary>
    /// <param name="game">The game.</param>
    /// <param name="data">The record; only its situations and the base game's fit enter, no theory has seen it.</param>
    /// <param name="theories">The theories.</param>
    /// <param name="seed">Seed of the starting points of the base fit.</param>
    /// <param name="cancel">Stops between theories.</param>
    public static BeforeWork Before(GameModel game, ImmutableArray<Sequence> data, ImmutableArray<string> theories, ulong seed, CancellationToken cancel)
    {
        int[] fittable = [.. Enumerable.Range(0, theories.Length).Where(i => !FitReview.Before(new Likelihood(ParametricGame.Compile(game, theories[i], data[0].Covariates), data), cancel).Any(r => r.Stops))];
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base", data[0].Covariates), data);
        if (fittable.Length == 0 || FitReview.Before(likelihood, cancel).Any(r => r.Stops))
        {
            return new BeforeWork([.. theories], [.. theories.Select(_ => theories.Select(_ => double.NaN).ToArray())]);
        }

        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true, Seed = seed, ObservedInformation = false }, cancel);
        cancel.ThrowIfCancellationRequested();
        var known = fit.Estimates.ToDictionary(e => e.Parameter.Name, e => e.Value);
        var truths = fittable.Select(i => theories[i]).Select(name =>
        {
            var space = new ParameterSpace(ParametricGame.Compile(game, name, data[0].Covariates), data);
            return (name, (IReadOnlyDictionary<string, double>)space.Free.ToDictionary(p => p.Name, p => known.TryGetValue(p.Name, out double x) ? x : Expected(p)));
        }).ToImmutableArray();
        var table = Whole(theories.Length, fittable, _ => Of(game, data, truths, cancel));
        return new BeforeWork([.. theories], [.. table.Select(r => r.ToArray())]);
    }

    /// <summary>Mean size that a prior expects of a weight: E|x| of a normal around zero is √(2/π) standard deviations.</summary>
    private static double Expected(Parameter p) => p.Prior switch
    {
        Prior.Normal n when n.Mean != 0 => Math.Clamp(n.Mean, p.Lower, p.Upper),
        Prior.Normal n => Math.Clamp(p.Upper <= 0 ? -n.StandardDeviation * Math.Sqrt(2 / Math.PI) : n.StandardDeviation * Math.Sqrt(2 / Math.PI), p.Lower, p.Upper),
        Prior.Beta b => b.A / (b.A + b.B),
        _ => p.Kind == ParameterKind.Chance ? 0.5 : Math.Clamp(1, p.Lower, p.Upper),
    };

    private static ImmutableArray<ImmutableArray<double>> Of(
        GameModel game, ImmutableArray<Sequence> data, ImmutableArray<(string Name, IReadOnlyDictionary<string, double> Values)> truths, CancellationToken cancel = default)
    {
        const string Union = "\u222a";
        var names = truths.Select(w => w.Name).Where(n => game.FindTheory(n) is not null).ToImmutableArray();
        // Assumptions (such as a discount factor) cannot be united; theories that make one are compared by their weights only.
        var union = game with { Theories = [.. game.Theories.Select(t => t with { Assumptions = [] }), new Theory(Union, null, names, [], [])] };
        var likelihood = new Likelihood(ParametricGame.Compile(union, Union, data[0].Covariates), data);
        var space = likelihood.Parameters;
        var table = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        foreach (var (_, values) in truths)
        {
            cancel.ThrowIfCancellationRequested();
            var x = space.PlainStart();
            for (int k = 0; k < x.Length; k++)
            {
                x[k] = values.TryGetValue(space.Free[k].Name, out double v) ? v : space.Free[k].Kind == ParameterKind.Weight ? 0 : x[k];
            }

            likelihood.Forget();
            var at = likelihood.Evaluate(x, true, cancel);
            HashSet<string> own = [.. values.Keys];
            table.Add([.. truths.Select(fitted => at.Solved ? LocalPower.Distance(space, at.Information, x, own, [.. fitted.Values.Keys]) : double.NaN)]);
        }

        return table.ToImmutable();
    }
}

/// <summary>What a record could tell apart, worked out before any theory is fitted.</summary>
/// <param name="Theories">Names.</param>
/// <param name="Table">2 × expected Δ log-likelihood: row true, column fitted; NaN where the true theory could not be solved.</param>
public sealed record BeforeWork(string[] Theories, double[][] Table)
{
    /// <summary>Share of ordered pairs of different theories that one weight's test would separate with at least 80 % power at 5 %.</summary>
    public double Separable
    {
        get
        {
            var cells = Enumerable.Range(0, Theories.Length).SelectMany(i => Enumerable.Range(0, Theories.Length).Where(j => j != i).Select(j => Table[i][j])).Where(double.IsFinite).ToArray();
            return cells.Length == 0 ? double.NaN : cells.Count(c => c >= LocalPower.Needed[0]) / (double)cells.Length;
        }
    }
}

/// <summary>A design of the study: how the record is coded and who sees whom, with what it could tell apart.</summary>
/// <param name="Name">In words.</param>
/// <param name="Before">The table.</param>
public sealed record DesignPower(string Name, BeforeWork Before);

/// <summary>The local power table of a record at its fitted theories.</summary>
/// <param name="Table">2 × expected Δ log-likelihood: row true, column fitted; NaN where the true theory could not be solved.</param>
public sealed record LocalPowerWork(double[][] Table);
