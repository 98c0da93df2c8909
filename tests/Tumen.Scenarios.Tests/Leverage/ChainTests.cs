using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios.Tests;

/// <summary>Chains small enough to be worked out by hand, and the simulator against the exact answers.</summary>
public class ChainTests
{
    // One player whose move in state s is a with chance given; rows[s][a] are the next states' chances.
    private static Play Chain(double[][] moves, double[][][] rows)
    {
        int states = rows.Length, actions = moves[0].Length;
        var space = new StateSpace([new Situation("state", [.. Enumerable.Range(0, states).Select(s => $"s{s}")])]);
        var profiles = new ProfileSpace([new Player("one", [.. Enumerable.Range(0, actions).Select(a => $"a{a}")])], default);
        var kernel = TransitionKernel.FromRows(states, actions, (s, a) => [.. rows[s][a].Select((c, next) => (next, c))]);
        return new Play(space, profiles, kernel, [.. moves.SelectMany(m => m)]);
    }

    private static Play TwoStates(double up, double down) => Chain([[1], [1]], [[[1 - up, up]], [[down, 1 - down]]]);

    [Fact]
    public void Long_run_of_two_states()
    {
        var law = LongRun.Of(TwoStates(0.2, 0.3).Chain, [1, 0]);
        Assert.Equal(0.4, law.Shares[1], 1e-14);
        Assert.Equal(1, law.Classes);
        Assert.True(law.Residual < 1e-15);
    }

    // Gambler's ruin on 0..4 with fair steps from 1: ends at 4 with chance 1/4; expected duration 3.
    [Fact]
    public void Closed_classes_and_first_passage_in_the_gamblers_ruin()
    {
        double[][] rows = [[1, 0, 0, 0, 0], [0.5, 0, 0.5, 0, 0], [0, 0.5, 0, 0.5, 0], [0, 0, 0.5, 0, 0.5], [0, 0, 0, 0, 1]];
        var play = Chain([[1], [1], [1], [1], [1]], [.. rows.Select(r => new[] { r })]);
        double[] start = [0, 1, 0, 0, 0];
        var law = LongRun.Of(play.Chain, start);
        Assert.Equal(2, law.Classes);
        Assert.Equal(0.75, law.Shares[0], 1e-12);
        Assert.Equal(0.25, law.Shares[4], 1e-12);
        // The month in which an end is first seen is one after the last step.
        Assert.Equal(4, FirstPassage.Of(play, (s, _) => s is 0 or 4, start, 0).Mean, 1e-10);
        var four = FirstPassage.Of(play, (s, _) => s == 4, start, 200);
        Assert.Equal(double.PositiveInfinity, four.Mean);
        Assert.Equal(0.25, four.Within[^1], 1e-10);
        Assert.Null(four.Median);
    }

    [Fact]
    public void First_passage_of_a_coin_is_geometric()
    {
        var play = Chain([[0.8, 0.2]], [[[1], [1]]]);
        var first = FirstPassage.Of(play, (_, p) => p == 1, [1], 10);
        Assert.Equal(5, first.Mean, 1e-12);
        Assert.Equal(4, first.Median); // 1 − .8⁴ = .59
        Assert.Equal(1 - Math.Pow(0.8, 3), first.Within[2], 1e-14);
    }

    // Independent months: provoke 1/4, talk 1/2. From a provocation to talks 2 months, back 4, whole cycle 6.
    [Fact]
    public void Cycle_of_independent_months_by_hand()
    {
        var play = Chain([[0.25, 0.25, 0.5]], [[[1], [1], [1]]]);
        var c = Cycle.Of(play, (_, p) => p == 0, (_, p) => p == 2, [1]);
        Assert.Equal(4, c.FirstEvery, 1e-12);
        Assert.Equal(2, c.SecondEvery, 1e-12);
        Assert.Equal(2, c.FirstToSecond, 1e-12);
        Assert.Equal(4, c.SecondToFirst, 1e-12);
        Assert.Equal(6, c.Whole, 1e-12);
    }

    // Level of a two-state chain: autocorrelation rʰ with r = 1 − a − b; density (1 − r²)/(1 − 2 r cos ω + r²).
    [Theory]
    [InlineData(0.1, 0.2)]
    [InlineData(0.9, 0.8)]
    public void Spectrum_of_two_states(double a, double b)
    {
        double r = 1 - a - b;
        var play = TwoStates(a, b);
        double[] periods = [2, 3, 5, 12, 60];
        var law = LongRun.Of(play.Chain, [1, 0]).Shares;
        var spectrum = Cycle.Spectrum(play, law, (s, _) => s, periods, 5);
        Assert.Equal(a / (a + b), spectrum.Mean, 1e-13);
        Assert.Equal(spectrum.Mean * (1 - spectrum.Mean), spectrum.Variance, 1e-13);
        Assert.Equal(Math.Pow(r, 3), spectrum.Autocorrelations[2], 1e-12);
        for (int k = 0; k < periods.Length; k++)
        {
            double w = 2 * Math.PI / periods[k];
            Assert.Equal((1 - (r * r)) / (1 - (2 * r * Math.Cos(w)) + (r * r)), spectrum.Densities[k], 1e-7);
        }

        Assert.Equal(r > 0 ? 60 : 2, spectrum.PeakPeriod);
    }

    [Fact]
    public void An_impulse_fades_at_the_rate_of_the_chain()
    {
        var play = TwoStates(0.2, 0.3);
        double[] law = LongRun.Of(play.Chain, [1, 0]).Shares;
        var path = PlayPath.AfterSituation(play, law, 0, 1, 6, (s, _) => 10 * s);
        for (int t = 0; t < 6; t++)
        {
            Assert.Equal(0.6 * Math.Pow(0.5, t), path.Situations[0][1][t], 1e-13);
            Assert.Equal(6 * Math.Pow(0.5, t), path.Flow[t], 1e-12);
        }
    }

    [Fact]
    public void A_forced_move_is_answered_by_those_who_see_it()
    {
        // Leader a0/a1 .5 each; follower copies with chance .9.
        var profiles = new ProfileSpace([new Player("leader", ["a0", "a1"]), new Player("follower", ["a0", "a1"])], [[0], [1]]);
        var play = new Play(new StateSpace([]), profiles, TransitionKernel.FromRows(1, 4, (_, _) => [(0, 1.0)]), [0.45, 0.05, 0.05, 0.45]);
        Assert.Equal(0.9, play.Forced(0, 1).Chance((_, p) => profiles.Move(p, 1) == 1)[0], 1e-14);
        Assert.Equal(0.5, play.Forced(1, 1).Chance((_, p) => profiles.Move(p, 0) == 1)[0], 1e-14); // who moved before does not answer
    }

    private static (Play Play, double[] Start) Random(int states, int moves)
    {
        var rng = new Philox(5, 1);
        double[] Simplex(int n)
        {
            double[] x = [.. Enumerable.Range(0, n).Select(_ => -Math.Log(rng.NextDouble()))];
            return [.. x.Select(v => v / x.Sum())];
        }

        var play = Chain([.. Enumerable.Range(0, states).Select(_ => Simplex(moves))],
            [.. Enumerable.Range(0, states).Select(_ => Enumerable.Range(0, moves).Select(_ => Simplex(states)).ToArray())]);
        return (play, Simplex(states));
    }

    [Fact]
    public void Simulated_frequencies_are_the_stationary_shares_within_Monte_Carlo_error()
    {
        var (play, start) = Random(6, 3);
        var law = LongRun.Of(play.Chain, start).Shares;
        var simulator = new Simulator(play);
        var counts = simulator.Count(start, 200, 5000, 100, 11, 2);
        Assert.Equal(1_000_000, counts.Total);
        for (int a = 0; a < 3; a++)
        {
            double exact = FixedOrder.Dot(law, play.Chance((_, p) => p == a));
            var (share, error) = counts.Share(simulator.Slot(0, a));
            Assert.InRange(error, 1e-4, 2e-3);
            Assert.InRange(share - exact, -4 * error, 4 * error);
        }

        for (int s = 0; s < 6; s++)
        {
            double share = Enumerable.Range(0, 3).Sum(p => counts.Cells[(s * 3) + p]) / 1e6;
            Assert.InRange(share - law[s], -3e-3, 3e-3);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_counts_whatever_the_threads()
    {
        var (play, start) = Random(5, 2);
        var simulator = new Simulator(play);
        SimulationCounts one = simulator.Count(start, 37, 101, 7, 3, 1), four = simulator.Count(start, 37, 101, 7, 3, 4), other = simulator.Count(start, 37, 101, 7, 4, 4);
        Assert.Equal(one.Cells, four.Cells);
        Assert.Equal(one.MovesByUnit, four.MovesByUnit);
        Assert.NotEqual(one.Cells, other.Cells);
        var history = simulator.History(start, 101, 3, 5);
        var longer = simulator.History(start, 202, 3, 5);
        Assert.Equal(history, longer[..101]);
    }

    // χ² of one month's outcomes from one state against the exact chances.
    [Fact]
    public void Alias_tables_draw_what_they_should()
    {
        var play = Chain([[0.5, 0.001, 0.499], [1, 0, 0]], [[[0, 1], [0, 1], [0, 1]], [[1, 0], [1, 0], [1, 0]]]);
        var counts = new Simulator(play).Count([1, 0], 1, 2_000_000, 0, 9, 1);
        double[] expected = [500_000, 1000, 499_000];
        double chi = expected.Select((e, p) => (counts.Cells[p] - e) * (counts.Cells[p] - e) / e).Sum();
        Assert.InRange(chi, 0, 13.8); // 0.1 %, two degrees of freedom
        Assert.Equal(0, counts.Cells[4] + counts.Cells[5]);
    }
}
