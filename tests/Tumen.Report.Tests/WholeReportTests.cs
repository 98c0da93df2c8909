using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tumen.Studies;

namespace Tumen.Report.Tests;

/// <summary>The report of a small study with every clause, from files to HTML.</summary>
[Collection(SmallStudyTests.Name)]
public sealed partial class WholeReportTests(SmallStudy small)
{
    [Fact]
    public void Every_chapter_that_the_study_asks_for_is_there_whole_and_harmless()
    {
        var results = small.Results;
        string early = small.Early, html = small.Report + small.Appendices;
        foreach (string id in new[] { "theories", "record", "before", "comparison", "evidence", "left-out", "leverage", "strategies", "simulated", "cannot", "equilibria", "doubts", "codings", "assumptions", "foresight", "scenarios", "watch", "reading", "motives", "hangs", "how-much", "settle", "what-if", "ahead", "argument", "claims", "method", "estimates", "pairs", "made" })
        {
            Assert.Contains($"<section id=\"{id}\">", html, StringComparison.Ordinal);
            Assert.Contains($"href=\"#{id}\">", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("id=\"panel\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", html, StringComparison.Ordinal);
        var charts = Chart().Matches(html);
        Assert.InRange(charts.Count, 12, 200);
        Assert.All(charts, m => XDocument.Parse(m.Value));

        // Dates of one calendar month are told by their years; breaks of several players are set on one scale.
        Assert.Contains("Whose weights changed?", html, StringComparison.Ordinal);
        Assert.Contains("after each of 3 dates, 2001-12 to 2003-12", html, StringComparison.Ordinal);
        Assert.Equal(2, results.Answer.Checks.Count(c => c.Kind == ReasonKind.Break));
        using var json = System.Text.Json.JsonDocument.Parse(ResultsJson.Write(results));
        Assert.Equal(1, json.RootElement.GetProperty("breaks")[1].GetProperty("chanceByDateIfAny").EnumerateArray().Sum(x => x.GetDouble()), 1e-9);

        // Scrutiny: every theory's equilibria with their certificate, every theory among the scores, weights with both intervals.
        Assert.Contains("For every theory all of 31 starts", html, StringComparison.Ordinal);
        Assert.Contains("What this tests, and what it does not", html, StringComparison.Ordinal);
        Assert.Contains(">ahead: the end</th>", html, StringComparison.Ordinal);
        Assert.Contains("95 % by profile", html, StringComparison.Ordinal);
        Assert.Contains("(bound)", html, StringComparison.Ordinal);
        var scores = json.RootElement.GetProperty("leaveOneOut").GetProperty("scores").EnumerateArray().ToArray();
        Assert.Equal(3, scores.Count(x => !x.GetProperty("baseline").GetBoolean()));
        Assert.Equal(3 + 4, scores.Length); // base rates, habit, habit with the month's earlier moves, the table by situation
        Assert.Equal(1, scores.Where(x => !x.GetProperty("baseline").GetBoolean()).Sum(x => x.GetProperty("stackingWeight").GetDouble()), 1e-9);
        Assert.Equal(72, scores.First(x => !x.GetProperty("baseline").GetBoolean()).GetProperty("byPeriod").GetArrayLength());
        Assert.Equal(3 * 5, json.RootElement.GetProperty("predictive").GetArrayLength()); // three theories, two and three moves
        Assert.Equal(3, json.RootElement.GetProperty("census").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("profiles").EnumerateArray(), p => Assert.Contains(p.GetProperty("lowEnd").GetString(), new[] { "crossed", "bound", "guard", "failed" }));

        // Draws too far from the posterior: no theory is called the best, and nothing is mixed.
        var far = ScrutinyResults.Of(results.Study, results.Theories, [.. results.Scrutiny!.Theories.Select(w => w! with { LeaveOneOut = w.LeaveOneOut! with { ApproximationShape = 0.9 } })]);
        string doubtful = HtmlReport.Write(results with { Scrutiny = far });
        Assert.Contains("For no theory are the draws near enough", doubtful, StringComparison.Ordinal);
        Assert.DoesNotContain("Stacking weights beside", doubtful, StringComparison.Ordinal);

        // As soon as the theories are compared there is a report, without what is still being worked out.
        Assert.Contains("<section id=\"comparison\">", early, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"left-out\">", early, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"scenarios\">", early, StringComparison.Ordinal);
        Assert.Contains(results.Answer.Checks, c => c.Kind == ReasonKind.Placebo);
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Chart();
}
