using System.Runtime.CompilerServices;

namespace Tumen.Language.Tests;

/// <summary>The test files beside this source.</summary>
internal static class TestFiles
{
    public static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    public static bool Accept => Environment.GetEnvironmentVariable("TUMEN_ACCEPT") == "1";
}
