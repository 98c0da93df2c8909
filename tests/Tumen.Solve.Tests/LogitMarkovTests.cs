using Tumen.Model;

namespace Tumen.Solve.Tests;

public class LogitMarkovTests
{
    // Donation game, one state: helping gives the other b = 3 and costs the helper c = 1. Refusing saves exactly c whatever the other does,
    // so logit odds of helping are e^(-λc). At λ = ln 3: odds 1/3, P(help) = 1/4. Stage value (b - c)/4 = 1/2; divided by 1 - δ = 1/10 it is 5.
    // With taste shocks each month adds entropy/λ, which closes to V = 10 (log3 4 - 1/4).
    [Theory]
    [InlineData(ValueConvention.ChoiceErrors, 5.0)]
    [InlineData(ValueConvention.TasteShocks, 10.118595071429148)]
    public void Helping_has_probability_one_quarter(ValueConvention convention, double expected)
    {
        var e = LogitMarkovSolver.Solve(Games.Donation(3, 1, 0.9), new SolveOptions { Precision = Math.Log(3), Convention = convention });
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(0.25, e.Probability("1", "help"), 1e-12);
        Assert.Equal(expected, e.Values[0][0], 1e-10);
        Assert.Equal(expected, e.Values[1][0], 1e-10);
    }

    // theory of the leverage cycle (E8), r = 2: chance of provoking when calm and of paying when tense along the logit path.
    [Theory]
    [InlineData(ValueConvention.ChoiceErrors, 1, .6139967603, .4760689471)]
    [InlineData(ValueConvention.ChoiceErrors, 10, .6817641165, .1502238400)]
    [InlineData(ValueConvention.ChoiceErrors, 100, .5088786122, .0974215518)]
    [InlineData(ValueConvention.ChoiceErrors, 1000, .4908495317, .0972020953)]
    [InlineData(ValueConvention.TasteShocks, 1, .4476544458, .3867133376)]
    [InlineData(ValueConvention.TasteShocks, 10, .6205258050, .1715637515)]
    [InlineData(ValueConvention.TasteShocks, 100, .5058292215, .1016848813)]
    [InlineData(ValueConvention.TasteShocks, 1000, .4905895119, .0976346275)]
    public void Leverage_cycle_on_the_logit_path(ValueConvention convention, double precision, double provoke, double pay)
    {
        double[]? start = null;
        LogitMarkovEquilibrium e;
        double l = Math.Min(1, precision);
        do
        {
            // In each state one player is idle. Arrays give it two equal moves, whose shocks would be worth log 2 / λ a month: taken off.
            double idle = convention == ValueConvention.TasteShocks ? Math.Log(2) / l : 0;
            e = LogitMarkovSolver.Solve(Games.LeverageCycle(2, idle: idle), new SolveOptions { Precision = l, Convention = convention, Start = start });
            double next = l < precision ? Math.Min(precision, l * 1.25) : double.PositiveInfinity;
            start = [.. e.ActionValues.Select(q => q * l / next)];
            l = next;
        }
        while (l <= precision);
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(provoke, e.Probability(0, 0, 1), 1e-9);
        Assert.Equal(pay, e.Probability(1, 1, 1), 1e-9);
    }

    [Theory]
    [InlineData(false, ValueConvention.TasteShocks)]
    [InlineData(true, ValueConvention.TasteShocks)]
    [InlineData(false, ValueConvention.ChoiceErrors)]
    [InlineData(true, ValueConvention.ChoiceErrors)]
    public void Random_games_are_certified_with_no_regret(bool ordered, ValueConvention convention)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var game = Games.Random(7, 3, 3, 0.95, seed, ordered ? [[0], [1, 2]] : null);
            var e = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 2, Convention = convention });
            Assert.Equal(SolveStatus.Certified, e.Status);
            Assert.InRange(e.Certificate.Residual, 0, 1e-10);
            if (convention == ValueConvention.TasteShocks)
            {
                Assert.InRange(e.Certificate.Regret, 0, 1e-9);
            }
        }
    }

    // Seeing the earlier move: the follower matches it, the leader knows. Payoff 1 to both when moves agree; λ = 2, δ = 0.
    // Follower: odds e^2 for matching whatever the leader did, so the leader is indifferent.
    [Fact]
    public void A_follower_answers_the_move_it_has_seen()
    {
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0, 0], (_, m) => m[0] == m[1] ? [1, 1] : [0, 0], (_, _) => [(0, 1)], [[0], [1]]);
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 2 });
        double match = Math.Exp(2) / (1 + Math.Exp(2));
        Assert.Equal(match, e.Probability(0, 1, 0, history: 0), 1e-12);
        Assert.Equal(match, e.Probability(0, 1, 1, history: 1), 1e-12);
        Assert.Equal(0.5, e.Probability(0, 0, 0), 1e-12);
    }

    // One player, two states: dynamic logit (Rust 1987) equals value iteration V = (1/λ) log Σ exp λ(u + δ E V).
    [Fact]
    public void One_player_equals_value_iteration()
    {
        var game = Games.Random(6, 1, 3, 0.9, 3);
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1.5 });
        var v = new double[6];
        var expected = new double[3];
        for (int sweep = 0; sweep < 600; sweep++)
        {
            var next = new double[6];
            for (int s = 0; s < 6; s++)
            {
                game.Kernel.Expect(s, v, expected);
                double sum = 0;
                for (int a = 0; a < 3; a++)
                {
                    sum += Math.Exp(1.5 * (game.Payoffs[0][(s * 3) + a] + (0.9 * expected[a])));
                }

                next[s] = Math.Log(sum) / 1.5;
            }

            v = next;
        }

        for (int s = 0; s < 6; s++)
        {
            Assert.Equal(v[s], e.Values[0][s], 1e-10);
        }
    }
}
