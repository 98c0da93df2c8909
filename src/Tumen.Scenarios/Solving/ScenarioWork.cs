using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Simulate;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>The work of one scenario under one theory at one point.</summary>
internal sealed class ScenarioWork
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
    private readonly Func<int, int, double>? _concession;
    private readonly double _discount;
    private readonly double[] _start;

    public ScenarioWork(
        ScenarioSolver runner, ScenarioOptions options, SolveOptions solve, ScenarioSpec scenario, SolvedTheory baseline, double[]? near, CancellationToken cancel)
    {
        (_runner, _options, _solve, _scenario, _baseline, _near, _cancel) = (runner, options, solve, scenario, baseline, near, cancel);
        _small = new ScenarioGames(runner.Solved, scenario);
        _large = ReferenceEquals(runner.Solved, runner.Whole) ? _small : new ScenarioGames(runner.Whole, scenario);
        _start = _large.Start(runner.Start);
        var flow = runner.Whole.Model.Concession;
        _discount = runner.Whole.Discounts[flow?.From ?? 0];
        _concession = flow is null ? null : Leverage.Amounts(new StochasticGame(runner.Whole.States, runner.Whole.Profiles, [], baseline.Play.Kernel, []), flow);
        foreach (var p in scenario.Edits.OfType<ScenarioEdit.SetParameter>())
        {
            if (runner.Solved.Weights.All(w => w.Name != p.Name) && runner.Solved.Chances.All(c => c.Name != p.Name))
            {
                _notes.Add($"this theory has no weight {p.Name}: that part changes nothing");
            }
        }
    }

    private TheoryPoint Point => _baseline.Point;

    private Merger[] Merge(StochasticGame apart)
    {
        var edits = _small.Coalitions.ToArray();
        if (edits.Length > 1)
        {
            throw new BadInputException([Diagnostic.Error("W107", "two coalitions in one scenario", null, edits[1].Place, null, null, ["name one coalition; the others stay apart"])]);
        }

        return [.. edits.Select(c => new Merger(apart, [.. c.Players.Select(_small.PlayerOf)], c.Weights, c.AtLatestTurn))];
    }

    /// <summary>A change for good.</summary>
    public ScenarioResult Lasting()
    {
        var apart = Apart(1, null);
        var merged = Merge(apart);
        TrackedEquilibrium tracked;
        if (merged.Length > 0)
        {
            var e = Near(merged[0].Game) ?? PrincipalBranch.Solve(merged[0].Game, _solve, _cancel);
            tracked = new TrackedEquilibrium(e, BranchStatus.NewGame, 0, null, null, "a coalition makes another game; the branch from λ = 0 selects its equilibrium");
        }
        else if (Near(apart) is { } near)
        {
            tracked = new TrackedEquilibrium(near, BranchStatus.Followed, 1, null, null, "followed from the same scenario at a nearby point");
        }
        else
        {
            var end = _small.Build(Point, _baseline.Means, _solve.Precision);
            tracked = BranchTracker.Follow(
                t => _small.Forbid(BranchTracker.Between(_baseline.Equilibrium.Game, end, t), BranchTracker.Loss(t)), _baseline.Equilibrium, _solve, _options.Detail, _cancel);
        }

        _notes.Insert(0, tracked.Says);
        var small = PlayApart(tracked.Equilibrium.Game, tracked.Equilibrium.Strategies, merged);
        var play = tracked.Branch == BranchStatus.Unchanged ? _baseline.Play : _runner.Lift(small, _large.Kernel(Point, _baseline.Means, _solve.Precision));
        var before = PlayPath.Of([_baseline.Play], _runner.Start, _options.Horizon, _concession);
        var after = PlayPath.Of([play], _start, _options.Horizon, _concession);
        var numbers = Pair(Counter.List(_baseline.Play, _runner.Start, before, false), Counter.List(play, _start, after, false));
        if (_options.Leverage)
        {
            numbers.AddRange(LeverageNumbers(tracked.Equilibrium, merged));
        }

        return Result(tracked.Equilibrium, tracked.Branch, tracked.PrincipalAgrees, numbers, before, after, [play], Partners(merged, apart, tracked.Equilibrium));
    }

    /// <summary>A change that everyone knows to end after some months.</summary>
    public ScenarioResult Temporary(int months)
    {
        var apart = Apart(1, null);
        var merged = Merge(apart);
        var game = merged.Length > 0 ? merged[0].Game : apart;
        var values = _baseline.Equilibrium.Values;
        ImmutableArray<double[]> after = merged.Length > 0 ? Values(merged[0], values) : values;
        var start = merged.Length > 0 ? new double[game.StateCount * game.Profiles.Size] : _baseline.Equilibrium.ActionValues;
        var finite = BackwardInduction.Solve(game, after, months, _solve.Precision, _solve.Convention, start, _cancel);
        _notes.Insert(0, $"lasts {months} months, its end foreseen by everyone; solved backwards from the baseline's values");
        var kernel = _large.Kernel(Point, _baseline.Means, _solve.Precision);
        // Months far from the end repeat each other; equal strategies share one play.
        var plays = new List<Play>(months + 1);
        for (int t = 0; t < months; t++)
        {
            bool same = t > 0 && BranchTracker.Change(finite.Strategies[t], finite.Strategies[t - 1]) == 0;
            plays.Add(same ? plays[t - 1] : _runner.Lift(PlayApart(game, finite.Strategies[t], merged), kernel));
        }

        var during = plays[0];
        plays.Add(_baseline.Play);
        int horizon = Math.Max(_options.Horizon, months);
        var before = PlayPath.Of([_baseline.Play], _runner.Start, horizon, _concession);
        var course = PlayPath.Of(plays, _start, horizon, _concession);
        var numbers = Pair(Counter.List(_baseline.Play, _runner.Start, before, false), Counter.List(_baseline.Play, _start, course, true));
        var shown = new LogitMarkovEquilibrium(
            game, _solve.Precision, _solve.Convention, finite.Status, finite.Strategies[0], start, values, new Certificate(finite.Residual, double.NaN, double.NaN), "backward induction", "", months);
        return Result(shown, merged.Length > 0 ? BranchStatus.NewGame : BranchStatus.Followed, null, numbers, before, course, [during], []);
    }

    private NumbersOf Counter => _counter ??= new NumbersOf(_runner.Whole.Model, _concession, _discount, CycleEvents(), Unseen());

    private NumbersOf? _counter;

    private StochasticGame Apart(double share, MoveSet? defang) =>
        _small.Forbid(_small.Build(Point, _baseline.Means, _solve.Precision, defang), BranchTracker.Loss(share));

    private LogitMarkovEquilibrium? Near(StochasticGame game)
    {
        if (_near is null || _near.Length != game.StateCount * game.Profiles.Size)
        {
            return null;
        }

        var e = LogitMarkovSolver.Solve(game, _solve with { Start = _near }, _cancel);
        return e.Status == SolveStatus.Certified ? e : null;
    }

    private static Play PlayApart(StochasticGame game, double[] sigma, Merger[] merged)
    {
        var play = Play.Of(game, sigma);
        if (merged.Length == 0)
        {
            return play;
        }

        var chances = new double[game.StateCount * game.Profiles.Count];
        for (int s = 0; s < game.StateCount; s++)
        {
            play.ProfileChances(s).CopyTo(chances.AsSpan(s * game.Profiles.Count));
        }

        return new Play(game.States, merged[0].ApartProfiles, merged[0].ApartKernel, merged[0].ToApart(chances));
    }

    private ImmutableArray<double[]> Values(Merger merger, ImmutableArray<double[]> apart)
    {
        var weights = _small.Coalitions.First().Weights;
        var kept = Enumerable.Range(0, apart.Length).Where(i => i == merger.Members.Min() || !merger.Members.Contains(i)).ToArray();
        return [.. kept.Select((i, k) => k != merger.Player ? apart[i]
            : Enumerable.Range(0, apart[i].Length).Select(s => merger.Members.Select((j, x) => weights[x] * apart[j][s]).Sum()).ToArray())];
    }

    // Leverage before and after, in the game that is solved: Λ from the start, and X.
    private List<ScenarioNumber> LeverageNumbers(LogitMarkovEquilibrium e, Merger[] merged)
    {
        var list = new List<ScenarioNumber>();
        var model = _runner.Solved.Model;
        if (model.Concession is not { } flow || model.Threats is not { } threats)
        {
            return list;
        }

        double[] was = _runner.Reduce(_runner.Start), now = _runner.Reduce(_start);
        var baseline = _baseline.Equilibrium;
        var amounts = Leverage.Amounts(baseline.Game, flow);
        double G(Play play, double[] start) => FixedOrder.Dot(start, play.DiscountedAverage(play.Expected(amounts), _discount));
        var bare = Leverage.Resolve(GameEdits.Defang(baseline.Game, threats.Player, threats.Moves, threats.Quiet), baseline);
        double before = G(Play.Of(baseline.Game, baseline.Strategies), was) - G(Play.Of(bare.Game, bare.Strategies), was);
        var apart = Apart(1, threats);
        var mergedBare = Merge(apart);
        var bareAfter = Leverage.Resolve(mergedBare.Length > 0 ? mergedBare[0].Game : apart, e);
        if (bare.Status != SolveStatus.Certified || bareAfter.Status != SolveStatus.Certified)
        {
            _notes.Add("a game with the threats defanged was not solved: leverage is not given");
            return list;
        }

        double after = G(PlayApart(e.Game, e.Strategies, merged), now) - G(PlayApart(bareAfter.Game, bareAfter.Strategies, mergedBare), now);
        list.Add(new ScenarioNumber(NumberGroups.Leverage, "capacity", before, after));
        bool same = merged.Length == 0 && _scenario.Edits.All(x => x is not ScenarioEdit.Freeze);
        list.Add(new ScenarioNumber(
            NumberGroups.Leverage, "exertion", Leverage.Exertion(model, baseline, was, _discount), same ? Leverage.Exertion(model, e, now, _discount) : double.NaN));
        return list;
    }

    private PartnerGain[] Partners(Merger[] merged, StochasticGame apart, LogitMarkovEquilibrium e)
    {
        if (merged.Length == 0)
        {
            return [];
        }

        var separate = BranchTracker.Follow(t => BranchTracker.Between(_baseline.Equilibrium.Game, apart, t), _baseline.Equilibrium, _solve with { Certify = false }, false, _cancel);
        return PartnerGains.Of(merged[0], apart, e.Strategies, separate.Equilibrium.Strategies, _runner.Reduce(_start));
    }

    private ScenarioResult Result(
        LogitMarkovEquilibrium e, BranchStatus branch, bool? agrees, List<ScenarioNumber> numbers, PathShares before, PathShares after, Play[] plays, PartnerGain[] partners)
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
            BaselinePath = before,
            ScenarioPath = after,
            Impulses = _options.Detail ? Impulses(plays[0]) : [],
            Changes = _options.Detail ? Changes(plays[0]) : [],
            Partners = [.. partners],
            ActionValues = e.ActionValues,
        };
    }

    private static List<ScenarioNumber> Pair(List<(string Group, string Name, double Value)> before, List<(string Group, string Name, double Value)> after) =>
        [.. before.Zip(after, (a, b) => new ScenarioNumber(a.Group, a.Name, a.Value, b.Value))];

    private ImmutableArray<ImpulseWork> Impulses(Play play) => _runner.Whole.Model.Threats is not { } threats ? [] :
        [.. threats.Moves.Select(b => new ImpulseWork(
            $"{_runner.Whole.Profiles.Players[threats.Player].Name} plays {_runner.Whole.Profiles.Players[threats.Player].Moves[b]}",
            PlayPath.AfterMove(_baseline.Play, _runner.Start, threats.Player, b, _options.Horizon, _concession),
            PlayPath.AfterMove(play, _start, threats.Player, b, _options.Horizon, _concession)))];

    private ImmutableArray<StrategyChange> Changes(Play play)
    {
        var list = new List<(double Size, StrategyChange Change)>();
        var law = _baseline.LongRun.Shares;
        for (int i = 0; i < play.Profiles.Players.Length; i++)
        {
            for (int a = 0; a < play.Profiles.Moves(i); a++)
            {
                double[] before = _baseline.Play.Chance((_, p) => play.Profiles.Move(p, i) == a), after = play.Chance((_, p) => play.Profiles.Move(p, i) == a);
                for (int s = 0; s < law.Length; s++)
                {
                    double size = law[s] * Math.Abs(after[s] - before[s]);
                    if (size > 1e-9)
                    {
                        list.Add((size, new StrategyChange(play.States.Name(s), play.Profiles.Players[i].Name, play.Profiles.Players[i].Moves[a], law[s], before[s], after[s])));
                    }
                }
            }
        }

        return [.. list.OrderByDescending(x => x.Size).Take(12).Select(x => x.Change)];
    }

    private (TimedEvent, TimedEvent)? CycleEvents()
    {
        if (_options.Cycle is { } given)
        {
            return given;
        }

        if (_runner.Whole.Model.Threats is not { } threats || threats.Moves.IsEmpty)
        {
            return null;
        }

        var player = _runner.Whole.Model.Players[threats.Player];
        int first = threats.Moves[0], second = threats.Moves.Length > 1 ? threats.Moves[1] : threats.Quiet;
        return (new TimedEvent(player.Moves[first], new Condition.Plays(threats.Player, [first])), new TimedEvent(player.Moves[second], new Condition.Plays(threats.Player, [second])));
    }

    // A situation was seen when the record visited any state that looks the same to the theory.
    private bool[]? Unseen()
    {
        if (_options.Visited is not { } visited)
        {
            return null;
        }

        var seen = new bool[_runner.Solved.States.Count];
        for (int s = 0; s < visited.Length; s++)
        {
            seen[_runner.Reduction.StateMap[s]] |= visited[s];
        }

        return [.. visited.Select((_, s) => !seen[_runner.Reduction.StateMap[s]])];
    }
}
