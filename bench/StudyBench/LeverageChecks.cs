using System.Diagnostics;
using System.Globalization;
using Tumen.Studies.Calibration;

namespace Tumen.StudyBench;

/// <summary>Simulated studies with and without a lever: coverage of the capacity interval, and how often an absent lever is found absent.</summary>
internal static class LeverageChecks
{
    public static void Run(string truth, int records, int months)
    {
        double before = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        var found = LeverageCalibration.Run(truth, records, months, 20260, 200);
        double covered = found.Average(f => f.Low <= f.Truth && f.Truth <= f.High ? 1.0 : 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{truth} | {records} records of {months} months | truth covered {covered:0.000} ± {Math.Sqrt(covered * (1 - covered) / records):0.000} | mean width {found.Average(f => f.High - f.Low):0.000} | median capacity below .001 {found.Average(f => Math.Abs(f.Median) < 0.001 ? 1.0 : 0):0.000} | mean probability of the lever {found.Average(f => f.Lever):0.00} | mean truth {found.Average(f => f.Truth):0.000} | {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - before:0} s"));
    }
}
