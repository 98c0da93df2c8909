using System.Globalization;

namespace Tumen.WorkbenchBench;

/// <summary>How busy the machine is, and how times are summed up.</summary>
internal static class Load
{
    /// <summary>Load average of the last minute; a question mark where the system does not say.</summary>
    public static string Average => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";

    /// <summary>Median, 95 % point and largest, in milliseconds.</summary>
    public static string Sum(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        double At(double q) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(q * sorted.Length) - 1)];
        return string.Create(CultureInfo.InvariantCulture, $"median {At(0.5):0.0} ms, 95 % {At(0.95):0.0} ms, most {sorted[^1]:0.0} ms");
    }
}
