using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Tumen.Studies;
using Tumen.Workbench.Study;

namespace Tumen.Workbench.Runs;

/// <summary>Runs what readers ask for as the command line does, with the same store and the same files; one run at a time, seen alike in every window.</summary>
public sealed class RunDesk(WorkbenchOptions options, StudyDesk desk) : IDisposable
{
    private const int LogLines = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = new();
    private RunView _view = new(RunStatus.Idle, null, 0, 0, 0, 0, [], null);
    private TimeSpan _told;
    private CancellationTokenSource? _stop;
    private Task _task = Task.CompletedTask;

    /// <summary>Told of every step, from any thread.</summary>
    public event Action? Changed;

    /// <summary>The run.</summary>
    public RunView View
    {
        get
        {
            lock (_gate)
            {
                return _view.Busy ? _view with { Seconds = _clock.Elapsed.TotalSeconds } : _view;
            }
        }
    }

    /// <summary>Starts a run, or goes on with what is kept; nothing happens while one is under way.</summary>
    public void Start(RunOrder order)
    {
        lock (_gate)
        {
            if (_view.Busy || desk.View.Study is null)
            {
                return;
            }

            _view = new RunView(RunStatus.Running, order, 0, 0, 0, 0, [], null);
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _clock.Restart();
            _told = TimeSpan.Zero;
            var cancel = _stop.Token;
            _task = Task.Factory.StartNew(() => Work(order, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Changed?.Invoke();
    }

    /// <summary>Asks the run to stop; finished pieces stay.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (_view.Status == RunStatus.Running)
            {
                _view = _view with { Status = RunStatus.Stopping };
                _stop?.Cancel();
            }
        }

        Changed?.Invoke();
    }

    public void Dispose()
    {
        _stop?.Cancel();
        _task.Wait(TimeSpan.FromMilliseconds(300)); // pieces are put in place whole, so that nothing is torn by leaving now
        _stop?.Dispose();
    }

    private void Work(RunOrder order, CancellationToken cancel)
    {
        desk.Rest(order is StudyOrder);
        try
        {
            desk.CheckOut();
            order.Carry(StudyFolder.Open(options.Study), new RunHands(options, desk, _clock, Say, Piece, cancel));
            End(RunStatus.Done, null);
        }
        catch (Exception e) when (e is OperationCanceledException || (e is AggregateException many && many.Flatten().InnerExceptions.All(x => x is OperationCanceledException)))
        {
            Say($"stopped; {order.Kept}");
            End(RunStatus.Cancelled, null);
        }
        catch (Exception e)
        {
            // A run is the reader's errand: whatever ends it is shown on the page, and the server goes on.
            Say(e.Message);
            End(RunStatus.Failed, e.Message);
        }
        finally
        {
            desk.Rest(false);
            Changed?.Invoke();
        }
    }

    // Pieces may come by the hundred a second; windows are told ten times.
    private void Piece(int done, int of, int reused, string? what)
    {
        lock (_gate)
        {
            bool news = what is not null && (done > _view.Done || what.Contains(": ", StringComparison.Ordinal)) && reused < done + 1;
            _view = _view with { Done = Math.Max(_view.Done, done), Of = of, Reused = Math.Max(_view.Reused, reused) };
            if (news)
            {
                _view = _view with { Log = Lines($"[{done}/{of}] {what}") };
            }
            else if (_clock.Elapsed - _told < Pause)
            {
                return;
            }

            _told = _clock.Elapsed;
        }

        Changed?.Invoke();
    }

    private void Say(string line)
    {
        lock (_gate)
        {
            _view = _view with { Log = Lines(line) };
        }

        Changed?.Invoke();
    }

    private ImmutableArray<string> Lines(string line) =>
        [string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} s  {line}"), .. _view.Log.Take(LogLines - 1)];

    private void End(RunStatus status, string? error)
    {
        lock (_gate)
        {
            _view = _view with { Status = status, Seconds = _clock.Elapsed.TotalSeconds, Error = error };
        }
    }
}
