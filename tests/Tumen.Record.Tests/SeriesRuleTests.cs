using System.Collections.Immutable;
using System.Text;
using Tumen.Model;
using static Tumen.Record.Tests.SmallRecords;

namespace Tumen.Record.Tests;

/// <summary>Situations read from series, by hand.</summary>
public class SeriesRuleTests
{
    private const string Csv = "series,date,value\ntrade,2000-01,0.2\ntrade,2000-02,0.9\ntrade,2000-03,1.5\ntrade,2000-05,2.6\nscore,2000,7\nscore,2001,3\n";

    private static readonly GameModel Numbers = Game with
    {
        Situations = [Game.Situations[0] with { Levels = ["0", "1", "2"], Values = [0, 1, 2] }, .. Game.Situations.Skip(1)],
        Laws = [new SituationLaw(0, []) { IsExpectation = true }, .. Game.Laws.Skip(1)],
    };

    private static SeriesFile Read(string text = Csv) => SeriesFile.Read(Encoding.UTF8.GetBytes(text), "series.csv");

    private static string Coded(SeriesRule rule, string to = "2000-05", GameModel? game = null)
    {
        game ??= Numbers;
        string name = game.Situations[0].Name;
        var plain = Book(Acts, Correct, Busy);
        var book = plain with { Rules = [.. plain.Rules.Where(r => r.Name != name), new CodingRule(name, false, [], "unknown", null, null, new Place(20, 1, 1)) { Series = rule }] };
        var unit = Coder.Code(Events("A 2000-01 act"), book, game, "2000-01", to, "x.codebook", new Dictionary<string, SeriesFile> { ["series.csv"] = Read() }).Table.Units[0];
        return string.Join(' ', Enumerable.Range(0, unit.Length).Select(t => unit.Level(t, 0) < 0 ? "?" : game.Situations[0].Levels[unit.Level(t, 0)]));
    }

    private static SeriesRule Rule(string name = "trade", double[]? cuts = null, double[]? quantiles = null, int lag = 0) =>
        new(name, "series.csv", [.. cuts ?? []], [.. quantiles ?? []], quantiles is null ? null : "2000-01", quantiles is null ? null : "2000-05", lag);

    [Fact]
    public void The_nearest_number_is_taken_and_the_lower_of_two() => Assert.Equal("0 1 1 ? 2", Coded(Rule()));

    [Fact]
    public void It_may_be_read_some_months_earlier() => Assert.Equal("? 0 1 1 ?", Coded(Rule(lag: 1)));

    [Fact]
    public void A_year_holds_in_each_of_its_months() => Assert.Equal(string.Join(' ', Enumerable.Repeat("2", 12).Concat(["1", "1"])), Coded(Rule("score", [2, 5]), "2001-02"));

    [Fact]
    public void Cuts_say_where_the_next_level_begins() => Assert.Equal("0 1 2 ? 2", Coded(Rule(cuts: [0.9, 1.5])));

    // Ordered 0.2, 0.9, 1.5, 2.6: rank 0.5 · 3 = 1.5, so 1.2; rank 0.9 · 3 = 2.7, so 2.27.
    [Fact]
    public void Quantiles_are_of_the_months_that_have_a_value() => Assert.Equal("0 0 1 ? 2", Coded(Rule(quantiles: [0.5, 0.9])));

    [Theory]
    [InlineData("trde", "did you mean `trade`?")]
    [InlineData("gdp", "it has score, trade")]
    public void An_unknown_series_is_told(string name, string says)
    {
        var d = Assert.Single(Assert.Throws<BadInputException>(() => Coded(Rule(name))).Diagnostics);
        Assert.Equal("R140", d.Code);
        Assert.Contains(says, string.Join('\n', d.Notes.IsDefault ? [] : d.Notes) + string.Join('\n', d.Helps.IsDefault ? [] : d.Helps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("series,date\na,2000\n", "has the columns")]
    [InlineData("series,date,value\na,soon,1\n", "`soon` is no date of a series")]
    [InlineData("series,date,value\na,2000,much\n", "`much` is no number")]
    public void A_file_that_is_none_is_placed(string text, string says)
    {
        var d = Assert.Single(Assert.Throws<BadInputException>(() => Read(text)).Diagnostics);
        Assert.Equal("R139", d.Code);
        Assert.Contains(says, d.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_without_numbers_need_cuts() =>
        Assert.Equal("R140", Assert.Single(Assert.Throws<BadInputException>(() => Coded(Rule(), game: Game)).Diagnostics).Code);

    // x′ = 0.3 + 0.8 x exactly, from 5: least squares finds it, with no deviation.
    [Fact]
    public void How_a_series_moved_by_itself_is_told_in_the_words_of_the_game()
    {
        var text = new StringBuilder("series,date,value\n");
        double x = 5;
        for (int t = 0; t < 40; t++, x = 0.3 + (0.8 * x))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"trade,{2000 + (t / 12)}-{1 + (t % 12):00},{x:R}\n");
        }

        string name = Numbers.Situations[0].Name;
        var plain = Book(Acts, Correct, Busy);
        var book = plain with { Rules = [.. plain.Rules.Where(r => r.Name != name), new CodingRule(name, false, [], "unknown", null, null, new Place(20, 1, 1)) { Series = Rule() }] };
        var coded = Coder.Code(Events("A 2000-01 act"), book, Numbers, "2000-01", "2003-01", "x.codebook", new Dictionary<string, SeriesFile> { ["series.csv"] = Read(text.ToString()) });
        var remark = Assert.Single(coded.Remarks.Where(r => r.Code == "R216"));
        Assert.Contains($"expected to be drawn normal, deviation 0, mean 0.3, 0.8 * {name}", Assert.Single(remark.Helps), StringComparison.Ordinal);
    }
}
