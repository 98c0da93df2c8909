namespace Tumen.Estimation.Once.Tests;

/// <summary>What the linked data readers of the tests ask for.</summary>
internal static class Shared
{
    public static CsvTable Csv(string path) => CsvTable.Read(Path.Combine(
        SharedFolder.Find() ?? throw new InvalidOperationException("shared/validation is absent: set TUMEN_SHARED to its parent."), "data", path));
}
