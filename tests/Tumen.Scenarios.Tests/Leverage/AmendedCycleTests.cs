using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios.Tests;

/// <summary>The leverage cycle in which paying costs in calm months too, so that what the patron is believed to do there is no coin's toss: capacity and exertion at finite precision and in the limit.</summary>
public class AmendedCycleTests
{
    private static readonly double[] Calm = [1, 0];

    private static Condition Plays(int player, int move) => new Condition.Plays(player, [move]);

    private static Condition And(Condition a, Condition b) => new Condition.And(a, b);

    private static Condition At(int level) => new Condition.LevelIn(0, [level]);

    private static WeightSpec Weight(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);

    private static GameModel Model(bool everywhere) => new()
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
                new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.2), And(At(1), Plays(1, 0)))])]),
        ],
        Terms =
        [
            new PayoffTerm(0, false, "k", [], And(At(0), Plays(0, 1))),
            new PayoffTerm(0, true, "r", [], everywhere ? Plays(1, 1) : And(At(1), Plays(1, 1))),
            new PayoffTerm(1, false, "r", [], everywhere ? Plays(1, 1) : And(At(1), Plays(1, 1))),
            new PayoffTerm(1, false, "l", [], And(At(1), Plays(1, 0))),
        ],
        Weights = [Weight("k"), Weight("r"), Weight("l")],
        Discounts = [0.9, 0.9],
        Concession = new Flow(1, 0, [new FlowPart(1, everywhere ? Plays(1, 1) : And(At(1), Plays(1, 1)))]),
        Threats = new MoveSet(0, [1], 0),
    };

    private static StochasticGame Game(double r, bool everywhere = true) => ParametricGame.Compile(Model(everywhere), "base").At([0.5, r, 1], []);

    // Numbers of a program that shares no code with this one.
    [Theory]
    [InlineData(1.5, 1, false, .2193419000, .0265654953)]
    [InlineData(1.5, 1, true, .2010107180, .0219851548)]
    [InlineData(1.5, 10, false, .5554027831, .5469042249)]
    [InlineData(2, 1, false, .2995165294, .0427873017)]
    [InlineData(2, 1, true, .2588593814, .0323032003)]
    [InlineData(2, 10, false, .1840291573, .1789979436)]
    [InlineData(4, 1, false, .2523508096, .0253761505)]
    [InlineData(4, 1, true, .2001724592, .0165035453)]
    [InlineData(4, 10, false, .0008159539, .0003839123)]
    public void Capacity_and_exertion_at_finite_precision(double r, double lambda, bool shocks, double capacity, double exertion)
    {
        var e = PrincipalBranch.Solve(Game(r), new SolveOptions { Precision = lambda, Convention = shocks ? ValueConvention.TasteShocks : ValueConvention.ChoiceErrors });
        Assert.Equal(SolveStatus.Certified, e.Status);
        var found = Leverage.Measure(Model(true), e, Calm, split: true);
        Assert.Equal(capacity, r * found.Capacity, 1e-9);
        Assert.Equal(exertion, r * found.Exertion, 1e-9);
        Assert.Equal(found.Capacity, found.Exertion + found.MadeAnyway + found.OthersAdapt, 1e-12);
        Assert.Empty(Leverage.Placeholders(e.Game, 1));
    }

    // In the limit every threat is made because it pays: what capacity brings is all exerted.
    [Theory]
    [InlineData(1.5, 27.0 / 38)]
    [InlineData(2, 77.0 / 711)]
    [InlineData(4, 0)]
    public void In_the_limit_all_of_it_is_exerted(double r, double capacity)
    {
        var e = LogitPath.Follow(Game(r), new PathOptions { Convention = ValueConvention.ChoiceErrors }).Equilibrium;
        var found = Leverage.Measure(Model(true), e, Calm, split: true);
        Assert.True(found.Solved);
        Assert.Equal(capacity, r * found.Capacity, 1e-8);
        Assert.Equal(capacity, r * found.Exertion, 1e-8);
    }

    [Fact]
    public void Moves_that_differ_for_nobody_are_named()
    {
        Assert.Equal(0, Assert.Single(Leverage.Placeholders(Game(2, everywhere: false), 1)));
        Assert.Empty(LeverageQuestion.For(Model(true), [0.9, 0.9])!.Kept);
    }
}
