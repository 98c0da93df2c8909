using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>Identification before data: collinear weights (E9 of the catalog), weights that move nothing, and weights that only others' responses bring to life.</summary>
public sealed class PriorReviewTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static string Text(string theories) => $"""
        game "Sanity", month by month
        player client   may provoke, hold
        player patron   may punish, maintain, reward
        first client moves, then patron
        situation presence   none | routine | reinforced
        situation warmth     cold | correct | close
        next presence   becomes none 0
        next warmth     rises 0.6 if patron plays reward     falls 0.6 if patron plays punish
        client   loses risk if client plays provoke
        patron   loses price if patron plays reward
                 loses discipline if patron plays punish
        theory "both" [Nobody]  patron gains kin * warmth
                                       loses buffer * presence * lack of warmth
        theory "dead" [Nobody]  patron gains kin * warmth
                                       gains dead if client plays provoke and client plays hold
        theory "answer" [Nobody] client gains aid * warmth
                                 patron gains fear if patron plays reward and client plays provoke
        theory "alone" [Nobody]  client gains aid * warmth
        estimate every weight, prior normal(0, 1)
        {theories}
        assume discount 0.9
        """;

    // Nothing but where it has been is read: presence at one level throughout, warmth at all of its own.
    private static ImmutableArray<Sequence> Record(params int[] presence) =>
        [new Sequence("", [.. Enumerable.Range(1, 12).Select(t => $"{t}")], [.. Enumerable.Range(0, 12).Select(t => ImmutableArray.Create(t % 2, t % 3))],
            [.. Enumerable.Range(0, 12).Select(t => ImmutableArray.Create(presence[t % presence.Length], t % 3))])];

    private static PriorReviewWork Review(string theory, int[] presence, string theories = "") => PriorReview.Of(GameFile.Parse(Text(theories), "g").Required, theory, Record(presence), 1, Cancel);

    // With presence constant at p, buffer weight b is affection weight b·p: p is 1 at routine, 2 at reinforced.
    [Theory]
    [InlineData(1, "1", "1")]
    [InlineData(2, "2", "0.5")]
    public void With_presence_constant_buffer_and_affection_are_one_weight(int level, string rate, string back)
    {
        var found = Review("both", [level]);
        Assert.Equal((5, 5, 4), (found.Weights, found.Rank, found.RankVisited));
        Assert.Equal(4, found.RankAtMean);
        Assert.All(found.RanksAtDraws, n => Assert.Equal(4, n));
        Assert.Empty(found.Nowhere);
        var merged = Assert.Single(found.NotHere);
        Assert.Equal(-level, merged.Direction["kin"] / merged.Direction["buffer"], 1e-9);
        Assert.Contains(merged.Says, new[] { $"no choice of this record tells kin and buffer apart: one unit of buffer does what {rate} of kin does", $"no choice of this record tells buffer and kin apart: one unit of kin does what {back} of buffer does" });
    }

    [Fact]
    public void When_presence_varies_they_are_two()
    {
        var found = Review("both", [1, 2]);
        Assert.Equal((5, 5, 5), (found.Weights, found.Rank, found.RankVisited));
        Assert.Empty(found.NotHere);
        Assert.NotNull(found.Worst);
        Assert.InRange(found.WorstSize, 1e-4, 1);
        Assert.Equal(5, found.SingularValues.Length);
        Assert.True(found.SingularValues.Zip(found.SingularValues.Skip(1)).All(x => x.First >= x.Second));
    }

    [Fact]
    public void At_a_level_where_presence_counts_for_nothing_the_buffer_moves_nothing()
    {
        var found = Review("both", [0]);
        Assert.Equal((5, 4), (found.Rank, found.RankVisited));
        Assert.Equal("buffer changes no choice of this record", Assert.Single(found.NotHere).Says);
    }

    [Fact]
    public void A_weight_that_moves_nothing_is_named_for_every_record()
    {
        var found = Review("dead", [0, 1, 2]);
        Assert.Equal((5, 4, 4), (found.Weights, found.Rank, found.RankVisited));
        Assert.Equal("dead changes no choice of any record", Assert.Single(found.Nowhere).Says);
        Assert.Empty(found.NotHere);
    }

    // The client's wish for aid moves it only if the patron answers what it does: nowhere without such a motive; with one, not at the prior mean, where that motive is zero, but at draws.
    [Fact]
    public void A_motive_that_works_through_others_is_idle_at_the_mean_only()
    {
        Assert.Equal("aid changes no choice of any record", Assert.Single(Review("alone", [1]).Nowhere).Says);
        var answered = Review("answer", [1]);
        Assert.Equal((5, 5, 4), (answered.Weights, answered.Rank, answered.RankAtMean));
        Assert.Empty(answered.Nowhere);
        Assert.Empty(answered.NotHere);
    }

    [Fact]
    public void Without_free_weights_there_is_nothing_to_rank()
    {
        var found = Review("both", [1], "fix risk = 1\nfix price = 1\nfix discipline = 1\nfix kin = 0.2\nfix buffer = 0.2");
        Assert.Equal((0, 0, 0), (found.Weights, found.Rank, found.RankVisited));
        Assert.Equal("no free weight", PriorReview.Says(found));
    }
}
