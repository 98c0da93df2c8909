using System.Diagnostics;
using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

public sealed class LawTests
{
    private const string Frame = """
        game "x", month by month
        player a may up, stay, down
        player b may left, right
        situation w  low | mid | high
        situation t  off | on
        next t stays
        a loses cost if a plays up
        b loses price if b plays left and t is on and w is low
        estimate every weight
        assume discount 0.9

        """;

    [Fact]
    public void A_line_that_would_change_nothing_does_not_count()
    {
        // At the top only falling counts, at the bottom only rising, in the middle both: 0.6 + 0.4 = 1 exactly.
        Assert.True(GameFile.Parse(Frame + "next w rises 0.6 falls 0.4", "x").IsGood);
        Assert.True(GameFile.Parse(Frame + "next w becomes low 0.6, becomes low 0.4", "x").IsGood);
        // Becoming low and becoming high meet in the middle only.
        var error = Assert.Single(GameFile.Parse(Frame + "next w becomes low 0.6 becomes high 0.5", "x").Diagnostics);
        Assert.Equal("G214", error.Code);
        Assert.Contains("1.10", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 of 6 situations", error.Notes[0], StringComparison.Ordinal);
        Assert.Contains("w mid", error.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Any_of_combines_independent_causes()
    {
        // 1 - 0.2 * 0.3 = 0.94 leaves room for 0.06 and no more.
        Assert.True(GameFile.Parse(Frame + "next w becomes high by any of: 0.8, 0.7 if a plays up\n  becomes low 0.06", "x").IsGood);
        Assert.False(GameFile.Parse(Frame + "next w becomes high by any of: 0.8, 0.7 if a plays up\n  becomes low 0.07", "x").IsGood);
    }

    [Fact]
    public void Else_means_where_no_earlier_branch_holds()
    {
        var game = GameFile.Parse(Frame + "next w is high if a plays up, else mid if b plays left, else low", "x").Required;
        var lines = game.Laws[0].Lines;
        Assert.Equal([2, 1, 0], lines.Select(l => l.Level));
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 2; b++)
            {
                var expected = a == 0 ? 0 : b == 0 ? 1 : 2;
                Assert.Equal([.. Enumerable.Range(0, 3).Select(i => i == expected)], lines.Select(l => l.Parts[0].If.Holds([0, 0], [a, b])));
            }
        }
    }

    [Fact]
    public void And_binds_tighter_than_or_and_not_tightest()
    {
        var game = GameFile.Parse(Frame + "next w rises 0.1 if a plays up or b plays left and not t is on or w is low or mid and b does not play left", "x");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, null));
        var condition = game.Required.Laws[0].Lines[0].Parts[0].If;
        for (var i = 0; i < 36; i++)
        {
            var (w, t, a, b) = (i % 3, i / 3 % 2, i / 6 % 3, i / 18);
            var expected = a == 0 || (b == 0 && t != 1) || (w is 0 or 1 && b != 0);
            Assert.Equal(expected, condition.Holds([w, t], [a, b]));
        }
    }

    [Theory]
    [InlineData("w at least mid", "011")]
    [InlineData("w at most mid", "110")]
    [InlineData("w is not mid", "101")]
    [InlineData("w is low or high", "101")]
    [InlineData("not (w is low)", "011")]
    public void Levels_are_compared_by_name(string test, string holds)
    {
        var condition = GameFile.Parse(Frame + "next w rises 0.1 if " + test, "x").Required.Laws[0].Lines[0].Parts[0].If;
        Assert.Equal(holds, string.Concat(Enumerable.Range(0, 3).Select(l => condition.Holds([l, 0], [0, 0]) ? '1' : '0')));
    }

    [Fact]
    public void Chances_to_estimate_that_could_exceed_1_are_remarked_on_only()
    {
        var parsed = GameFile.Parse(Frame + "next w becomes low sinking becomes high 0.5", "x");
        Assert.True(parsed.IsGood);
        Assert.Equal("G215", Assert.Single(parsed.Diagnostics).Code);
        Assert.True(GameFile.Parse(Frame + "next w becomes low sinking becomes high 0.5\nfix sinking = 0.4", "x").Diagnostics.IsEmpty);
        Assert.Equal("G214", Assert.Single(GameFile.Parse(Frame + "next w becomes low sinking becomes high 0.5\nfix sinking = 0.6", "x").Diagnostics).Code);
    }

    [Fact]
    public void A_law_that_reads_too_much_is_refused_not_skipped()
    {
        var text = new StringBuilder("game \"x\", month by month\nplayer a may u, d\nassume discount 0.9\n");
        for (var i = 0; i < 22; i++)
        {
            text.Append($"situation s{i} off | on\n").Append(i == 0 ? string.Empty : $"next s{i} stays\n");
        }

        text.Append("next s0 rises 0.1 if ").AppendJoin(" and ", Enumerable.Range(1, 21).Select(i => $"s{i} is on")).Append(" falls 0.1\n");
        Assert.Contains(GameFile.Parse(text.ToString(), "x").Diagnostics, d => d.Code == "G244");
    }

    // Memory asked for is the same in every run; work that grew with the square of the lines would ask for four times as much. Bench: bench/StudyBench/LanguageBench.cs.
    [Fact]
    public void Two_thousand_lines_cost_twice_what_a_thousand_cost()
    {
        static string Lines(int n) => TestFiles.Read("good/china-dprk.game")
            + string.Concat(Enumerable.Range(0, n).Select(i => $"theory \"t{i}\" [Somebody {i}]  builds on \"buffer\"   client gains w{i} * warmth * lack of presence if talks is on and client plays hold or rebuff\n"));
        static double Bytes(string source)
        {
            Assert.True(GameFile.Parse(source, "x").IsGood);
            long before = GC.GetAllocatedBytesForCurrentThread();
            GameFile.Parse(source, "x");
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(Bytes(Lines(2000)) / Bytes(Lines(1000)), 1.5, 2.4);
    }
}
