using System.Diagnostics;
using Tumen.Studies;
using Tumen.Workbench.Study;

namespace Tumen.Workbench.Runs;

/// <summary>What a run works with, and how it tells of itself.</summary>
internal sealed class RunHands(WorkbenchOptions options, StudyDesk desk, Stopwatch clock, Action<string> say, Action<int, int, int, string?> piece, CancellationToken cancel)
{
    /// <summary>Seed.</summary>
    public ulong Seed => options.Seed;

    /// <summary>Threads.</summary>
    public int Threads => options.Threads;

    /// <summary>Where results go.</summary>
    public string Out => desk.Out;

    /// <summary>Stops the run.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>Wall time since the start.</summary>
    public double Seconds => clock.Elapsed.TotalSeconds;

    /// <summary>Adds a line to the log.</summary>
    public void Say(string line) => say(line);

    /// <summary>Tells how many pieces are finished, in all, and from before; a line of the log when there is one.</summary>
    public void Piece(int done, int of, int reused, string? what) => piece(done, of, reused, what);

    /// <summary>Shows results on every page.</summary>
    public void Show(StudyResults results) => desk.Show(results);

    /// <summary>Writes a file of results whole or not at all.</summary>
    public void WriteFile(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Out);
        RealPath.WriteWhole(Path.Combine(Out, name), bytes);
    }
}
