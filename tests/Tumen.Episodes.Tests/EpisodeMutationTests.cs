using System.Text.RegularExpressions;

namespace Tumen.Episodes.Tests;

/// <summary>
/// Broken episodes are read or refused, never half read: an accepted mutant with a token less or a token more is another game, unless the token is one that the language calls optional.
/// </summary>
public sealed partial class EpisodeMutationTests
{
    private static readonly int Mutants = int.TryParse(Environment.GetEnvironmentVariable("TUMEN_MUTANTS"), out var n) ? n / 4 : 2_500;

    private static string Catalog()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "catalog", "episodes"))) return Path.Combine(at.FullName, "catalog", "episodes");
        throw new DirectoryNotFoundException("catalog/episodes is part of the sources and must be above the test's folder");
    }

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Catalog(), "*.game", SearchOption.AllDirectories).Where(f => EpisodeFile.IsEpisode(File.ReadAllText(f))).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_episode_is_read_or_refused_and_no_token_is_skipped(string file)
    {
        string text = File.ReadAllText(Directory.EnumerateFiles(Catalog(), file, SearchOption.AllDirectories).First()).ReplaceLineEndings("\n");
        string meant = Means(text) ?? throw new InvalidOperationException($"{file} is not sound");
        var random = new Random(file.Aggregate(7, (h, c) => unchecked((h * 31) + c)));
        var tokens = Token().Matches(Comment().Replace(text, m => new string(' ', m.Length))).ToList();
        for (int k = 0; k < Mutants / Files.Count; k++)
        {
            Match a = tokens[random.Next(tokens.Count)], b = tokens[random.Next(tokens.Count)];
            var (kind, broken) = random.Next(5) switch
            {
                0 or 1 => ('d', text.Remove(a.Index, a.Length)),
                2 => ('i', text.Insert(b.Index + b.Length, " " + a.Value)),
                3 => ('t', text[..random.Next(text.Length)]),
                _ => ('c', text.Remove(a.Index, 1).Insert(b.Index, "[]\"(,|=#x9\n"[random.Next(11)].ToString())),
            };
            var watch = System.Diagnostics.Stopwatch.StartNew();
            string? means = Means(broken);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}:\n{broken}");
            string token = a.Value;
            // A chance that is left out gets the rest, which may be what was written.
            bool rest = kind == 'd' && text[(text.LastIndexOf('\n', a.Index) + 1)..].StartsWith("chance", StringComparison.Ordinal);
            bool optional = rest || token is "," or "moves" or "move" or "+" || token[0] is '"' or '[' || (kind == 'i' && token == "and");
            Assert.False(kind is 'd' or 'i' && means == meant && !optional, $"{(kind == 'd' ? "without" : "with")} {token} the episode means the same:\n{broken}");
        }
    }

    /// <summary>What an episode means, places left out; null when it is refused, or its tree is.</summary>
    private static string? Means(string text) => EpisodeFile.Read(text, "x.game").Model is { } model && EpisodeCompiler.Compile(model).Game is not null ? Language.Tests.Dump.Of(model) : null;

    [GeneratedRegex("\"[^\"\n]*\"|\\[[^\\]\n]*\\]|[\\p{L}_][\\p{L}\\p{N}_']*|[0-9.]+|[^\\s]")]
    private static partial Regex Token();

    [GeneratedRegex("#[^\n]*")]
    private static partial Regex Comment();
}
