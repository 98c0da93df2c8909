using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve.Tests;

public class LogitPathTests
{
    private static readonly PathOptions Errors = new() { Convention = ValueConvention.ChoiceErrors };

    // The leverage cycle (E8): r = 2 mixes with x = 22/45, y = 7/72; r = 3/2 cycles for certain; r = 4 never.
    [Theory]
    [InlineData(2.0, 22.0 / 45, 7.0 / 72)]
    [InlineData(1.5, 1, 1)]
    [InlineData(4.0, 0, 0)]
    public void Leverage_cycle_ends_at_the_exact_equilibrium(double reward, double provoke, double pay)
    {
        foreach (var convention in new[] { ValueConvention.ChoiceErrors, ValueConvention.TasteShocks })
        {
            var r = LogitPath.Follow(Games.LeverageCycle(reward), new PathOptions { Convention = convention });
            Assert.Equal(PathStatus.Certified, r.Status);
            Assert.Equal(provoke, r.Equilibrium.Probability(0, 0, 1), 1e-12);
            Assert.Equal(pay, r.Equilibrium.Probability(1, 1, 1), 1e-12);
            Assert.InRange(r.Equilibrium.Certificate.Regret, 0, 1e-11);
        }
    }

    [Theory]
    [InlineData(1, .6139967603, .4760689471)]
    [InlineData(10, .6817641165, .1502238400)]
    [InlineData(100, .5088786122, .0974215518)]
    [InlineData(1000, .4908495317, .0972020953)]
    public void Leverage_cycle_at_finite_precision(double precision, double provoke, double pay)
    {
        var r = LogitPath.Follow(Games.LeverageCycle(2), Errors with { Precision = precision });
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.Equal(provoke, r.Equilibrium.Probability(0, 0, 1), 1e-9);
        Assert.Equal(pay, r.Equilibrium.Probability(1, 1, 1), 1e-9);
    }

    [Theory]
    [InlineData(ValueConvention.ChoiceErrors, false)]
    [InlineData(ValueConvention.TasteShocks, false)]
    [InlineData(ValueConvention.ChoiceErrors, true)]
    [InlineData(ValueConvention.TasteShocks, true)]
    public void Random_games_end_in_certified_equilibria(ValueConvention convention, bool ordered)
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var game = Games.Random(6, 3, 3, 0.95, seed, ordered ? [[1], [0, 2]] : null);
            var r = LogitPath.Follow(game, new PathOptions { Convention = convention });
            Assert.True(r.Status == PathStatus.Certified, $"seed {seed}: {r.Explanation}");
            Assert.InRange(r.Equilibrium.Certificate.Regret, 0, 2e-11);
        }
    }

    // The path's own algebra against the fixed-λ solver's: two implementations, both conventions, with and without turns.
    [Theory]
    [InlineData(ValueConvention.ChoiceErrors, false)]
    [InlineData(ValueConvention.TasteShocks, false)]
    [InlineData(ValueConvention.TasteShocks, true)]
    public void Path_and_direct_solver_agree(ValueConvention convention, bool ordered)
    {
        var game = Games.Random(5, 2, 3, 0.9, 4, ordered ? [[0], [1]] : null);
        var direct = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1.3, Convention = convention });
        var r = LogitPath.Follow(game, new PathOptions { Precision = 1.3, Convention = convention });
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.True(r.Equilibrium.Iterations <= 2, "the path must arrive at the solution, not near it");
        for (int k = 0; k < direct.Strategies.Length; k++)
        {
            Assert.Equal(direct.Strategies[k], r.Equilibrium.Strategies[k], 1e-10);
            Assert.Equal(direct.ActionValues[k], r.Equilibrium.ActionValues[k], 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1e6)]
    public void Payoff_units_change_neither_steps_nor_answer(double unit)
    {
        var game = Games.Random(6, 3, 3, 0.95, 2);
        var scaled = game with { Payoffs = [.. game.Payoffs.Select(u => u.Select(x => x * unit).ToArray())] };
        var a = LogitPath.Follow(game, Errors);
        var b = LogitPath.Follow(scaled, Errors);
        Assert.Equal(PathStatus.Certified, b.Status);
        Assert.Equal(a.Steps, b.Steps);
        for (int k = 0; k < a.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(a.Equilibrium.Strategies[k], b.Equilibrium.Strategies[k], 1e-9);
        }

        Assert.InRange(b.Equilibrium.Certificate.Regret, 0, 2e-11 * unit);
    }

    // Scaling payoffs by k equals scaling λ by k; adding a constant moves V by c/(1 − δ) and not σ.
    [Fact]
    public void Scaling_and_shifting_payoffs()
    {
        var game = Games.Random(4, 2, 3, 0.9, 8);
        var other = game with { Payoffs = [.. game.Payoffs.Select(u => u.Select(x => (4 * x) + 7).ToArray())] };
        var a = LogitPath.Follow(game, Errors with { Precision = 8 }).Equilibrium;
        var b = LogitPath.Follow(other, Errors with { Precision = 2 }).Equilibrium;
        for (int k = 0; k < a.Strategies.Length; k++)
        {
            Assert.Equal(a.Strategies[k], b.Strategies[k], 1e-11);
        }

        for (int s = 0; s < 4; s++)
        {
            Assert.Equal((4 * a.Values[1][s]) + 70, b.Values[1][s], 1e-9);
        }
    }

    [Fact]
    public void Relabelling_players_and_moves_permutes_the_answer()
    {
        var rng = new Philox(5, 5);
        double[,,] u = new double[2, 3, 2];
        for (int k = 0; k < 12; k++)
        {
            u[k / 6, k / 2 % 3, k % 2] = rng.NextDouble();
        }

        var a = Games.Build(1, [["x", "y", "z"], ["l", "r"]], [0.5, 0.8], (_, m) => [u[0, m[0], m[1]], u[1, m[0], m[1]]], (_, _) => [(0, 1)]);
        var b = Games.Build(1, [["r", "l"], ["z", "x", "y"]], [0.8, 0.5],
            (_, m) => [u[1, (m[1] + 2) % 3, 1 - m[0]], u[0, (m[1] + 2) % 3, 1 - m[0]]], (_, _) => [(0, 1)]);
        var ea = LogitPath.Follow(a, Errors with { Precision = 20 }).Equilibrium;
        var eb = LogitPath.Follow(b, Errors with { Precision = 20 }).Equilibrium;
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(ea.Probability(0, 0, k), eb.Probability(0, 1, (k + 1) % 3), 1e-10);
        }

        Assert.Equal(ea.Probability(0, 1, 0), eb.Probability(0, 0, 1), 1e-10);
    }

    [Fact]
    public void Zero_precision_is_uniform_play()
    {
        var r = LogitPath.Follow(Games.Random(4, 2, 3, 0.9, 1), Errors with { Precision = 0 });
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.All(r.Equilibrium.Strategies, x => Assert.Equal(1.0 / 3, x, 1e-15));
    }

    // δ = 0 leaves one static game per state: matching pennies with stakes 2 v 1 mixes (1/2, 1/3) exactly.
    [Fact]
    public void Without_discounting_each_state_is_its_static_game()
    {
        var game = Games.Build(2, [["h", "t"], ["h", "t"]], [0, 0],
            (s, m) => s == 0 ? [m[0] == m[1] ? (m[0] == 0 ? 2 : 1) : 0, m[0] == m[1] ? 0 : 1] : [m[0] == 0 ? 1 : 0, m[1] == 0 ? 0 : 1],
            (s, _) => [(1 - s, 1)]);
        var e = LogitPath.Follow(game, Errors).Equilibrium;
        Assert.Equal(0.5, e.Probability(0, 0, 0), 1e-12);
        Assert.Equal(1.0 / 3, e.Probability(0, 1, 0), 1e-12);
        Assert.Equal(1, e.Probability(1, 0, 0), 1e-12);
        Assert.Equal(0, e.Probability(1, 1, 0), 1e-12);
    }

    // One player: the limit is the optimal plan of its decision problem, found here by value iteration.
    [Fact]
    public void One_player_ends_at_its_optimal_plan()
    {
        var game = Games.Random(8, 1, 3, 0.9, 12);
        var r = LogitPath.Follow(game);
        Assert.Equal(PathStatus.Certified, r.Status);
        var v = new double[8];
        var expected = new double[3];
        for (int sweep = 0; sweep < 800; sweep++)
        {
            var next = new double[8];
            for (int s = 0; s < 8; s++)
            {
                game.Kernel.Expect(s, v, expected);
                next[s] = Enumerable.Range(0, 3).Max(a => game.Payoffs[0][(s * 3) + a] + (0.9 * expected[a]));
            }

            v = next;
        }

        for (int s = 0; s < 8; s++)
        {
            Assert.Equal(v[s], r.Equilibrium.Values[0][s], 1e-10);
        }
    }

    // Symmetric coordination: the symmetric branch runs through a crossing to (1/2, 1/2); the crossing branch ends at a pure equilibrium, each side at one.
    [Fact]
    public void Symmetric_games_cross_branches_and_can_turn_off()
    {
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, m) => m[0] == m[1] ? [1, 1] : [0, 0], (_, _) => [(0, 1)]);
        var straight = LogitPath.Follow(game, Errors);
        Assert.Equal(PathStatus.Certified, straight.Status);
        Assert.Contains(straight.Points, p => p.Kind == PathPointKind.Crossing);
        Assert.Equal(0.5, straight.Equilibrium.Probability(0, 0, 0), 1e-10);
        var ends = new[] { BranchChoice.Cross, BranchChoice.CrossBack }.Select(c =>
        {
            var r = LogitPath.Follow(game, Errors with { Crossing = c });
            Assert.Equal(PathStatus.Certified, r.Status);
            Assert.Equal(r.Equilibrium.Probability(0, 0, 0), r.Equilibrium.Probability(0, 1, 0), 1e-10);
            return Math.Round(r.Equilibrium.Probability(0, 0, 0), 9);
        });
        Assert.Equal([0.0, 1.0], ends.Order());
    }

    // A fold must be passed: skewed coordination in which the branch turns back in λ (McKelvey and Palfrey 1995 show such S shapes).
    [Fact]
    public void Folds_are_passed_and_recorded()
    {
        var found = Enumerable.Range(1, 40).Select(seed => LogitPath.Follow(Games.Random(5, 3, 3, 0.95, (ulong)seed), Errors)).ToList();
        Assert.All(found, r => Assert.Equal(PathStatus.Certified, r.Status));
        var folded = found.First(r => r.Points.Any(p => p.Kind == PathPointKind.Fold));
        Assert.Contains(folded.Points.Zip(folded.Points.Skip(1)), p => p.Second.Parameter < p.First.Parameter);
    }

    [Fact]
    public void Cancelling_keeps_the_last_point_and_resuming_reaches_the_same_end()
    {
        var game = Games.Random(6, 3, 3, 0.95, 2);
        using var source = new CancellationTokenSource();
        var seen = new Watcher(source, 5);
        var half = LogitPath.Follow(game, Errors, seen, source.Token);
        Assert.Equal(PathStatus.Cancelled, half.Status);
        Assert.True(half.Equilibrium.Precision > 0);
        Assert.InRange(half.Equilibrium.Certificate.Residual, 0, 1e-3);
        var rest = LogitPath.Follow(game, Errors with { Resume = half.Checkpoint });
        var whole = LogitPath.Follow(game, Errors);
        Assert.Equal(PathStatus.Certified, rest.Status);
        for (int k = 0; k < whole.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(whole.Equilibrium.Strategies[k], rest.Equilibrium.Strategies[k], 1e-9);
        }
    }

    [Fact]
    public void A_step_limit_is_a_status_with_the_precision_reached()
    {
        var r = LogitPath.Follow(Games.Random(6, 3, 3, 0.95, 2), Errors with { MaximumSteps = 3 });
        Assert.Equal(PathStatus.StepLimit, r.Status);
        Assert.Contains("λ = ", r.Explanation);
        Assert.Equal(SolveStatus.NotConverged, r.Equilibrium.Status);
    }

    [Fact]
    public void Equal_payoffs_leave_everything_uniform()
    {
        var game = Games.Build(3, [["a", "b"], ["a", "b"]], [0.9, 0.9], (_, _) => [5, -3], (s, _) => [((s + 1) % 3, 1)]);
        var r = LogitPath.Follow(game, Errors);
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.All(r.Equilibrium.Strategies, x => Assert.Equal(0.5, x, 1e-12));
        Assert.Equal(50, r.Equilibrium.Values[0][1], 1e-9);
    }

    [Fact]
    public void Iterative_linear_algebra_reaches_the_same_end()
    {
        var game = Games.Random(6, 3, 3, 0.95, 7);
        var a = LogitPath.Follow(game, Errors);
        var b = LogitPath.Follow(game, Errors with { DenseLimit = 1 });
        Assert.Equal(PathStatus.Certified, b.Status);
        for (int k = 0; k < a.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(a.Equilibrium.Strategies[k], b.Equilibrium.Strategies[k], 1e-8);
        }
    }

    private sealed class Watcher(CancellationTokenSource source, int after) : IProgress<PathProgress>
    {
        public void Report(PathProgress value)
        {
            if (value.Steps >= after)
            {
                source.Cancel();
            }
        }
    }
}
