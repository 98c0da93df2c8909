using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios.Tests;

/// <summary>What must not change capacity and exertion, and where both are zero.</summary>
public class LeverageNeutralTests
{
    private static readonly double[] Even = [.. Enumerable.Repeat(1.0 / 8, 8)];

    private static LeverageIndex Measure(GameModel model, double[] weights, ValueConvention values = ValueConvention.TasteShocks)
    {
        var e = LogitMarkovSolver.Solve(ParametricGame.Compile(model, "base").At(weights, []), new SolveOptions { Convention = values });
        Assert.Equal(SolveStatus.Certified, e.Status);
        var found = Leverage.Measure(model, e, Even, split: true);
        Assert.True(found.Solved);
        Assert.Equal(found.Capacity, found.Exertion + found.MadeAnyway + found.OthersAdapt, 1e-12);
        Assert.Equal(found.Exertion, found.ExertionByMove.Sum(m => m.Share), 1e-12);
        return found;
    }

    // A patron that listens to nothing that threats move has no lever, and the reasoned answer is the computed one.
    [Theory]
    [InlineData(ValueConvention.TasteShocks)]
    [InlineData(ValueConvention.ChoiceErrors)]
    public void A_deaf_patron_gives_none(ValueConvention values)
    {
        var model = LeveragePropertyTests.Model();
        double[] weights = [1, 1.2, 1.5, 1, 0.9, 0, 0];
        var found = Measure(model, weights, values);
        Assert.InRange(Math.Abs(found.Capacity), 0, 1e-10);
        Assert.InRange(Math.Abs(found.Exertion), 0, 1e-10);
        var e = LogitMarkovSolver.Solve(ParametricGame.Compile(model, "base").At(weights, []), new SolveOptions { Convention = values });
        var question = Leverage.Question(model, e.Game);
        Assert.True(question.HasNoLever(e.Game));
        var reasoned = Leverage.Measure(question, model, e, Even, LeverageParts.Least);
        Assert.Equal((0, 0, 0), (reasoned.Capacity, reasoned.Exertion, reasoned.Price));
        Assert.False(question.HasNoLever(ParametricGame.Compile(model, "base").At([1, 1.2, 1.5, 1, 0.9, 0.7, 0], [])));
    }

    // A client that wants nothing of the patron exerts nothing.
    [Fact]
    public void No_motive_no_exertion()
    {
        var found = Measure(LeveragePropertyTests.Model(), [1, 1.2, 0, 1, 0.9, 0.7, 0.9]);
        Assert.InRange(Math.Abs(found.Exertion), 0, 1e-10);
        Assert.True(found.Capacity > 0.01);
    }

    // Two quiet moves, each dearer by ln 2, are one quiet move.
    [Fact]
    public void A_quiet_move_in_two_halves_changes_nothing()
    {
        var model = LeveragePropertyTests.Model(second: true);
        model = model with
        {
            Terms = model.Terms.Add(new PayoffTerm(0, false, "half", [], new Condition.Plays(0, [0, 3]))),
            Weights = model.Weights.Add(new WeightSpec("half", new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, [])),
        };
        double[] weights = [1, 1.2, 1.5, 1, 0.9, 0.7, 0.9];
        LeverageIndex one = Measure(LeveragePropertyTests.Model(), weights), two = Measure(model, [.. weights, Math.Log(2)]);
        Assert.Equal(one.Capacity, two.Capacity, 1e-9);
        Assert.Equal(one.Exertion, two.Exertion, 1e-9);
    }

    [Fact]
    public void A_constant_and_the_bound()
    {
        var model = LeveragePropertyTests.Model();
        double[] weights = [1, 1.2, 1.5, 1, 0.9, 3, 3];
        var found = Measure(model, weights);
        Assert.InRange(found.Capacity, -2, 2);
        Assert.InRange(found.Exertion, -2, 2);
        var game = ParametricGame.Compile(model, "base").At(weights, []);
        var e = LogitMarkovSolver.Solve(game with { Payoffs = [.. game.Payoffs.Select(u => u.Select(x => x + 3).ToArray())] }, new SolveOptions());
        Assert.Equal(found.Capacity, Leverage.Measure(model, e, Even, split: false).Capacity, 1e-9);
    }

    // Presence and talks are moved by threats; warmth by the patron alone.
    [Fact]
    public void What_threats_cannot_move_is_read_off_the_laws() => Assert.Equal(["warmth"], LeverageQuestion.For(LeveragePropertyTests.Model(), [0.9, 0.9])!.Kept);
}
