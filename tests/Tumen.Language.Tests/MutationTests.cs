using System.Diagnostics;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>
/// Broken files never crash the reader, never hang it, and are never half accepted.
/// </summary>
/// <remarks>
/// What "accepted with another meaning, silently" is checked by. A mutant that is accepted has a model, and
/// <list type="number">
/// <item>the same tokens as the original mean the same model: blanks, comments and line ends within a clause say nothing;</item>
/// <item>a mutant with tokens taken away, or with a token more, has another model: a token that could come or go without a trace would be one that is skipped. The exceptions are written down in
/// <see cref="MayGo"/>: marks and words the language calls optional;</item>
/// <item>laying it out keeps the model, and a second time changes nothing;</item>
/// <item>diagnostics and model agree: a model exactly when there is no error.</item>
/// </list>
/// So whatever a slip of the hand changes in the model is in the text for everybody to see. Swapped tokens may mean the same (`cold or close`), so only 3 and 4 hold of them.
/// </remarks>
public sealed class MutationTests
{
    /// <summary>Mutants in an ordinary run; TUMEN_MUTANTS for another number.</summary>
    private static readonly int Mutants = int.TryParse(Environment.GetEnvironmentVariable("TUMEN_MUTANTS"), out var n) ? n : 10_000;

    /// <summary>Words that the language calls optional, or that say again what stands beside them.</summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal) { ",", ";", "moves", "move", "+" };

    /// <summary>What holds anyway when nobody says it.</summary>
    private static readonly HashSet<string> Defaults = ["choice precision 1", "values shocks", "all move at once", "starts low", "starts 0", "prior normal ( 0 , 1 )"];

    private static string Root => Path.GetFullPath(Path.Combine(TestFiles.Folder(), "..", ".."));

    public static TheoryData<string> Files =>
    [
        .. new[] { "catalog/cases", "catalog/journals", "catalog/working", "studies", "tests/Tumen.Language.Tests/good" }.SelectMany(d => Directory.EnumerateFiles(Path.Combine(Root, d), "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".game" or ".codebook" or ".study" or ".claims" && !f.Contains("episodes", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')),
        .. DocsTests.Kinds.Select(k => "docs:" + k),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_file_is_read_or_refused_with_reasons(string name)
    {
        var file = new Subject(name);
        var whole = file.Read(file.Text);
        Assert.True(whole.Model is not null, Diagnostics.Render(whole.Found, file.Text));
        string meant = Dump.Of(whole.Model);
        var random = new Random(Seed(name));
        int count = Mutants / Files.Count;
        for (int i = 0; i < count; i++)
        {
            var (kind, broken) = Mutant(file.Text, random);
            var watch = Stopwatch.StartNew();
            Check(file, meant, kind, broken);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), broken); // a guard against work without an end, not a timing
        }
    }

    // A hash that is the same in every run.
    private static int Seed(string name) => name.Aggregate(17, (h, c) => unchecked((h * 31) + c));

    private static void Check(Subject file, string meant, char kind, string broken)
    {
        var (found, model) = file.Read(broken);
        Assert.Equal(model is not null, found.All(d => d.Severity != Severity.Error));
        _ = Diagnostics.Render(found, broken);
        if (model is null)
        {
            return;
        }

        string means = Dump.Of(model);
        string[] before = Tokens(file.Text), after = Tokens(broken);
        if (before.SequenceEqual(after))
        {
            Assert.True(means == meant, $"blanks changed the meaning:\n{broken}");
        }
        else if (kind is 'd' or 'i' && means == meant)
        {
            // A player named again before what it gains, in a game, and a column of the record, in a codebook, may stand in one clause or in two; `gains` may be said again after a comma.
            string[] gone = Difference([.. before.Select(t => t.TrimStart('\n'))], [.. after.Select(t => t.TrimStart('\n'))]);
            bool repeated = gone.Length > 0 && (model switch
            {
                GameModel g when gone.All(x => x == "," || g.Chances.Any(c => c.Name == x && c.Prior is Prior.Beta { A: 1, B: 1 })) => true, // said to have the prior that it has anyway
                GameModel g => gone is ["gains"] or ["loses"] || (gone.Length == 1 && (g.Players.Any(p => p.Name == gone[0]) || g.Once?.Deciders.Contains(gone[0]) == true)),
                CodebookModel c => c.Rules.Any(r => r.Name == gone[^1]) && gone.Length == (gone[0] == "situation" ? 2 : 1),
                _ => false,
            });
            Assert.True(MayGo(gone) || repeated, $"{(kind == 'd' ? "without" : "with")} {string.Join(' ', gone)} the file means the same:\n{broken}");
        }

        string once = Formatter.Format(broken, file.Name).Required;
        Assert.Equal(once, Formatter.Format(once, file.Name).Required);
        var again = file.Read(once);
        Assert.True(again.Model is not null, $"laid out it is refused:\n{Diagnostics.Render(again.Found, once)}");
        Assert.True(means == Dump.Of(again.Model), $"laid out it means something else:\n{broken}");
        if (model is GameModel game)
        {
            _ = Reviewer.Review(game, file.Name);
            _ = Explainer.Explain(game);
        }
    }

    /// <summary>Whether tokens may come or go and leave the model as it was: optional marks, a remark in quotes, the place where a claim is made, a name said once more in a list of names, a default.</summary>
    private static bool MayGo(string[] tokens) => Defaults.Contains(string.Join(' ', tokens.Where(t => t is not ("," or ";") || tokens.Contains("("))).TrimEnd(';', ' ')) || tokens.All(t => Optional.Contains(t) || t.StartsWith('"') || t.StartsWith('[')) || tokens is ["or", _] or [_, "or"] || tokens is ["(", ..] or [.., ")"];

    /// <summary>Tokens of the longer text that the shorter one does not have, where one lies in the other with a gap.</summary>
    private static string[] Difference(string[] a, string[] b)
    {
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        int head = 0;
        while (head < shorter.Length && shorter[head] == longer[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < shorter.Length - head && shorter[^(tail + 1)] == longer[^(tail + 1)])
        {
            tail++;
        }

        return longer[head..^tail];
    }

    private static string[] Tokens(string text) => [.. Lexer.Read(text, new DiagnosticBag("x", text)).Tokens.Select(t => (t.Place.Column == 1 ? "\n" : "") + (t.Kind == TokenKind.Text ? $"\"{t.Text}" : t.Kind == TokenKind.Cite ? $"[{t.Text}" : t.Kind == TokenKind.Number ? $"{t.Value:R}" : t.Text))];

    /// <summary>One of: a token deleted (d), several deleted (d), two swapped (s), one doubled elsewhere (i), the end cut off (t), a character replaced (c), two lines swapped (l), blanks at a margin changed (m).</summary>
    private static (char Kind, string Text) Mutant(string text, Random random)
    {
        var tokens = Lexer.Read(text, new DiagnosticBag("x", text)).Tokens;
        int[] starts = LineStarts(text);
        int From(Token t) => starts[t.Place.Line - 1] + t.Place.Column - 1;
        int a = random.Next(tokens.Count), b = random.Next(tokens.Count);
        var (p, q) = (tokens[Math.Min(a, b)], tokens[Math.Max(a, b)]);
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                return ('d', text.Remove(From(p), p.Place.Length));
            case 3:
                int last = Math.Min(a + random.Next(1, 8), tokens.Count - 1);
                return ('d', text.Remove(From(tokens[a]), From(tokens[last]) + tokens[last].Place.Length - From(tokens[a])));
            case 4 when p != q:
                string left = text.Substring(From(p), p.Place.Length), right = text.Substring(From(q), q.Place.Length);
                return ('s', text[..From(p)] + right + text[(From(p) + left.Length)..From(q)] + left + text[(From(q) + right.Length)..]);
            case 5:
                return ('i', text.Insert(From(q) + q.Place.Length, " " + text.Substring(From(p), p.Place.Length)));
            case 6:
                return ('t', text[..random.Next(text.Length)]);
            case 7:
                const string Odd = "\"[]()*,;:|=#.-+0e9\t\n\r\u00e9\ud83d\ude00\u2019_x";
                return ('c', text.Remove(random.Next(text.Length), 1).Insert(random.Next(text.Length), Odd[random.Next(Odd.Length)].ToString()));
            case 8:
                var lines = text.Split('\n');
                var (x, y) = (random.Next(lines.Length), random.Next(lines.Length));
                (lines[x], lines[y]) = (lines[y], lines[x]);
                return ('l', string.Join('\n', lines));
            default:
                var rows = text.Split('\n');
                int row = random.Next(rows.Length);
                rows[row] = rows[row].StartsWith(' ') ? rows[row].TrimStart() : " " + rows[row];
                return ('m', string.Join('\n', rows));
        }
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }

    /// <summary>A file with the files it is read beside.</summary>
    private sealed class Subject
    {
        private readonly GameModel? _game;
        private readonly StudyModel? _study;

        public Subject(string name)
        {
            if (name.StartsWith("docs:", StringComparison.Ordinal))
            {
                string kind = name["docs:".Length..];
                (Text, Name) = (DocsTests.Together(kind), "x." + kind.Split(' ')[0]);
                _game = Name == "x.game" ? null : GameFile.Parse(DocsTests.Together("game"), "x.game").Required;
                _study = Name == "x.claims" ? StudyFile.Parse(DocsTests.Together("study"), "x.study", _game).Required : null;
                return;
            }

            string path = Path.Combine(Root, name), folder = Path.GetDirectoryName(path)!;
            (Text, Name) = (File.ReadAllText(path).ReplaceLineEndings("\n"), Path.GetFileName(path));
            if (Path.GetExtension(path) != ".game")
            {
                string study = Directory.EnumerateFiles(folder, "*.study").First(f => Path.GetExtension(path) is ".codebook" || Path.GetExtension(path) == ".study" ? Path.GetExtension(path) == ".codebook" || f == path : File.ReadAllText(f).Contains(Name, StringComparison.Ordinal));
                string game = StudyFile.Parse(File.ReadAllText(study), study).Required.GameFile;
                _game = GameFile.Parse(File.ReadAllText(Path.Combine(folder, game)), game).Required;
                _study = Path.GetExtension(path) == ".claims" ? StudyFile.Parse(File.ReadAllText(study), study, _game).Required : null;
            }

            // A codebook of other players is read for its form.
            _game = Path.GetExtension(path) == ".codebook" && !CodebookFile.Parse(Text, Name, _game).IsGood ? null : _game;
        }

        public string Text { get; }

        public string Name { get; }

        public (IReadOnlyList<Diagnostic> Found, object? Model) Read(string text)
        {
            switch (Path.GetExtension(Name))
            {
                case ".game":
                    var game = GameFile.Parse(text, Name);
                    return (game.Diagnostics, game.Value);
                case ".codebook":
                    var codebook = CodebookFile.Parse(text, Name, _game);
                    return (codebook.Diagnostics, codebook.Value);
                case ".study":
                    var study = StudyFile.Parse(text, Name, _game);
                    return (study.Diagnostics, study.Value);
                default:
                    var claims = ClaimsFile.Parse(text, Name, _game!, _study!);
                    return (claims.Diagnostics, claims.Value);
            }
        }
    }
}
