using System.Text;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>A small study written to a temporary folder, run from files to results.</summary>
public sealed class StudyTests : IDisposable
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        first client moves, then patron
        situation warmth  cold | close
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain
        client  loses risk if client plays provoke
                gains aid * warmth
        patron  loses price if patron plays reward
        theory "kin"  patron gains kin * warmth
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.95
        concession of patron to client  +1 if patron plays reward
        threats of client  provoke  quiet hold
        """;

    private const string Codebook = """
        codebook "Small" for "small.game"
        events tests   actor is N
        events visits  actor is C
        client plays provoke in a month with any tests
               otherwise hold
        patron plays reward in a month with any visits
               otherwise maintain
        situation warmth is close if any visits in the last 2 months
                  otherwise cold
        """;

    private const string Study = """
        study "Does fear pay?"
        game "small.game"
        records "events.csv" coded by "small.codebook", 2000-01 to 2009-12
        compare base, "kin", "fear" holding out the last 12 months
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-" + Path.GetRandomFileName());

    public StudyTests()
    {
        Directory.CreateDirectory(_folder);
        Write("small.game", Game);
        Write("small.codebook", Codebook);
        Write("small.study", Study);
        var rng = new Tumen.Numerics.Philox(5, 0);
        var rows = new StringBuilder("event_id,date,actor\n");
        for (int t = 0; t < 120; t++)
        {
            bool provoke = rng.NextDouble() < 0.3;
            string month = $"{2000 + (t / 12)}-{1 + (t % 12):00}";
            rows.Append(provoke ? $"P{t},{month},N\n" : "");
            rows.Append(rng.NextDouble() < (provoke ? 0.6 : 0.2) ? $"V{t},{month},C\n" : "");
        }

        Write("events.csv", rows.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private StudyResults Run(int threads = 2, string store = "store", Action<StudyProgress>? progress = null) =>
        StudyRunner.Run(StudyFolder.Open(_folder), new ResultStore(Path.Combine(_folder, store)), 1, threads, progress, CancellationToken.None);

    [Fact]
    public void The_theory_that_made_the_record_wins_and_everything_is_certified()
    {
        var r = Run();
        Assert.Equal("fear", r.Answer.Best);
        Assert.All(r.Theories, t => Assert.Equal("converged", t.Status));
        Assert.All(r.Theories, t => Assert.InRange(t.Residual, 0, 1e-10));
        Assert.Equal(1, r.Posterior.Sum(), 1e-12);
        Assert.Equal(12, r.Theories[0].HoldOutByPeriod.Length);
        Assert.True(r.Pairs.Single(p => p.First == "base" && p.Second == "fear").Nested);
        Assert.Equal(120, r.Records[0].Periods);
    }

    [Fact]
    public void A_second_run_takes_everything_from_the_store_and_says_the_same()
    {
        var first = Run();
        StudyProgress? last = null;
        var second = Run(progress: p => last = p);
        Assert.Equal(3, last!.Reused);
        Assert.Equal(first.Posterior, second.Posterior);
        Assert.Equal(first.Answer.Sentence, second.Answer.Sentence);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var one = Run(1, "one");
        var two = Run(2, "two");
        for (int i = 0; i < one.Theories.Length; i++)
        {
            Assert.Equal(one.Theories[i].LogLikelihood, two.Theories[i].LogLikelihood);
            Assert.Equal(one.Theories[i].Parameters.Select(p => p.Estimate), two.Theories[i].Parameters.Select(p => p.Estimate));
            Assert.Equal(one.Theories[i].Leverage!.Capacity, two.Theories[i].Leverage!.Capacity);
        }
    }

    // A killed run leaves whole pieces; a torn piece counts as absent.
    [Fact]
    public void A_torn_piece_is_done_again()
    {
        var first = Run();
        string piece = Directory.GetFiles(Path.Combine(_folder, "store"), "*.json")[0];
        File.WriteAllText(piece, File.ReadAllText(piece)[..100]);
        StudyProgress? last = null;
        var second = Run(progress: p => last = p);
        Assert.Equal(2, last!.Reused);
        Assert.Equal(first.Posterior, second.Posterior);
    }

    [Fact]
    public void Cancelling_keeps_what_is_done()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => StudyRunner.Run(
            StudyFolder.Open(_folder), new ResultStore(Path.Combine(_folder, "store")), 1, 1, p => { if (p.Done == 1) { cancel.Cancel(); } }, cancel.Token));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "store"), "*.json"));
    }

    [Theory]
    [InlineData("small.study", "game \"small.game\"", "game \"../other.game\"", "S515")]
    [InlineData("small.study", "game \"small.game\"", "game \"missing.game\"", "S512")]
    [InlineData("small.study", "last 12 months", "last 120 months", "S511")]
    [InlineData("small.study", ", 2000-01 to 2009-12", "", "S510")]
    [InlineData("small.game", "situation warmth", "situation wamth", "G202")]
    [InlineData("small.codebook", "actor is N", "author is N", "R131")]
    [InlineData("events.csv", "event_id,date,actor", "event_id,actor,date", "R113")]
    public void Wrong_input_is_named(string file, string from, string to, string code)
    {
        Write(file, File.ReadAllText(Path.Combine(_folder, file)).Replace(from, to, StringComparison.Ordinal));
        var e = Assert.Throws<BadInputException>(() => StudyFolder.Open(_folder));
        Assert.Contains(e.Diagnostics, d => d.Code == code);
    }

    [Fact]
    public void Responses_average_the_models_chances_over_the_records_months()
    {
        var r = Run();
        foreach (var row in r.Theories[0].Responses)
        {
            Assert.Equal(1, row.Model.Sum(), 1e-9);
            Assert.Equal(1, row.Record.Sum(), 1e-9);
        }
    }
}
