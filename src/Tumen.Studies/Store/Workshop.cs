namespace Tumen.Studies;

/// <summary>How a worker works.</summary>
public sealed record WorkOptions
{
    /// <summary>Threads; results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the process shares the store with others by claims; without, whatever it finds undone it does.</summary>
    public bool Claims { get; init; } = true;

    /// <summary>Fixed share of the pieces, for folders on which exclusive creation is not safe: the <c>Index</c>th (from 1) of <c>Of</c>; null for all.</summary>
    public (int Index, int Of)? Share { get; init; }

    /// <summary>Whether to wait for what others hold; otherwise it ends when there is nothing left to begin.</summary>
    public bool Waits { get; init; } = true;

    /// <summary>Take everything from the store and compute nothing.</summary>
    public bool KeptOnly { get; init; }

    /// <summary>Whether pieces that failed in an earlier run are tried again.</summary>
    public bool TriesAgain { get; init; } = true;

    /// <summary>How often claims are written anew.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a sign of life a claim is taken over.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often is looked for what others have finished.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>This machine's clock; only spans of time are read.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told, in lines, of takeovers, of pieces that were not whole and of pieces that failed.</summary>
    public Action<string>? Told { get; init; }
}

/// <summary>
/// Does pieces in parallel and beside other processes, what most waits for first: takes from the store what is there, keeps what is new as soon as it is done, and settles a piece that fails as
/// failed, so that the rest goes on.
/// </summary>
internal sealed class Workshop : IDisposable
{
    private readonly ResultStore _store;
    private readonly WorkOptions _options;
    private readonly Action<StudyProgress>? _progress;
    private readonly CancellationToken _cancel;
    private readonly Claims? _claims;
    private readonly CancellationTokenRegistration _letsGo;
    private readonly Func<Piece, double, PieceHead> _head;
    private readonly object _gate = new();
    private readonly Dictionary<Piece, List<Piece>> _dependents = [];
    private readonly Dictionary<Piece, int> _open = [];
    private readonly SortedSet<Piece> _ready;
    private readonly List<(Piece Piece, long Since)> _elsewhere = [];
    private readonly List<(Piece[] Awaited, Action Then)> _milestones = [];
    private Exception? _broken;
    private int _total;
    private int _done;
    private int _reused;
    private int _running;
    private int _made;

    /// <param name="store">The store.</param>
    /// <param name="options">How to work.</param>
    /// <param name="head">What a piece's file says of it, given the time it took.</param>
    /// <param name="progress">Told of every step; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store, what is held is given back.</param>
    public Workshop(ResultStore store, WorkOptions options, Func<Piece, double, PieceHead> head, Action<StudyProgress>? progress, CancellationToken cancel)
    {
        (_store, _options, _head, _progress, _cancel) = (store, options, head, progress, cancel);
        _store.Told ??= options.Told;
        _claims = options.Claims && options.Share is null && !options.KeptOnly ? new Claims(store, options.Clock, options.Beat, options.Patience, options.Told) : null;
        _letsGo = _claims is null ? default : cancel.Register(_claims.ReleaseAll); // at once: the process may be left before the pieces under way notice
        var order = new Dictionary<Piece, (double Rank, int Place)>();
        _ready = new SortedSet<Piece>(Comparer<Piece>.Create((a, b) => order[b].Rank.CompareTo(order[a].Rank) is var c && c != 0 ? c : order[a].Place.CompareTo(order[b].Place)));
        Order = order;
    }

    private Dictionary<Piece, (double Rank, int Place)> Order { get; }

    /// <summary>Whether every piece is settled; a worker that does not wait may leave pieces to others.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Pieces worked out here.</summary>
    public int Made => _made;

    /// <summary>Calls an action once, as soon as some pieces are settled.</summary>
    public void When(IEnumerable<Piece> awaited, Action then) => _milestones.Add(([.. awaited], then));

    /// <summary>Does the pieces.</summary>
    /// <param name="pieces">All pieces, with what they need among them.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    /// <exception cref="NotKeptException">A piece is not in the store, and nothing is to be computed.</exception>
    public void Do(IReadOnlyList<Piece> pieces)
    {
        Queue(pieces);
        int threads = Math.Max(1, _options.Threads);
        var others = Enumerable.Range(1, threads - 1).Select(_ =>
        {
            var thread = new Thread(Serve, 16 << 20) { IsBackground = true };
            thread.Start();
            return thread;
        }).ToArray();
        using var wakes = _cancel.Register(Wake);
        Serve();
        foreach (var thread in others)
        {
            thread.Join();
        }

        if (_broken is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_broken);
        }

        _cancel.ThrowIfCancellationRequested();
        IsWhole = pieces.All(p => p.IsSettled);
        if (_options.KeptOnly && !IsWhole)
        {
            throw new NotKeptException(pieces.Count(p => p.IsSettled), pieces.Count);
        }
    }

    /// <summary>Takes away the claims on pieces that are settled: the study is put together.</summary>
    public void Clear(IEnumerable<Piece> pieces) => _claims?.Clear(pieces.Where(p => p.State is PieceState.Done or PieceState.Failed).Select(p => p.Key));

    /// <inheritdoc/>
    public void Dispose()
    {
        _letsGo.Dispose();
        _claims?.Dispose();
    }

    private void Queue(IReadOnlyList<Piece> pieces)
    {
        var ranks = Schedule.Ranks(pieces, p => p.Guess);
        for (int k = 0; k < pieces.Count; k++)
        {
            Order[pieces[k]] = (ranks[k], k);
            _open[pieces[k]] = pieces[k].Needs.Count(n => !n.IsSettled);
            foreach (var need in pieces[k].Needs)
            {
                (_dependents.TryGetValue(need, out var list) ? list : _dependents[need] = []).Add(pieces[k]);
            }
        }

        if (_options.TriesAgain && !_options.KeptOnly)
        {
            foreach (var p in pieces)
            {
                _store.Files.Delete(_store.PathOf(p.Key, FailureFile.Ending));
            }
        }

        _total = pieces.Count;
        _ready.UnionWith(pieces.Where(p => !p.IsSettled && _open[p] == 0));
        Reach();
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Serve()
    {
        try
        {
            while (Next() is { } piece)
            {
                Handle(piece);
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _broken ??= e;
                Monitor.PulseAll(_gate);
            }
        }
    }

    // The next piece to look at; null when there is nothing more to do here.
    private Piece? Next()
    {
        lock (_gate)
        {
            while (_broken is null && !_cancel.IsCancellationRequested && _done < _total)
            {
                for (int k = _elsewhere.Count - 1; k >= 0; k--)
                {
                    if (_options.Waits && !_options.KeptOnly && _options.Clock.GetElapsedTime(_elsewhere[k].Since) >= _options.Look)
                    {
                        _ready.Add(_elsewhere[k].Piece);
                        _elsewhere.RemoveAt(k);
                    }
                }

                if (_ready.Min is { } piece)
                {
                    _ready.Remove(piece);
                    _running++;
                    return piece;
                }

                if (_running == 0 && (_elsewhere.Count == 0 || !_options.Waits || _options.KeptOnly))
                {
                    Monitor.PulseAll(_gate);
                    return null;
                }

                Monitor.Wait(_gate, _elsewhere.Count > 0 ? _options.Look : TimeSpan.FromSeconds(10));
            }

            return null;
        }
    }

    private void Handle(Piece piece)
    {
        if (piece.When is { } asked && !asked())
        {
            Settle(piece, PieceState.NotCalledFor, false);
        }
        else if (piece.Load(_store))
        {
            Settle(piece, PieceState.Done, true);
        }
        else if (FailureFile.Read(_store, piece) is { } failure)
        {
            Settle(piece, PieceState.Failed, true, failure);
        }
        else if (_options.KeptOnly || !IsMine(piece))
        {
            Elsewhere(piece);
        }
        else if (_claims is null || _claims.Take(piece.Key, piece.Label))
        {
            // Somebody may have finished it between the look and the claim.
            bool found = _claims is not null && piece.Load(_store);
            if (found)
            {
                _claims?.Finish(piece.Key);
                Settle(piece, PieceState.Done, true);
            }
            else
            {
                Compute(piece);
            }
        }
        else
        {
            Elsewhere(piece);
        }
    }

    private bool IsMine(Piece piece) => _options.Share is not { } share || Order[piece].Place % share.Of == share.Index - 1;

    private void Elsewhere(Piece piece)
    {
        lock (_gate)
        {
            _running--;
            _elsewhere.Add((piece, _options.Clock.GetTimestamp()));
            Monitor.PulseAll(_gate);
        }
    }

    private void Compute(Piece piece)
    {
        long began = _options.Clock.GetTimestamp();
        PieceHead Head() => _head(piece, _options.Clock.GetElapsedTime(began).TotalSeconds);
        try
        {
            piece.Compute(_store, new PieceWork(step => Say($"{piece.Label}: {step}"), _cancel), Head);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            _claims?.Release(piece.Key);
            throw;
        }
        catch (Exception e)
        {
            // Whatever else happens in a piece is that piece's failure: it is kept with its details, told in the results, and the rest goes on.
            var failure = FailureFile.Keep(_store, piece, e);
            _options.Told?.Invoke(failure.Line);
            _claims?.Release(piece.Key);
            Settle(piece, PieceState.Failed, false, failure);
            return;
        }

        _claims?.Finish(piece.Key);
        Interlocked.Increment(ref _made);
        Settle(piece, PieceState.Done, false);
    }

    private void Settle(Piece piece, PieceState state, bool reused, PieceFailure? failure = null)
    {
        lock (_gate)
        {
            piece.Settle(state, failure);
            _done++;
            _running--;
            _reused += reused ? 1 : 0;
            foreach (var next in _dependents.GetValueOrDefault(piece, []))
            {
                if (--_open[next] == 0)
                {
                    _ready.Add(next);
                }
            }

            Monitor.PulseAll(_gate);
        }

        Say(piece.Label);
        Reach();
    }

    private void Reach()
    {
        Action[] reached;
        lock (_gate)
        {
            reached = [.. _milestones.Where(m => m.Awaited.All(p => p.IsSettled)).Select(m => m.Then)];
            _milestones.RemoveAll(m => m.Awaited.All(p => p.IsSettled));
        }

        foreach (var then in reached)
        {
            then();
        }
    }

    private void Say(string what)
    {
        lock (_gate)
        {
            _progress?.Invoke(new StudyProgress(_done, _total, what, _reused));
        }
    }
}
