using System.Globalization;
using Tumen.Studies;

namespace Tumen.StudyBench;

/// <summary>
/// How much faster many workers do a study: its pieces are worked out on one thread with the processor's time as the clock, so that what else the machine does is not counted, and the schedule of any
/// number of workers is replayed from those times. A simulation: it knows nothing of disks and networks.
/// </summary>
internal static class PieceTimes
{
    private static readonly int[] Workers = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Works out what is missing in the store, then prints times by part of the study, the longest pieces and the table.</summary>
    public static void Run(string study, string store)
    {
        var folder = StudyFolder.Open(study);
        var kept = new ResultStore(store);
        StudyRunner.Work(folder, kept, 1, new WorkOptions { Threads = 1, Clock = new ProcessorClock(), Told = Console.Error.WriteLine }, p =>
        {
            if (p.Done % 50 == 0)
            {
                Console.Error.WriteLine($"[{p.Done}/{p.Of}] {p.What}");
            }
        }, CancellationToken.None);
        var pieces = StudyRunner.Pieces(folder, kept, 1);
        double all = StudyRunner.Replay(pieces, 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pieces.DistinctBy(p => p.Key).Count(p => p.Measured)} pieces, {all:0} s of processor time"));
        Console.WriteLine("| part | pieces | share | longest, s |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var kind in pieces.DistinctBy(p => p.Key).GroupBy(p => p.Kind).OrderByDescending(g => g.Sum(p => p.Seconds)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} | {100 * kind.Sum(p => p.Seconds) / all:0} % | {kind.Max(p => p.Seconds):0.0} |"));
        }

        Console.WriteLine("longest:");
        foreach (var p in pieces.DistinctBy(p => p.Key).OrderByDescending(p => p.Seconds).Take(12))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {p.Seconds,6:0.0} s  {p.Label} ({p.Kind})"));
        }

        Console.WriteLine($"| workers | {string.Join(" | ", Workers)} |");
        Console.WriteLine($"| --- |{string.Concat(Workers.Select(_ => " --- |"))}");
        Console.WriteLine($"| seconds | {string.Join(" | ", Workers.Select(n => StudyRunner.Replay(pieces, n).ToString("0", CultureInfo.InvariantCulture)))} |");
        Console.WriteLine($"| times as fast as one | {string.Join(" | ", Workers.Select(n => (all / StudyRunner.Replay(pieces, n)).ToString("0.0", CultureInfo.InvariantCulture)))} |");
    }

    private sealed class ProcessorClock : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
    }
}
