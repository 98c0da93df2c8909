using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace Tumen.Studies;

/// <summary>A piece of work that is kept under the hash of everything that goes into it.</summary>
/// <param name="Key">Key in the store.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Work">Does it; told where to say what it is doing.</param>
internal sealed record Piece<T>(string Key, string Label, Func<Action<string>, T> Work)
    where T : class;

/// <summary>A piece that was to be taken from the store is not there: the study has not been run, or not to its end.</summary>
/// <param name="kept">Pieces found.</param>
/// <param name="of">Pieces in all.</param>
public sealed class NotKeptException(int kept, int of) : Exception($"{kept} of {of} pieces are kept")
{
    /// <summary>Pieces found before the first list with a missing one ended.</summary>
    public int Kept { get; } = kept;

    /// <summary>Pieces in all.</summary>
    public int Of { get; } = of;
}

/// <summary>Does pieces in parallel, taking from the store what is there and keeping what is new as soon as it is done.</summary>
internal sealed class Workshop(ResultStore store, int threads, int pieces, Action<StudyProgress>? progress, CancellationToken cancel, bool keptOnly = false)
{
    private readonly Lock _gate = new();
    private int _done;
    private int _reused;

    /// <summary>Does the pieces; results in their order, whatever the number of threads.</summary>
    public ImmutableArray<T> Do<T>(IReadOnlyList<Piece<T>> list, JsonTypeInfo<T> type)
        where T : class
    {
        if (keptOnly)
        {
            return Kept(list, type);
        }

        var results = new T[list.Count];
        int next = -1;
        Parallel.For(0, Math.Max(1, threads), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, _ =>
        {
            for (int j; (j = Interlocked.Increment(ref next)) < list.Count;)
            {
                cancel.ThrowIfCancellationRequested();
                results[j] = One(list[j], type);
            }
        });
        cancel.ThrowIfCancellationRequested();
        return [.. results];
    }

    private ImmutableArray<T> Kept<T>(IReadOnlyList<Piece<T>> list, JsonTypeInfo<T> type)
        where T : class
    {
        var found = list.Select(p => store.Find(p.Key, type)).ToArray();
        _done += found.Count(f => f is not null);
        _reused = _done;
        return found.Contains(null) ? throw new NotKeptException(_done, pieces) : [.. found!];
    }

    private T One<T>(Piece<T> piece, JsonTypeInfo<T> type)
        where T : class
    {
        var work = store.Find(piece.Key, type);
        bool reused = work is not null;
        if (work is null)
        {
            work = piece.Work(step => Say($"{piece.Label}: {step}"));
            store.Keep(piece.Key, work, type);
        }

        lock (_gate)
        {
            _done++;
            _reused += reused ? 1 : 0;
        }

        Say(piece.Label);
        return work;
    }

    private void Say(string what)
    {
        lock (_gate)
        {
            progress?.Invoke(new StudyProgress(_done, pieces, what, _reused));
        }
    }
}
