using System.Runtime.CompilerServices;

namespace Tumen.Episodes.Tests;

/// <summary>Finds the public Gambit games if a copy is on this machine (environment variable TUMEN_GAMBIT), and otherwise skips by name.</summary>
internal static class Corpus
{
    public static string Root([CallerMemberName] string test = "")
    {
        string? root = Environment.GetEnvironmentVariable("TUMEN_GAMBIT");
        if (root is null || !Directory.Exists(root)) Assert.Skip($"{test} needs a copy of Gambit's games: set TUMEN_GAMBIT to its folder");
        return root;
    }

    public static IEnumerable<string> Files(string root, string extension) =>
        Directory.EnumerateFiles(root, "*." + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static GameFileResult Read(string path) => GameFiles.Read(File.ReadAllText(path), Path.GetFileName(path));

    public static ExtensiveGame Tree(string root, string name) => Read(Path.Combine(root, name)).Extensive!;

    public static StrategicGame Table(string root, string name) => Read(Path.Combine(root, name)).Strategic!;
}
