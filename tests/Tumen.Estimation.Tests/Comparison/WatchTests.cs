using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class WatchTests
{
    private static Likelihood Record() => new(
        ParametricGame.Compile(SmallTriad.Model(), "base"), [SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 60, 51)]);

    // The exact chance against 20,000 simulated futures from the record's end.
    [Fact]
    public void Chances_agree_with_simulation()
    {
        var l = Record();
        WatchSpec[] indicators = [new("aid soon", "patron", ["reward"], 1), new("a provocation", "client", ["provoke", "reach"], 4)];
        double[] exact = WatchList.Chances(l, SmallTriad.Truth, indicators, 0)!;
        var next = l.NextStates(0, SmallTriad.Truth)!;
        Assert.Equal(1, next.Sum(), 1e-12);
        var data = l.Data[0];
        var states = l.Game.States;
        const int Runs = 20000;
        int[] hits = new int[2];
        var random = new Philox(9, 9);

        // A five-period record from every possible next state, drawn with its chance.
        var simulators = Enumerable.Range(0, states.Count).Where(s => next[s] > 0).ToDictionary(s => s, s =>
        {
            ImmutableArray<int> levels = [.. Enumerable.Range(0, 3).Select(v => states.Level(s, v))];
            var shape = l.On([data.Slice(0, 4) with { Levels = [levels, .. data.Levels[1..4]] }]);
            return RecordSimulator.At(shape, SmallTriad.Truth)!;
        });
        for (int r = 0; r < Runs; r++)
        {
            var future = simulators[random.NextIndex(next)].Draw(random)[0];
            hits[0] += future.Moves[0][1] == 1 ? 1 : 0;
            hits[1] += future.Moves.Any(m => m[0] is 1 or 2) ? 1 : 0;
        }

        for (int w = 0; w < 2; w++)
        {
            double error = Math.Sqrt(exact[w] * (1 - exact[w]) / Runs);
            Assert.Equal(exact[w], hits[w] / (double)Runs, 4 * error + 1e-9);
        }
    }

    // Two theories with chances p and q and even odds: probabilities, factors and information by hand.
    [Fact]
    public void Bayes_factors_and_information_by_hand()
    {
        var l = Record();
        double[] other = [.. SmallTriad.Truth];
        other[4] += 2;
        WatchSpec[] indicators = [new("aid soon", "patron", ["reward"], 2)];
        double p = WatchList.Chances(l, SmallTriad.Truth, indicators, 0)![0], q = WatchList.Chances(l, other, indicators, 0)![0];
        Assert.NotEqual(p, q, 0.05);
        var item = WatchList.Assess(indicators, [new("a", l, [SmallTriad.Truth], 0.5), new("b", l, [other], 0.5)])[0];
        double mean = (p + q) / 2;
        static double Entropy(double x) => -(x * Math.Log(x)) - ((1 - x) * Math.Log(1 - x));
        Assert.Equal(mean, item.Chance, 1e-12);
        Assert.Equal(p / q, item.Verdicts[0].FactorIfHappens, 1e-9);
        Assert.Equal((1 - p) / (1 - q), item.Verdicts[0].FactorIfNot, 1e-9);
        Assert.Equal(p / (p + q), item.Verdicts[0].IfHappens, 1e-12);
        Assert.Equal(Entropy(mean) - (0.5 * (Entropy(p) + Entropy(q))), item.Information, 1e-12);
        Assert.Equal(Math.Log(2), item.Uncertainty, 1e-12);
    }

    [Fact]
    public void A_record_that_ends_in_the_dark_is_foretold_from_the_filtered_belief()
    {
        var l = Record();
        var d = l.Data[0];
        int last = d.Length - 1;
        var dark = l.On([d with { Moves = d.Moves.SetItem(last, [-1, -1]) }]);
        var next = dark.NextStates(0, SmallTriad.Truth)!;
        Assert.Equal(1, next.Sum(), 1e-12);

        // Summed over the unseen moves by hand.
        var e = l.Equilibrium(0, SmallTriad.Truth);
        var kernel = l.Game.Kernel(SmallTriad.Truth.AsSpan(6));
        int s = l.Game.States.Index(d.Levels[last].AsSpan());
        var expected = new double[next.Length];
        for (int p = 0; p < l.Game.Profiles.Count; p++)
        {
            double chance = e.Probability(s, 0, l.Game.Profiles.Move(p, 0)) * e.Probability(s, 1, l.Game.Profiles.Move(p, 1));
            kernel.ForEachNext(s, p, (to, c) => expected[to] += chance * c);
        }

        for (int i = 0; i < next.Length; i++)
        {
            Assert.Equal(expected[i], next[i], 1e-9);
        }
    }

    [Fact]
    public void An_unknown_move_is_refused() => Assert.Throws<ArgumentException>(() => WatchList.Chances(Record(), SmallTriad.Truth, [new("x", "patron", ["bribe"], 2)], 0));
}
