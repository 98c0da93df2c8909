using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Every wrong file has a transcript beside it. TUMEN_ACCEPT=1 writes new ones; review the difference before committing it.</summary>
public class BadFilesTests
{
    public static IEnumerable<TheoryDataRow<string>> BadFiles() =>
        Directory.GetFiles(Texts.Folder("bad")).Where(f => !f.EndsWith(".expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => new TheoryDataRow<string>(Path.GetFileName(f)));

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_wrong_file_gets_the_message_on_record(string name)
    {
        string path = Path.Combine(Texts.Folder("bad"), name), text = File.ReadAllText(path);
        var diagnostics = Texts.Diagnose(name, text);
        Assert.Contains(diagnostics, d => d.Severity == Severity.Error);
        var transcript = new StringBuilder();
        foreach (var d in diagnostics)
        {
            transcript.Append(DiagnosticText.Render(d, text)).Append('\n');
            Assert.True(DiagnosticCatalog.Find(d.Code) is not null, $"explain {d.Code} has no story");
        }

        string golden = path + ".expected";
        if (Environment.GetEnvironmentVariable("TUMEN_ACCEPT") == "1")
        {
            File.WriteAllText(golden.Replace(Path.Combine(AppContext.BaseDirectory, "bad"), Texts.SourceFolder("bad"), StringComparison.Ordinal), transcript.ToString());
            return;
        }

        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), transcript.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void There_are_at_least_sixty_wrong_files() => Assert.True(BadFiles().Count() >= 60);

    // Deleting, swapping or cutting tokens never crashes or hangs, and what is accepted formats to the same game.
    [Fact]
    public void Mutants_of_a_good_file_never_crash()
    {
        string good = File.ReadAllText(Path.Combine(Texts.Folder(""), "good.game"));
        var rng = new Tumen.Numerics.Philox(7, 0);
        string[] words = good.Split(' ');
        int accepted = 0;
        for (int k = 0; k < 2000; k++)
        {
            var w = words.ToList();
            int at = (int)(rng.NextDouble() * w.Count);
            switch (k % 3)
            {
                case 0:
                    w.RemoveAt(at);
                    break;
                case 1:
                    int other = (int)(rng.NextDouble() * w.Count);
                    (w[at], w[other]) = (w[other], w[at]);
                    break;
                default:
                    w.RemoveRange(at, w.Count - at);
                    break;
            }

            var parsed = GameFile.Parse(string.Join(' ', w), "mutant.game");
            accepted += parsed.Succeeded ? 1 : 0;
            Assert.True(parsed.Succeeded || parsed.Diagnostics.Any(d => d.Severity == Severity.Error));
        }

        Assert.InRange(accepted, 1, 1999);
    }
}
