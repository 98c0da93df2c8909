using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>A one-situation coordination game whose logit equilibria are roots of one equation.</summary>
public class CoordinationCensusTests
{
    private static GameModel Model() => new()
    {
        Name = "coordination",
        Players = [new Player("north", ["stay", "join"]), new Player("south", ["stay", "join"])],
        Turns = [[0, 1]],
        Situations = [],
        Laws = [],
        Terms =
        [
            .. Enumerable.Range(0, 2).SelectMany(i => new[]
            {
                new PayoffTerm(i, true, "together", [], new Condition.And(new Condition.Plays(0, [1]), new Condition.Plays(1, [1]))),
                new PayoffTerm(i, true, "together", [], new Condition.And(new Condition.Plays(0, [0]), new Condition.Plays(1, [0]))),
            }),
        ],
        Weights = [new WeightSpec("together", new Prior.Normal(0, 3), double.NegativeInfinity, double.PositiveInfinity, null, [])],
        Chances = [],
        Discounts = [0, 0],
    };

    private static Likelihood Record() => new(ParametricGame.Compile(Model(), "base"), [new Sequence("", [.. Enumerable.Range(0, 10).Select(t => $"2000-{t + 1:00}")],
        [.. Enumerable.Range(0, 10).Select(t => ImmutableArray.Create(t < 8 ? 1 : 0, t < 8 ? 1 : 0))], [.. Enumerable.Range(0, 10).Select(_ => ImmutableArray<int>.Empty)])]);

    // p = 1/(1 + exp(−w(2p − 1))): for w > 2 the middle root is joined by two others; the slope of the reply there is 2w p(1 − p).
    [Fact]
    public void Three_equilibria_with_their_stability()
    {
        const double W = 3;
        var census = EquilibriumCensus.Take(Record(), [W], starts: 40);
        Assert.Equal(3, census.Entries.Length);
        var p = census.Entries.Select(e => e.Equilibrium.Probability(0, 0, 1)).ToArray();
        Assert.Equal(0.5, p[0], 1e-9); // selected: the λ = 0 point
        double high = p.Max(), low = p.Min();
        Assert.Equal(high, 1 / (1 + Math.Exp(-W * ((2 * high) - 1))), 1e-9);
        Assert.Equal(1, high + low, 1e-8);
        foreach (var e in census.Entries)
        {
            double q = e.Equilibrium.Probability(0, 0, 1);
            Assert.Equal(2 * W * q * (1 - q), e.SpectralRadius, 1e-3);
            Assert.Equal(16 * Math.Log(q) + (4 * Math.Log(1 - q)), e.LogLikelihood, 1e-7);
        }

        Assert.Contains("3 equilibria", census.Says, StringComparison.Ordinal);
    }
}
