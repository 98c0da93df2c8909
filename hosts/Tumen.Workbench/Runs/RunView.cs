using System.Collections.Immutable;

namespace Tumen.Workbench.Runs;

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
/// <param name="Order">What was asked for; null before the first run.</param>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all; 0 until they are counted.</param>
/// <param name="Reused">Pieces that were already kept.</param>
/// <param name="Seconds">Time since the start.</param>
/// <param name="Log">Latest lines, newest first.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record RunView(RunStatus Status, RunOrder? Order, int Done, int Of, int Reused, double Seconds, ImmutableArray<string> Log, string? Error)
{
    /// <summary>Whether a run is under way.</summary>
    public bool Busy => Status is RunStatus.Running or RunStatus.Stopping;

    /// <summary>Guess of the seconds left, from the pieces made so far; null when there is nothing to guess from.</summary>
    public double? Left => Busy && Done > Reused ? Seconds / (Done - Reused) * (Of - Done) : null;
}
