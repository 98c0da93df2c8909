using System.Text;

namespace Tumen.Episodes.Tests;

public class GameFilesTests
{
    private const string Poker = """
        EFG 2 R "One card" { "A \"the\" first" "B" } "note"
        c "" 1 "deal" { "red" 1/2 "black" .5 } 0
        p "" 1 1 "r" { "raise" "fold" } 0
        p "" 2 1 "b" { "meet" "pass" } 0
        t "" 1 "big" { 2 -2 }
        t "" 2 "win" { 1, -1 }
        t "" 2
        p "" 1 2 "k" { "raise" "fold" } 0
        p "" 2 1 0
        t "" 4 "lose" { -2, 2 }
        t "" 2
        t "" 3 "" { -1, 1 }
        """;

    [Fact]
    public void A_tree_is_read_with_omitted_repeats()
    {
        var result = GameFiles.Read(Poker, "poker.efg");
        Assert.Empty(result.Diagnostics);
        var game = result.Extensive!;
        Assert.Equal(11, game.NodeCount);
        Assert.Equal("A \"the\" first", game.Players[0]);
        Assert.Equal(4, game.InformationSets.Count);
        Assert.Equal(2, game.InformationSets[2].Members.Count);
        Assert.True(game.IsConstantSum);
        Assert.Null(PerfectRecall.FindViolation(game));
    }

    [Fact]
    public void Writing_and_reading_again_changes_nothing()
    {
        var game = GameFiles.Read(Poker, "poker.efg").Extensive!;
        string written = GameFiles.Write(game, tidyNames: false);
        GameMeaning.AssertSame(game, GameFiles.Read(written, "again").Extensive!, labels: true);
        Assert.Equal(written, GameFiles.Write(GameFiles.Read(written, "again").Extensive!, tidyNames: false));
    }

    [Theory]
    [InlineData("EFG 2 R \"x\" { \"A\" } c \"\" 1 \"\" { \"a\" 0.333 \"b\" 0.333 \"c\" 0.333 } 0", "E110", "999/1000")]
    [InlineData("EFG 2 R \"x\" { \"A\" }\np \"\" 1 1 \"\" { \"a\" \"b\" } 0\nt \"\" 1 \"\" { 3 }", "E103", "1 moves")]
    [InlineData("EFG 2 R \"x\" { \"A\" }\nt \"\" 1 \"\" { 3, 4 }", "E111", "expected 1")]
    [InlineData("EFG 2 R \"x\" { \"A\" }\np \"\" 7 1 \"\" { \"a\" } 0", "E106", "player 7")]
    [InlineData("EFG 2 R \"x { \"A\" }\nt", "E101", "expected")]
    [InlineData("EFG 2 R \"x", "E102", "never ends")]
    [InlineData("NFG 1 R \"x\" { \"A\" \"B\" } { 2 2 } 1 2 3", "E101", "payoff 2 of cell 2 of 4")]
    [InlineData("NFG 1 R \"x\" { \"A\" \"B\" } { 200000 200000 } 1", "E121", "at most")]
    [InlineData("hello", "E101", "EFG or NFG")]
    [InlineData("", "E101", "end of the file")]
    public void Mistakes_are_named_with_their_place(string text, string code, string part)
    {
        var result = GameFiles.Read(text, "bad.efg");
        Assert.False(result.Succeeded);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("error " + code + " bad.efg:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_is_the_line_and_column_of_the_offence()
    {
        var error = GameFiles.Read("EFG 2 R \"x\" { \"A\" }\n\n  q \"\" 1", "bad.efg").Diagnostics[0];
        Assert.Equal((3, 3), (error.Line, error.Column));
    }

    [Fact]
    public void Depth_and_size_are_bounded_by_options_not_by_the_stack()
    {
        const int moves = 100_000;
        var text = new StringBuilder("EFG 2 R \"centipede\" { \"A\" \"B\" }\n");
        for (int k = 0; k < moves; k++) text.Append($"p \"\" {k % 2 + 1} {k / 2 + 1} \"\" {{ \"take\" \"pass\" }} 0\nt \"\" {k + 1} \"\" {{ {k}, {k + 1} }}\n");
        text.Append($"t \"\" {moves + 1} \"\" {{ 0, 0 }}\n");
        var game = GameFiles.Read(text.ToString(), "deep").Extensive!;
        Assert.Equal(2 * moves + 1, game.NodeCount);
        Assert.Null(PerfectRecall.FindViolation(game));
        var refused = GameFiles.Read(text.ToString(), "deep", new GameFileOptions { MaximumNodes = 1000 });
        Assert.Equal("E105", refused.Diagnostics[0].Code);
        var tooLong = GameFiles.Read(new StringReader(text.ToString()), "deep", new GameFileOptions { MaximumCharacters = 70_000 });
        Assert.Equal("E100", tooLong.Diagnostics[0].Code);
    }

    [Fact]
    public void Forgetting_is_named_with_both_paths()
    {
        var builder = new ExtensiveGameBuilder("absent-minded", ["Driver"]);
        int set = builder.AddInformationSet(0, "crossing", ["exit", "on"]);
        int first = builder.AddDecision(ExtensiveGame.None, 0, set);
        builder.AddEnd(first, 0, "out", 0);
        int second = builder.AddDecision(first, 1, set);
        builder.AddEnd(second, 0, "home", 4);
        builder.AddEnd(second, 1, "far", 1);
        var violation = PerfectRecall.FindViolation(builder.Build());
        Assert.NotNull(violation);
        Assert.Contains("the root", violation.Message, StringComparison.Ordinal);
        Assert.Contains("Driver:on", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_table_forms_are_read_and_the_first_player_varies_fastest()
    {
        var payoff = GameFiles.Read("NFG 1 R \"t\" { \"A\" \"B\" } { 2 3 }\n1 10 2 20 3 30 4 40 5 50 6 60", "t").Strategic!;
        Assert.Equal(2, payoff.Payoff(1, 0));
        Assert.Equal((1, 0), (payoff.StrategyIn(1, 0), payoff.StrategyIn(1, 1)));
        var outcome = GameFiles.Read("NFG 1 R \"t\" { \"A\" \"B\" } { { \"u\" \"d\" } { \"l\" } } { { \"o\" 1/2, 7 } } 1 0", "t").Strategic!;
        Assert.Equal(new Rational(1, 2), outcome.Payoff(0, 0));
        Assert.Equal(Rational.Zero, outcome.Payoff(1, 1));
        foreach (var game in new[] { payoff, outcome })
        {
            var again = GameFiles.Read(GameFiles.Write(game), "again").Strategic!;
            Assert.Equal(game.Payoffs, again.Payoffs);
            Assert.Equal(game.OutcomeOfCell, again.OutcomeOfCell);
            Assert.Equal(game.Strategies.SelectMany(s => s), again.Strategies.SelectMany(s => s));
        }
    }

    [Fact]
    public void Every_public_tree_is_read_rewritten_and_reread_unchanged()
    {
        string root = Corpus.Root();
        int count = 0, forgetful = 0;
        foreach (string path in Corpus.Files(root, "efg"))
        {
            var result = Corpus.Read(path);
            Assert.True(result.Succeeded, $"{path}: {string.Join("; ", result.Diagnostics)}");
            var game = result.Extensive!;
            GameMeaning.AssertSame(game, GameFiles.Read(GameFiles.Write(game, tidyNames: false), path).Extensive!, labels: true);
            GameMeaning.AssertSame(game, GameFiles.Read(GameFiles.Write(game), path).Extensive!, labels: false);
            count++;
            if (PerfectRecall.FindViolation(game) is not null) forgetful++;
        }
        Assert.True(count >= 170, $"{count} trees");
        Assert.True(forgetful >= 20, $"{forgetful} without perfect recall");
    }

    [Fact]
    public void Every_public_table_is_read_rewritten_and_reread_unchanged()
    {
        string root = Corpus.Root();
        int count = 0;
        foreach (string path in Corpus.Files(root, "nfg"))
        {
            var result = Corpus.Read(path);
            Assert.True(result.Succeeded, $"{path}: {string.Join("; ", result.Diagnostics)}");
            var again = GameFiles.Read(GameFiles.Write(result.Strategic!), path).Strategic!;
            Assert.Equal(result.Strategic!.Payoffs, again.Payoffs);
            Assert.Equal(result.Strategic!.Players, again.Players);
            count++;
        }
        Assert.True(count >= 59, $"{count} tables");
    }
}
