using System.Text;
using Tumen.Model;

namespace Tumen.Solve.Tests;

public class SGameFileTests
{
    private const string Good = """
        {"players": ["1", "2"], "actions": [["a", "b"], ["l", "r"]], "discount": [0.9, 0.5], "states": ["calm", "tense"],
         "payoffs": [[[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[0, 0], [0, 0]], [[1, 0], [0, 1e-3]]]],
         "transitions": [[[[1, 0], [0, 1]], [[0.5, 0.5], [0.25, 0.75]]], [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]]}
        """;

    [Fact]
    public void Arrays_are_read_with_player_one_outermost()
    {
        var game = SGameFile.Read(Good);
        Assert.Equal(2, game.StateCount);
        Assert.Equal(3, game.Payoffs[0][2]);
        Assert.Equal(1e-3, game.Payoffs[1][7]);
        Assert.Equal(0.75, game.Kernel.Probability(0, 3, 1));
        Assert.Equal("tense", game.States.Name(1));
        Assert.Equal([0.9, 0.5], game.Discounts);
    }

    [Fact]
    public void Writing_and_reading_gives_the_same_game_to_the_last_bit()
    {
        var game = Games.Random(4, 3, 2, 0.95, 3);
        var bytes = SGameFile.Write(game);
        var again = SGameFile.Read(bytes);
        Assert.Equal(bytes, SGameFile.Write(again));
        Assert.Equal(game.Payoffs[2], again.Payoffs[2]);
    }

    // Each mistake: the code, where it is, and words with the number found.
    [Theory]
    [InlineData("[0.5, 0.5], [0.25", "[0.5, 0.6], [0.25", "S340", "at transitions[0][1][0]", "the chances after 1 plays b, 2 plays l in calm add up to 1.1")]
    [InlineData("[0.5, 0.5], [0.25", "[1.5, -0.5], [0.25", "S341", "at transitions[0][1][0][0]", "is 1.5, outside [0, 1]")]
    [InlineData("[0.9, 0.5]", "[0.9, 1]", "S320", "at discount[1]", "the discount factor is 1, outside [0, 1)")]
    [InlineData("[0.9, 0.5]", "[0.9, -0.1]", "S320", "at discount[1]", "-0.1")]
    [InlineData("[0.9, 0.5]", "[0.9]", "S308", "at discount", "1 discount factors for 2 players")]
    [InlineData("[0.9, 0.5]", "[0.9, \"half\"]", "S320", "at discount[1]", "a text where a discount factor should be")]
    [InlineData("[\"l\", \"r\"]", "[\"l\", \"l\"]", "S307", "at actions[1][1]", "the name \"l\" is also that of actions[1][0]")]
    [InlineData("\"tense\"", "\"calm\"", "S307", "at states[1]", "the name \"calm\" is also that of states[0]")]
    [InlineData("\"tense\"", "7", "S306", "at states[1]", "a number where a name should be")]
    [InlineData("[5, 6]", "[5]", "S331", "at payoffs[0][1][0]", "1 entries where there should be 2 actions of 2")]
    [InlineData("[5, 6]", "[5, 6, 7]", "S331", "at payoffs[0][1][0]", "more entries than 2 actions of 2")]
    [InlineData("[5, 6]", "[5, \"six\"]", "S331", "at payoffs[0][1][0][1]", "the text \"six\" where a number should be")]
    [InlineData("[5, 6]", "[5, null]", "S331", "at payoffs[0][1][0][1]", "null where a number should be")]
    [InlineData("[5, 6]", "5", "S331", "at payoffs[0][1][0]", "a number where 2 actions of 2 should be")]
    [InlineData("[5, 6]", "[5, NaN]", "S300", "at $", "not well-formed JSON")]
    [InlineData("[5, 6]", "[5, 1e200]", "S330", "at payoffs[0][1][0][1]", "the payoff 1E+200 is larger than")]
    [InlineData("\"discount\"", "\"discounts\"", "S303", "at $", "\"discounts\" is not a part of a game")]
    [InlineData("\"states\": [\"calm\", \"tense\"],", "", "S305", "at $", "\"states\" is missing")]
    [InlineData("\"states\": [\"calm\", \"tense\"],", "\"states\": [],", "S306", "at states", "the list of names is empty")]
    [InlineData("\"players\": [\"1\", \"2\"],", "\"players\": [\"1\", \"2\"], \"players\": [\"1\", \"2\"],", "S304", "at players", "given twice")]
    public void Bad_arrays_are_named_with_place_number_and_way_out(string what, string with, string code, string place, string says)
    {
        Assert.Contains(what, Good);
        string text = Good.Replace(what, with);
        var found = Assert.Throws<BadInputException>(() => SGameFile.Read(text, "bad.sgame.json")).Diagnostics;
        var d = Assert.Single(found, x => x.Code == code);
        Assert.Contains(says, d.Message);
        Assert.Contains(place, d.Notes);
        Assert.Equal("bad.sgame.json", d.File);
        Assert.True(d.Place.Line >= 1);
        Assert.NotEmpty(d.Helps);
    }

    [Fact]
    public void Lines_and_columns_point_at_the_row()
    {
        string text = Good.Replace("[0.5, 0.5], [0.25", "[0.5, 0.6], [0.25");
        var d = Assert.Throws<BadInputException>(() => SGameFile.Read(text)).Diagnostics[0];
        Assert.Equal(3, d.Place.Line);
        Assert.Equal("[0.5, 0.6]", text.Split('\n')[2].Substring(d.Place.Column - 1, 10));
    }

    [Fact]
    public void Several_mistakes_are_told_at_once_and_many_are_counted()
    {
        string text = Good.Replace("[0.9, 0.5]", "[2, 3]").Replace("[1, 0]", "[1, 1]");
        var found = Assert.Throws<BadInputException>(() => SGameFile.Read(text)).Diagnostics;
        Assert.Equal(2, found.Count(d => d.Code == "S320"));
        Assert.Equal(3, found.Count(d => d.Code == "S340"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"players\": 3}")]
    [InlineData("{\"players\": [\"1\"], \"actions\": [[\"a\"]], \"discount\": [0], \"states\": [\"s\"], \"payoffs\": {}, \"transitions\": []}")]
    public void Hostile_text_is_a_diagnostic(string text) =>
        Assert.NotEmpty(Assert.Throws<BadInputException>(() => SGameFile.Read(text)).Diagnostics);

    [Fact]
    public void Deep_nesting_and_bad_utf8_do_not_crash()
    {
        string deep = new('[', 200_000);
        Assert.Throws<BadInputException>(() => SGameFile.Read("{\"players\": " + deep));
        byte[] bytes = Encoding.UTF8.GetBytes(Good);
        bytes[Good.IndexOf("calm", StringComparison.Ordinal)] = 0xFF;
        Assert.Throws<BadInputException>(() => SGameFile.Read(bytes));
    }

    [Fact]
    public void Too_large_a_table_is_refused_before_it_is_read()
    {
        string moves = string.Join(',', Enumerable.Range(0, 300).Select(k => $"\"m{k}\""));
        string text = $"{{\"players\": [\"1\",\"2\",\"3\"], \"actions\": [[{moves}],[{moves}],[{moves}]], \"discount\": [0,0,0], \"states\": [\"s\"], \"payoffs\": [], \"transitions\": []}}";
        Assert.Contains(Assert.Throws<BadInputException>(() => SGameFile.Read(text)).Diagnostics, d => d.Code == "S310");
    }
}
