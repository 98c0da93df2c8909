using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tumen.Estimation;
using Tumen.Report;

namespace Tumen.Studies.Tests;

/// <summary>A theory with several optima near its best is compared at each of them.</summary>
public sealed class NearOptimaTests : SmallStudy
{
    private StudyResults Tested(string to)
    {
        Write("small.game", Game.Replace("estimate every weight", "fix aid = 0.1\nestimate every weight", StringComparison.Ordinal).Replace("at least 0: kin, aid", "at least 0: kin", StringComparison.Ordinal));
        Write("small.study", Study.Replace("2009-12", to, StringComparison.Ordinal));
        return Run();
    }

    // The kept fit of a theory gains an optimum so far below its best, as explains every period that much worse in equal parts.
    private void Add(string theory, double below)
    {
        Rewrite(work =>
        {
            if (work["Optima"] is not JsonArray { Count: > 0 } optima || (string?)work["Name"] != theory || work["ByPeriod"] is not JsonArray { Count: > 0 } periods)
            {
                return false;
            }

            double[] by = [.. periods.Select(p => (double)p!)];
            double[] point = [.. optima[0]!["Point"]!.AsArray().Select(p => -(double)p!)];
            optima.Add(new JsonObject
            {
                ["Objective"] = (double)optima[0]!["Objective"]! - below, ["Hits"] = 2, ["Decrement"] = 1e-7, ["Converged"] = true, ["Point"] = JsonSerializer.SerializeToNode(point),
                ["ByPeriod"] = JsonSerializer.SerializeToNode(by.Select(x => x - (below / by.Length)).ToArray()),
            });
            return true;
        });
    }

    [Fact]
    public void A_test_that_turns_between_near_optima_is_said_in_appendix_json_and_answer()
    {
        var first = Tested("2003-06");
        var at = first.Pairs.Single(p => p.First == "base" && p.Second == "fear");
        double statistic = at.Test!.LikelihoodRatio!.Value.Statistic;
        Assert.Null(at.Range);
        Assert.InRange(statistic, 3.85, 3.84 + (2 * 1.9)); // so that 1.9 nats take it below the 5 % point
        Assert.True(at.Separates);

        Add("fear", 1.9);
        var r = Run();
        var range = r.Pairs.Single(p => p.First == "base" && p.Second == "fear").Range!;
        Assert.Equal(((1, 2), 1, 2, true), (range.Optima, range.Separating, range.Combinations, range.Turns));
        Assert.Equal(Pairs.ChiSquareTail(statistic, 1), range.Chances.Low, 1e-9);
        Assert.Equal(Pairs.ChiSquareTail(statistic - 3.8, 1), range.Chances.High, 1e-9);
        Assert.Equal(1.9, range.Differences.High - range.Differences.Low, 1e-9);
        Assert.Contains(r.Answer.Reasons, x => x.StartsWith("Tests at 5 % turn with the optimum taken", StringComparison.Ordinal) && x.Contains("base against fear (1 of 2 separate)", StringComparison.Ordinal));
        Assert.False(r.Answer.Conclusive);

        string html = HtmlReport.Write(r) + HtmlReport.WriteAppendices(r);
        Assert.Contains("1 of 2 separate: the conclusion turns", html, StringComparison.Ordinal);
        Assert.Contains("yes: within 2 nats, other signs", html, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ResultsJson.Write(r));
        var pair = json.RootElement.GetProperty("pairs").EnumerateArray().Single(p => p.GetProperty("first").GetString() == "base" && p.GetProperty("second").GetString() == "fear");
        Assert.True(pair.GetProperty("atNearOptima").GetProperty("turns").GetBoolean());
        var fear = json.RootElement.GetProperty("theories")[2].GetProperty("fit").GetProperty("optima");
        Assert.Equal(fear[0].GetProperty("aic").GetDouble() + 3.8, fear[1].GetProperty("aic").GetDouble(), 1e-9);
    }

    [Fact]
    public void An_optimum_that_leaves_the_test_where_it_was_is_ranged_and_not_among_the_reasons()
    {
        Tested("2009-12");
        Add("fear", 0.5);
        var r = Run();
        var range = r.Pairs.Single(p => p.First == "base" && p.Second == "fear").Range!;
        Assert.False(range.Turns);
        Assert.Equal(2, range.Combinations);
        Assert.DoesNotContain(r.Answer.Reasons, x => x.StartsWith("Tests at 5 % turn", StringComparison.Ordinal));
        Assert.All(r.Pairs.Where(p => p.First != "fear" && p.Second != "fear"), p => Assert.Null(p.Range));
    }
}
