using System.Collections.Immutable;
using Tumen.Numerics;

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

    // One bound: half of χ²₁, critical 2.7055 at 5 %. Two uncorrelated: ¼, ½, ¼, critical 4.2309 (Kudo 1963, Biometrika 50:403). Two with ρ: against drawn estimates projected on the quadrant.
    [Fact]
    public void A_ratio_of_weights_bounded_at_zero_has_a_mixture_of_chi_squares()
    {
        Assert.Equal(0.05, ChiBarSquare.Tail(2.705543454, 1, 1), 1e-9);
        Assert.Equal(0.05, ChiBarSquare.Tail(4.2309, 2, 2), 1e-4);
        Assert.Equal((0.5 * Pairs.ChiSquareTail(4, 3)) + (0.5 * Pairs.ChiSquareTail(4, 2)), ChiBarSquare.Tail(4, 3, 1), 1e-12);
        foreach (double rho in (double[])[-0.7, 0.6])
        {
            const int Draws = 40_000;
            var stream = new Philox(11, (ulong)(rho < 0 ? 0 : 1));
            double far = 3.2, tail = 0;
            for (int k = 0; k < Draws; k++)
            {
                double x = stream.NextNormalByInversion(), y = (rho * x) + (Math.Sqrt(1 - (rho * rho)) * stream.NextNormalByInversion());
                tail += Ratio(x, y, rho) > far ? 1.0 / Draws : 0;
            }

            Assert.Equal(tail, ChiBarSquare.Tail(far, 2, 2, rho), 4 * Math.Sqrt(tail / Draws));
        }

        // z'V⁻¹z less its distance from the quadrant: the best of the inside, the two edges and the corner.
        static double Ratio(double x, double y, double rho)
        {
            double det = 1 - (rho * rho);
            double Square(double a, double b) => ((a * a) - (2 * rho * a * b) + (b * b)) / det;
            double nearest = x >= 0 && y >= 0 ? 0 : Math.Min(Square(x, y), Math.Min(Edge(x, y), Edge(y, x)));
            double Edge(double along, double off)
            {
                double at = Math.Max(0, along - (rho * off)); // on the edge off = 0, the nearest point in the metric V⁻¹
                return Square(along - at, off);
            }

            return Square(x, y) - nearest;
        }
    }

    [Fact]
    public void Bounds_reach_the_ratio_of_nested_theories()
    {
        double[] a = [-1, -1.2, -0.9, -1.1], b = [-1.3, -1.3, -1.3, -1.3];
        PairEvidence Knows(params bool[] bounded) => new([], [], bounded);
        var free = Pairs.Compare("big", "small", a, b, ["x", "y"], ["x"], Knows(false, false), Knows(false));
        var bounded = Pairs.Compare("big", "small", a, b, ["x", "y"], ["x"], Knows(true, true), Knows(true)); // x is in both: its bound does not count
        Assert.Equal((0, 1), (free.AtBounds, bounded.AtBounds));
        Assert.Equal(free.LikelihoodRatio!.Value.Chance / 2, bounded.LikelihoodRatio!.Value.Chance, 1e-12);
        Assert.True(Pairs.Compare("big", "small", a, b, ["x", "y", "z", "w"], ["x"], Knows(true, true, true, true), Knows(true)).AtMost);
    }

    // Regressions on one column each, by normal errors of known size: where neither column matters the two coincide, and no test may follow.
    [Fact]
    public void Theories_that_the_record_does_not_tell_apart_get_no_Vuong()
    {
        int told = 0;
        const int Records = 200, Rows = 150;
        for (int k = 0; k < Records; k++)
        {
            told += Regressions(k, 0).Vuong is null ? 0 : 1;
        }

        Assert.InRange(told, 2, 22); // 5 % of 200, within four standard deviations
        var apart = Regressions(7, 0.8);
        Assert.True(apart.Distinct!.P < 1e-6);
        Assert.True(apart.Separates);
        Assert.False(Regressions(7, 0).Separates);

        static PairComparison Regressions(int seed, double slope)
        {
            var stream = new Philox(404, (ulong)seed);
            double[] x = new double[Rows], z = new double[Rows], y = new double[Rows];
            for (int i = 0; i < Rows; i++)
            {
                (x[i], z[i]) = (stream.NextNormalByInversion(), stream.NextNormalByInversion());
                y[i] = (slope * x[i]) + stream.NextNormalByInversion();
            }

            (double[] Log, PairEvidence Evidence) Fit(double[] by)
            {
                double information = by.Sum(v => v * v), b = y.Zip(by, (p, q) => p * q).Sum() / information;
                return ([.. y.Zip(by, (p, q) => -0.5 * (p - (b * q)) * (p - (b * q)))], new PairEvidence([.. y.Zip(by, (p, q) => (p - (b * q)) * q)], [1 / information], [false]));
            }

            var (first, second) = (Fit(x), Fit(z));
            return Pairs.Compare("x", "z", first.Log, second.Log, ["x"], ["z"], first.Evidence, second.Evidence);
        }
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
