using System.Runtime.InteropServices;

namespace Tumen.EpisodesBench;

/// <summary>Processor seconds from the kernel, in microseconds: of finished child processes, or of the calling thread.</summary>
internal static partial class ProcessorTime
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Usage
    {
        public long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
        public long R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13;
    }

    [DllImport("libc")]
    private static extern int getrusage(int who, out Usage usage);

    public static double OfChildren => Read(-1);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds, Nanoseconds;
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Moment time);

    // Clock 3 is the calling thread's processor time; finer than getrusage.
    public static double OfThread => clock_gettime(3, out var time) == 0 ? time.Seconds + 1e-9 * time.Nanoseconds : throw new InvalidOperationException("clock_gettime failed");

    private static double Read(int who) => getrusage(who, out var usage) == 0
        ? usage.UserSeconds + usage.SystemSeconds + 1e-6 * (usage.UserMicroseconds + usage.SystemMicroseconds)
        : throw new InvalidOperationException("getrusage failed");
}
