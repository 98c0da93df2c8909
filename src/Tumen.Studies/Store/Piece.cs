using System.Text.Json.Serialization.Metadata;

namespace Tumen.Studies;

/// <summary>A piece of work that failed: the rest of the study goes on without it.</summary>
/// <param name="Key">Key of the piece.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Why">What went wrong, in a sentence.</param>
/// <param name="File">File in the store that holds the details.</param>
public sealed record PieceFailure(string Key, string Label, string Why, string File)
{
    /// <summary>In one line.</summary>
    public string Line => $"{Label} failed: {Why} (details: {File})";
}

/// <summary>Where a piece stands.</summary>
internal enum PieceState
{
    /// <summary>Something that it needs is not settled.</summary>
    Waiting,

    /// <summary>Its value is there.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Nothing asks for it, as it turned out: a what-if of a theory that could not be fitted.</summary>
    NotCalledFor,
}

/// <summary>What a piece is given while it works.</summary>
/// <param name="Step">Told what it is doing, in words.</param>
/// <param name="Cancel">Stops the work.</param>
internal sealed record PieceWork(Action<string> Step, CancellationToken Cancel);

/// <summary>A piece of a study's work, kept under the hash of everything that goes into it, with the pieces whose values it needs.</summary>
internal abstract class Piece(string key, string label, string kind, IReadOnlyList<Piece> needs)
{
    /// <summary>Key in the store.</summary>
    public string Key { get; } = key;

    /// <summary>What it is, in words.</summary>
    public string Label { get; } = label;

    /// <summary>Part of the study that it belongs to.</summary>
    public string Kind { get; } = kind;

    /// <summary>Pieces whose values it needs.</summary>
    public IReadOnlyList<Piece> Needs { get; } = needs;

    /// <summary>Seconds that it is guessed to take, in units of a plain fit: decides what is begun first, never what comes out.</summary>
    public double Guess { get; init; } = 1;

    /// <summary>Whether anything asks for it, once what it needs is settled; null for always.</summary>
    public Func<bool>? When { get; init; }

    /// <summary>Where it stands.</summary>
    public PieceState State { get; private set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public PieceFailure? Failure { get; private set; }

    /// <summary>Whether it is settled: nothing more will come of it.</summary>
    public bool IsSettled => State != PieceState.Waiting;

    /// <summary>Takes the value from the store.</summary>
    /// <returns>Whether it was there, whole.</returns>
    public abstract bool Load(ResultStore store);

    /// <summary>Works the value out and keeps it.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="work">Who is told, and what stops it.</param>
    /// <param name="head">What the file says of it, given the time it took.</param>
    public abstract void Compute(ResultStore store, PieceWork work, Func<PieceHead> head);

    /// <summary>Settles the piece.</summary>
    public void Settle(PieceState state, PieceFailure? failure = null) => (State, Failure) = (state, failure);
}

/// <summary>A piece with its value.</summary>
/// <param name="key">Key in the store.</param>
/// <param name="label">What it is, in words.</param>
/// <param name="kind">Part of the study that it belongs to.</param>
/// <param name="type">How the value is written.</param>
/// <param name="needs">Pieces whose values it needs.</param>
/// <param name="work">Works it out; from the value of an earlier, smaller run where there is one.</param>
internal sealed class Piece<T>(string key, string label, string kind, JsonTypeInfo<T> type, IReadOnlyList<Piece> needs, Func<PieceWork, T?, Action<T>, T> work) : Piece(key, label, kind, needs)
    where T : class
{
    private T? _partial;

    /// <summary>A piece that is all or nothing.</summary>
    public Piece(string key, string label, string kind, JsonTypeInfo<T> type, IReadOnlyList<Piece> needs, Func<PieceWork, T> work)
        : this(key, label, kind, type, needs, (w, _, _) => work(w))
    {
    }

    /// <summary>Whether a kept value holds all that is asked; null when any does.</summary>
    public Func<T, bool>? Enough { get; init; }

    /// <summary>What stands for the value where the piece failed, given why; null when its absence does.</summary>
    public Func<string, T>? Otherwise { get; init; }

    /// <summary>The value; null until it is there, and where the piece failed or was not called for.</summary>
    public T? Value { get; private set; }

    /// <summary>The value, or what stands for it where the piece failed; null where nothing does.</summary>
    public T? Known => Value ?? (Failure is { } f ? Otherwise?.Invoke(f.Why) : null);

    /// <inheritdoc/>
    public override bool Load(ResultStore store)
    {
        if (store.Find(Key, type) is not { } found)
        {
            return false;
        }

        if (Enough is { } enough && !enough(found))
        {
            _partial = found;
            return false;
        }

        Value = found;
        return true;
    }

    /// <inheritdoc/>
    public override void Compute(ResultStore store, PieceWork how, Func<PieceHead> head)
    {
        var value = work(how, _partial, part => store.Keep(Key, part, type, head()));
        store.Keep(Key, value, type, head());
        Value = value;
    }
}

/// <summary>Values of lists of pieces.</summary>
internal static class PieceLists
{
    /// <summary>The values that are known, in the order of the list.</summary>
    public static IEnumerable<T> Known<T>(this IEnumerable<Piece<T>> list)
        where T : class => list.Select(p => p.Known).OfType<T>();
}
