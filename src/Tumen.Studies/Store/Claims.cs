using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tumen.Studies;

/// <summary>
/// Who works on which piece, as files in the store: a piece is claimed by creating <c>KEY.claim</c> exclusively, and the claim is written anew every few seconds while the work goes on.
/// A claim that does not change for a while is stale, as measured by the observer's own clock (no two machines' clocks are ever compared), and is taken over. A claim that turns out to be
/// of a process that has ended on this very machine is taken over at once.
/// </summary>
/// <remarks>Taking over a piece whose holder was only slow costs a piece computed twice, never a wrong number: both give the same bits, and pieces are put in place whole.</remarks>
internal sealed class Claims : IDisposable
{
    /// <summary>Ending of a claim's file.</summary>
    public const string Ending = ".claim";

    private readonly ResultStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Action<string>? _told;
    private readonly string _me = $"{Environment.MachineName} {Namespace()} {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} {Guid.NewGuid():N}";
    private readonly Dictionary<string, string> _mine = new(StringComparer.Ordinal); // key: label
    private readonly Dictionary<string, (string Text, long Since)> _seen = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long _beat;

    /// <summary>Opens the book of claims of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clock">This machine's clock; only spans of time are read.</param>
    /// <param name="beat">How often claims are written anew.</param>
    /// <param name="patience">After how long without a change a claim is stale; several beats.</param>
    /// <param name="told">Told of takeovers.</param>
    public Claims(ResultStore store, TimeProvider clock, TimeSpan beat, TimeSpan patience, Action<string>? told)
    {
        (_store, _clock, _patience, _told) = (store, clock, patience, told);
        _timer = clock.CreateTimer(_ => Beat(), null, beat, beat);
    }

    /// <summary>Claims a piece, or takes over a stale claim.</summary>
    /// <returns>Whether it is ours to work out now.</returns>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public bool Take(string key, string label)
    {
        lock (_gate)
        {
            string path = _store.PathOf(key, Ending);
            if (!_store.Files.Create(path, Text("at work")) && !(Stale(key, path, label) && _store.Files.Create(path, Text("at work"))))
            {
                return false;
            }

            _mine[key] = label;
            _seen.Remove(key);
            return true;
        }
    }

    /// <summary>Says that a claimed piece is in its place. The claim stays until the study is put together, so that nobody begins the piece again who does not see it yet.</summary>
    public void Finish(string key)
    {
        lock (_gate)
        {
            _mine.Remove(key);
            _store.Files.Overwrite(_store.PathOf(key, Ending), Text("done"));
        }
    }

    /// <summary>Gives a piece back.</summary>
    public void Release(string key)
    {
        lock (_gate)
        {
            if (_mine.Remove(key))
            {
                _store.Files.Delete(_store.PathOf(key, Ending));
            }
        }
    }

    /// <summary>Takes away claims on pieces that are in their place.</summary>
    public void Clear(IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            _store.Files.Delete(_store.PathOf(key, Ending));
        }
    }

    /// <summary>Gives back whatever is still held.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        ReleaseAll();
    }

    /// <summary>Gives back whatever is held now.</summary>
    public void ReleaseAll()
    {
        lock (_gate)
        {
            foreach (string key in _mine.Keys.ToArray())
            {
                Release(key);
            }
        }
    }

    private byte[] Text(string what) => Encoding.UTF8.GetBytes($"{_me} {what} {Interlocked.Increment(ref _beat).ToString(CultureInfo.InvariantCulture)}\n");

    private void Beat()
    {
        lock (_gate)
        {
            foreach (var (key, label) in _mine.ToArray())
            {
                string path = _store.PathOf(key, Ending);
                bool ours;
                try
                {
                    ours = _store.Files.Read(path) is { } bytes && Encoding.UTF8.GetString(bytes).StartsWith(_me, StringComparison.Ordinal) && _store.Files.Overwrite(path, Text("at work"));
                }
                catch (IOException e)
                {
                    _told?.Invoke($"{label}: the claim cannot be written ({e.Message}); another worker may take it over");
                    continue;
                }

                if (!ours)
                {
                    _mine.Remove(key);
                    _told?.Invoke($"{label}: another worker took this over; it is worked out twice, with the same result");
                }
            }
        }
    }

    // Whether a claim may be taken over; then it has been taken away.
    private bool Stale(string key, string path, string label)
    {
        if (_store.Files.Read(path) is not { } bytes)
        {
            return false; // given back just now; the next look finds it free
        }

        string text = Encoding.UTF8.GetString(bytes);
        if (!_seen.TryGetValue(key, out var seen) || seen.Text != text)
        {
            seen = _seen[key] = (text, _clock.GetTimestamp());
        }

        // Finished, but the piece that lies there is not whole or holds less than is asked: nobody is at work on it.
        bool finished = text.Contains(" done ", StringComparison.Ordinal) && _store.Files.Read(_store.PathOf(key)) is not null;
        string? why = finished ? "has left a piece that is not all of it" : Ended(text) ? "has ended" : _clock.GetElapsedTime(seen.Since) >= _patience ? $"has not been heard of for {_patience.TotalSeconds:0} s" : null;
        if (why is null)
        {
            return false;
        }

        string aside = $"{path}.{Guid.NewGuid():N}.stale";
        if (!_store.Files.Move(path, aside))
        {
            return false; // somebody else was quicker
        }

        bool same = _store.Files.Read(aside) is { } moved && Encoding.UTF8.GetString(moved) == text;
        if (!same)
        {
            _store.Files.Move(aside, path); // it was alive after all, or already somebody else's
            return false;
        }

        _store.Files.Delete(aside);
        if (!finished)
        {
            _told?.Invoke($"{label}: taken over, its worker on {text.Split(' ')[0]} {why}");
        }

        return true;
    }

    // A process of this machine (and of this container: process numbers are its own) that is no more.
    private static bool Ended(string claim)
    {
        string[] words = claim.Split(' ');
        if (words.Length < 4 || words[0] != Environment.MachineName || words[1] != Namespace() || !int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string Namespace()
    {
        try
        {
            return File.Exists("/proc/self/ns/pid") ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "-" : "-";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "-"; // then claims of this machine wait like those of others
        }
    }
}
