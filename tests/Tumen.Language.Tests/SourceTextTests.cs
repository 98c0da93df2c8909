using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

public sealed class SourceTextTests
{
    [Fact]
    public void Bytes_with_a_byte_order_mark_are_read() => Assert.Equal("game", SourceText.Decode([0xEF, 0xBB, 0xBF, .. "game"u8], "a.game").Required);

    [Fact]
    public void Bytes_that_are_no_utf8_name_the_line()
    {
        var error = Assert.Single(SourceText.Decode([.. "a\nb "u8, 0xFF, 0x41], "a.game").Diagnostics);
        Assert.Equal("T103", error.Code);
        Assert.Equal(2, error.Place.Line);
        Assert.Contains("0xFF", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_is_recognised() => Assert.Equal("T103", Assert.Single(SourceText.Decode(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("game")).ToArray(), "a").Diagnostics).Code);

    [Fact]
    public void Large_bytes_are_refused_unread() => Assert.Equal("T101", Assert.Single(SourceText.Decode(new byte[SourceText.MostBytes + 1], "a").Diagnostics).Code);

    [Theory]
    [InlineData("game \"a\", month by month\0", "T102")]
    [InlineData("game \"a\"\rplayer", "T104")]
    [InlineData("a\u0007", "T102")]
    public void Texts_that_are_no_texts_are_refused_in_every_kind_of_file(string text, string code)
    {
        Assert.Equal(code, Assert.Single(GameFile.Parse(text, "f").Diagnostics).Code);
        Assert.Equal(code, Assert.Single(CodebookFile.Parse(text, "f").Diagnostics).Code);
        Assert.Equal(code, Assert.Single(StudyFile.Parse(text, "f").Diagnostics).Code);
        Assert.Equal(code, Assert.Single(Formatter.Format(text, "f").Diagnostics).Code);
    }

    [Fact]
    public void Half_a_character_is_refused() => Assert.Equal("T103", Assert.Single(GameFile.Parse("game \"a" + (char)0xD800 + "\"", "f").Diagnostics).Code);

    [Fact]
    public void Large_texts_and_endless_lines_are_refused()
    {
        Assert.Equal("T101", Assert.Single(GameFile.Parse(new string('a', SourceText.MostBytes + 1), "f").Diagnostics).Code);
        Assert.Equal("T105", Assert.Single(GameFile.Parse(new string('a', 20_000), "f").Diagnostics).Code);
    }

    [Fact]
    public void Tabs_and_windows_line_ends_are_blanks()
    {
        var text = TestFiles.Read("good/surface.game");
        var game = GameFile.Parse(text.Replace("\n", "\r\n").Replace("  ", "\t"), "f");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        Assert.Equal(Dump.Of(GameFile.Parse(text, "f").Required), Dump.Of(game.Required));
    }

    [Theory]
    [InlineData("situation s# a | b\n", 150_000)]
    [InlineData("next s# rises 1\n", 150_000)]
    [InlineData("what if \"#\" a stays b\n", 150_000)]
    [InlineData("records \"#\" \"b\"\n", 9_000)]
    [InlineData("theory \"#\" builds on \"#\"\n", 9_000)]
    [InlineData("situation s# a | b\nnext s# stays\n", 4_900)]
    [InlineData("player p# may a, b\n", 9_900)]
    [InlineData("leave out kind is a#\n", 9_000)]
    [InlineData("compare base,\n \"#\",\n", 100_000)]
    [InlineData("w\n#(\n", 100_000)]
    [InlineData(" ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\n", 70_000)]
    public void Monsters_are_answered_quickly(string line, int times)
    {
        var text = string.Concat(Enumerable.Range(0, times).Select(i => line.Replace("#", $"{i}", StringComparison.Ordinal)));
        Assert.True(text.Length < SourceText.MostBytes);
        foreach (var read in new Action[] { () => GameFile.Parse(text, "f"), () => CodebookFile.Parse(text, "f"), () => StudyFile.Parse(text, "f"), () => Formatter.Format(text, "f") })
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            read();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}"); // a guard against growth with the square of the file, not a timing
        }
    }
}
