using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>Solves a what-if under a fitted theory, at its posterior mode and at draws around it, beside the unchanged game at the same draws.</summary>
/// <param name="model">The game.</param>
/// <param name="data">The record: where the record stands decides what concessions are averaged over.</param>
/// <param name="seed">Seed of the draws.</param>
public sealed class ScenarioRunner(GameModel model, ImmutableArray<Sequence> data, ulong seed)
{
    /// <summary>Posterior draws.</summary>
    public const int Draws = 16;

    /// <summary>Months followed.</summary>
    public const int Months = 49;

    private static readonly ScenarioSpec Unchanged = new("", [], null, null);
    private readonly ConcurrentDictionary<string, Lazy<Baseline>> _baselines = new();

    private sealed record Solution(LogitMarkovEquilibrium Equilibrium, double[] Stationary, List<(string Name, string Unit, double Value)> Numbers);

    private sealed record Baseline(ScenarioGame Game, ImmutableArray<IReadOnlyDictionary<string, double>> Points, ImmutableArray<Solution?> Solutions);

    /// <summary>Runs one what-if under one theory.</summary>
    /// <param name="spec">The what-if.</param>
    /// <param name="theory">The fitted theory: its posterior mode and Laplace covariance.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <exception cref="BadInputException">It changes the moves of a partner in a coalition.</exception>
    public ScenarioWork Run(ScenarioSpec spec, TheoryWork theory, CancellationToken cancel)
    {
        var before = _baselines.GetOrAdd(theory.Name, _ => new Lazy<Baseline>(() => Prepare(theory, cancel))).Value;
        var game = new ScenarioGame(model, theory.Name, data, spec);
        if (before.Solutions[0] is not { } from)
        {
            return Failed(spec, theory, "the theory itself could not be solved at its posterior mode");
        }

        var notes = new List<string>();
        if (!game.Bites)
        {
            notes.Add("this theory has none of the weights that change");
        }

        if (spec.Periods is { } periods)
        {
            notes.Add($"solved as lasting; that it ends after {periods} months is not foreseen by the players");
        }

        if (Solve(game, before.Points[0], from.Equilibrium, notes, cancel) is not { } mode)
        {
            return Failed(spec, theory, "no certified equilibrium was found under the change");
        }

        var changes = mode.Numbers.ToDictionary(x => x.Name, _ => new List<double>());
        int failed = 0;
        for (int d = 1; d < before.Points.Length; d++)
        {
            cancel.ThrowIfCancellationRequested();
            var after = before.Solutions[d] is { } b ? Solve(game, before.Points[d], mode.Equilibrium, null, cancel) : null;
            if (after is null)
            {
                failed++;
                continue;
            }

            var unchanged = before.Solutions[d]!.Numbers.ToDictionary(x => x.Name, x => x.Value);
            foreach (var (name, _, value) in after.Numbers)
            {
                if (changes.TryGetValue(name, out var list) && unchanged.TryGetValue(name, out double was))
                {
                    list.Add(value - was);
                }
            }
        }

        if (!game.Members.IsEmpty)
        {
            notes.AddRange(Leaving(game, before, mode));
        }

        var old = from.Numbers.ToDictionary(x => x.Name, x => x.Value);
        double unseen = Enumerable.Range(0, mode.Stationary.Length).Where(s => game.Shares[s] == 0).Sum(s => mode.Stationary[s]);
        return new ScenarioWork(
            spec.Name, theory.Name, "solved", [.. notes],
            [.. mode.Numbers.Where(x => old.ContainsKey(x.Name)).Select(x => new QuantityWork(x.Name, x.Unit, old[x.Name], x.Value, [.. changes[x.Name].Where(double.IsFinite)]))],
            failed, unseen, Paths(game, before.Game, mode.Equilibrium, from.Equilibrium));
    }

    private static ScenarioWork Failed(ScenarioSpec spec, TheoryWork theory, string why) => new(spec.Name, theory.Name, why, [], [], 0, double.NaN, []);

    private Baseline Prepare(TheoryWork theory, CancellationToken cancel)
    {
        var game = new ScenarioGame(model, theory.Name, data, Unchanged);
        var space = game.Edited.Parameters;
        int era = space.Eras.Length - 1;
        var draws = new PosteriorDraws(space, theory.ModePoint, theory.ModeCovariance, seed + 2000);
        var points = Enumerable.Range(0, theory.ModePoint.Length == space.Count ? Draws + 1 : 0).Select(d =>
        {
            double[] x = d == 0 ? theory.ModePoint : draws.Draw(d);
            double[] weights = space.Weights(era, x), chances = space.Chances(x);
            return (IReadOnlyDictionary<string, double>)game.Edited.Game.Weights.Select((w, k) => (w.Name, weights[k]))
                .Concat(game.Edited.Game.Chances.Select((c, k) => (c.Name, chances[k]))).ToDictionary(p => p.Name, p => p.Item2);
        }).ToImmutableArray();
        var list = new List<Solution?>();
        foreach (var p in points)
        {
            cancel.ThrowIfCancellationRequested();
            list.Add(Solve(game, p, list.FirstOrDefault()?.Equilibrium, null, cancel));
        }

        return new Baseline(game, points, points.Length == 0 ? [null] : [.. list]);
    }

    // Follows the branch from the unchanged game where the change can be made by degrees; says so when a fresh start finds something else.
    private Solution? Solve(ScenarioGame game, IReadOnlyDictionary<string, double> values, LogitMarkovEquilibrium? from, List<string>? notes, CancellationToken cancel)
    {
        var options = game.Edited.Options;
        var target = game.At(values);
        double[]? start = from is not null && from.Game.StateCount == target.StateCount && from.Game.Profiles.Size == target.Profiles.Size ? from.ActionValues : null;
        var e = LogitMarkovSolver.Solve(target, options with { Start = start, Certify = notes is not null }, cancel);
        if (start is not null && (notes is not null || e.Status != SolveStatus.Certified))
        {
            var fresh = LogitMarkovSolver.Solve(target, options with { Start = null, Certify = notes is not null }, cancel);
            if (fresh.Status == SolveStatus.Certified && e.Status != SolveStatus.Certified)
            {
                notes?.Add("the branch of the unchanged game was lost: the equilibrium shown was found afresh");
                e = fresh;
            }
            else if (notes is not null && fresh.Status == SolveStatus.Certified && fresh.Strategies.Zip(e.Strategies, (x, y) => Math.Abs(x - y)).Max() > 1e-6)
            {
                notes.Add("a fresh start finds another equilibrium; the one shown continues the unchanged game's");
            }
        }

        if (e.Status != SolveStatus.Certified)
        {
            return null;
        }

        var stationary = ScenarioMeasure.Stationary(e, game.Shares);
        return new Solution(e, stationary, ScenarioMeasure.Of(game.Model, e, game.Shares, model, game.Members, stationary));
    }

    // What each member would gain by leaving for good: its own payoff in the unchanged game less its own payoff in the coalition, choice noise left out.
    private IEnumerable<string> Leaving(ScenarioGame game, Baseline before, Solution mode)
    {
        var from = before.Solutions[0]!;
        foreach (var (member, k) in game.Members.Select((m, k) => (m, k)))
        {
            var apart = new Tumen.Simulate.Dynamics(from.Equilibrium.Game, from.Equilibrium.Strategies);
            var u = from.Equilibrium.Game.Payoffs[member];
            int count = from.Equilibrium.Game.Profiles.Count;
            double alone = Weigh(from.Stationary, apart.Expected((s, p) => u[(s * count) + p]));

            // The member's own payoff in the merged game: a coalition that weighs only this member has it as its payoff.
            var weights = game.Members.Select((_, j) => j == k ? 1.0 : 0.0).ToImmutableArray();
            var own = new Likelihood(ParametricGame.Compile(CoalitionGame.Of(model, game.Members, weights), before.Game.Edited.Game.TheoryName), game.Edited.Data).Solved;
            if (own.States.Count != mode.Equilibrium.Game.StateCount)
            {
                continue; // what matters to the member alone is less than what matters to the pair: not comparable state by state
            }

            var values = before.Points[0];
            var single = own.At([.. own.Weights.Select(w => values.GetValueOrDefault(w.Name, w.Fixed ?? 0))], [.. own.Chances.Select(c => values.GetValueOrDefault(c.Name, c.Fixed ?? 0))]);
            int merged = game.Model.Players.ToList().FindIndex(p => model.Players.All(x => x.Name != p.Name));
            var v = single.Payoffs[merged];
            int joint = single.Profiles.Count;
            var together = new Tumen.Simulate.Dynamics(mode.Equilibrium.Game, mode.Equilibrium.Strategies);
            double inside = Weigh(mode.Stationary, together.Expected((s, p) => v[(s * joint) + p]));
            yield return $"{model.Players[member].Display} would gain {(alone - inside).ToString("+0.000;-0.000", CultureInfo.InvariantCulture)} units of choice noise a month by leaving for good";
        }
    }

    private static double Weigh(double[] weights, double[] values)
    {
        double sum = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            sum += weights[s] * values[s];
        }

        return sum;
    }

    private PathWork[] Paths(ScenarioGame game, ScenarioGame before, LogitMarkovEquilibrium with, LogitMarkovEquilibrium without)
    {
        double[] Start(ScenarioGame g)
        {
            var start = new double[g.Edited.Solved.States.Count];
            var last = g.Edited.Data[0].Levels.LastOrDefault(l => !l.Contains(-1));
            if (last.IsDefault)
            {
                return g.Shares;
            }

            start[g.Edited.Reduction.StateMap[g.Edited.Game.States.Index(last.AsSpan())]] = 1;
            return start;
        }

        var list = new List<PathWork>();
        foreach (var set in new[] { model.Threats, model.Instruments }.Where(s => s is not null))
        {
            foreach (int move in set!.Moves)
            {
                list.Add(new PathWork($"{model.Players[set.Player].Display} plays {model.Players[set.Player].Moves[move]}",
                    ScenarioMeasure.Path(without, model, model, [], Start(before), set.Player, move, Months), ScenarioMeasure.Path(with, game.Model, model, game.Members, Start(game), set.Player, move, Months)));
            }
        }

        return [.. list];
    }
}
