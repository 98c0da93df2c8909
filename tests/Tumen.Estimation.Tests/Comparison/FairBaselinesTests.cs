using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>Forecasters without strategy that see what the players see: marginal likelihoods by hand, columns found, hold-outs that never see what they foretell.</summary>
public class FairBaselinesTests
{
    private static GameModel Game(bool situation, bool second) => new()
    {
        Name = "tables",
        Players = second ? [new Player("client", ["hold", "provoke"]), new Player("patron", ["maintain", "reward"])] : [new Player("client", ["hold", "provoke"])],
        Turns = second ? [[0], [1]] : [[0]],
        Situations = situation ? [new Situation("mood", ["calm", "tense"])] : [],
        Laws = situation ? [new SituationLaw(0, [])] : [],
        Discounts = second ? [0, 0] : [0],
    };

    private static Sequence Record(int[][] moves, int[][] levels) => new(
        "", [.. moves.Select((_, t) => $"{t:000}")], [.. moves.Select(m => m.ToImmutableArray())], [.. levels.Select(l => l.ToImmutableArray())]);

    // Moves 0, 0, 1. One row: (½/1)(1½/2)(½/3) = 1/16. Rows by the last move: ½, then ½ and ¼ in the row of 0: 1/16 too.
    [Fact]
    public void Marginal_likelihoods_by_hand()
    {
        var data = Record([[0], [0], [1]], [[], [], []]);
        var found = FairBaselines.Of(Game(false, false), [data], [0]);
        Assert.Equal(Math.Log(1.0 / 16), found[0].LogMarginalLikelihood!.Value, 1e-12);
        Assert.Equal(Math.Log(1.0 / 16), found[1].LogMarginalLikelihood!.Value, 1e-12);
        Assert.Equal((2 * Math.Log(2.5 / 4)) + Math.Log(1.5 / 4), found[1].LogLikelihood, 1e-12);
        Assert.Null(found[0].HoldOutScore);
    }

    // The patron does in every month what the client has just done, whatever the mood; both baselines see it, and the table asks for nothing else.
    [Fact]
    public void An_answer_within_the_month_is_seen()
    {
        var rng = new Numerics.Philox(3, 0);
        int[][] moves = [.. Enumerable.Range(0, 200).Select(_ => rng.NextDouble() < 0.5 ? 1 : 0).Select(a => new[] { a, a })], levels = [.. moves.Select(_ => new[] { rng.NextDouble() < 0.5 ? 1 : 0 })];
        ImmutableArray<Sequence> data = [Record(moves, levels)];
        var game = Game(true, true);
        var found = FairBaselines.Of(game, data, [50]);
        double chain = Baselines.MarkovChain(data, [2, 2], 50).LogLikelihood;
        Assert.All(found, f => Assert.True(f.LogLikelihood > chain + 100));
        Assert.Contains("patron: client's move", found[1].Uses, StringComparison.Ordinal);
        Assert.Contains("client: nothing", found[1].Uses, StringComparison.Ordinal);
        Assert.True(found[1].LogMarginalLikelihood < found[1].LogLikelihood);

        // What is foretold does not enter the counts: other moves at the end change the score of the end only as they should.
        Assert.Equal(50, found[1].HoldOutByPeriod.Length);
        var (_, _, other) = (0, 0, Record([.. moves.Select((m, t) => t < 150 ? m : [m[0], 1 - m[1]])], levels));
        Assert.True(FairBaselines.Of(game, [other], [50])[1].HoldOutScore < -100);

        // Leave-one-out in a row of n of N equals (n − ½)/N.
        double n = moves.Count(m => m[0] == 1);
        int at = Array.FindIndex(moves, m => m[0] == 1);
        var table = FairBaselines.LeaveOneOut(game, data).Single(x => x.Name == FairBaselines.Table).ByPeriod;
        Assert.Equal(Math.Log((n - 0.5) / 200) + Math.Log((n - 0.5) / n), table[at], 1e-10);
    }
}
