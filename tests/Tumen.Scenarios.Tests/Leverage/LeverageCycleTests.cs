using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios.Tests;

/// <summary>The leverage cycle through the long-game engine: calm, where the client alone chooses, and tension, where the patron alone does.</summary>
public class LeverageCycleTests
{
    private static readonly double[] Calm = [1, 0];

    private static Condition Plays(int player, int move) => new Condition.Plays(player, [move]);

    private static Condition And(Condition a, Condition b) => new Condition.And(a, b);

    private static Condition At(int level) => new Condition.LevelIn(0, [level]);

    private static WeightSpec Weight(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);

    // Weights: k (cost of provoking), r (payment), l (cost of an unpaid tense month).
    private static readonly GameModel Model = new()
    {
        Name = "leverage cycle",
        Players = [new Player("client", ["quiet", "provoke"]), new Player("patron", ["bear", "pay"])],
        Turns = [[0, 1]],
        Situations = [new Situation("mood", ["calm", "tense"])],
        Laws =
        [
            new SituationLaw(0, [
                new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(1), And(At(0), Plays(0, 1)))]),
                new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(1), And(At(1), Plays(1, 1)))]),
                new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0, "release"), And(At(1), Plays(1, 0)))])]),
        ],
        Terms =
        [
            new PayoffTerm(0, false, "k", [], And(At(0), Plays(0, 1))),
            new PayoffTerm(0, true, "r", [], And(At(1), Plays(1, 1))),
            new PayoffTerm(1, false, "r", [], And(At(1), Plays(1, 1))),
            new PayoffTerm(1, false, "l", [], And(At(1), Plays(1, 0))),
        ],
        Weights = [Weight("k"), Weight("r"), Weight("l")],
        Chances = [new ChanceSpec("release", new Prior.Beta(1, 1), null)],
        Discounts = [0.9, 0.9],
        Concession = new Flow(1, 0, [new FlowPart(1, And(At(1), Plays(1, 1)))]),
        Threats = new MoveSet(0, [1], 0),
    };

    // Only one player has a choice in each mood: the other's second move is forbidden there.
    private static StochasticGame Game(double r, double p = 0.8)
    {
        var game = ParametricGame.Compile(Model, "base").At([0.5, r, 1], [1 - p]);
        var payoffs = game.Payoffs.Select(u => (double[])u.Clone()).ToArray();
        for (int c = 0; c < 4; c++)
        {
            payoffs[0][4 + c] -= game.Profiles.Move(c, 0) == 1 ? 200 : 0;
            payoffs[1][c] -= game.Profiles.Move(c, 1) == 1 ? 200 : 0;
        }

        return game with { Payoffs = [.. payoffs] };
    }

    private static LogitMarkovEquilibrium Perfect(double r, double p = 0.8) => LogitPath.Follow(Game(r, p), new PathOptions { Convention = ValueConvention.ChoiceErrors }).Equilibrium;

    [Theory]
    [InlineData(false, 1, .6139967603, .4760689471)]
    [InlineData(false, 10, .6817641165, .1502238400)]
    [InlineData(false, 100, .5088786122, .0974215518)]
    [InlineData(false, 1000, .4908495317, .0972020953)]
    [InlineData(true, 1, .4476544458, .3867133376)]
    [InlineData(true, 10, .6205258050, .1715637515)]
    [InlineData(true, 100, .5058292215, .1016848813)]
    [InlineData(true, 1000, .4905895119, .0976346275)]
    public void The_engine_has_the_logit_path_to_the_printed_digits(bool shocks, double lambda, double x, double y)
    {
        var e = PrincipalBranch.Solve(Game(2), new SolveOptions { Precision = lambda, Convention = shocks ? ValueConvention.TasteShocks : ValueConvention.ChoiceErrors });
        Assert.Equal(x, e.Probability(0, 0, 1), 6e-11);
        Assert.Equal(y, e.Probability(1, 1, 1), 6e-11);
    }

    // r, provoke, pay, Λ discounted from calm, Λ in the long run per month times the payment r.
    [Theory]
    [InlineData(1.5, 1, 1, 27.0 / 38, 3.0 / 4)]
    [InlineData(2, 22.0 / 45, 7.0 / 72, 77.0 / 711, 77.0 / 621)]
    [InlineData(4, 0, 0, 0, 0)]
    public void The_limit_has_the_three_regions_and_their_leverage(double r, double provoke, double pay, double discounted, double longRun)
    {
        var e = Perfect(r);
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(provoke, e.Probability(0, 0, 1), 1e-9);
        Assert.Equal(pay, e.Probability(1, 1, 1), 1e-9);
        var l = Leverage.Measure(Model, e, Calm, split: true);
        Assert.Equal(discounted, r * l.Capacity, 1e-9);
        Assert.Equal(l.Capacity, l.ByMove.Single().Share, 1e-12);
        Assert.Equal(longRun, r * LeverageTable.LongRunCapacity(Model, e, Calm), 1e-9);
    }

    // Payment is sure up to r̄ = 95/59 and never made from r̲ = 25/7; with r = 3/2 tension must persist at least p* = 19/27.
    [Fact]
    public void The_thresholds_stand_where_the_formulas_put_them()
    {
        const double high = 95.0 / 59, never = 25.0 / 7, persistence = 19.0 / 27;
        Assert.Equal(1, Perfect(high - 0.01).Probability(1, 1, 1), 1e-9);
        Assert.InRange(Perfect(high + 0.01).Probability(1, 1, 1), 0.05, 0.99);
        Assert.InRange(Perfect(never - 0.05).Probability(0, 0, 1), 1e-4, 0.5);
        Assert.Equal(0, Perfect(never + 0.05).Probability(0, 0, 1), 1e-9);
        Assert.Equal(1, Perfect(1.5, persistence + 0.01).Probability(1, 1, 1), 1e-9);
        Assert.InRange(Perfect(1.5, persistence - 0.01).Probability(1, 1, 1), 0.01, 0.99);
    }

    // In the cycle a provocation from calm brings r next month and every second month after; quiet now delays all of it by a month.
    [Fact]
    public void The_marginal_lever_in_the_cycle_by_hand()
    {
        var e = Perfect(1.5);
        double d = 0.9, cycle = d / (1 - (d * d)); // Σ δ^(2k+1) payments from calm
        Assert.Equal(cycle - (d * cycle), MarginalLeverage.Of(Model, e, 1)[0], 1e-9);
    }
}
