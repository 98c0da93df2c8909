
namespace Tumen.Estimation.Once;

/// <summary>Data that look like slips are remarked on, with counts.</summary>
public sealed class TableReviewTests
{
    private static IReadOnlyList<SpecificationProblem> Review(string formula, string[] columns, Func<int, string[]> row)
    {
        var data = new DataColumns(columns, [.. Enumerable.Range(0, 40).Select(i => (IReadOnlyList<string>)row(i))]);
        var parsed = ModelFormula.Parse(formula);
        return TableReview.Of(StrategicModel.Egame12, parsed, data, StrategicSpecification.Build(StrategicModel.Egame12, parsed, data, new StrategicOptions()));
    }

    [Fact]
    public void A_move_after_the_end_is_counted()
    {
        var says = Review("esc + war ~ x | 0 | 1 | 1", ["esc", "war", "x"], i => [$"{(i % 3 == 0 ? 0 : 1)}", i % 3 == 0 ? "1" : $"{i % 2}", $"{i * i % 11}"]);
        Assert.Equal("P125", says.Single().Code);
        Assert.Contains("14 rows say `war` is 1 though `esc` is 0", says[0].Message);
        Assert.Empty(Review("esc + war ~ x | 0 | 1 | 1", ["esc", "war", "x"], i => [$"{(i % 3 == 0 ? 0 : 1)}", i % 3 == 0 ? "NA" : $"{i % 2}", $"{i * i % 11}"]));
    }

    [Theory]
    [InlineData("-999", 2)]
    [InlineData("-99", 2)]
    [InlineData("-9", 2)]
    public void Numbers_that_stand_for_nothing_known_are_counted(string code, int count)
    {
        var says = Review("esc + war ~ x | 0 | 1 | 1", ["esc", "war", "x"], i => [$"{(i % 3 == 0 ? 0 : 1)}", i % 3 == 0 ? "NA" : $"{i % 2}", i is 4 or 9 ? code : $"{i * i % 11}"]);
        Assert.Equal("P126", says.Single().Code);
        Assert.Contains($"is {code} in {count} rows", says[0].Message);
        Assert.Equal(4, says[0].Row);
    }

    [Fact]
    public void Ordinary_numbers_are_not() =>
        Assert.Empty(Review("esc + war ~ x | 0 | 1 | 1", ["esc", "war", "x"], i => [$"{(i % 3 == 0 ? 0 : 1)}", i % 3 == 0 ? "NA" : $"{i % 2}", $"{(i % 21) - 10}"]));

    [Fact]
    public void Too_few_outcomes_give_advice_that_leads_on()
    {
        var refused = Assert.Throws<SpecificationException>(() => Review("y ~ x | 0 | 1 | 1", ["y", "x"], i => [$"{2 + (i % 2)}", $"{i * i % 11}"]));
        Assert.Equal("P111", refused.Problems[0].Code);
        Assert.DoesNotContain("name it with --levels", refused.Problems[0].WaysOut[0]);
    }
}
