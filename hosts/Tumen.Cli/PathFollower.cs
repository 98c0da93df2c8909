using System.Diagnostics;
using System.Globalization;
using Tumen.Solve;

namespace Tumen.Cli;

/// <summary>Follows a path that is being traced: says where it stands, at most two lines a second, and keeps where to go on from, so that a signal need not wait for a long step to end.</summary>
/// <param name="says">Whether to print lines to standard error.</param>
/// <param name="folder">Where a checkpoint goes; null for nowhere.</param>
internal sealed class PathFollower(bool says, string? folder) : IProgress<PathProgress>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _line = 1, _kept = double.NegativeInfinity;
    private volatile PathCheckpoint? _last;

    /// <inheritdoc/>
    public void Report(PathProgress value)
    {
        double now = _clock.Elapsed.TotalSeconds;
        if (folder is not null && now >= _kept + 0.2 && value.Checkpoint is { } here)
        {
            (_last, _kept) = (here(), now);
        }

        if (says && now >= _line)
        {
            _line = now + 0.5;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {value.Steps}: parameter {value.Parameter:G4}, largest one-shot gain {value.Gain:0.0e+0}"));
        }
    }

    /// <summary>Writes the latest checkpoint: the program may be left before the step under way ends.</summary>
    public void Leave()
    {
        if (folder is not null && _last is { } checkpoint)
        {
            Output.WriteFile(folder, "checkpoint.json", SolveCheckpoint.Write(checkpoint));
        }
    }
}
