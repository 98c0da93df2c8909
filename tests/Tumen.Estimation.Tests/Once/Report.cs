using System.Globalization;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Writes ours / truth / difference rows to the file named by TUMEN_VALIDATION_OUT, from which docs/validation.md is made.</summary>
internal static class Report
{
    private static readonly Lock Gate = new();

    public static void Line(string target, string quantity, double ours, double truth) => Write($"{target} | {quantity} | {ours:R} | {truth:R} | {ours - truth:E1}");

    public static void Note(string target, string quantity, string text) => Write($"{target} | {quantity} | {text} | |");

    public static void Worst(string target, string quantity, IReadOnlyList<double> ours, IReadOnlyList<double> truth)
    {
        int worst = 0;
        for (int i = 0; i < truth.Count; i++)
            if (Gap(i) > Gap(worst)) worst = i;
        Write(string.Create(CultureInfo.InvariantCulture, $"{target} | {quantity}, worst of {truth.Count} (#{worst + 1}) | {ours[worst]:R} | {truth[worst]:R} | {Gap(worst):E1} rel"));
        double Gap(int i) => Math.Abs(ours[i] - truth[i]) / Math.Max(Math.Abs(truth[i]), 1e-300);
    }

    private static void Write(FormattableString line) => Write(line.ToString(CultureInfo.InvariantCulture));

    private static void Write(string line)
    {
        string? path = Environment.GetEnvironmentVariable("TUMEN_VALIDATION_OUT");
        if (path is null) return;
        lock (Gate) File.AppendAllText(path, "| " + line + " |\n");
    }
}
