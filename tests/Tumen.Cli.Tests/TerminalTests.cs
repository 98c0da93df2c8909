namespace Tumen.Cli.Tests;

/// <summary>Tables, lines and colours at the width of a terminal.</summary>
public sealed class TerminalTests
{
    private static TextTable Table()
    {
        var table = new TextTable().AddColumns("theory", "log-likelihood of moves", "probability");
        table.Columns[1].RightAligned();
        return table.AddRow("buffer", "-12.5", "0.25").AddRow("leverage", "-9.25", "0.75");
    }

    [Fact]
    public void A_table_that_fits_is_a_grid() => Assert.Equal(
        "  theory    log-likelihood of moves  probability\n ────────────────────────────────────────────────\n  buffer                      -12.5  0.25\n  leverage                    -9.25  0.75\n", Table().ToText(80));

    [Fact]
    public void One_that_nearly_fits_breaks_its_headings()
    {
        string text = Table().ToText(42);
        Assert.All(text.Split('\n'), l => Assert.True(Wrapping.Width(l) <= 43, l));
        Assert.Contains("moves", text.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("  leverage", text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_becomes_blocks() => Assert.Equal(
        "  buffer\n    log-likelihood of moves -12.5\n    probability 0.25\n  leverage\n    log-likelihood of moves -9.25\n    probability 0.75\n", Table().ToText(34));

    [Fact]
    public void Lines_break_between_words_and_excerpts_do_not_break()
    {
        Assert.Equal("- depends on\n  the weight\n", Wrapping.Wrap("- depends on the weight\n", 12));
        Assert.Equal("  a bb\n    ccc", Wrapping.Wrap("  a bb ccc", 9));
        Assert.Equal("averyverylongword", Wrapping.Wrap("averyverylongword", 5));
        Assert.Equal(" 12 | if a plays fight and b plays wait", Wrapping.Wrap(" 12 | if a plays fight and b plays wait", 12));
    }

    [Fact]
    public void Width_counts_what_a_terminal_shows()
    {
        Assert.Equal(8, Wrapping.Width("中国 abc"));
        Assert.Equal(3, Wrapping.Width("\e[1;31mabc\e[0m"));
        Assert.Equal(1, Wrapping.Width("e\u0301"));
    }

    [Fact]
    public void Colours_are_those_of_the_lines_of_a_diagnostic()
    {
        string painted = Colour.Paint("error G214: so\n  --> x.game:1:2\n   |\n 1 | game\n   | ^^^^\nhelp: do");
        Assert.Equal("error G214: so\n  --> x.game:1:2\n   |\n 1 | game\n   | ^^^^\nhelp: do", System.Text.RegularExpressions.Regex.Replace(painted, "\e\\[[0-9;]*m", ""));
        Assert.StartsWith("\e[1;31merror G214:\e[0m", painted, StringComparison.Ordinal);
        Assert.Contains("\e[1;31m ^^^^\e[0m", painted, StringComparison.Ordinal);
        Assert.Contains("\e[32mhelp:\e[0m do", painted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_one_sentence_and_a_file()
    {
        string says = FaultReport.Write(new InvalidOperationException("broken"), ["solve", "my game.game"]);
        string path = says["details are in ".Length..];
        string text = File.ReadAllText(path);
        File.Delete(path);
        Assert.Contains("tumen solve 'my game.game'", text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: broken", text, StringComparison.Ordinal);
    }
}
