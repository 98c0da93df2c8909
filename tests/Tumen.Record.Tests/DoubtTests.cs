using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Record.Tests;

/// <summary>What no rule forbids and a reader should see is remarked on, with counts.</summary>
public sealed class DoubtTests
{
    private const string Header = "event_id,date,actor,kind\n";

    private static Diagnostic[] Of(string rows) => [.. EventFile.Read(Header + rows, "e.csv").Remarks];

    [Fact]
    public void Rows_equal_but_for_the_id_are_counted()
    {
        var remark = Of("1,2018-06-19,A,hit\n2,2018-06-19,A,hit\n3,2018-06-19,A,hit\n4,2018-07-02,B,aid\n").Single();
        Assert.Equal("R119", remark.Code);
        Assert.Contains("2 rows repeat another in every column but event_id, the first line 2", remark.Message);
        Assert.Empty(Of("1,2018-06-19,A,hit\n2,2018-06-20,A,hit\n"));
    }

    [Theory]
    [InlineData("PRK ", "`PRK` in 2 rows, `PRK ` in 1 row")]
    [InlineData("prk", "`PRK` in 2 rows, `prk` in 1 row")]
    [InlineData("\u0420RK", "`PRK` in 2 rows, `\u0420RK` in 1 row")]
    public void Names_that_look_alike_are_listed_with_their_counts(string other, string listed)
    {
        var remarks = Of($"1,2018-06-19,PRK,hit\n2,2018-06-20,PRK,hit\n3,2018-06-21,{other},hit\n").Where(r => r.Code == "R118").ToArray();
        Assert.Single(remarks);
        Assert.Contains(listed, remarks[0].Message);
        Assert.Equal(4, remarks[0].Place.Line);
    }

    [Fact]
    public void Different_names_are_left_alone() => Assert.Empty(Of("1,2018-06-19,PRK,hit\n2,2018-06-20,PRC,hit\n3,2018-06-21,ROK,miss\n"));

    [Theory]
    [InlineData("0025-06", "before")]
    [InlineData("2108-06", "after")]
    public void Years_far_outside_the_stretch_are_counted(string date, string where)
    {
        var events = SmallRecords.Events("a 2018-02 act", $"b {date} act", "c 2018-03 gift");
        var remark = Coder.Code(events, SmallRecords.Book(SmallRecords.Acts, SmallRecords.Correct, SmallRecords.Busy), SmallRecords.Game, "2018-01", "2018-06").Remarks.Single(r => r.Code == "R215");
        Assert.Contains($"1 event lies more than 10 years {where} the months coded", remark.Message);
        Assert.Contains("`b`", remark.Message);
    }

    [Fact]
    public void Years_just_outside_are_not()
    {
        var events = SmallRecords.Events("a 2018-02 act", "b 2012-01 act", "c 2020-03 gift");
        Assert.DoesNotContain(Coder.Code(events, SmallRecords.Book(SmallRecords.Acts, SmallRecords.Correct, SmallRecords.Busy), SmallRecords.Game, "2018-01", "2018-06").Remarks, r => r.Code == "R215");
    }

    [Fact]
    public void Codes_for_nothing_known_are_told_from_numbers()
    {
        Assert.Equal(new LoneCode(-9, 1, 1), LoneCode.In([1.5, -9, 3]).Single());
        Assert.Equal(new LoneCode(-999, 2, 0), LoneCode.In([-999, 0.3, -1.2, -999, 2]).Single());
        Assert.Equal([-99.0, -9.0], LoneCode.In([-9, 4, -99, 7]).Select(c => c.Value));
        Assert.Empty(LoneCode.In([-9, -8.5, -3, 2, 5]));
        Assert.Empty(LoneCode.In([99, 98, 40, 0]));
        Assert.Empty(LoneCode.In([-9, -9]));
        Assert.Equal(99999, LoneCode.In([99999, 120, 80]).Single().Value);
    }

    [Fact]
    public void A_covariate_with_a_lone_code_and_units_that_look_alike_are_remarked_on()
    {
        var game = SmallRecords.Game with { Unit = "dyad", IsPanel = true, Covariates = [new CovariateSpec("trade")] };
        var remarks = RecordTable.Read("period,dyad,client,warmth,busy,trade\n2018-01,A-B,hold,cold,no,1.5\n2018-01,a-b,hold,cold,no,2\n2018-01,C-D,hold,cold,no,-9\n"u8, "r.csv", game).Remarks;
        Assert.Contains(remarks, r => r.Code == "R128" && r.Message.Contains("is -9 in 1 dyad", StringComparison.Ordinal) && r.Place.Line == 4);
        Assert.Contains(remarks, r => r.Code == "R118" && r.Message.Contains("`A-B` in 1 row, `a-b` in 1 row", StringComparison.Ordinal));
    }
}
