using System.Reflection;
using System.Text.Json;

namespace Tumen.Catalog.Tests;

/// <summary>
/// Every model of the catalog is checked, solved and fitted by the command line alone, and reaches the numbers in the `expected.json` beside it. Runs on published data skip by name
/// where the data are absent, and the one slow one unless TUMEN_SLOW=1.
/// </summary>
public class CommandLineTests
{
    private static readonly Lock Turn = new();

    private static IEnumerable<string> Entries => Directory.EnumerateFiles(CatalogFiles.Folder(), "expected.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(CatalogFiles.Folder(), Path.GetDirectoryName(f)!))
        .Where(f => f.Split(Path.DirectorySeparatorChar)[0] is "cases" or "journals" or "working").Order(StringComparer.Ordinal);

    public static TheoryData<string, int, string> Runs
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (string entry in Entries)
            {
                int k = 0;
                foreach (var run in Expected(entry))
                {
                    data.Add(entry, k++, run.GetProperty("command").GetString()!);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Studies => [.. Directory.EnumerateFiles(CatalogFiles.Folder(), "*.study", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(CatalogFiles.Folder(), f)).Where(f => !f.StartsWith("episodes", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_numbers_are_reached(string entry, int index, string command)
    {
        var run = Expected(entry)[index];
        if (run.TryGetProperty("slow", out _) && Environment.GetEnvironmentVariable("TUMEN_SLOW") != "1")
        {
            Assert.Skip($"set TUMEN_SLOW=1 for: {command}");
        }

        string folder = Path.Combine(Path.GetTempPath(), "tumen-catalog-" + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string file in Directory.EnumerateFiles(Path.Combine(CatalogFiles.Folder(), entry)))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            Variants(folder);
            if (run.TryGetProperty("data", out var data))
            {
                PublishedTables.Write(data.GetString()!, Path.Combine(folder, "published"));
            }

            var (exit, said) = Tumen(folder, [.. command.Split(' '), "--quiet", "--out", Path.Combine(folder, "out")]);
            Assert.True(exit == 0, $"exit {exit}: {said}");
            using var found = JsonDocument.Parse(File.ReadAllText(Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.json").Single(f => Path.GetFileName(f) is "fit.json" or "solve.json")));
            foreach (var number in run.GetProperty("numbers").EnumerateObject())
            {
                double expected = number.Value[0].GetDouble(), tolerance = number.Value[1].GetDouble(), is_ = At(found.RootElement, number.Name);
                Assert.True(Math.Abs(is_ - expected) <= tolerance * Math.Max(1, Math.Abs(expected) * 1e-3), $"{number.Name} is {is_:R}; expected {expected:R} within {tolerance} ({run.GetProperty("source").GetString()})");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void Every_study_and_its_game_check(string file)
    {
        string study = Path.Combine(CatalogFiles.Folder(), file);
        foreach (string checkedFile in (string[])[study, Path.ChangeExtension(study, ".game")])
        {
            var (exit, said) = Tumen(Path.GetDirectoryName(study)!, ["check", checkedFile]);
            Assert.True(exit == 0, $"{checkedFile}: exit {exit}: {said}");
            Assert.Contains("sound", said, StringComparison.Ordinal);
        }

        Assert.InRange(File.ReadLines(study).Count(), 3, 40);
        Assert.Contains(Expected(Path.GetDirectoryName(file)!), r => r.GetProperty("command").GetString()!.Contains(Path.GetFileName(file), StringComparison.Ordinal) || r.GetProperty("command").GetString()!.Contains(Path.GetFileNameWithoutExtension(file) + ".game", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_game_has_a_study_and_is_solved_or_fitted() => Assert.All(CatalogFiles.Games, game => Assert.True(File.Exists(Path.Combine(CatalogFiles.Folder(), Path.ChangeExtension(game, ".study"))), $"{game} has no study"));

    // The same games under the other errors that the package `games` knows.
    private static void Variants(string folder)
    {
        foreach (var (game, variant, from, to) in new[]
        {
            ("crisis", "crisis-logistic", "errors normal", "errors logistic"), ("crisis", "crisis-private", "errors normal", "errors normal, private information"), ("two-answers", "two-answers-logistic", "errors normal", "errors logistic"),
            ("three-movers", "three-movers-agent", ", private information", ""), ("three-movers", "three-movers-logistic", "errors normal, private information", "errors logistic"),
        })
        {
            string path = Path.Combine(folder, game + ".game");
            if (File.Exists(path))
            {
                string text = File.ReadAllText(path);
                Assert.Contains(from, text, StringComparison.Ordinal);
                File.WriteAllText(Path.Combine(folder, variant + ".game"), text.Replace(from, to, StringComparison.Ordinal));
            }
        }
    }

    // The program itself, in this process: what it prints is caught, one run at a time.
    private static (int Exit, string Said) Tumen(string folder, string[] words)
    {
        string[] whole = [.. words.Select(w => File.Exists(Path.Combine(folder, w)) ? Path.Combine(folder, w) : w)];
        lock (Turn)
        {
            var (said, output, error) = (new StringWriter(), Console.Out, Console.Error);
            Console.SetOut(said);
            Console.SetError(said);
            try
            {
                return (Cli.Entry.Run(whole, opens: false), said.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }

    private static double At(JsonElement element, string path)
    {
        foreach (string step in path.Split('/'))
        {
            element = element.ValueKind != JsonValueKind.Array ? element.GetProperty(step)
                : int.TryParse(step, out int k) ? element[k]
                : element.EnumerateArray().Single(e => (e.TryGetProperty("name", out var n) || e.TryGetProperty("method", out n)) && n.GetString() == step);
        }

        return element.GetDouble();
    }

    private static List<JsonElement> Expected(string entry)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(CatalogFiles.Folder(), entry, "expected.json")));
        return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(r => r.Clone())];
    }
}
