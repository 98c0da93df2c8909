using System.Collections.Immutable;

namespace Tumen.Estimation.Tests;

public class CompareTests
{
    private static Sequence Record(params int[] moves) => new(
        "", [.. moves.Select((_, t) => $"{2000 + (t / 12)}-{1 + (t % 12):00}")], [.. moves.Select(m => ImmutableArray.Create(m))], [.. moves.Select(_ => ImmutableArray<int>.Empty)]);

    // Base rates with Jeffreys' half: 3 of 4 and 1 of 4 become 3.5/5 and 1.5/5.
    [Fact]
    public void Base_rates_by_hand()
    {
        var b = Baselines.BaseRates([Record(0, 0, 1, 0)], [2], 0);
        Assert.Equal((3 * Math.Log(3.5 / 5)) + Math.Log(1.5 / 5), b.LogLikelihood, 1e-12);
        Assert.Equal(1, b.ParameterCount);
    }

    // Hold-out uses earlier months only: after 0,0 the chances are 2.5/3 and .5/3.
    [Fact]
    public void Held_out_months_do_not_teach()
    {
        var b = Baselines.BaseRates([Record(0, 0, 1)], [2], 1);
        Assert.Equal(Math.Log(0.5 / 3), b.HoldOutScore!.Value, 1e-12);
    }

    // Chain: from 0: 0 once, 1 once; from 1: 0 once; first month has its own row.
    [Fact]
    public void Markov_chain_by_hand()
    {
        var b = Baselines.MarkovChain([Record(0, 0, 1, 0)], [2], 0);
        Assert.Equal(Math.Log(1.5 / 2) + Math.Log(1.5 / 3) + Math.Log(1.5 / 3) + Math.Log(1.5 / 2), b.LogLikelihood, 1e-12);
    }

    // χ² tails: Q(3.841458821, 1) = .05; Q(9.210340372, 2) = .01; normal tail 1.959963985 = .025 (Abramowitz and Stegun, table 26.8 and 26.1).
    [Fact]
    public void Tails_equal_the_tables()
    {
        Assert.Equal(0.05, Pairs.ChiSquareTail(3.841458820694124, 1), 1e-12);
        Assert.Equal(0.01, Pairs.ChiSquareTail(9.21034037197618, 2), 1e-12);
        Assert.Equal(0.025, Pairs.NormalTail(1.959963984540054), 1e-12);
    }

    [Fact]
    public void Nested_theories_get_a_likelihood_ratio_and_others_Vuong()
    {
        double[] a = [-1, -1.2, -0.9, -1.1], b = [-1.5, -1.6, -1.5, -1.4];
        var nested = Pairs.Compare("big", "small", a, b, ["x", "y"], ["x"]);
        Assert.True(nested.Nested);
        Assert.Equal(2 * 1.8, nested.LikelihoodRatio!.Value.Statistic, 1e-12);
        var other = Pairs.Compare("one", "two", a, b, ["x"], ["z"]);

        // d = .5 .4 .6 .3: mean .45, sd with 1/n .1118034; V = 1.8/(2·.1118034) = 8.0498447.
        Assert.Equal(8.049844718999243, other.Vuong!.Value.Plain, 1e-9);
        Assert.Equal((4, 4), (other.Clarke!.Value.Favour, other.Clarke.Value.Of));
        Assert.Equal(0.125, other.Clarke.Value.Chance, 1e-12);
    }

    [Fact]
    public void Probabilities_normalise_marginal_likelihoods()
    {
        var p = PosteriorProbabilities.Of([-1000, -1000 + Math.Log(3), double.NaN]);
        Assert.Equal(0.25, p[0], 1e-12);
        Assert.Equal(0.75, p[1], 1e-12);
        Assert.Equal(0, p[2]);
    }
}
