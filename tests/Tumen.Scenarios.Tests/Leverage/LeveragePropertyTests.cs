using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios.Tests;

/// <summary>Further properties of the index: relabelling, scale, splitting the quiet move, continuity, and that it does not add up over theories or moves.</summary>
public class LeveragePropertyTests
{
    private static readonly double[] Even = [.. Enumerable.Repeat(1.0 / 8, 8)];

    private static readonly double[] Weights = [1, 1.2, 1.5, 1, 0.9, 0.7, 0.9];

    private static LogitMarkovEquilibrium Solve(GameModel model, double[] weights) => LogitMarkovSolver.Solve(ParametricGame.Compile(model, "base").At(weights, []), new SolveOptions());

    // client hold, provoke, reach (+ a second hold), patron punish, maintain, reward; presence, talks, warmth.
    internal static GameModel Model(bool second = false, bool reversed = false)
    {
        int[] m = reversed ? [2, 1, 0] : [0, 1, 2];
        string[] names = ["hold", "provoke", "reach"];
        ImmutableArray<string> moves = [.. Enumerable.Range(0, 3).Select(k => names[Array.IndexOf(m, k)])];
        Condition Client(int a) => new Condition.Plays(0, [m[a]]);
        Condition Patron(int a) => new Condition.Plays(1, [a]);
        WeightSpec W(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);
        return new GameModel
        {
            Name = "levers",
            Players = [new Player("client", second ? moves.Add("hold again") : moves), new Player("patron", ["punish", "maintain", "reward"])],
            Turns = [[0, 1]],
            Situations = [new Situation("presence", ["low", "high"]), new Situation("talks", ["off", "on"]), new Situation("warmth", ["cold", "close"])],
            Laws =
            [
                new SituationLaw(0, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0.7), Client(1))]), new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.2), new Condition.Not(Client(1)))])]),
                new SituationLaw(1, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0.6), Client(2))]), new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.3), new Condition.Not(Client(2)))])]),
                new SituationLaw(2, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0.6), Patron(2))]), new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.4), Patron(0))])]),
            ],
            Terms =
            [
                new PayoffTerm(0, false, "risk", [], Client(1)),
                new PayoffTerm(0, false, "effort", [], Client(2)),
                new PayoffTerm(0, true, "aid", [new Factor.LevelOf(2)], Condition.Always),
                new PayoffTerm(1, false, "price", [], Patron(2)),
                new PayoffTerm(1, false, "discipline", [], Patron(0)),
                new PayoffTerm(1, false, "buffer", [new Factor.LevelOf(0), new Factor.LackOf(2)], Condition.Always),
                new PayoffTerm(1, false, "realign", [new Factor.LackOf(2)], new Condition.LevelIn(1, [1])),
            ],
            Weights = [W("risk"), W("effort"), W("aid"), W("price"), W("discipline"), W("buffer"), W("realign")],
            Discounts = [0.9, 0.9],
            Concession = new Flow(1, 0, [new FlowPart(1, Patron(2)), new FlowPart(-1, Patron(0))]),
            Threats = new MoveSet(0, [m[1], m[2]], m[0]),
        };
    }

    // (e) Names and their order do not matter.
    [Fact]
    public void Relabelling_changes_nothing()
    {
        LeverageIndex a = Leverage.Measure(Model(), Solve(Model(), Weights), Even, true), b = Leverage.Measure(Model(reversed: true), Solve(Model(reversed: true), Weights), Even, true);
        Assert.Equal(a.Capacity, b.Capacity, 1e-9);
        Assert.Equal(a.Exertion, b.Exertion, 1e-9);
        Assert.Equal(a.ByMove.ToDictionary(x => x.Move, x => Math.Round(x.Share, 8)), b.ByMove.ToDictionary(x => x.Move, x => Math.Round(x.Share, 8)));
    }

    // (e) Payoffs times k with precision divided by k.
    [Fact]
    public void The_unit_of_payoffs_does_not_matter()
    {
        var a = Solve(Model(), Weights);
        var b = LogitMarkovSolver.Solve(ParametricGame.Compile(Model(), "base").At([.. Weights.Select(w => 4 * w)], []), new SolveOptions { Precision = 0.25 });
        LeverageIndex x = Leverage.Measure(Model(), a, Even, false), y = Leverage.Measure(Model(), b, Even, false);
        Assert.Equal(x.Capacity, y.Capacity, 1e-9);
        Assert.Equal(x.Exertion, y.Exertion, 1e-9);
        Assert.Equal(4 * x.Price, y.Price, 1e-8);
    }

    // (f) A second move that does the same as hold thins out the threats: the index changes, and must be reported or nested.
    [Fact]
    public void Splitting_the_quiet_move_changes_the_index()
    {
        double one = Leverage.Measure(Model(), Solve(Model(), Weights), Even, false).Capacity, two = Leverage.Measure(Model(second: true), Solve(Model(second: true), Weights), Even, false).Capacity;
        Assert.True(one > 0.01);
        Assert.True(Math.Abs(one - two) > 1e-3);
    }

    // (h) Along a branch without folds small steps in a weight make small steps in Λ.
    [Fact]
    public void The_index_is_continuous_along_a_branch()
    {
        double last = double.NaN;
        for (int k = 0; k <= 20; k++)
        {
            double[] w = [.. Weights];
            w[5] = 0.1 * k;
            double capacity = Leverage.Measure(Model(), Solve(Model(), w), Even, false).Capacity;
            Assert.True(double.IsNaN(last) || Math.Abs(capacity - last) < 0.02, $"{w[5]}: {last} to {capacity}");
            last = capacity;
        }
    }

    // (i) Two levers together are not the sum of each alone, over motives or over moves; the Shapley split adds up all the same.
    [Fact]
    public void The_index_does_not_add_up()
    {
        double Capacity(double buffer, double realign, params int[] threats)
        {
            var model = Model();
            model = threats.Length == 0 ? model : model with { Threats = model.Threats! with { Moves = [.. threats] } };
            double[] w = [.. Weights];
            (w[5], w[6]) = (buffer, realign);
            return Leverage.Measure(model, Solve(model, w), Even, false).Capacity;
        }

        Assert.True(Math.Abs(Capacity(0.7, 0.9) - Capacity(0.7, 0) - Capacity(0, 0.9)) > 1e-3);
        Assert.True(Math.Abs(Capacity(0.7, 0.9) - Capacity(0.7, 0.9, 1) - Capacity(0.7, 0.9, 2)) > 1e-4);
        var whole = Leverage.Measure(Model(), Solve(Model(), Weights), Even, true);
        Assert.Equal(whole.Capacity, whole.ByMove.Sum(m => m.Share), 1e-10);
    }

    // τ against the definition: a long sum of what forcing the move changes, month by month.
    [Fact]
    public void The_marginal_lever_is_the_discounted_sum_of_what_the_move_changes()
    {
        var model = Model();
        var e = Solve(model, Weights);
        var play = Play.Of(e.Game, e.Strategies);
        var amount = Leverage.Amounts(e.Game, model.Concession!);
        var tau = MarginalLeverage.Of(model, e, 2);
        Assert.All(MarginalLeverage.Of(model, e, 0), x => Assert.Equal(0, x, 1e-10));
        for (int s = 0; s < 8; s++)
        {
            var start = new double[8];
            start[s] = 1;
            var path = PlayPath.AfterMove(play, start, 0, 2, 300, amount).Minus(PlayPath.AfterMove(play, start, 0, 0, 300, amount));
            Assert.Equal(path.Flow.Select((g, t) => Math.Pow(0.9, t) * g).Sum(), tau[s], 1e-9);
        }
    }

    [Fact]
    public void The_table_has_both_conventions_and_every_discount()
    {
        var game = ParametricGame.Compile(Model(), "base");
        var rows = LeverageTable.Of(game, Weights, [], Even);
        Assert.Equal(6, rows.Length);
        Assert.All(rows, r => Assert.True(r.Index.Solved && r.Residual < 1e-9));
        Assert.Equal(new[] { 0.90, 0.95, 0.97 }, rows.Take(3).Select(r => r.Discount));
        var own = Leverage.Measure(Model(), Solve(Model(), Weights), Even, true);
        Assert.Equal(own.Capacity, rows[0].Index.Capacity, 1e-9);
        Assert.NotEqual(rows[0].Index.Capacity, rows[3].Index.Capacity, 1e-6);
        Assert.All(rows, r => Assert.Equal(2, r.Marginal.Length));
    }
}
