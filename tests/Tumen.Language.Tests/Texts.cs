using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tumen.Model;

namespace Tumen.Language.Tests;

internal static class Texts
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    public static string SourceFolder(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);

    public static string Read(string name) => File.ReadAllText(Folder(name));

    public static GameModel Good => GameFile.Parse(Read("good.game"), "good.game").Value!;

    public static ImmutableArray<Diagnostic> Diagnose(string name, string text) => Path.GetExtension(name) switch
    {
        ".game" => GameFile.Parse(text, name).Diagnostics,
        ".codebook" => CodebookFile.Parse(text, name, Good).Diagnostics,
        _ => StudyFile.Parse(text, name, Good).Diagnostics,
    };
}
