using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>The work of one scenario under one theory at one point.</summary>
internal sealed partial class ScenarioWork
{
    private readonly ScenarioSolver _runner;
    private readonly ScenarioOptions _options;
    private readonly SolveOptions _solve;
    private readonly ScenarioSpec _scenario;
    private readonly SolvedTheory _baseline;
    private readonly double[]? _near;
    private readonly CancellationToken _cancel;
    private readonly ScenarioGames _small;
    private readonly ScenarioGames _large;
    private readonly List<string> _notes = [];
    private readonly double[] _start;

    public ScenarioWork(
        ScenarioSolver runner, ScenarioOptions options, SolveOptions solve, ScenarioSpec scenario, SolvedTheory baseline, double[]? near, CancellationToken cancel)
    {
        (_runner, _options, _solve, _scenario, _baseline, _near, _cancel) = (runner, options, solve, scenario, baseline, near, cancel);
        _small = new ScenarioGames(runner.Solved, runner.Whole.Model, scenario);
        _large = ReferenceEquals(runner.Solved, runner.Whole) ? _small : new ScenarioGames(runner.Whole, runner.Whole.Model, scenario);
        _start = _large.Start(runner.Start);
        var named = scenario.Edits.Select(e => e switch { ScenarioEdit.SetParameter p => p.Name, ScenarioEdit.CountsWhen c => c.Weight, _ => null }).OfType<string>().Distinct();
        _notes.AddRange(named.Where(n => runner.Solved.Weights.All(w => w.Name != n) && runner.Solved.Chances.All(c => c.Name != n))
            .Select(n => $"this theory has no weight {n}: that part changes nothing"));
    }

    private TheoryPoint Point => _baseline.Point;

    private TransitionKernel Kernel => _baseline.Equilibrium.Game.Kernel;

    private double[] Over => _options.Over is { } over ? _large.Start(over) : _start;

    /// <summary>The changed game solved.</summary>
    public ChangedPlay Change()
    {
        var apart = Apart(null);
        var merged = Merge(apart);
        TrackedEquilibrium tracked;
        if (merged is not null)
        {
            var e = Near(merged.Game) ?? PrincipalBranch.Solve(merged.Game, _solve, _cancel);
            tracked = new TrackedEquilibrium(e, BranchStatus.NewGame, 0, null, null, "a coalition makes another game; the branch from λ = 0 selects its equilibrium");
        }
        else if (BranchTracker.Unchanged(_baseline.Equilibrium, apart) is { } same)
        {
            tracked = same;
        }
        else if (Near(apart) is { } near)
        {
            tracked = new TrackedEquilibrium(near, BranchStatus.Followed, 1, null, null, "followed from the same scenario at a nearby point");
        }
        else
        {
            var end = _small.Build(Point, _baseline.Means, _solve.Precision, Kernel);
            tracked = BranchTracker.Follow(
                t => _small.Forbid(BranchTracker.Between(_baseline.Equilibrium.Game, end, t), BranchTracker.Loss(t)), _baseline.Equilibrium, _solve, _options.Detail, _cancel);
        }

        _notes.Insert(0, tracked.Says);
        bool unchanged = tracked.Branch == BranchStatus.Unchanged;
        var small = unchanged ? _baseline.Small : PlayApart(tracked.Equilibrium.Game, tracked.Equilibrium.Strategies, merged);
        var play = unchanged && !_large.ChangesTransitions ? _baseline.Play : Whole(small);
        return new ChangedPlay(tracked.Equilibrium, tracked.Branch, tracked.PrincipalAgrees, play, small, _start, [.. _notes]) { Merged = merged, Apart = apart };
    }

    /// <summary>A change for good.</summary>
    public ScenarioResult Lasting()
    {
        var changed = Change();
        var before = Path(_baseline.Play, _runner.Start);
        bool same = ReferenceEquals(changed.Play, _baseline.Play) && changed.Start.AsSpan().SequenceEqual(_runner.Start);
        var after = same ? before : PlayPath.Of([changed.Play], _start, _options.Horizon, _runner.Concession);
        var was = Before(before);
        var numbers = Pair(was, same ? was : _runner.Counter.List(new Played(changed.Play, changed.Small, _start, Over, after, false)));
        if (_options.Leverage)
        {
            numbers.AddRange(LeverageNumbers(changed, same));
        }

        var partners = Partners(changed);
        numbers.AddRange(partners.Select(p => new ScenarioNumber(NumberGroups.Leaving, p.Player, 0, p.ForGood)));
        var curves = _options.Curves ? Curves([changed.Small], changed.Small) : [];
        return Result(changed.Equilibrium, changed.Branch, changed.PrincipalAgrees, numbers, curves, before, after, [changed.Play], partners);
    }

    /// <summary>A change that everyone knows to end after some months.</summary>
    public ScenarioResult Temporary(int months)
    {
        var (plays, whole, finite, merged) = Months(months, null, _baseline.Equilibrium);
        _notes.Insert(0, $"lasts {months} months, its end foreseen by everyone; solved backwards from the baseline's values");
        int horizon = Math.Max(_options.Horizon, months);
        var before = PlayPath.Of([_baseline.Play], _runner.Start, horizon, _runner.Concession);
        var course = PlayPath.Of(whole, _start, horizon, _runner.Concession);
        var numbers = Pair(Before(before), _runner.Counter.List(Along(plays, new Played(_baseline.Play, _baseline.Small, _start, Over, course, true))));
        if (_options.Leverage && _runner.Lever is { } lever)
        {
            numbers.Add(WithoutThreats(months, plays, lever));
        }

        var curves = _options.Curves ? Curves(plays, _baseline.Small) : [];
        var shown = new LogitMarkovEquilibrium(
            finite.Game, _solve.Precision, _solve.Convention, finite.Status, finite.Strategies[0], [], _baseline.Equilibrium.Values,
            new Certificate(finite.Residual, double.NaN, double.NaN), "backward induction", "", months);
        return Result(shown, merged is not null ? BranchStatus.NewGame : BranchStatus.Followed, null, numbers, curves, before, course, [whole[0]], []);
    }

    /// <summary>A change that comes about evenly over some months, foreseen by everyone, and then stays.</summary>
    public ScenarioResult Gradual(int months)
    {
        var end = Change();
        _notes.Insert(0, $"comes about evenly over {months} months, foreseen by everyone; long-run numbers and leverage are those when it is complete");
        if (end.Branch == BranchStatus.Unchanged)
        {
            return Lasting();
        }

        StochasticGame from = _baseline.Equilibrium.Game, to = end.Apart!;
        var games = Enumerable.Range(1, months).Select(t => BranchTracker.Between(from, to, t / (months + 1.0))).ToArray();
        var finite = BackwardInduction.Solve(t => games[t], end.Equilibrium.Values, months, _solve.Precision, _solve.Convention, end.Equilibrium.ActionValues, _cancel);
        List<Play> plays = [.. games.Select((g, t) => Play.Of(g, finite.Strategies[t])), end.Small];
        int seen = Math.Min(months, _options.Horizon);
        var kernels = Kernels(seen, months, end.Play.Kernel);
        List<Play> whole = [.. kernels.Select((kernel, t) => _runner.Lift(plays[t], kernel)), end.Play];
        var before = Path(_baseline.Play, _runner.Start);
        var course = PlayPath.Of(whole, _start, _options.Horizon, _runner.Concession);
        var numbers = Pair(Before(before), _runner.Counter.List(Along(plays, new Played(end.Play, end.Small, _start, Over, course, true))));
        if (_options.Leverage)
        {
            numbers.AddRange(LeverageNumbers(end, false));
        }

        var e = finite.Status == SolveStatus.Certified ? end.Equilibrium : end.Equilibrium with { Status = finite.Status };
        return Result(e, end.Branch, end.PrincipalAgrees, numbers, _options.Curves ? Curves(plays, end.Small) : [], before, course, [end.Play], []);
    }

    // Transitions of the whole game in the first months on the way to those of the change.
    private TransitionKernel[] Kernels(int seen, int months, TransitionKernel end)
    {
        var from = _baseline.Play;
        if (!_large.ChangesTransitions)
        {
            return [.. Enumerable.Repeat(from.Kernel, seen)];
        }

        StochasticGame a = new(from.States, from.Profiles, [], from.Kernel, []), b = a with { Kernel = end };
        return [.. Enumerable.Range(1, seen).Select(t => BranchTracker.Between(a, b, t / (months + 1.0)).Kernel)];
    }

    // The plays of every month of a temporary change on the solved and on the whole game, the baseline's (or the defanged baseline's) at the end.
    private (List<Play> Small, List<Play> Whole, FinitePlay Finite, Merger? Merged) Months(int months, MoveSet? defang, LogitMarkovEquilibrium ever)
    {
        var apart = Apart(defang);
        var merged = Merge(apart);
        var game = merged is not null ? merged.Game : apart;
        ImmutableArray<double[]> after = merged is not null ? Values(merged, ever.Values) : ever.Values;
        var start = merged is not null ? new double[game.StateCount * game.Profiles.Size] : ever.ActionValues;
        var finite = BackwardInduction.Solve(game, after, months, _solve.Precision, _solve.Convention, start, _cancel);
        List<Play> plays = new(months + 1), whole = new(months + 1);
        for (int t = 0; t < months; t++)
        {
            // Months far from the end repeat each other; equal strategies share one play.
            bool same = t > 0 && BranchTracker.Change(finite.Strategies[t], finite.Strategies[t - 1]) == 0;
            plays.Add(same ? plays[t - 1] : PlayApart(game, finite.Strategies[t], merged));
            whole.Add(same ? whole[t - 1] : defang is null ? Whole(plays[t]) : plays[t]);
        }

        plays.Add(defang is null ? _baseline.Small : Play.Of(ever.Game, ever.Strategies));
        whole.Add(defang is null ? _baseline.Play : plays[^1]);
        return (plays, whole, finite, merged);
    }

    private Merger? Merge(StochasticGame apart)
    {
        var edits = _small.Coalitions.ToArray();
        return edits.Length switch
        {
            0 => null,
            1 => new Merger(apart, [.. edits[0].Players.Select(_small.PlayerOf)], edits[0].Weights, edits[0].AtLatestTurn),
            _ => throw new BadInputException([Diagnostic.Error("W107", "two coalitions in one scenario", null, edits[1].Place, null, null, ["name one coalition; the others stay apart"])]),
        };
    }

    private StochasticGame Apart(MoveSet? defang) => _small.Forbid(_small.Build(Point, _baseline.Means, _solve.Precision, Kernel, defang), BranchTracker.Loss(1));

    private Play Whole(Play small) => _runner.Lift(small, _large.Kernel(Point, _baseline.Play.Kernel));

    private LogitMarkovEquilibrium? Near(StochasticGame game)
    {
        if (_near is null || _near.Length != game.StateCount * game.Profiles.Size)
        {
            return null;
        }

        var e = LogitMarkovSolver.Solve(game, _solve with { Start = _near }, _cancel);
        return e.Status == SolveStatus.Certified ? e : null;
    }

    private static Play PlayApart(StochasticGame game, double[] sigma, Merger? merged)
    {
        var play = Play.Of(game, sigma);
        if (merged is null)
        {
            return play;
        }

        var chances = new double[game.StateCount * game.Profiles.Count];
        for (int s = 0; s < game.StateCount; s++)
        {
            play.ProfileChances(s).CopyTo(chances.AsSpan(s * game.Profiles.Count));
        }

        return new Play(game.States, merged.ApartProfiles, merged.ApartKernel, merged.ToApart(chances)) { End = game.End };
    }

    private ImmutableArray<double[]> Values(Merger merger, ImmutableArray<double[]> apart)
    {
        var weights = _small.Coalitions.First().Weights;
        var kept = Enumerable.Range(0, apart.Length).Where(i => i == merger.Members.Min() || !merger.Members.Contains(i)).ToArray();
        return [.. kept.Select((i, k) => k != merger.Player ? apart[i]
            : Enumerable.Range(0, apart[i].Length).Select(s => merger.Members.Select((j, x) => weights[x] * apart[j][s]).Sum()).ToArray())];
    }

    private PathShares Path(Play play, double[] start) => _baseline.Once("path", start, null, _options.Horizon, () => PlayPath.Of([play], start, _options.Horizon, _runner.Concession));

    private List<(string Group, string Name, double Value)> Before(PathShares path)
    {
        double[] over = _options.Over ?? _runner.Start;
        return _baseline.Once("numbers", _runner.Start, over, path.Months, () => _runner.Counter.List(new Played(_baseline.Play, _baseline.Small, _runner.Start, over, path, false)));
    }

    private ImmutableArray<ScenarioCurve> Curves(List<Play> plays, Play ever)
    {
        double[] start = _runner.Reduce(_runner.Start);
        var before = _baseline.Once("curves", _runner.Start, null, _options.Horizon, () => _runner.Drawer.Of([_baseline.Small], _baseline.Small, start));
        if (ReferenceEquals(plays[0], _baseline.Small) && _start.AsSpan().SequenceEqual(_runner.Start))
        {
            return [.. before.Select(c => new ScenarioCurve(c.Group, c.Name, c.At, c.Values, c.Values))];
        }

        return [.. before.Zip(_runner.Drawer.Of(plays, ever, _runner.Reduce(_start)), (a, b) => new ScenarioCurve(a.Group, a.Name, a.At, a.Values, b.Values))];
    }

    private PartnerGain[] Partners(ChangedPlay changed)
    {
        if (changed.Merged is not { } merged || changed.Apart is not { } apart)
        {
            return [];
        }

        var separate = BranchTracker.Follow(t => BranchTracker.Between(_baseline.Equilibrium.Game, apart, t), _baseline.Equilibrium, _solve with { Certify = false }, false, _cancel);
        return PartnerGains.Of(merged, apart, changed.Equilibrium.Strategies, separate.Equilibrium.Strategies, _runner.Reduce(_start));
    }

    private ScenarioResult Result(
        LogitMarkovEquilibrium e, BranchStatus branch, bool? agrees, List<ScenarioNumber> numbers, ImmutableArray<ScenarioCurve> curves, PathShares before, PathShares after, Play[] plays, PartnerGain[] partners)
    {
        if (e.Status != SolveStatus.Certified)
        {
            _notes.Insert(0, string.Create(CultureInfo.InvariantCulture, $"not solved: residual {e.Certificate.Residual:0.0e+0}; nothing below is to be trusted"));
        }

        var kind = _small.Coalitions.Any() ? ScenarioKind.Players : _small.ChangesTransitions ? ScenarioKind.Laws : ScenarioKind.Payoffs;
        if (kind == ScenarioKind.Laws)
        {
            _notes.Add("the change is in how situations move: the answer leans on the form of the payoffs away from what was seen");
        }

        return new ScenarioResult
        {
            Scenario = _scenario.Name,
            Theory = _runner.Whole.TheoryName,
            Kind = kind,
            Periods = _scenario.Periods,
            Status = e.Status,
            Residual = e.Certificate.Residual,
            Regret = e.Certificate.Regret,
            Branch = branch,
            PrincipalAgrees = agrees,
            Notes = [.. _notes],
            Numbers = [.. numbers],
            Curves = curves,
            BaselinePath = before,
            ScenarioPath = after,
            Impulses = _options.Detail ? Impulses(plays[0]) : [],
            Changes = _options.Detail ? StrategyChanges.Of(_baseline, plays[0]) : [],
            Partners = [.. partners],
            ActionValues = e.ActionValues,
        };
    }

    private static List<ScenarioNumber> Pair(List<(string Group, string Name, double Value)> before, List<(string Group, string Name, double Value)> after) =>
        [.. before.Zip(after, (a, b) => new ScenarioNumber(a.Group, a.Name, a.Value, b.Value))];

    private ImmutableArray<ImpulseWork> Impulses(Play play) => _runner.Whole.Model.Threats is not { } threats ? [] :
        [.. threats.Moves.Select(b => new ImpulseWork(
            $"{_runner.Whole.Profiles.Players[threats.Player].Name} plays {_runner.Whole.Profiles.Players[threats.Player].Moves[b]}",
            PlayPath.AfterMove(_baseline.Play, _runner.Start, threats.Player, b, _options.Horizon, _runner.Concession),
            PlayPath.AfterMove(play, _start, threats.Player, b, _options.Horizon, _runner.Concession)))];
}
