using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Tumen.Studies.Tests;


/// <summary>Pieces, claims and the store, without a study: order, failures, several workers, clocks, late sight of files.</summary>
public sealed class WorkshopTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-pieces-" + Guid.NewGuid().ToString("N"));
    private static readonly JsonTypeInfo<LocalPowerWork> Type = WorkJson.Default.LocalPowerWork;

    public WorkshopTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ResultStore Store(StoreFiles? files = null) => new(Path.Combine(_folder, "store"), files);

    private static PieceHead Head(Piece p, double seconds) => new("", "test.study", 1, p.Label, seconds);

    private static Piece<LocalPowerWork> Piece(string name, Func<PieceWork, double> value, params Piece[] needs) =>
        new(ResultStore.Key(name), name, "test", Type, needs, w => new LocalPowerWork([[value(w)]]));

    private static double Value(Piece<LocalPowerWork> p) => p.Value!.Table[0][0];

    private void Do(IReadOnlyList<Piece> pieces, WorkOptions? options = null, StoreFiles? files = null, CancellationToken cancel = default)
    {
        using var shop = new Workshop(Store(files), options ?? new WorkOptions(), Head, null, cancel);
        shop.Do(pieces);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_piece_begins_when_what_it_needs_is_there_and_what_most_waits_for_comes_first(int threads)
    {
        var begun = new ConcurrentQueue<string>();
        Piece<LocalPowerWork> Named(string name, double value, params Piece<LocalPowerWork>[] needs) => Piece(name, _ =>
        {
            begun.Enqueue(name);
            return value + needs.Sum(Value);
        }, needs);
        var alone = Named("alone", 1);
        var first = Named("first", 2);
        var second = Named("second", 3, first);
        var third = Named("third", 4, second, alone);
        Do([alone, first, second, third], new WorkOptions { Threads = threads });
        Assert.Equal(10, Value(third));
        if (threads == 1)
        {
            Assert.Equal(["first", "alone", "second", "third"], begun);
        }
    }

    [Fact]
    public void A_piece_that_fails_is_that_pieces_failure_and_is_tried_again_by_the_next_run()
    {
        bool fails = true;
        List<string> told = [];
        (Piece<LocalPowerWork> Bad, Piece<LocalPowerWork> After, Piece<LocalPowerWork> Good) Make()
        {
            var bad = Piece("bad", _ => fails ? throw new InvalidOperationException("the matrix is upside down") : 1);
            var after = new Piece<LocalPowerWork>(ResultStore.Key("after"), "after", "test", Type, [bad], _ => new LocalPowerWork([[5]])) { When = () => bad.Known is not null };
            return (bad, after, Piece("good", _ => 7));
        }

        var (bad, after, good) = Make();
        Do([bad, after, good], new WorkOptions { Threads = 2, Told = told.Add });
        Assert.Equal(7, Value(good));
        Assert.Equal((PieceState.Failed, PieceState.NotCalledFor), (bad.State, after.State));
        Assert.Equal("the matrix is upside down", bad.Failure!.Why);
        Assert.Contains(told, t => t.Contains("bad failed: the matrix is upside down", StringComparison.Ordinal));
        Assert.Contains("InvalidOperationException", File.ReadAllText(Path.Combine(_folder, bad.Failure.File)), StringComparison.Ordinal); // with where it arose

        // Another process that shares the store hears of it and does not try again; the next run does.
        (bad, after, good) = Make();
        Do([bad, after, good], new WorkOptions { TriesAgain = false });
        Assert.Equal("the matrix is upside down", bad.Failure!.Why);
        fails = false;
        (bad, after, good) = Make();
        Do([bad, after, good]);
        Assert.Equal((1, 5), (Value(bad), Value(after)));
    }

    [Fact]
    public void What_stands_for_a_failed_piece_is_used_where_something_does()
    {
        var bad = new Piece<LocalPowerWork>(ResultStore.Key("bad"), "bad", "test", Type, [], _ => throw new ArithmeticException("no")) { Otherwise = why => new LocalPowerWork([[why.Length]]) };
        Do([bad]);
        Assert.Null(bad.Value);
        Assert.Equal(2, bad.Known!.Table[0][0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("short")]
    [InlineData("bit")]
    [InlineData("head")]
    [InlineData("kind")]
    [InlineData("shape")]
    public void A_piece_that_is_not_whole_counts_as_absent(string how)
    {
        int made = 0;
        Piece<LocalPowerWork>[] Make() => [Piece("it", _ => 40 + ++made)];
        Do(Make());
        string file = Directory.GetFiles(Path.Combine(_folder, "store"), "*.piece").Single();
        byte[] bytes = File.ReadAllBytes(file);
        var (head, body) = PieceFile.Read(bytes)!.Value;
        switch (how)
        {
            case "short": bytes = bytes[..^1]; break;
            case "bit": bytes[^3] ^= 1; break;
            case "head": bytes[100] ^= 1; break;
            case "kind": bytes = PieceFile.Write(head with { Kind = "WatchWork" }, body); break;
            case "shape": bytes = PieceFile.Write(head, Encoding.UTF8.GetBytes("{\"Table\":7}")); break;
            default: bytes = Encoding.UTF8.GetBytes(how); break;
        }

        File.WriteAllBytes(file, bytes);
        var again = Make();
        Do(again);
        Assert.Equal(2, made);
        Assert.Equal(42, Value(again[0]));
        Assert.Equal(42, Store().Find(again[0].Key, Type)!.Table[0][0]); // and is whole again
    }

    // Workers of one process stand for workers of many: each has its own book of claims.
    [Fact]
    public void Several_workers_make_every_piece_once()
    {
        var made = new ConcurrentBag<string>();
        Piece<LocalPowerWork>[] Make()
        {
            var first = Enumerable.Range(0, 30).Select(k => Piece($"p{k}", _ =>
            {
                made.Add($"p{k}");
                return k;
            })).ToArray();
            return [.. first, .. Enumerable.Range(0, 10).Select(k => Piece($"q{k}", _ =>
            {
                made.Add($"q{k}");
                return Value(first[k]) + Value(first[k + 20]);
            }, first[k], first[k + 20]))];
        }

        var all = Enumerable.Range(0, 6).Select(_ => Make()).ToArray();
        Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = 6 }, pieces => Do(pieces, new WorkOptions { Look = TimeSpan.FromMilliseconds(5) }));
        Assert.Equal(40, made.Count);
        Assert.Equal(40, made.Distinct().Count());
        Assert.All(all, pieces => Assert.Equal(Enumerable.Range(0, 10).Select(k => (2.0 * k) + 20), pieces[30..].Select(Value)));
        Assert.Empty(Directory.GetFiles(_folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void Fixed_shares_make_every_piece_once_without_claims()
    {
        var made = new ConcurrentBag<string>();
        Piece<LocalPowerWork>[] Make() => [.. Enumerable.Range(0, 20).Select(k => Piece($"p{k}", _ =>
        {
            made.Add($"p{k}");
            return k;
        }))];
        Parallel.For(1, 5, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Do(Make(), new WorkOptions { Share = (i, 4), Look = TimeSpan.FromMilliseconds(5) }));
        Assert.Equal(20, made.Count);
        Assert.Equal(20, made.Distinct().Count());
        Assert.Empty(Directory.GetFiles(_folder, "*.claim", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_claim_without_a_sign_of_life_is_taken_over_by_the_observers_own_clock()
    {
        var here = new HandClock();
        string claim = Path.Combine(_folder, "store", ResultStore.Key("it") + ".claim");
        Directory.CreateDirectory(Path.GetDirectoryName(claim)!);
        File.WriteAllText(claim, "elsewhere pid:[1] 77 0123 at work 5\n");
        File.SetLastWriteTimeUtc(claim, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)); // a machine whose clock is wrong by years
        List<string> told = [];
        using var claims = new Claims(Store(), here, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), told.Add);
        string key = ResultStore.Key("it");
        Assert.False(claims.Take(key, "it"));
        here.Pass(TimeSpan.FromSeconds(59));
        Assert.False(claims.Take(key, "it"));
        File.WriteAllText(claim, "elsewhere pid:[1] 77 0123 at work 6\n"); // it is alive
        here.Pass(TimeSpan.FromSeconds(59));
        Assert.False(claims.Take(key, "it"));
        here.Pass(TimeSpan.FromSeconds(59));
        Assert.False(claims.Take(key, "it"));
        here.Pass(TimeSpan.FromSeconds(1));
        Assert.True(claims.Take(key, "it"));
        Assert.Contains("taken over, its worker on elsewhere has not been heard of for 60 s", Assert.Single(told), StringComparison.Ordinal);
        claims.Release(key);
        Assert.False(File.Exists(claim));
    }

    [Fact]
    public void A_clock_an_hour_off_changes_nothing()
    {
        var made = new ConcurrentBag<int>();
        Piece<LocalPowerWork>[] Make() => [.. Enumerable.Range(0, 12).Select(k => Piece($"p{k}", _ =>
        {
            made.Add(k);
            return k;
        }))];
        Parallel.Invoke(
            () => Do(Make(), new WorkOptions { Clock = new OffClock(TimeSpan.FromHours(1)), Look = TimeSpan.FromMilliseconds(5) }),
            () => Do(Make(), new WorkOptions { Clock = new OffClock(TimeSpan.FromHours(-1)), Look = TimeSpan.FromMilliseconds(5) }));
        Assert.Equal(12, made.Count);
    }

    [Fact]
    public void A_holder_that_was_only_slow_hears_that_the_piece_is_worked_out_twice()
    {
        var (slow, quick) = (new HandClock(), new HandClock());
        List<string> told = [];
        string key = ResultStore.Key("it");
        using var holder = new Claims(Store(), slow, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), told.Add);
        using var other = new Claims(Store(), quick, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), null);
        Assert.True(holder.Take(key, "it"));
        Assert.False(other.Take(key, "it"));
        slow.Pass(TimeSpan.FromSeconds(5)); // a beat
        quick.Pass(TimeSpan.FromSeconds(59));
        Assert.False(other.Take(key, "it"));
        quick.Pass(TimeSpan.FromSeconds(60)); // no beat for a minute: the holder's machine sleeps
        Assert.True(other.Take(key, "it"));
        slow.Pass(TimeSpan.FromSeconds(5));
        Assert.Contains("another worker took this over; it is worked out twice, with the same result", Assert.Single(told), StringComparison.Ordinal);
        holder.Finish(key);
    }

    // A network file system may show a new file to other machines only after a while; creating exclusively is decided by the server at once.
    [Fact]
    public void Late_sight_of_files_makes_nothing_twice_and_loses_nothing()
    {
        var server = new ConcurrentDictionary<string, (LateFiles By, long At)>();
        var made = new ConcurrentBag<int>();
        Piece<LocalPowerWork>[] Make() => [.. Enumerable.Range(0, 12).Select(k => Piece($"p{k}", _ =>
        {
            made.Add(k);
            return k;
        }))];
        var all = Enumerable.Range(0, 3).Select(_ => Make()).ToArray();
        Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = 3 }, pieces => Do(pieces, new WorkOptions { Look = TimeSpan.FromMilliseconds(20) }, new LateFiles(server, TimeSpan.FromMilliseconds(150))));
        Assert.Equal(12, made.Count);
        Assert.All(all, pieces => Assert.Equal(Enumerable.Range(0, 12).Select(k => (double)k), pieces.Select(Value)));
    }

    [Fact]
    public void A_full_disk_ends_the_run_and_leaves_no_part_behind()
    {
        var pieces = new[] { Piece("a", _ => 1), Piece("b", _ => 2) };
        Assert.Throws<IOException>(() => Do(pieces, null, new FullDisk(1)));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "store"), "*.piece"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "store"), "*.part"));
        pieces = [Piece("a", _ => 1), Piece("b", _ => 2)];
        Do(pieces); // the claim of the run that ended was given back
        Assert.Equal(2, Value(pieces[1]));
    }

    [Fact]
    public void A_full_disk_on_one_machine_ends_its_worker_and_no_other()
    {
        var made = new ConcurrentBag<string>();
        Piece<LocalPowerWork>[] Make() => [.. Enumerable.Range(0, 20).Select(k => Piece($"p{k}", _ =>
        {
            made.Add($"p{k}");
            return k;
        }))];
        var (full, other) = (Make(), Make());
        var look = new WorkOptions { Look = TimeSpan.FromMilliseconds(5) };
        Parallel.Invoke(() => Assert.Contains("No space left", Assert.Throws<IOException>(() => Do(full, look, new FullDisk(0))).Message, StringComparison.Ordinal), () => Do(other, look));
        Assert.Equal(Enumerable.Range(0, 20).Select(k => (double)k), other.Select(Value));
        Assert.InRange(made.Count, 20, 21); // the piece that found no room is made again by the other
        Assert.Equal(20, Directory.GetFiles(Path.Combine(_folder, "store"), "*.piece").Length);
    }

    [Fact]
    public void Stopping_gives_back_what_is_held()
    {
        using var stop = new CancellationTokenSource();
        var pieces = new[] { Piece("a", _ => 1), Piece("b", w =>
        {
            stop.Cancel();
            w.Cancel.ThrowIfCancellationRequested();
            return 2;
        }, []) };
        Assert.ThrowsAny<OperationCanceledException>(() => Do(pieces, null, null, stop.Token));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_folder, "store"), "*.claim"), f => File.ReadAllText(f).Contains("at work", StringComparison.Ordinal));
    }

    [Fact]
    public void A_smaller_run_is_gone_on_with()
    {
        Piece<LocalPowerWork> Make(int n) => new(ResultStore.Key("list"), "list", "test", Type, [], (_, before, keep) =>
        {
            double[] have = before?.Table[0] ?? [];
            keep(new LocalPowerWork([have]));
            return new LocalPowerWork([[.. have, .. Enumerable.Range(have.Length, Math.Max(0, n - have.Length)).Select(k => (double)k)]]);
        }) { Enough = w => w.Table[0].Length >= n };
        Do([Make(3)]);
        var more = Make(5);
        Do([more]);
        Assert.Equal([0, 1, 2, 3, 4], more.Value!.Table[0]);
        var fewer = Make(2);
        Do([fewer]);
        Assert.Equal(5, fewer.Value!.Table[0].Length); // what was made is kept
    }

    [Fact]
    public void Nothing_is_computed_where_only_what_is_kept_is_asked_for()
    {
        Do([Piece("a", _ => 1)]);
        var e = Assert.Throws<NotKeptException>(() => Do([Piece("a", _ => throw new InvalidOperationException()), Piece("b", _ => throw new InvalidOperationException())], new WorkOptions { KeptOnly = true }));
        Assert.Equal((1, 2), (e.Kept, e.Of));
    }

    // Two chains of two and six short pieces: by hand, longest chain first.
    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 10)]
    [InlineData(3, 7)]
    [InlineData(8, 7)]
    public void The_replay_of_a_schedule_agrees_with_one_by_hand(int workers, double span)
    {
        static PieceReport P(string key, double seconds, params string[] needs) => new(key, "", key, [.. needs], seconds, true, "done");
        ImmutableArray<PieceReport> pieces = [P("s1", 1), P("s2", 1), P("s3", 1), P("s4", 1), P("s5", 1), P("s6", 1), P("a", 3), P("a2", 4, "a"), P("b", 3), P("b2", 4, "b")];
        Assert.Equal(span, StudyRunner.Replay(pieces, workers), 1e-12);
    }

    [Fact]
    public void Stores_are_joined_by_key_and_what_is_not_whole_or_differs_is_told()
    {
        void Make(string folder, params (string Name, double Value)[] pieces)
        {
            using var shop = new Workshop(new ResultStore(Path.Combine(_folder, folder)), new WorkOptions(), Head, null, CancellationToken.None);
            shop.Do([.. pieces.Select(p => Piece(p.Name, _ => p.Value))]);
        }

        Make("a", ("x", 1), ("y", 2));
        Make("b", ("y", 2), ("z", 3), ("w", 4));
        Make("c", ("x", 9));
        string torn = Path.Combine(_folder, "b", ResultStore.Key("w") + ".piece");
        File.WriteAllBytes(torn, File.ReadAllBytes(torn)[..40]);
        List<string> told = [];
        var tally = StoreJoin.Into([Path.Combine(_folder, "a"), Path.Combine(_folder, "b"), Path.Combine(_folder, "c")], Path.Combine(_folder, "d"), told.Add, CancellationToken.None);
        Assert.Equal(new JoinTally(3, 1, 1, 1), tally);
        Assert.Equal(2, told.Count);
        Assert.Equal(1, new ResultStore(Path.Combine(_folder, "d")).Find(ResultStore.Key("x"), Type)!.Table[0][0]); // the first stays
    }
}
