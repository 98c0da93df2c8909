using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>Runs what-ifs of a study under its fitted theories, at the posterior mode and at draws around it, and turns them into plain data for the store.</summary>
/// <param name="model">The game.</param>
/// <param name="data">The record: where it stands decides where paths begin and what leverage is averaged over.</param>
/// <param name="seed">Seed of the draws.</param>
/// <param name="draws">Posterior draws; fewer where only a verdict is wanted.</param>
/// <param name="curves">Whether curves are worked out.</param>
public sealed class ScenarioPieces(GameModel model, ImmutableArray<Sequence> data, ulong seed, int draws = ScenarioPieces.Draws, bool curves = true)
{
    /// <summary>Posterior draws.</summary>
    public const int Draws = 16;

    /// <summary>Months followed.</summary>
    public const int Months = 49;

    private readonly ConcurrentDictionary<(string Theory, string? From, bool Leverage), Lazy<ScenarioBench?>> _benches = new();
    private volatile string? _played;

    /// <summary>Whether the draws are from the priors rather than from the posterior; numbers at the posterior mode stay what they are.</summary>
    public bool FromPriors { get; init; }

    /// <summary>Name of the unit whose game is changed; null for the first of the record.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// A theory at its mode and at draws around it, ready for what-ifs that begin in the same month; null when it was not fitted. The one way to a what-if's numbers: what the study keeps is what
    /// <c>tumen whatif</c> prints.
    /// </summary>
    /// <param name="theory">The theory.</param>
    /// <param name="from">Month of the record in which what-ifs begin; null for the last.</param>
    /// <param name="leverage">Whether leverage is worked out.</param>
    /// <exception cref="ArgumentException">The record has no such unit.</exception>
    public ScenarioBench? Bench(TheoryAtMode theory, string? from, bool leverage = true) => _benches.GetOrAdd((theory.Name, from, leverage), _ => new Lazy<ScenarioBench?>(() => Prepare(theory, from, leverage))).Value;

    /// <summary>Runs one what-if under one theory.</summary>
    /// <param name="spec">The what-if.</param>
    /// <param name="theory">The fitted theory: its posterior mode and Laplace covariance.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <param name="leverage">Whether leverage is worked out; it costs two solves a draw, and few claims ask for it.</param>
    /// <exception cref="BadInputException">The what-if does not fit the game.</exception>
    public ScenarioWork Run(ScenarioSpec spec, TheoryWork theory, CancellationToken cancel, bool leverage = true)
    {
        var bench = Bench(TheoryAtMode.Of(theory), spec.From, leverage);
        if (bench is null || bench.Baseline.Equilibrium.Status != SolveStatus.Certified)
        {
            return Failed(spec, theory, "the theory itself could not be solved at its posterior mode");
        }

        var r = bench.Run(spec, 1, cancel);
        if (r.Point.Status != SolveStatus.Certified)
        {
            return Failed(spec, theory, "no certified equilibrium was found under the change");
        }

        return new ScenarioWork(
            spec.Name, theory.Name, "solved", [.. Notes(r)], [.. r.Numbers.Select(Quantity).OfType<QuantityWork>()], r.Failed, r.Lost,
            r.Point.Number(NumberGroups.Support, "in the long run")?.Scenario ?? double.NaN, [.. r.Curves.Select(Curve)], [.. r.Partners.Select((p, k) => Partner(r.Point.Partners[k], p))]);
    }

    /// <summary>Marginal leverage in every situation the record visited.</summary>
    /// <param name="theory">The fitted theory.</param>
    public MarginalWork Marginal(TheoryWork theory)
    {
        var bench = Bench(TheoryAtMode.Of(theory), null);
        if (bench is null || bench.Baseline.Equilibrium.Status != SolveStatus.Certified || model.Concession is null || model.Threats is not { } threats)
        {
            return new MarginalWork(theory.Name, [], []);
        }

        double[][] At(SolvedTheory solved) => [.. threats.Moves.Select(b => MarginalLeverage.Of(bench.Solver.Solved.Model, solved.Equilibrium, b))];
        var states = bench.Solver.Whole.States;
        var map = bench.Solver.Reduction.StateMap;
        double[][] point = At(bench.Baseline);
        double[][][] drawnAll = [.. bench.Solved().OfType<SolvedTheory>().Select(At)];
        var visits = data.SelectMany(d => d.Levels).Where(l => !l.Contains(-1)).GroupBy(l => states.Index(l.AsSpan())).OrderByDescending(g => g.Count()).ThenBy(g => g.Key);
        return new MarginalWork(theory.Name, [.. threats.Moves.Select(b => model.Players[threats.Player].Moves[b])], [.. visits.Select(g =>
        {
            int s = map[g.Key];
            double[][] drawn = [.. threats.Moves.Select((_, b) => drawnAll.Select(d => d[b][s]).ToArray())];
            return new MarginalCell([.. g.First()], g.Count(), [.. point.Select(p => p[s])], [.. drawn.Select(d => DrawInterval.Of(d).Low)], [.. drawn.Select(d => DrawInterval.Of(d).High)],
                [.. drawn.Select(d => d.Length == 0 ? double.NaN : d.Count(x => x > 0) / (double)d.Length)]);
        })]);
    }

    /// <summary>Everything that decides what a what-if says, in words: part of the key under which it is kept.</summary>
    public static string Describe(ScenarioSpec spec) => string.Join("; ", spec.Edits.Select(e => e switch
    {
        // Records print their arrays by type only, so the words of these are spelled out.
        ScenarioEdit.Forbid f => $"forbid {f.Player} {string.Join(",", f.Moves)} {f.Always}",
        ScenarioEdit.Defang d => $"defang {d.Player} {string.Join(",", d.Moves)}",
        ScenarioEdit.Coalition c => $"coalition {string.Join(",", c.Players)} {string.Join(",", c.Weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))} {c.AtLatestTurn}",
        ScenarioEdit.CountsWhen c => $"{c.Weight} counts {Spelt(c.If)}",
        _ => (e with { Place = default }).ToString(),
    })) + $"; {spec.From} {spec.Periods}{(spec.Gradual is { } g ? $" gradually {g}" : "")}";

    private static string Spelt(Condition c) => c switch
    {
        Condition.LevelIn l => $"{l.Situation} in {string.Join(",", l.Levels)}",
        Condition.Plays p => $"{p.Player} plays {string.Join(",", p.Moves)}",
        Condition.And a => $"({Spelt(a.Left)} and {Spelt(a.Right)})",
        Condition.Or o => $"({Spelt(o.Left)} or {Spelt(o.Right)})",
        Condition.Not n => $"not {Spelt(n.Inner)}",
        _ => c.ToString(),
    };

    /// <summary>A theory's posterior mode and draws around it, the last era's weights where they differ by era; none when it was not fitted.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The record.</param>
    /// <param name="theory">The fitted theory.</param>
    /// <param name="count">Draws.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="fromPriors">Draws from the priors instead; none where one is flat.</param>
    /// <param name="unit">The unit whose weights they are; null for the first.</param>
    internal static (Likelihood Likelihood, ImmutableArray<TheoryPoint> Points) Points(GameModel model, ImmutableArray<Sequence> data, TheoryAtMode theory, int count, ulong seed, bool fromPriors = false, string? unit = null)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory.Name, data[0].Covariates), data);
        var space = likelihood.Parameters;
        if (theory.Point.Length != space.Count)
        {
            return (likelihood, []);
        }

        int kind = PlayedUnit.Of(likelihood, unit).Kind;
        var posterior = new PosteriorDraws(space, theory.Point, theory.Covariance, theory.Edges, seed);
        var prior = new PriorSample(space, seed);
        if (fromPriors && !prior.IsProper)
        {
            count = 0;
        }

        return (likelihood, [.. Enumerable.Range(0, count + 1).Select(d => d == 0 ? theory.Point : fromPriors ? prior.Draw(d) : posterior.Draw(d))
            .Select(x => new TheoryPoint(space.Weights(space.Eras.Length - 1, x, kind), space.Chances(x)))]);
    }

    private static ScenarioWork Failed(ScenarioSpec spec, TheoryWork theory, string why) => new(spec.Name, theory.Name, why, [], [], 0, 0, double.NaN, [], []);

    private ScenarioBench? Prepare(TheoryAtMode theory, string? from, bool leverage)
    {
        var (likelihood, points) = Points(model, data, theory, draws, seed + 2000, FromPriors, Unit);
        if (points.IsEmpty)
        {
            return null;
        }

        // Where units play different games, a what-if is of the first unit's.
        var unit = PlayedUnit.Of(likelihood, Unit);
        _played = unit.Says;
        var options = new ScenarioOptions
        {
            Start = ScenarioStart.From(likelihood.Game, points[0].Chances, data[unit.Index], from),
            Over = ScenarioStart.Shares(likelihood.Game.States, unit.Alike),
            Visited = ScenarioStart.Visited(likelihood.Game.States, unit.Alike),
            Horizon = Months,
            Curves = curves,
            Leverage = leverage,
        };
        return new ScenarioBench(unit.Model, theory.Name, options, points[0], [.. points.Skip(1)]);
    }

    private IEnumerable<string> Notes(ScenarioUncertainty r)
    {
        if (_played is { } played)
        {
            yield return played;
        }

        foreach (string note in r.Point.Notes)
        {
            yield return note;
        }

        if (r.Failed + r.Lost > 0)
        {
            yield return $"{r.Failed} of {r.Draws + r.Failed} draws not solved, {r.Lost} lost the branch";
        }

        foreach (var p in r.Point.Partners)
        {
            string display = model.Players.First(x => x.Name == p.Player).Display;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{display} would gain by leaving, in units of its choice noise: {p.OneShot:+0.000;-0.000} by one month's move, {p.ForGood:+0.000;-0.000} by one that ends the coalition, {p.Dissolving:+0.00;-0.00} if it were over at once");
        }
    }

    private static QuantityWork? Quantity(NumberWithInterval n)
    {
        (string Name, string Unit)? named = n.Group switch
        {
            NumberGroups.Moves or NumberGroups.Situations => ($"share {n.Name}", "share of months"),
            NumberGroups.Returns => ($"return {n.Name}", "months from one to the next"),
            NumberGroups.Concessions when n.Name == "discounted average over the record" => ("concessions", "net rewards a month"),
            NumberGroups.Leverage => (n.Name, n.Name switch { "influence" => "net compliance a month", "price" => "units of choice noise a month", _ => "net rewards a month" }),
            NumberGroups.Cycle => ($"cycle: {n.Name}", "months"),
            NumberGroups.Rhythm => ($"rhythm: {n.Name}", n.Name.StartsWith("period", StringComparison.Ordinal) ? "months" : "spectral density"),
            NumberGroups.Passage => (n.Name, "months"),
            NumberGroups.Leaving => ($"leaving {n.Name}", "units of the partner's choice noise"),
            _ => null,
        };
        return named is not { } x ? null : new QuantityWork(
            x.Name, x.Unit, n.Point.Baseline, n.Point.Scenario, [.. n.Draws.Select(d => d.Difference).Where(double.IsFinite)], [.. n.Draws.Select(d => d.Baseline).Where(double.IsFinite)]);
    }

    private static CurveWork Curve(CurveWithBand c) => new(
        c.Point.Group, c.Point.Name, Short(c.Point.At), Short(c.Point.Baseline), Short(c.BaselineLow), Short(c.BaselineHigh), Short(c.Point.Scenario), Short(c.ScenarioLow), Short(c.ScenarioHigh));

    // Curves are for drawing: six decimals.
    private static double[] Short(double[] values) => [.. values.Select(v => Math.Round(v, 6))];

    private static PartnerWork Partner(PartnerGain p, (string Player, DrawInterval OneShot, DrawInterval ForGood, DrawInterval Dissolving) draws)
    {
        static IntervalWork Of(double value, DrawInterval i) => new(value, i.Low, i.High, double.NaN, double.NaN) { Median = i.Median };
        return new PartnerWork(p.Player, Of(p.OneShot, draws.OneShot), Of(p.ForGood, draws.ForGood), Of(p.Dissolving, draws.Dissolving));
    }
}
