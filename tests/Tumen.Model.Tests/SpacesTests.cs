using System.Collections.Immutable;

namespace Tumen.Model.Tests;

public class SpacesTests
{
    private static readonly ImmutableArray<Player> Players = [new("a", ["x", "y"]), new("b", ["l", "m", "r"]), new("c", ["u", "v"])];

    [Fact]
    public void States_run_with_the_last_situation_fastest()
    {
        var space = new StateSpace([new Situation("p", ["low", "high"]), new Situation("w", ["cold", "correct", "close"])]);
        Assert.Equal(6, space.Count);
        Assert.Equal("p high, w cold", space.Name(3));
        for (int s = 0; s < 6; s++)
        {
            Assert.Equal(s, space.Index([space.Level(s, 0), space.Level(s, 1)]));
        }
    }

    [Fact]
    public void Profiles_and_histories_by_hand()
    {
        var p = new ProfileSpace(Players, [[1], [0, 2]]);
        Assert.Equal(12, p.Count);
        Assert.Equal([3, 1, 3], p.Histories);
        Assert.Equal(6 + 3 + 6, p.Size);
        int profile = p.Index([1, 2, 0]);
        Assert.Equal(2, p.History(profile, 0));
        Assert.Equal("b r", p.HistoryName(0, 2));
        Assert.Equal(0 + (2 * 2) + 1, p.Slot(profile, 0));
        Assert.Equal(6 + 2, p.Slot(profile, 1));
    }

    [Fact]
    public void Rows_that_are_no_distributions_are_refused_with_their_place()
    {
        var e = Assert.Throws<InvalidKernelException>(() => TransitionKernel.FromRows(2, 1, (s, _) => s == 0 ? [(0, 0.5), (1, 0.4)] : [(1, 1.0)]));
        Assert.Equal(1, e.Count);
        Assert.Contains("state 0", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidKernelException>(() => TransitionKernel.FromRows(1, 1, (_, _) => [(0, double.NaN)]));
        Assert.Throws<InvalidKernelException>(() => TransitionKernel.FromRows(2, 1, (_, _) => [(0, 1.5), (1, -0.5)]));
    }

    private static GameModel TwoLaws() => new()
    {
        Name = "m",
        Players = [new Player("a", ["x", "y"])],
        Turns = [[0]],
        Situations = [new Situation("w", ["cold", "correct", "close"]), new Situation("k", ["no", "yes"])],
        Laws =
        [
            new SituationLaw(0, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0, "up"), new Condition.Plays(0, [1]))]), new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.1), Condition.Always)])]),
            new SituationLaw(1, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0, "up"), Condition.Always)])]),
        ],
        Terms = [new PayoffTerm(0, true, "aid", [new Factor.LevelOf(0), new Factor.LackOf(1)], new Condition.Plays(0, [1]))],
        Weights = [new WeightSpec("aid", new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, [])],
        Chances = [new ChanceSpec("up", new Prior.Beta(1, 1), null)],
        Discounts = [0.9],
    };

    [Fact]
    public void Factored_laws_multiply_and_expectations_follow()
    {
        var g = ParametricGame.Compile(TwoLaws(), "base");
        var k = g.Kernel([0.3]);
        int s = g.States.Index([1, 0]);
        Assert.Equal(0.3 * 0.3, k.Probability(s, 1, g.States.Index([2, 1])), 1e-15);
        Assert.Equal(0.6 * 0.7, k.Probability(s, 1, g.States.Index([1, 0])), 1e-15);
        double[] value = [.. Enumerable.Range(0, 6).Select(i => (double)(i * i))];
        var expected = new double[2];
        k.Expect(s, value, expected);
        for (int p = 0; p < 2; p++)
        {
            Assert.Equal(Enumerable.Range(0, 6).Sum(n => k.Probability(s, p, n) * value[n]), expected[p], 1e-12);
            Assert.Equal(1, Enumerable.Range(0, 6).Sum(n => k.Probability(s, p, n)), 1e-12);
        }
    }

    // One chance in two laws: the derivative of the product is the sum over laws.
    [Fact]
    public void Kernel_derivatives_equal_differences()
    {
        var g = ParametricGame.Compile(TwoLaws(), "base");
        double[] value = [3, 1, 4, 1, 5, 9], up = new double[2], down = new double[2], part = new double[2];
        for (int s = 0; s < 6; s++)
        {
            g.Kernel([0.3 + 1e-6]).Expect(s, value, up);
            g.Kernel([0.3 - 1e-6]).Expect(s, value, down);
            var total = new double[2];
            foreach (var d in g.KernelDerivative([0.3], 0))
            {
                d.Expect(s, value, part);
                total[0] += part[0];
                total[1] += part[1];
            }

            Assert.Equal((up[0] - down[0]) / 2e-6, total[0], 1e-7);
            Assert.Equal((up[1] - down[1]) / 2e-6, total[1], 1e-7);
        }
    }

    [Fact]
    public void Payoffs_are_weights_times_features()
    {
        var g = ParametricGame.Compile(TwoLaws(), "base");
        int s = g.States.Index([2, 0]);
        Assert.Equal(2, g.Feature(0, 0)![(s * 2) + 1]);
        Assert.Equal(0.5 * 2 * 1, g.At([0.5], [0.2]).Payoffs[0][(s * 2) + 1], 1e-15);
        Assert.Equal(0, g.At([0.5], [0.2]).Payoffs[0][s * 2]);
    }
}
