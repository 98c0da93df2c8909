using System.Text;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>The rules by which checks of claims are judged, against numbers by hand.</summary>
public sealed class ClaimRuleTests
{
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.5), "BH") is .05, .05, .05, .05, .5; and of .001, .2, .04: .003, .2, .06.
    [Fact]
    public void Chances_are_adjusted_as_in_R()
    {
        Assert.Equal([0.05, 0.05, 0.05, 0.05, 0.5], FalseDiscovery.Adjust([0.01, 0.02, 0.03, 0.04, 0.5]).Select(x => Math.Round(x, 12)));
        Assert.Equal([0.003, 0.2, 0.06], FalseDiscovery.Adjust([0.001, 0.2, 0.04]).Select(x => Math.Round(x, 12)));
        Assert.Empty(FalseDiscovery.Adjust([]));
    }

    [Fact]
    public void A_mark_that_does_not_survive_the_number_of_checks_is_taken_back()
    {
        static CheckResult Counted(double chance) => new("x", 1, 0.1, 2, "points", ClaimVerdict.Supported, "counted", []) { Chance = chance };
        var judged = new CheckResult("y", 1, 0.1, 2, "units", ClaimVerdict.Supported, "drawn", []) { Posterior = 0.95 };
        var over = FalseDiscovery.Over([[Counted(0.04), judged], [Counted(0.5), Counted(0.6), Counted(0.7)]]);
        Assert.Equal(ClaimVerdict.CannotSay, over[0][0].Verdict); // .04 · 4 = .16
        Assert.Equal(0.16, over[0][0].Adjusted, 1e-12);
        Assert.Equal(judged, over[0][1]);
        Assert.Equal(ClaimVerdict.Supported, FalseDiscovery.Over([[Counted(0.02)], [Counted(0.5), Counted(0.6), Counted(0.7)]])[0][0].Verdict); // .08
    }

    [Theory]
    [InlineData(0.95, 0.05, 0.5, ClaimVerdict.Supported)]
    [InlineData(0.05, 0.95, 0.5, ClaimVerdict.Contradicted)]
    [InlineData(0.6, 0.4, 0.5, ClaimVerdict.CannotSay)]
    [InlineData(1.0, 0.0, 1.0, ClaimVerdict.BuiltIn)]
    [InlineData(0.5, 0.5, 0.95, ClaimVerdict.BuiltIn)]
    [InlineData(0.0, 1.0, 0.0, ClaimVerdict.BuiltIn)]
    [InlineData(0.95, 0.05, 0.05, ClaimVerdict.Supported)] // the record turned it
    [InlineData(0.03, 0.97, 0.95, ClaimVerdict.Contradicted)]
    [InlineData(0.95, 0.05, double.NaN, ClaimVerdict.Supported)]
    [InlineData(double.NaN, double.NaN, 1.0, ClaimVerdict.CannotSay)]
    public void What_the_priors_say_already_is_built_in(double holds, double opposite, double prior, ClaimVerdict expected) => Assert.Equal(expected, ShareVerdict.Of(holds, opposite, prior));

    [Fact]
    public void Checks_that_are_built_in_make_a_claim_that_is()
    {
        Assert.Equal(ClaimVerdict.BuiltIn, ClaimResult.Together([ClaimVerdict.Supported, ClaimVerdict.BuiltIn]));
        Assert.Equal(ClaimVerdict.CannotSay, ClaimResult.Together([ClaimVerdict.CannotSay, ClaimVerdict.BuiltIn]));
        Assert.Equal(ClaimVerdict.Contradicted, ClaimResult.Together([ClaimVerdict.Contradicted, ClaimVerdict.BuiltIn]));
    }

    // Residuals 1/2, -1/2, 1/2, -1/2: squares sum to 1, products one back to -3/4, two to 1/2, three to -1/4; weights 6/7, 5/7, 4/7.
    [Fact]
    public void A_long_run_variance_by_hand()
    {
        var (sum, square) = Stretches.LongRun([[0.5, -0.5, 0.5, -0.5]]);
        Assert.Equal(1, square, 1e-14);
        Assert.Equal(1 + (2 * ((-0.75 * 6 / 7) + (0.5 * 5 / 7) + (-0.25 * 4 / 7))), sum, 1e-14);
        Assert.Equal(sum / 16, Stretches.Variance([[0.5, -0.5, 0.5, -0.5]], 0.5, 4), 1e-14);
    }

    // Never in 29 months: as if once in 31.
    [Fact]
    public void A_stretch_without_variation_has_the_spread_of_one_month_more_of_either_kind() =>
        Assert.Equal(1.0 / 31 * (30.0 / 31) / 31, Stretches.Variance([new double[29]], 0, 29), 1e-14);

    [Fact]
    public void Facts_are_read_with_their_sources_and_what_is_missing_is_told()
    {
        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
        var check = new ClaimCheck.FactAt("f.csv", new FactSpan("share", "1991-01", "1992-12"), true, null, 0.4, new Place(7, 3, 5));
        var facts = FactTable.Read(Bytes("name,date,value,source\nshare,1991-12,0.5,a book\nshare,1993-12,0.9,a book\n"), "f.csv", [check], "x.claims");
        Assert.Equal(2, facts.Length);
        var tables = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<Fact>>.Empty.Add("f.csv", facts);
        var found = FactChecks.Of(check, tables);
        Assert.Equal((ClaimVerdict.Supported, 0.1), (found.Verdict, Math.Round(found.Value, 12)));
        Assert.True(double.IsNaN(found.Low)); // documents are no sample
        Assert.Equal(ClaimVerdict.Contradicted, FactChecks.Of(check with { Above = false }, tables).Verdict);
        foreach (string wrong in new[] { "name,date,value\nshare,1991-12,0.5\n", "name,date,value,source\nshare,1991-12,half,a\n", "name,date,value,source\nshare,91,0.5,a\n", "name,date,value,source\nshare,1991-12,0.5,\n", "name,date,value,source\nother,1991-12,0.5,a\n" })
        {
            Assert.Equal("S423", Assert.Throws<BadInputException>(() => FactTable.Read(Bytes(wrong), "f.csv", [check], "x.claims")).Diagnostics[0].Code);
        }
    }

    [Fact]
    public void Long_series_of_facts_have_intervals_and_chances()
    {
        var facts = Enumerable.Range(0, 20).Select(k => new Fact("vote", $"{1990 + k}-12", (k < 10 ? 0.9 : 0.7) + (k % 2 == 0 ? 0.01 : -0.01), "roll calls"));
        var tables = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<Fact>>.Empty.Add("f.csv", [.. facts]);
        var check = FactChecks.Of(new ClaimCheck.FactAt("f.csv", new FactSpan("vote", "2000-01", "2009-12"), false, new FactSpan("vote", "1990-01", "1999-12"), double.NaN), tables);
        Assert.Equal((-0.2, ClaimVerdict.Supported), (Math.Round(check.Value, 12), check.Verdict));
        Assert.True(check.Chance < 1e-6 && check.High < 0);
    }
}
