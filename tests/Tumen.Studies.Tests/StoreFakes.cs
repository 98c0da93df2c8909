using System.Collections.Concurrent;

namespace Tumen.Studies.Tests;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly List<(TimerCallback Call, TimeSpan Every)> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Pass(TimeSpan time)
    {
        _now += time.Ticks;
        foreach (var (call, every) in _timers.Where(t => time >= t.Every && time < TimeSpan.FromSeconds(30)).ToArray())
        {
            call(null);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add((callback, period));
        return new Still();
    }

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A clock that is wrong.</summary>
internal sealed class OffClock(TimeSpan off) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(off.TotalSeconds * TimestampFrequency);
}

/// <summary>Files that other machines see only after a while; creating exclusively is decided at once.</summary>
internal sealed class LateFiles(ConcurrentDictionary<string, (LateFiles By, long At)> server, TimeSpan late) : StoreFiles
{
    private void Mark(string path) => server[path] = (this, TimeProvider.System.GetTimestamp());

    private bool Sees(string path) => !server.TryGetValue(path, out var made) || made.By == this || TimeProvider.System.GetElapsedTime(made.At) >= late;

    public override byte[]? Read(string path) => Sees(path) ? base.Read(path) : null;

    public override bool Create(string path, byte[] bytes)
    {
        bool created = base.Create(path, bytes);
        if (created)
        {
            Mark(path);
        }

        return created;
    }

    public override void Put(string path, byte[] bytes)
    {
        Mark(path);
        base.Put(path, bytes);
    }
}

/// <summary>A disk on which some files find room.</summary>
internal sealed class FullDisk(int room) : StoreFiles
{
    private int _put;

    public override void Put(string path, byte[] bytes)
    {
        if (_put++ >= room)
        {
            throw new IOException("No space left on device");
        }

        base.Put(path, bytes);
    }
}
