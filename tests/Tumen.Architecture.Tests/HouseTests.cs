using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tumen.Architecture.Tests;

/// <summary>Who sees whom, by what assemblies really use, and what libraries must not do. ARCHITECTURE.md tells the same in words.</summary>
public partial class HouseTests
{
    // Exactly what each assembly uses: an edge that is not here may not be used, one that is here and not used is a lie.
    private static readonly Dictionary<string, string[]> Sees = new()
    {
        ["Tumen.Numerics"] = [],
        ["Tumen.Model"] = ["Tumen.Numerics"],
        ["Tumen.Language"] = ["Tumen.Model", "Tumen.Numerics"],
        ["Tumen.Solve"] = ["Tumen.Model", "Tumen.Numerics"],
        ["Tumen.Episodes"] = ["Tumen.Model", "Tumen.Numerics"],
        ["Tumen.Record"] = ["Tumen.Model", "Tumen.Numerics"],
        ["Tumen.Import"] = ["Tumen.Model", "Tumen.Record"],
        ["Tumen.Estimation"] = ["Tumen.Model", "Tumen.Numerics", "Tumen.Record", "Tumen.Solve"],
        ["Tumen.Bayes"] = ["Tumen.Estimation", "Tumen.Model", "Tumen.Numerics"],
        ["Tumen.Scenarios"] = ["Tumen.Estimation", "Tumen.Model", "Tumen.Numerics", "Tumen.Solve"],
        ["Tumen.Studies"] = ["Tumen.Bayes", "Tumen.Episodes", "Tumen.Estimation", "Tumen.Language", "Tumen.Model", "Tumen.Numerics", "Tumen.Record", "Tumen.Scenarios", "Tumen.Solve"],
        ["Tumen.Report"] = ["Tumen.Bayes", "Tumen.Episodes", "Tumen.Estimation", "Tumen.Model", "Tumen.Numerics", "Tumen.Record", "Tumen.Scenarios", "Tumen.Solve", "Tumen.Studies"],
        ["Tumen.Games"] = ["Tumen.Estimation", "Tumen.Language", "Tumen.Model", "Tumen.Record", "Tumen.Solve", "Tumen.Studies"],
        ["Tumen.Workbench"] = ["Tumen.Episodes", "Tumen.Estimation", "Tumen.Language", "Tumen.Model", "Tumen.Numerics", "Tumen.Record", "Tumen.Report", "Tumen.Scenarios", "Tumen.Solve", "Tumen.Studies"],
        ["tumen"] =
        [
            "Tumen.Bayes", "Tumen.Episodes", "Tumen.Estimation", "Tumen.Import", "Tumen.Language", "Tumen.Model", "Tumen.Numerics", "Tumen.Record", "Tumen.Report", "Tumen.Scenarios", "Tumen.Solve", "Tumen.Studies",
            "Tumen.Workbench",
        ],
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static IEnumerable<string> Sources() => Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    public static TheoryData<string> Assemblies() => [.. Sees.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_uses_what_the_table_says_and_nothing_else(string name) => Assert.Equal(Sees[name], Used(name).Where(IsOurs).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_is_in_the_table_and_declares_what_it_uses()
    {
        string[] projects = [.. new[] { "src", "hosts" }.SelectMany(f => Directory.GetFiles(Path.Combine(Root(), f), "*.csproj", SearchOption.AllDirectories))];
        Assert.Equal(Sees.Count, projects.Length);
        foreach (string project in projects)
        {
            var xml = XDocument.Load(project);
            string name = (string?)xml.Descendants("AssemblyName").SingleOrDefault() ?? Path.GetFileNameWithoutExtension(project);
            var declared = xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
            Assert.Equal(Sees[name], declared.Order(StringComparer.Ordinal));
            Assert.Equal(project.Contains($"{Path.DirectorySeparatorChar}hosts{Path.DirectorySeparatorChar}", StringComparison.Ordinal), xml.Descendants("PackageReference").Any());
        }
    }

    // Second implementations are for checking: a product that used one would check itself.
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_in_the_product_sees_an_oracle(string name) => Assert.DoesNotContain("Tumen.Oracles", Used(name));

    [Fact]
    public void Every_pinned_package_is_used()
    {
        string[] used = [.. Directory.GetFiles(Root(), "*.csproj", SearchOption.AllDirectories).Append(Path.Combine(Root(), "Directory.Build.props"))
            .SelectMany(f => XDocument.Load(f).Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!))];
        Assert.All(XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")).Descendants("PackageVersion"), p => Assert.Contains((string)p.Attribute("Include")!, used));
    }

    [Fact]
    public void The_page_on_the_house_says_the_same()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "ARCHITECTURE.md"));
        foreach (var (name, sees) in Sees)
        {
            string row = Assert.Single(page.Split('\n'), l => l.StartsWith($"| {(name == "tumen" ? "Tumen.Cli" : name)} |", StringComparison.Ordinal));
            string[] told = [.. row.Split('|')[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(w => w != "–").Select(w => "Tumen." + w)];
            Assert.Equal(sees, told.Order(StringComparer.Ordinal));
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

    private static bool IsOurs(string name) => name.StartsWith("Tumen.", StringComparison.Ordinal);

    // What the compiler wrote into the assembly, whatever its project file says.
    private static string[] Used(string name)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
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
