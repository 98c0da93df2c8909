using System.Text.Json;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Finds the shared validation data, or skips the test by name.</summary>
internal static class Shared
{
    public static string Root()
    {
        if (SharedFolder.Find() is { } found) return found;
        Assert.Skip("shared/validation is absent: set TUMEN_SHARED to its parent to run this test.");
        return "";
    }

    public static CsvTable Csv(string path) => CsvTable.Read(Path.Combine(Root(), "data", path));

    public static JsonElement Truth(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "truth", name)));
        return document.RootElement.Clone();
    }

    public static double[] Values(this JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(e => e.GetDouble())]
        : [.. element.EnumerateObject().Select(p => p.Value.GetDouble())];

    public static void Close(double expected, double actual, double relative, string what)
    {
        double gap = Math.Abs(expected - actual);
        Assert.True(gap <= relative * Math.Max(Math.Abs(expected), 1e-12), $"{what}: expected {expected:R}, got {actual:R}, difference {gap:E2}");
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++) Close(expected[i], actual[i], relative, $"{what}[{i}]");
    }
}
