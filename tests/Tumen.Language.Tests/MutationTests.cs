using System.Diagnostics;
using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Broken files never crash the reader, never hang it, and are never half accepted.</summary>
public sealed class MutationTests
{
    /// <summary>TUMEN_MUTANTS=10000 for the full number; fewer in an ordinary run.</summary>
    private static readonly int Mutants = int.TryParse(Environment.GetEnvironmentVariable("TUMEN_MUTANTS"), out var n) ? n : 560;

    private static readonly GameModel Surface = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;

    public static TheoryData<string, int> Seeds
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var file in new[] { "surface.game", "numbers.game", "../../../catalog/journals/ecta/aguirregabiria-mira-2007/entry.game", "../../../catalog/journals/ajps/crisman-cox-gibilisco-2018/war-and-peace.game", "china-dprk.game", "china-dprk.codebook", "china-dprk.study" })
            {
                for (var seed = 1; seed <= 4; seed++)
                {
                    data.Add(file, seed);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_broken_file_is_read_or_refused_with_reasons(string file, int seed)
    {
        var text = TestFiles.Read("good/" + file);
        var random = new Random(seed);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Mutants / Seeds.Count; i++)
        {
            var broken = Break(text, random);
            slowest = new[] { slowest, Time(file, broken) }.Max();
        }

        Assert.True(slowest < TimeSpan.FromSeconds(1), $"the slowest took {slowest}");
    }

    /// <summary>How long a file takes; one that seems slow is taken again, because other work on the machine is not its fault.</summary>
    private static TimeSpan Time(string file, string text)
    {
        var best = TimeSpan.MaxValue;
        for (var again = 0; again < 4 && best >= TimeSpan.FromSeconds(0.5); again++)
        {
            var watch = Stopwatch.StartNew();
            Check(file, text);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        return best;
    }

    private static void Check(string file, string text)
    {
        var (accepted, found, model) = Read(file, text);
        Assert.Equal(accepted, found.All(d => d.Severity != Severity.Error));
        _ = Diagnostics.Render(found, text);
        if (accepted && Formatter.Format(text, file).Value is { } once)
        {
            Assert.Equal(once, Formatter.Format(once, file).Required);
            var again = Read(file, once);
            Assert.True(again.Accepted, Diagnostics.Render(again.Found, once));
            Assert.Equal(Dump.Of(model!), Dump.Of(again.Model!));
            if (model is GameModel game)
            {
                _ = Reviewer.Review(game, file);
                _ = Explainer.Explain(game);
            }
        }
    }

    private static (bool Accepted, IReadOnlyList<Diagnostic> Found, object? Model) Read(string file, string text)
    {
        switch (Path.GetExtension(file))
        {
            case ".game":
                var game = GameFile.Parse(text, file);
                return (game.IsGood, game.Diagnostics, game.Value);
            case ".codebook":
                var codebook = CodebookFile.Parse(text, file);
                _ = CodebookFile.Parse(text, file, Surface);
                return (codebook.IsGood, codebook.Diagnostics, codebook.Value);
            default:
                var study = StudyFile.Parse(text, file);
                _ = StudyFile.Parse(text, file, Surface);
                return (study.IsGood, study.Diagnostics, study.Value);
        }
    }

    /// <summary>One of: tokens deleted, two tokens swapped, a token doubled, the end cut off, a character replaced, two lines swapped, blanks at the margin changed.</summary>
    private static string Break(string text, Random random)
    {
        var words = Words(text);
        var (a, b) = (random.Next(words.Count), random.Next(words.Count));
        switch (random.Next(8))
        {
            case 0:
                words.RemoveAt(a);
                return string.Concat(words);
            case 1:
                words.RemoveRange(a, Math.Min(random.Next(1, 9), words.Count - a));
                return string.Concat(words);
            case 2:
                (words[a], words[b]) = (words[b], words[a]);
                return string.Concat(words);
            case 3:
                words.Insert(b, words[a]);
                return string.Concat(words);
            case 4:
                return text[..random.Next(text.Length)];
            case 5:
                const string Odd = "\"[]()*,;:|=#.-+0e9\t\n\r\u00e9\ud83d\ude00\u2019_x";
                return text.Remove(random.Next(text.Length), 1).Insert(random.Next(text.Length), Odd[random.Next(Odd.Length)].ToString());
            case 6:
                var lines = text.Split('\n');
                var (p, q) = (random.Next(lines.Length), random.Next(lines.Length));
                (lines[p], lines[q]) = (lines[q], lines[p]);
                return string.Join('\n', lines);
            default:
                var rows = text.Split('\n');
                var row = random.Next(rows.Length);
                rows[row] = rows[row].StartsWith(' ') ? rows[row].TrimStart() : " " + rows[row];
                return string.Join('\n', rows);
        }
    }

    /// <summary>Words, blanks and marks, which together are the text.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                words.Add(c.ToString());
            }
            else
            {
                word.Append(c);
            }
        }

        words.Add(word.ToString());
        return words;
    }
}
