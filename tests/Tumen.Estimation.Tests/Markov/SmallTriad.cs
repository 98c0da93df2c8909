using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation.Tests;

/// <summary>A small client-patron game with two endogenous situations, one exogenous, and two chances to estimate.</summary>
internal static class SmallTriad
{
    private static Condition Plays(int player, int move) => new Condition.Plays(player, [move]);

    private static WeightSpec Weight(string name, double lower = double.NegativeInfinity) => new(name, new Prior.Normal(0, 1), lower, double.PositiveInfinity, null, []);

    public static GameModel Model(bool ordered = false, bool eras = false)
    {
        // client: hold 0, provoke 1, reach 2; patron: maintain 0, reward 1. situations: warmth 0..2, talks 0..1, payer 0..1
        var warmth = new Situation("warmth", ["cold", "correct", "close"], StartsAt: 1);
        var talks = new Situation("talks", ["off", "on"]);
        var payer = new Situation("payer", ["closed", "open"]);
        return new GameModel
        {
            Name = "small",
            Players = [new Player("client", ["hold", "provoke", "reach"]), new Player("patron", ["maintain", "reward"])],
            Turns = ordered ? [[0], [1]] : [[0, 1]],
            Situations = [warmth, talks, payer],
            Laws =
            [
                new SituationLaw(0, [
                    new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0, "warming"), Plays(1, 1))]),
                    new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.3), Plays(1, 0)), new ChanceIf(new Chance(0.2), Plays(0, 1))])]),
                new SituationLaw(1, [
                    new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0, "opening"), Plays(0, 2)), new ChanceIf(new Chance(0.05), Condition.Always)]),
                    new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.3), new Condition.Not(Plays(0, 2)))])]),
                new SituationLaw(2, [
                    new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.1), new Condition.LevelIn(2, [0]))]),
                    new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.1), new Condition.LevelIn(2, [1]))])]),
            ],
            Terms =
            [
                new PayoffTerm(0, false, "risk", [], Plays(0, 1)),
                new PayoffTerm(0, false, "effort", [], Plays(0, 2)),
                new PayoffTerm(0, true, "aid", [new Factor.LevelOf(0)], Condition.Always),
                new PayoffTerm(0, true, "pay", [new Factor.LevelOf(2)], Plays(0, 2)),
                new PayoffTerm(1, false, "cost", [], Plays(1, 1)),
                new PayoffTerm(1, false, "fear", [new Factor.LevelOf(1), new Factor.LackOf(0)], Condition.Always),
            ],
            Weights = [Weight("risk"), Weight("effort"), Weight("aid", 0), Weight("pay"),
                eras ? Weight("cost") with { Eras = [new Era("early", "2000-12"), new Era("late", null)] } : Weight("cost"), Weight("fear")],
            Chances = [new ChanceSpec("warming", new Prior.Beta(2, 4), null), new ChanceSpec("opening", new Prior.Beta(2, 2), null)],
            Discounts = [0.9, 0.95],
        };
    }

    public static readonly double[] Truth = [0.8, 0.6, 0.7, 0.9, 1.0, 0.8, 0.4, 0.5];

    public static Sequence Simulate(GameModel model, double[] weights, double[] chances, int months, ulong seed)
    {
        var game = ParametricGame.Compile(model, "base");
        var e = LogitMarkovSolver.Solve(game.At(weights, chances), new SolveOptions());
        var rng = new Philox(seed, 99);
        int s = 0;
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var periods = ImmutableArray.CreateBuilder<string>();
        var stage = new Stage(game.Profiles);
        var chance = new double[game.Profiles.Count];
        for (int t = 0; t < months; t++)
        {
            stage.ProfileChances(e.At(s), chance);
            int p = rng.NextIndex(chance);
            moves.Add([.. Enumerable.Range(0, 2).Select(i => game.Profiles.Move(p, i))]);
            levels.Add([.. Enumerable.Range(0, 3).Select(v => game.States.Level(s, v))]);
            periods.Add($"{1990 + (t / 12):0000}-{1 + (t % 12):00}");
            s = e.Game.Kernel.Draw(s, p, rng.NextDouble(), rng.NextDouble());
        }

        return new Sequence("one", periods.ToImmutable(), moves.ToImmutable(), levels.ToImmutable());
    }
}
