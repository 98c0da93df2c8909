using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve.Tests;

/// <summary>After a game's end nothing is worth anything: values by the stationary solver are those of backward induction over the periods.</summary>
public class GameEndTests
{
    private const int Periods = 4;

    // The inner game with a clock: state = clock × inner, last clock level over.
    private static StochasticGame Clocked(StochasticGame inner, double discount)
    {
        int states = inner.StateCount, count = inner.Profiles.Count;
        var clock = new Situation("month", [.. Enumerable.Range(1, Periods).Select(t => $"{t}"), "over"]);
        var space = new StateSpace([clock, new Situation("state", [.. Enumerable.Range(0, states).Select(s => $"s{s}")])]);
        ImmutableArray<double[]> payoffs = [.. inner.Payoffs.Select(u => Enumerable.Range(0, space.Count * count).Select(k => space.Level(k / count, 0) == Periods ? 0 : u[(space.Level(k / count, 1) * count) + (k % count)]).ToArray())];
        var kernel = TransitionKernel.FromRows(space.Count, count, (s, p) =>
        {
            int next = Math.Min(Periods, space.Level(s, 0) + 1), from = space.Level(s, 1);
            return [.. Enumerable.Range(0, states).Select(t => (space.Index([next, t]), inner.Kernel.Probability(from, p, t)))];
        });
        return new StochasticGame(space, inner.Profiles, payoffs, kernel, [.. inner.Discounts.Select(_ => discount)]) { End = GameEnd.Of(space, 0) };
    }

    [Theory]
    [InlineData(0.9, 2, ValueConvention.TasteShocks)]
    [InlineData(0.9, 2, ValueConvention.ChoiceErrors)]
    [InlineData(1, 2, ValueConvention.TasteShocks)]
    [InlineData(1, 0.5, ValueConvention.ChoiceErrors)]
    [InlineData(0.9, 30, ValueConvention.TasteShocks)]
    [InlineData(0.9, double.PositiveInfinity, ValueConvention.TasteShocks)]
    [InlineData(1, double.PositiveInfinity, ValueConvention.TasteShocks)]
    public void Values_are_those_of_the_finite_game(double discount, double precision, ValueConvention convention)
    {
        var inner = Games.Random(3, 2, 2, 0.5, 21);
        inner = inner with { Discounts = [discount, discount] };
        var game = Clocked(inner, discount);
        var options = new SolveOptions { Precision = precision, Convention = convention };
        var e = StationarySolver.Solve(game, options).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        var finite = FiniteHorizon.Solve(inner, Periods, options);
        for (int t = 0; t < Periods; t++)
        {
            for (int s = 0; s < 3; s++)
            {
                int at = game.States.Index([t, s]);
                for (int i = 0; i < 2; i++)
                {
                    Assert.Equal(finite.Periods[t].Values[i][s], e.Values[i][at], 1e-8);
                    Assert.Equal(finite.Periods[t].Probability(s, i, 0), e.Probability(at, i, 0), 1e-8);
                    Assert.Equal(0, e.Values[i][game.States.Index([Periods, s])]);
                }
            }
        }
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Newton_alone_takes_a_discount_of_one_where_the_game_ends(double discount)
    {
        var inner = Games.Random(3, 2, 3, 0.5, 22) with { Discounts = [discount, discount] };
        var options = new SolveOptions { Precision = 1 };
        var e = LogitMarkovSolver.Solve(Clocked(inner, discount), options);
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(FiniteHorizon.Solve(inner, Periods, options).Periods[0].Values[0][1], e.Values[0][1], 1e-9);
        Assert.True(e.Certificate.Regret < 1e-8);
    }

    // One month, one unit for the first move, λ = 1: log(1 + e).
    [Fact]
    public void A_month_of_one_choice_is_worth_the_log_of_one_plus_e()
    {
        var space = new StateSpace([new Situation("month", ["1", "over"])]);
        var profiles = new ProfileSpace([new Player("i", ["a", "b"]), new Player("j", ["a", "b"])], default);
        var game = new StochasticGame(space, profiles, [[1, 1, 0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0, 0, 0]],
            TransitionKernel.FromRows(2, 4, (_, _) => [(1, 1.0)]), [0.9, 0.9]) { End = GameEnd.Of(space, 0) };
        foreach (var method in new[] { SolveMethod.Newton, SolveMethod.Branch, SolveMethod.Anderson, SolveMethod.Damped })
        {
            var e = StationarySolver.Solve(game, new SolveOptions { Method = method }).Equilibrium;
            Assert.Equal(SolveStatus.Certified, e.Status);
            Assert.Equal(Math.Log(1 + Math.E), e.Values[0][0], 1e-10);
            Assert.Equal(0, e.Values[1][1], 1e-12);
            Assert.True(Verifier.Prove(e).ValueError < 1e-9);
        }
    }
}
