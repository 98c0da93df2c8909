using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>`tumen play` and `tumen cards`, end to end: moves from standard input, a record that reads back, cards to print.</summary>
public sealed class PlayTests : IDisposable
{
    private const string Game = "game \"pair\", month by month\nplayer a   may fight, hold   \"Aland\"\nplayer b   may help, wait\nfirst a moves, then b\nsituation mood   bad | good   starts bad\n"
        + "next mood  rises 0.2 if b plays help  falls 0.2 if a plays fight\na gains spoils if a plays fight\nb gains peace * mood\nestimate every weight, prior normal(0.5, 1)\nassume discount 0.9\n"
        + "theory \"lazy\"\n  b loses effort if b plays help\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Study()
    {
        _cli.Write("g.game", Game);
        _cli.Write("record.csv", "period,a,b,mood\n2000-01,fight,help,bad\n2000-02,hold,help,good\n2000-03,fight,wait,good\n2000-04,hold,wait,bad\n2000-05,hold,help,bad\n2000-06,,help,\n");
        return _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base, \"lazy\"\n");
    }

    [Fact]
    public void A_game_is_played_judged_and_kept_as_a_record()
    {
        string game = _cli.Write("g.game", Game);
        var (exit, text, error) = _cli.Feed("hold\n?\n1\nnonsense\n\nfi\nq\n", "play", game, "--as", "a", "--out", _cli.Path_("out"));
        Assert.Equal(0, exit);
        Assert.Contains("You play Aland; the others play by base. At most 12 months.", text, StringComparison.Ordinal);
        Assert.Contains("nonsense is no move of Aland", text, StringComparison.Ordinal);
        Assert.Contains("You played most as ", text, StringComparison.Ordinal);
        Assert.Contains("the game as a record", error, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(_cli.Path_("out/record.csv"));
        Assert.Equal(4, rows.Length);
        Assert.Equal(["hold", "fight", "fight"], rows.Skip(1).Select(r => r.Split(',')[1]));

        // The record reads back, and is the one that was told.
        Assert.Equal(0, _cli.Run("fit", game, "--records", _cli.Path_("out/record.csv"), "--quiet").Exit);
        using var told = JsonDocument.Parse(File.ReadAllText(_cli.Path_("out/play.json")));
        Assert.Equal(rows.Skip(1).Select(r => r.Split(',')[2]), told.RootElement.GetProperty("periods").EnumerateArray().Select(p => p.GetProperty("moves").GetProperty("b").GetString()));
        Assert.Equal(["base", "lazy"], told.RootElement.GetProperty("theories").EnumerateArray().Select(t => t.GetProperty("theory").GetString()));

        // The same seed and moves give the same game; another seed need not.
        Assert.Equal(File.ReadAllText(_cli.Path_("out/play.json")) + "\n", _cli.Feed("hold\nfight\nfight\n", "play", game, "--as", "Aland", "--months", "3", "--json").Out);
    }

    [Fact]
    public void A_study_is_played_on_from_its_record()
    {
        var (exit, text, _) = _cli.Feed("help\n", "play", Study(), "--as", "b", "--theory", "base", "--quiet");
        Assert.Equal(0, exit);
        Assert.Contains("2000-05  mood: bad", text, StringComparison.Ordinal); // the situation of June is not known
        Assert.Contains("2000-06  mood: ", text, StringComparison.Ordinal);
        Assert.Contains("Aland: ", text, StringComparison.Ordinal);            // b moves after a, and has seen it
        Assert.Contains("2000-03  mood: good", _cli.Feed("", "play", Study(), "--as", "b", "--start", "2000-03").Out, StringComparison.Ordinal);
        Assert.Contains("Nothing was played.", _cli.Feed("", "play", Study(), "--as", "b").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_that_may_not_be_chosen_is_not_offered_and_a_game_that_ends_ends()
    {
        string game = _cli.Write("menus.game", "game \"menus\", month by month, for 3 months\nplayer a   may provoke if arsenal is built, hold\nplayer b   may help, wait\nall move at once\nsituation arsenal   none | built\n"
            + "next arsenal   becomes built 1\na gains prize if a plays provoke\nb loses harm if a plays provoke\nestimate every weight, prior normal(1, 1)\nassume discount 0.9\n");
        var (exit, text, _) = _cli.Feed("provoke\nhold\n?\nprovoke\nhold\nhold\n", "play", game, "--as", "a");
        Assert.Equal(0, exit);
        Assert.Contains("  2 hold\na>   provoke may not be chosen now", text, StringComparison.Ordinal);
        Assert.Contains("  1 provoke  2 hold", text, StringComparison.Ordinal);
        Assert.Contains("The game is over after 3 months.", text, StringComparison.Ordinal);
        var cards = _cli.Json("cards", game, "--as", "a", "--most", "100").GetProperty("cards").EnumerateArray().ToArray();
        Assert.Equal(1, cards.Sum(c => c.GetProperty("share").GetDouble()), 1e-9);
        Assert.DoesNotContain(cards, c => c.GetProperty("situation").GetProperty("month").GetString() == "over");
        var none = Assert.Single(cards, c => c.GetProperty("share").GetDouble() > 0 && c.GetProperty("situation").GetProperty("arsenal").GetString() == "none");
        Assert.Equal(1.0 / 3, none.GetProperty("share").GetDouble(), 1e-9); // the first month of three
        Assert.Equal(0, none.GetProperty("chances").GetProperty("provoke").GetDouble());
    }

    [Fact]
    public void Cards_are_printed_and_written()
    {
        string game = _cli.Write("g.game", Game);
        var (exit, text, _) = _cli.Run("cards", game, "--as", "b", "--out", _cli.Path_("out"));
        Assert.Equal(0, exit);
        Assert.Contains("All 4 cards are here.", text, StringComparison.Ordinal); // two moods, two moves seen
        Assert.Contains("<h2>b</h2><p class=\"seen\">Has seen: a fight</p>", File.ReadAllText(_cli.Path_("out/cards.html")), StringComparison.Ordinal);
        var cards = _cli.Json("cards", game, "--as", "b", "--most", "3").GetProperty("cards");
        Assert.Equal(3, cards.GetArrayLength());
        Assert.All(cards.EnumerateArray(), c => Assert.Equal(1, c.GetProperty("chances").EnumerateObject().Sum(m => m.Value.GetDouble()), 1e-9));
        Assert.Contains("The 3 of 4 cards that are drawn most are here", _cli.Run("cards", game, "--as", "b", "--most", "3").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name the player whose part is meant: --as a|b", "g.game")]
    [InlineData("the game has no player \"c\"", "g.game", "--as", "c")]
    [InlineData("the game has no theory \"lazier\"", "g.game", "--as", "a", "--theory", "lazier")]
    [InlineData("a game alone begins where it says", "g.game", "--as", "a", "--start", "2000-01")]
    [InlineData("the record runs from 2000-01 to 2000-06", "s.study", "--as", "a", "--start", "1999-01")]
    [InlineData("the situation of 2000-06 is not wholly known: mood", "s.study", "--as", "a", "--start", "2000-06")]
    [InlineData("--set gives values of a .game", "s.study", "--as", "a", "--set", "spoils=1")]
    public void Wrong_use_is_told_in_a_sentence(string says, string file, params string[] words)
    {
        Study();
        var (exit, text, error) = _cli.Feed("", ["play", _cli.Path_(file), .. words, "--quiet"]);
        Assert.Equal(2, exit);
        Assert.Empty(text);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }
}
