namespace Tumen.Language.Tests;

public sealed class FormatterTests
{
    public static TheoryData<string> Files => ["surface.game", "numbers.game", "china-dprk.game", "china-dprk.codebook", "china-dprk.study"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Laying_out_twice_changes_nothing_more_and_never_the_meaning(string file)
    {
        var text = TestFiles.Read("good/" + file);
        var once = Formatter.Format(text, file).Required;
        Assert.NotEqual(text, once);
        Assert.Equal(once, Formatter.Format(once, file).Required);
        Assert.Equal(Model(file, text), Model(file, once));
        Assert.Equal(text.Split('\n').Count(l => l.Contains('#')), once.Split('\n').Count(l => l.Contains('#')));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Blanks_in_the_source_do_not_matter(string file)
    {
        var text = TestFiles.Read("good/" + file);
        var random = new Random(7);
        var spread = string.Join('\n', text.Split('\n').Select(line => line.Contains('#') || line.Contains('"') ? line : Spread(line, random)));
        Assert.NotEqual(text, spread);
        Assert.Equal(Formatter.Format(text, file).Required, Formatter.Format(spread, file).Required);
    }

    [Fact]
    public void A_line_at_the_margin_stays_there_and_an_indented_one_never_reaches_it()
    {
        var text = "game \"x\", month by month\n# at the margin\n      # indented\nplayer a may b,c\n player_like\n\n\n\n  d # tail  \n";
        var once = Formatter.Format(text, "x").Required;
        Assert.Equal("game \"x\", month by month\n# at the margin\n" + new string(' ', once.Split('\n')[2].IndexOf('#')) + "# indented\nplayer a  may b, c\n" + new string(' ', 10) + "player_like\n\n   d   # tail\n", once);
        Assert.Equal(once, Formatter.Format(once, "x").Required);
    }

    private static string Spread(string line, Random random) => string.Concat(line.Select((c, i) => c == ' ' && i > 0 && line[..i].Trim().Length > 0 ? new string(' ', random.Next(1, 4)) : c.ToString()));

    internal static string Model(string file, string text) => Path.GetExtension(file) switch
    {
        ".game" => Dump.Of(GameFile.Parse(text, file).Required),
        ".codebook" => Dump.Of(CodebookFile.Parse(text, file).Required),
        _ => Dump.Of(StudyFile.Parse(text, file).Required),
    };
}
