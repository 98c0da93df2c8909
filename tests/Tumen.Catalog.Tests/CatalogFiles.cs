using System.Runtime.CompilerServices;
using System.Text;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Solve;

namespace Tumen.Catalog.Tests;

/// <summary>Games of the catalog that repeat (episodes have tests of their own), and the published data beside the repository when they are there.</summary>
internal static partial class CatalogFiles
{
    public static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "catalog"));

    public static IEnumerable<string> Games => Directory.EnumerateFiles(Folder(), "*.game", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder(), f)).Where(f => !f.StartsWith("episodes", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file)).ReplaceLineEndings("\n");

    public static GameModel Game(string file) => GameFile.Parse(Text(file), file).Required;

    /// <summary>The game at its fixed weights, or those given, or the prior means.</summary>
    public static StochasticGame AtFixed(GameModel game, IReadOnlyDictionary<string, double>? covariates = null, IReadOnlyDictionary<string, double>? weights = null)
    {
        var parametric = ParametricGame.Compile(game, "base", covariates);
        double[] w = [.. parametric.Weights.Select(x => x.Fixed ?? (weights is not null ? weights[x.Name] : ((Prior.Normal)x.Prior).Mean))];
        return parametric.At(w, []);
    }

    /// <summary>The certified equilibrium that the branch from λ = 0 leads to.</summary>
    public static LogitMarkovEquilibrium Solve(GameModel game)
    {
        var e = LogitMarkovSolver.Solve(AtFixed(game), new SolveOptions { Precision = game.Precision, Convention = game.Values, Tolerance = 1e-12 });
        Assert.Equal(SolveStatus.Certified, e.Status);
        return e;
    }

    /// <summary>Rows of a published table, or a skip that says so.</summary>
    public static List<Dictionary<string, string>> Rows(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "validation", "data", name);
            if (File.Exists(path))
            {
                string[][] lines = [.. File.ReadLines(path).Select(Cells)];
                return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
            }
        }

        Assert.Skip($"the published data {name} are not beside this repository");
        return [];
    }

    private static string[] Cells(string line) => [.. Comma().Split(line).Select(c => c.Trim('"'))];

    [System.Text.RegularExpressions.GeneratedRegex(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")]
    private static partial System.Text.RegularExpressions.Regex Comma();

    /// <summary>A record from lines of CSV.</summary>
    public static System.Collections.Immutable.ImmutableArray<Sequence> Record(GameModel game, IEnumerable<string> lines)
    {
        var table = RecordTable.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), "record.csv", game);
        return [.. table.Units.Select(u => new Sequence(u.Name, u.Periods, u.Moves, u.Levels) { Covariates = u.Covariates, Groups = u.Groups })];
    }
}
