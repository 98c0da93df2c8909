using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tumen.Architecture.Tests;

/// <summary>Who may reference whom, and what libraries must not do. ARCHITECTURE.md tells the same in words.</summary>
public partial class HouseTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tumen.Numerics"] = [],
        ["Tumen.Model"] = ["Tumen.Numerics"],
        ["Tumen.Language"] = ["Tumen.Model"],
        ["Tumen.Solve"] = ["Tumen.Model"],
        ["Tumen.Episodes"] = ["Tumen.Model"],
        ["Tumen.Record"] = ["Tumen.Model"],
        ["Tumen.Import"] = ["Tumen.Model", "Tumen.Record"],
        ["Tumen.Estimation"] = ["Tumen.Solve", "Tumen.Record"],
        ["Tumen.Bayes"] = ["Tumen.Estimation"],
        ["Tumen.Scenarios"] = ["Tumen.Estimation"],
        ["Tumen.Studies"] = ["Tumen.Language", "Tumen.Episodes", "Tumen.Bayes", "Tumen.Scenarios", "Tumen.Estimation"],
        ["Tumen.Report"] = ["Tumen.Studies"],
        ["Tumen.Games"] = ["Tumen.Studies"],
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static IEnumerable<string> Sources() => Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [Fact]
    public void Projects_reference_only_what_the_table_allows()
    {
        foreach (string project in Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table");
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
            Assert.All(references, r => Assert.Contains(r, Allowed[name]));
            Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), r => name != "Tumen.Estimation");
        }
    }

    // One version: what packages, the citation, the editor extension and the changelog name.
    [Fact]
    public void There_is_one_version()
    {
        string Read(string file) => File.ReadAllText(Path.Combine(Root(), file));
        string version = XDocument.Load(Path.Combine(Root(), "Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Contains($"\nversion: {version}\n", Read("CITATION.cff").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"\"version\": \"{version}\"", Read("editors/vscode/package.json"), StringComparison.Ordinal);
        Assert.Contains($"tumen-{version}.vsix", Read("editors/README.md"), StringComparison.Ordinal);
        Assert.Contains($"\n## {version}", Read("CHANGELOG.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Root(), "*.csproj", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)), f => Assert.Empty(XDocument.Load(f).Descendants("Version")));
    }

    // What is pinned and used by nobody is fetched by nobody, yet has to be kept up to date.
    [Fact]
    public void Every_pinned_package_is_used()
    {
        string[] used = [.. Directory.GetFiles(Root(), "*.csproj", SearchOption.AllDirectories).Append(Path.Combine(Root(), "Directory.Build.props")).SelectMany(f => XDocument.Load(f).Descendants("PackageReference")).Select(r => (string)r.Attribute("Include")!)];
        Assert.All(XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")).Descendants("PackageVersion"), p => Assert.Contains((string)p.Attribute("Include")!, used));
    }

    [Fact]
    public void There_is_no_Common_and_no_Utils() =>
        Assert.DoesNotContain(Sources(), f => CommonName().IsMatch(Path.GetFileNameWithoutExtension(f)) || CommonName().IsMatch(Path.GetFileName(Path.GetDirectoryName(f)!)));

    // Only hosts print, read clocks or exit; libraries get randomness from seeds.
    [Fact]
    public void Libraries_do_not_print_read_clocks_or_exit()
    {
        foreach (string file in Sources())
        {
            var match = HostOnly().Match(File.ReadAllText(file));
            Assert.False(match.Success, $"{Path.GetRelativePath(Root(), file)} uses {match.Value}");
        }
    }

    // The C library's functions differ in the last bit from machine to machine; ours do not.
    [Fact]
    public void Libraries_take_elementary_functions_from_Numerics() => Assert.All(Sources(), file =>
    {
        var match = CLibrary().Match(File.ReadAllText(file));
        Assert.False(match.Success, $"{Path.GetRelativePath(Root(), file)} uses {match.Value}: take Elementary's");
    });

    [GeneratedRegex("^(Common|Utils?|Helpers?)$")]
    private static partial Regex CommonName();

    [GeneratedRegex(@"\bMath\.(Exp|Log|Log2|Log10|Pow|Sin|Cos|Tan|Sinh|Cosh|Tanh|Asin|Acos|Atan|Atan2|Asinh|Acosh|Atanh|Cbrt)\(")]
    private static partial Regex CLibrary();

    [GeneratedRegex(@"\b(Console\.(Write|Error|Out)|DateTime\.(Now|UtcNow)|DateTimeOffset\.(Now|UtcNow)|Stopwatch\.|Environment\.(Exit|TickCount)|new Random\(|Random\.Shared|Thread\.Sleep)")]
    private static partial Regex HostOnly();
}
