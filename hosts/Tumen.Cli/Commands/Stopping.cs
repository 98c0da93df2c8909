using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Tumen.Cli;

/// <summary>Ctrl-C and signals to end: the first asks the work to end, and ends the program when the work has not ended in time; the second ends it at once.</summary>
internal sealed class Stopping : IDisposable
{
    private const int StackBytes = 64 << 20;
    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _times;

    /// <summary>Listens from now on.</summary>
    public Stopping()
    {
        // Enough threads that a signal is heard at once while all others compute.
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(workers + 4, ports);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            try
            {
                _signals.Add(PosixSignalRegistration.Create(signal, Heard));
            }
            catch (Exception e) when (e is PlatformNotSupportedException or IOException)
            {
                continue; // a system without this signal cannot send it
            }
        }
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>Does the work on a thread of its own.</summary>
    /// <param name="work">Gives the exit code.</param>
    /// <param name="grace">Seconds that it may take to end after the first signal.</param>
    /// <returns>Null when it did not end in time; its thread is left behind.</returns>
    public int? Run(Func<int> work, double grace)
    {
        int code = 0;
        ExceptionDispatchInfo? failed = null;
        var ended = new ManualResetEventSlim(); // a thread that is left behind may still set it
        var thread = new Thread(() =>
        {
            try
            {
                code = work();
            }
            catch (Exception e)
            {
                failed = ExceptionDispatchInfo.Capture(e); // told by the caller's thread
            }

            ended.Set();
        }, StackBytes)
        { IsBackground = true, Name = "verb" };
        thread.Start();
        if (WaitHandle.WaitAny([ended.WaitHandle, Token.WaitHandle]) == 1 && !ended.Wait(TimeSpan.FromSeconds(grace)))
        {
            return null; // files are written whole or not at all, so that nothing is torn by leaving now
        }

        failed?.Throw();
        return code;
    }

    public void Dispose()
    {
        _signals.ForEach(s => s.Dispose());
        _asked.Dispose();
    }

    private void Heard(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _times) > 1)
        {
            Environment.Exit(130);
        }

        _asked.Cancel();
    }
}
