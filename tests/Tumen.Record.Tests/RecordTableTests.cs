using System.Text;
using Tumen.Model;

namespace Tumen.Record.Tests;

public class RecordTableTests
{
    private static readonly GameModel Panel = SmallRecords.Game with { Covariates = [new CovariateSpec("trade"), new CovariateSpec("polity")] };

    private static RecordTable Read(string text, GameModel? game = null) => RecordTable.Read(Encoding.UTF8.GetBytes(text), "record.csv", game ?? SmallRecords.Game);

    [Fact]
    public void A_coded_record_reads_back_as_it_was_written()
    {
        var coded = Triad.Code();

        var back = Read(coded.Table.ToCsv(), Triad.Game);

        Assert.Equal(coded.Table.Hash, back.Hash);
        Assert.Equal(coded.Table.ToCsv(), back.ToCsv());
        Assert.Equal(432, back.PeriodCount);
        Assert.Equal(3 * 432, back.MoveCount);
        Assert.Equal(coded.Table.Units[0].Moves.SelectMany(m => m), back.Units[0].Moves.SelectMany(m => m));
    }

    [Fact]
    public void Units_may_be_interleaved_and_covariates_belong_to_them()
    {
        var table = Read("""
            period,unit,warmth,client,busy,polity,trade
            1994-01,"Peru, north",cold,act,no,-3,0.5
            1994-01,Chad,,hold,,7,1e3
            1994-02,"Peru, north",close,,yes,-3,0.5
            1994-02,Chad,correct,act,no,7,1000
            """, Panel);

        Assert.Equal(["Peru, north", "Chad"], table.Units.Select(u => u.Name));
        Assert.Equal([1, -1], Enumerable.Range(0, 2).Select(t => table.Units[0].Move(t, 0)));
        Assert.Equal([0, 2], Enumerable.Range(0, 2).Select(t => table.Units[0].Level(t, 0)));
        Assert.Equal(-1, table.Units[1].Level(0, 1));
        Assert.Equal((0.5, 1000), (table.Units[0].Covariate("trade"), table.Units[1].Covariate("trade")));
        Assert.Throws<KeyNotFoundException>(() => table.Units[0].Covariate("none"));
        Assert.Equal(3, table.MoveCount);
        Assert.Equal(table.Hash, Read(table.ToCsv(), Panel).Hash);
        Assert.StartsWith("period,unit,client,warmth,busy,polity,trade\n1994-01,\"Peru, north\",act,cold,no,-3,0.5\n", table.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_columns_does_not_change_the_record_and_a_cell_does()
    {
        var one = Read("period,client,warmth,busy\n1,act,cold,no\n2,hold,close,\n");
        var other = Read("period,busy,warmth,client\n1,no,cold,act\n2,,close,hold\n");
        var third = Read("period,client,warmth,busy\n1,act,cold,no\n2,hold,close,no\n");

        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, third.Hash);
    }

    [Theory]
    [InlineData("1999-11,1999-12,2000-01")]
    [InlineData("1999-Q3,1999-Q4,2000-Q1")]
    [InlineData("1999,2000,2001")]
    [InlineData("-1,0,1")]
    public void Periods_are_months_quarters_or_whole_numbers(string periods)
    {
        var table = Read("period,client,warmth,busy\n" + string.Concat(periods.Split(',').Select(p => p + ",,,\n")));

        Assert.Equal(periods.Split(','), table.Units[0].Periods);
    }

    [Theory]
    [InlineData("1,act,cold,no,1,x", "R127", "covariate `trade` is `x`; expected a finite number")]
    [InlineData("1,act,cold,no,1,NaN", "R127", "covariate `trade` is `NaN`; expected a finite number")]
    [InlineData("1,act,cold,no,1,2\n2,act,cold,no,1,3", "R127", "covariate `trade` is `3`; expected 2 as in the unit's first row")]
    public void A_covariate_must_be_one_number_within_a_unit(string rows, string code, string message)
    {
        var bad = Assert.Throws<BadInputException>(() => Read("period,client,warmth,busy,polity,trade\n" + rows + "\n", Panel)).Diagnostics.Single();

        Assert.Equal((code, message), (bad.Code, bad.Message));
    }

    [Fact]
    public void A_row_that_does_not_fit_the_game_is_a_bug()
    {
        var unit = new RecordUnit("", ["1"], [[7]], [[0, 0]], System.Collections.Immutable.ImmutableDictionary<string, double>.Empty);

        Assert.Throws<ArgumentException>(() => new RecordTable(SmallRecords.Game, [unit]));
    }
}
