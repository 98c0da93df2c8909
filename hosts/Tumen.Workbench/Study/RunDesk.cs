using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>No run since the server started.</summary>
    Idle,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Asked to stop.</summary>
    Stopping,

    /// <summary>Ended with results.</summary>
    Done,

    /// <summary>Stopped by the reader; finished pieces are kept.</summary>
    Cancelled,

    /// <summary>Ended with an error.</summary>
    Failed,
}

/// <summary>A run as pages show it.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all.</param>
/// <param name="Reused">Pieces that were already kept.</param>
/// <param name="Seconds">Time since the start.</param>
/// <param name="Log">Latest lines, newest first.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record RunView(RunStatus Status, int Done, int Of, int Reused, double Seconds, ImmutableArray<string> Log, string? Error)
{
    /// <summary>Whether a run is under way.</summary>
    public bool Busy => Status is RunStatus.Running or RunStatus.Stopping;

    /// <summary>Guess of the seconds left, from the pieces made so far; null when there is nothing to guess from.</summary>
    public double? Left => Busy && Done > Reused ? Seconds / (Done - Reused) * (Of - Done) : null;
}

/// <summary>Runs the study as the command line does, with the same store and the same files; one run at a time.</summary>
public sealed class RunDesk(WorkbenchOptions options, StudyDesk desk) : IDisposable
{
    private const int LogLines = 200;
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = new();
    private RunView _view = new(RunStatus.Idle, 0, 0, 0, 0, [], null);
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
    public void Start()
    {
        lock (_gate)
        {
            if (_view.Busy || desk.View.Study is null)
            {
                return;
            }

            _view = new RunView(RunStatus.Running, 0, 0, 0, 0, [], null);
            _stop = new CancellationTokenSource();
            _clock.Restart();
            var cancel = _stop.Token;
            _task = Task.Factory.StartNew(() => Work(cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
        _task.Wait(TimeSpan.FromSeconds(2));
        _stop?.Dispose();
    }

    private void Work(CancellationToken cancel)
    {
        desk.Rest(true);
        try
        {
            var study = StudyFolder.Open(options.Study);
            Say($"{study.Study.Compare.Length} theories, {study.Records.Length} coding(s) of the record, seed {options.Seed.ToString(CultureInfo.InvariantCulture)}, {options.Threads} thread(s)");
            var store = new ResultStore(Path.Combine(desk.Out, "store"));
            var results = StudyRunner.Run(study, store, options.Seed, options.Threads, Step, cancel, desk.Show);
            WriteFile("results.json", ResultsJson.Write(results, new Dictionary<string, double> { ["run"] = _clock.Elapsed.TotalSeconds }));
            WriteFile("report.html", Encoding.UTF8.GetBytes(HtmlReport.Write(results)));
            Say("results.json and report.html written");
            desk.Show(results);
            End(RunStatus.Done, null);
        }
        catch (OperationCanceledException)
        {
            Say("stopped; what was finished is kept, and the next run goes on from there");
            End(RunStatus.Cancelled, null);
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.All(x => x is OperationCanceledException))
        {
            Say("stopped; what was finished is kept, and the next run goes on from there");
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

    private void WriteFile(string name, byte[] bytes)
    {
        Directory.CreateDirectory(desk.Out);
        string path = Path.Combine(desk.Out, name);
        File.WriteAllBytes(path + ".part", bytes);
        File.Move(path + ".part", path, overwrite: true);
    }

    private void Step(StudyProgress p)
    {
        lock (_gate)
        {
            bool news = p.Done > _view.Done || p.What.Contains(": ", StringComparison.Ordinal);
            _view = _view with { Done = Math.Max(_view.Done, p.Done), Of = p.Of, Reused = Math.Max(_view.Reused, p.Reused) };
            if (news && p.Reused < p.Done + 1)
            {
                _view = _view with { Log = Lines($"[{p.Done}/{p.Of}] {p.What}") };
            }
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
