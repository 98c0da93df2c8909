using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// How often 95 % intervals of weights hold the truth when a share of the moves is miscoded: by the hidden month with two sources, and by a fit that believes the first of them. Weights are drawn from
/// their priors; the game has a client that provokes in runs and a patron that rewards, and the run is coded from the moves as told.
/// </summary>
public static class MisreportCoverage
{
    /// <summary>What was found.</summary>
    /// <param name="Records">Records simulated.</param>
    /// <param name="Intervals">Intervals of the doubted fits.</param>
    /// <param name="Held">Of these, how many held the truth.</param>
    /// <param name="NaiveIntervals">Intervals of the fits that believe the first source.</param>
    /// <param name="NaiveHeld">Of these, how many held the truth.</param>
    /// <param name="Failed">Fits of either kind that did not converge, and are not counted.</param>
    public sealed record Report(int Records, int Intervals, int Held, int NaiveIntervals, int NaiveHeld, int Failed)
    {
        /// <summary>Share of the doubted fits' intervals that hold the truth.</summary>
        public double Coverage => (double)Held / Math.Max(1, Intervals);

        /// <summary>The same for fits that believe the first source.</summary>
        public double NaiveCoverage => (double)NaiveHeld / Math.Max(1, NaiveIntervals);
    }

    /// <summary>Simulates and fits.</summary>
    /// <param name="records">Number of records.</param>
    /// <param name="months">Length of each.</param>
    /// <param name="wrong">Chance that a source tells a move wrongly.</param>
    /// <param name="seed">Seed; record k draws from the stream (seed, k).</param>
    public static Report Run(int records, int months, double wrong, ulong seed)
    {
        var model = Game();
        var game = ParametricGame.Compile(model, "base");
        var found = new (int Count, int Held)[records][];
        Parallel.For(0, records, ThreadBudget.Options, k => found[k] = One(model, game, months, wrong, new Philox(seed, (ulong)k)));
        return new Report(records, found.Sum(f => f[0].Count), found.Sum(f => f[0].Held), found.Sum(f => f[1].Count), found.Sum(f => f[1].Held), found.Sum(f => f.Count(x => x.Count == 0)));
    }

    private static (int Count, int Held)[] One(GameModel model, ParametricGame game, int months, double wrong, Philox random)
    {
        ImmutableArray<string> periods = [.. Enumerable.Range(0, months).Select(t => $"{1900 + (t / 12):0000}-{1 + (t % 12):00}")];
        var blank = new Sequence("", periods, [.. periods.Select(_ => ImmutableArray.Create(-1, -1))], [.. periods.Select((_, t) => t == 0 ? ImmutableArray.Create(0, 0) : ImmutableArray.Create(-1, -1))]);
        var shape = new Likelihood(game, [blank]);
        double[] truth = [.. shape.Parameters.Free.Select(p => p.Kind == ParameterKind.Weight ? random.NextNormal() : 0.2 + (0.5 * random.NextDouble()))];
        if (RecordSimulator.At(shape, truth) is not { } simulator)
        {
            return [(0, 0), (0, 0)];
        }

        var made = simulator.Draw(random, keepHoles: false)[0];
        ImmutableArray<ImmutableArray<int>> Told() => [.. made.Moves.Select(row => row.Select(a => random.NextDouble() < wrong ? 1 - a : a).ToImmutableArray())];
        ImmutableArray<ImmutableArray<int>> first = Told(), second = Told();
        var coded = made with { Moves = first, Levels = [.. made.Levels.Select((l, t) => t == 0 ? l : l.SetItem(1, first[t - 1][0]))] };
        var doubted = coded with { Sources = [new SourceReports("first", [0, 1], 10, 1, default, []), new SourceReports("second", [0, 1], 10, 1, second, [])] };
        return [Held(game, doubted, truth), Held(game, coded, truth)];
    }

    private static (int Count, int Held) Held(ParametricGame game, Sequence record, double[] truth)
    {
        var fit = Estimator.Fit(new Likelihood(game, [record]), new FitOptions { Starts = 1, UsePrior = true });
        if (fit.Status != FitStatus.Converged)
        {
            return (0, 0);
        }

        var weights = Enumerable.Range(0, truth.Length).Where(j => fit.Estimates[j].Parameter.Kind == ParameterKind.Weight && fit.Estimates[j].Errors.Hessian is not null).ToArray();
        return (weights.Length, weights.Count(j => Math.Abs(fit.Estimates[j].Value - truth[j]) <= 1.959964 * fit.Estimates[j].Errors.Hessian!.Value));
    }

    private static GameModel Game()
    {
        static Condition Plays(int player, int move) => new Condition.Plays(player, [move]);
        static WeightSpec Weight(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);
        return new GameModel
        {
            Name = "runs",
            Players = [new Player("client", ["hold", "provoke"]), new Player("patron", ["maintain", "reward"])],
            Turns = [[0], [1]],
            Situations = [new Situation("warmth", ["cold", "close"]), new Situation("provoked", ["no", "yes"])],
            Laws =
            [
                new SituationLaw(0, [
                    new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0, "warming"), Plays(1, 1)), new ChanceIf(new Chance(0.1), Condition.Always)]),
                    new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.2), Condition.Always)])]),
                new SituationLaw(1, [
                    new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(1), Plays(0, 1))]),
                    new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(1), Plays(0, 0))])]),
            ],
            Terms =
            [
                new PayoffTerm(0, false, "risk", [], Plays(0, 1)),
                new PayoffTerm(0, true, "spree", [], new Condition.And(Plays(0, 1), new Condition.LevelIn(1, [1]))),
                new PayoffTerm(0, true, "aid", [new Factor.LevelOf(0)], Plays(0, 0)),
                new PayoffTerm(1, false, "price", [], Plays(1, 1)),
                new PayoffTerm(1, true, "appease", [new Factor.LevelOf(1)], Plays(1, 1)),
            ],
            Weights = [Weight("risk"), Weight("spree"), Weight("aid"), Weight("price"), Weight("appease")],
            Chances = [new ChanceSpec("warming", new Prior.Beta(2, 2), null)],
            Discounts = [0.9, 0.9],
        };
    }
}
