using System.Text;

namespace Tumen.Cli.Tests;

/// <summary>Inputs that somebody gives by mistake or to break the program: each is answered by a message with a place, never by a stack trace.</summary>
public sealed class BrokenInputTests : IDisposable
{
    private const string Game = "game \"x\", month by month\nplayer a   may push, wait\nplayer b   may push, wait\nsituation s   low | high\nnext s   becomes high 0.4 if a plays push   becomes low 0.2 if b plays push\na   loses cost if a plays push\nb   loses price if b plays push and s is high\nestimate every weight, prior normal(0, 1)\nassume discount 0.9\n";
    private const string Study = "study \"Is it so?\"\ngame \"x.game\"\nrecords \"x.csv\" coded by \"x.codebook\", 2000-01 to 2001-12\ncompare base\n";
    private const string Codebook = "codebook \"x\" for \"x.game\"\nevents hits  kind is hit\na plays push in a month with any hits\n  otherwise wait\nb plays push in a month with any hits 1 month ago\n  otherwise wait\nsituation s is high if any hits in the last 3 months, otherwise low\n";

    private static readonly string Events = "event_id,date,actor,kind,intensity\n" + string.Concat(Enumerable.Range(0, 24).Select(i => $"e{i},{2000 + (i / 12)}-{(i % 12) + 1:00}-05,A,{(i % 3 == 0 ? "hit" : "miss")},{i % 5}\n"));

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    public static TheoryData<string, string, string> Games => new()
    {
        { "empty", "", "T114" },
        { "blank lines", "\n\n   \n", "T114" },
        { "a zero byte", Game.Replace("\"x\"", "\"x\0\""), "T102" },
        { "a line of 10,001 characters", Game + "# " + new string('x', 10_000), "T105" },
        { "ten thousand parentheses", Game.Replace("if a plays push\nb", "if\n" + string.Join("\n", Enumerable.Repeat("   " + new string('(', 1000), 9)) + " a plays push\nb"), "T113" },
        { "more words than a clause has", Game.Replace("if a plays push\nb", "if\n" + string.Join("\n", Enumerable.Repeat("   " + new string('(', 1000), 11)) + " a plays push\nb"), "T115" },
        { "a number beyond all", Game.Replace("0.4", "1e999"), "T108" },
        { "a division by zero", Game.Replace("0.4", "1/0"), "G211" },
        { "zero by zero", Game.Replace("0.4", "0/0"), "G211" },
        { "no number", Game.Replace("0.4", "nan"), "T108" },
        { "a situation called like a player", Game.Replace("situation s", "situation a").Replace("next s", "next a"), "G207" },
        { "a weight called like a situation", Game.Replace("loses cost", "loses s"), "G220" },
        { "a picture in a word", Game.Replace("push", "\U0001F600"), "T110" },
        { "a mark that cannot be seen", Game.Replace("player a", "player a\u200B"), "T110" },
        { "a study", Study, "T127" },
    };

    [Theory]
    [MemberData(nameof(Games))]
    public void A_game(string what, string text, string code) => Refused(_cli.Run("check", _cli.Write("x.game", text)), code, "x.game:", what);

    [Theory]
    [InlineData("UTF-16", "T103")]
    [InlineData("Latin-1", "T103")]
    public void A_game_in_another_encoding(string encoding, string code)
    {
        string text = Game.Replace("\"x\"", "\"Année\"", StringComparison.Ordinal);
        File.WriteAllBytes(_cli.Path_("x.game"), encoding == "UTF-16" ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)] : Encoding.Latin1.GetBytes(text));
        Refused(_cli.Run("check", _cli.Path_("x.game")), code, "x.game:1:", encoding);
    }

    [Theory]
    [InlineData("with a mark at the start", "\uFEFF", "\n")]
    [InlineData("with Windows line ends and tabs", "", "\r\n")]
    [InlineData("with line ends of an old Mac", "", "\r")]
    public void A_game_of_another_editor_is_read(string what, string start, string end)
    {
        var (exit, text, error) = _cli.Run("check", _cli.Write("x.game", start + Game.Replace("   ", "\t", StringComparison.Ordinal).Replace("\n", end, StringComparison.Ordinal)));
        Assert.True(exit == 0 && text.Contains("sound", StringComparison.Ordinal), $"{what}: {error}");
    }

    [Fact]
    public void Line_ends_of_three_kinds_in_one_text_are_line_ends()
    {
        int line = 0;
        string mixed = string.Concat(Game.Split('\n').SkipLast(1).Select(l => l + ((string[])["\r", "\n", "\r\n"])[line++ % 3]));
        var (exit, text, error) = _cli.Run("check", _cli.Write("x.game", mixed));
        Assert.True(exit == 0 && text.Contains("sound", StringComparison.Ordinal), error);
        Assert.Contains($"x.game:{line + 1}:1", _cli.Run("check", _cli.Write("x.game", mixed + "nonsense\r")).Error, StringComparison.Ordinal); // places count such lines
    }

    [Fact]
    public void Names_of_any_script_are_read_and_carets_stand_below_them()
    {
        string game = Game.Replace("push", "施压", StringComparison.Ordinal).Replace("wait", "ждать", StringComparison.Ordinal);
        Assert.Equal(0, _cli.Run("check", _cli.Write("x.game", game)).Exit);
        string error = _cli.Run("check", _cli.Write("x.game", game.Replace("if a plays 施压\nb", "if a plays 施压s \"цена\"\nb", StringComparison.Ordinal))).Error;
        string[] lines = error.ReplaceLineEndings("\n").Split('\n');
        int caret = Array.FindIndex(lines, l => l.Contains('^', StringComparison.Ordinal));
        Assert.Equal("施压s", lines[caret - 1].Substring(lines[caret].IndexOf('^', StringComparison.Ordinal), 3));
    }

    public static TheoryData<string, string, string, string, string> Studies => new()
    {
        { "a study that names itself as its game", "x.study", Study.Replace("x.game", "x.study"), "T127", "x.study:1:1" },
        { "a study that names itself as its codebook", "x.study", Study.Replace("x.codebook", "x.study"), "T127", "x.study:1:1" },
        { "a study that names itself as its claims", "x.study", Study + "claims \"x.study\"\n", "T120", "x.study:1:1" },
        { "a missing game", "x.study", Study.Replace("x.game", "y.game"), "S512", "x.study:2:6" },
        { "missing claims", "x.study", Study + "claims \"y.claims\"\n", "S512", "x.study:5:8" },
        { "a folder for a table", "x.study", Study.Replace("x.csv", "folder"), "S512", "x.study:3:9" },
        { "a file elsewhere", "x.study", Study.Replace("x.game", "../x.game"), "S515", "x.study:2:6" },
        { "dates the wrong way round", "x.study", Study.Replace("2000-01 to 2001-12", "2001-12 to 2000-01"), "S401", "x.study:3:" },
        { "a month that is none", "x.study", Study.Replace("2000-01 to", "2000-13 to"), "T109", "x.study:3:" },
        { "nothing left to fit", "x.study", Study.Replace("compare base", "compare base holding out the last 24 months"), "S511", "x.study:1:1" },
        { "a window of no months", "x.codebook", Codebook.Replace("last 3 months", "last 0 months"), "T112", "x.codebook:7:" },
        { "cells that wait for each other", "x.codebook", Codebook.Replace("any hits\n", "b played push this month\n").Replace("any hits 1 month ago", "a played push this month"), "R133", "x.codebook:3:1" },
        { "words added up", "x.codebook", Codebook.Replace("any hits\n", "sum of actor of hits above 3\n"), "R132", "x.codebook:3:" },
        { "a quote that never closes", "x.csv", Events.Replace("e0,2000-01-05,A", "e0,2000-01-05,\"A"), "R105", "x.csv:2:" },
        { "semicolons for commas", "x.csv", Events.Replace(',', ';'), "R110", "x.csv:1:1" },
        { "a row cut short", "x.csv", Events.Replace("A,miss,1", "A,miss"), "R103", "x.csv:3:" },
        { "a day that is not in the calendar", "x.csv", Events.Replace("2000-02-05", "2000-02-30"), "R113", "x.csv:3:" },
        { "two events of one id", "x.csv", Events.Replace("e1,", "e0,"), "R112", "x.csv:3:" },
        { "no events", "x.csv", Events[..Events.IndexOf('\n', StringComparison.Ordinal)] + "\n", "R111", "x.csv:1:1" },
        { "nothing", "x.csv", "", "R102", "x.csv:1:1" },
    };

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_study(string what, string file, string text, string code, string place)
    {
        Directory.CreateDirectory(_cli.Path_("folder"));
        foreach (var (name, content) in new[] { ("x.game", Game), ("x.study", Study), ("x.codebook", Codebook), ("x.csv", Events) })
        {
            _cli.Write(name, name == file ? text : content);
        }

        Refused(_cli.Run("check", _cli.Path_("x.study")), code, place, what);
    }

    [Fact]
    public void A_table_of_sixty_columns_with_quotes_and_line_ends_in_its_cells_is_read()
    {
        string header = "event_id,date,actor,kind," + string.Join(',', Enumerable.Range(0, 56).Select(i => $"c{i}"));
        string rows = string.Concat(Enumerable.Range(0, 24).Select(i => $"e{i},{2000 + (i / 12)}-{(i % 12) + 1:00}-05,\"A \"\"the\nclient\"\"\",{(i % 3 == 0 ? "hit" : "miss")},{string.Join(',', Enumerable.Repeat("\"x, y\"", 56))}\n"));
        foreach (var (name, content) in new[] { ("x.game", Game), ("x.study", Study), ("x.codebook", Codebook), ("x.csv", header + "\n" + rows) })
        {
            _cli.Write(name, content);
        }

        var (exit, text, error) = _cli.Run("check", _cli.Path_("x.study"));
        Assert.True(exit == 0 && text.Contains("24 periods", StringComparison.Ordinal), error);
    }

    [Fact]
    public void Claims_are_checked_with_the_study_beside_them()
    {
        _cli.Write("x.game", Game);
        _cli.Write("x.study", Study + "claims \"x.claims\"\n");
        string claims = _cli.Write("x.claims", "claims \"A text (2018)\"\nclaim S1 fact \"so\"\n      often a plays push when s is high more than otherwise\n");
        Assert.Contains("1 claim, 1 check, beside x.study: sound", _cli.Run("check", claims).Out, StringComparison.Ordinal);
        Refused(_cli.Run("check", _cli.Write("x.claims", "claims \"A text (2018)\"\nclaim S1 fact \"so\"\n      often a plays psh when s is high more than otherwise\n")), "G203", "x.claims:3:", "claims", 2);
        var alone = _cli.Run("check", _cli.Write("y.claims", "claims \"A text (2018)\"\n"));
        Assert.Equal(2, alone.Exit);
        Assert.Contains("no study beside", alone.Error, StringComparison.Ordinal);
    }

    private static void Refused((int Exit, string Out, string Error) said, string code, string place, string what, int exit = 2)
    {
        Assert.True(said.Exit == exit, $"{what}: exit {said.Exit}: {said.Out}{said.Error}");
        Assert.True(said.Error.StartsWith($"error {code}: ", StringComparison.Ordinal), $"{what}: {said.Error}");
        string arrow = said.Error.Split('\n')[1];
        Assert.True(arrow.TrimStart().StartsWith("--> ", StringComparison.Ordinal) && arrow.Contains(place, StringComparison.Ordinal), $"{what}: {said.Error}");
        Assert.DoesNotContain("   at Tumen", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", said.Error, StringComparison.Ordinal);
    }
}
