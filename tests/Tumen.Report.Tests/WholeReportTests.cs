using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tumen.Studies;

namespace Tumen.Report.Tests;

/// <summary>The report of a small study with every clause, from files to HTML.</summary>
public sealed partial class WholeReportTests : IDisposable
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may punish, maintain, reward
        first client moves, then patron
        situation warmth  cold | close
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain or punish
        client  loses risk if client plays provoke
                gains aid * warmth
        patron  loses price if patron plays reward     "what <aid> costs"
                loses discipline if patron plays punish
        theory "kin"  patron gains kin * warmth
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke  predicts "rewards & provocations together"
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.9
        concession of patron to client  +1 if patron plays reward, -1 if patron plays punish
        compliance of client to patron  -1 if client plays provoke
        threats of client  provoke  quiet hold
        instruments of patron  punish, reward  quiet maintain
        """;

    private const string Codebook = """
        codebook "Small" for "small.game"
        events tests   actor is N
        events visits  actor is C
        events rows    actor is D
        client plays provoke in a month with any tests
               otherwise hold
        patron plays reward in a month with any visits
               plays punish in a month with any rows
               otherwise maintain
        situation warmth is close if any visits in the last 2 months
                  otherwise cold
        """;

    private const string Study = """
        study "Does <fear> pay?"
        game "small.game"
        records "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        records "again" "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        compare base, "kin", "fear" holding out the last 12 months
        family "motives" "kin", "fear"
        also assume "longer sight" discount 0.95
        also assume "two eras" weights of patron differ after 2002-12
        foretell "the end" 2005-01 to 2005-12
        leave out "the middle" 2003-01 to 2003-06
        break "a new patron" weights of patron, 2001-12 to 2003-12 every 12 months
        break "a new client" weights of client, 2001-12 to 2003-12 every 12 months
        power 3 records of each theory
        placebo "nobody" "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        what if "no threats" defang provoke of client
        watch "a reward" patron plays reward within 3 months
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-" + Path.GetRandomFileName());

    public WholeReportTests()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "small.game"), Game);
        File.WriteAllText(Path.Combine(_folder, "small.codebook"), Codebook);
        File.WriteAllText(Path.Combine(_folder, "small.study"), Study);
        var rng = new Tumen.Numerics.Philox(5, 0);
        var rows = new StringBuilder("event_id,date,actor,description\n");
        for (int t = 0; t < 72; t++)
        {
            bool provoke = rng.NextDouble() < 0.3;
            string month = $"{2000 + (t / 12)}-{1 + (t % 12):00}";
            rows.Append(provoke ? $"P{t},{month},N,a test <script>alert(1)</script>\n" : "");
            double u = rng.NextDouble();
            rows.Append(u < (provoke ? 0.6 : 0.2) ? $"V{t},{month},C,a visit\n" : u > 0.85 ? $"R{t},{month},D,a row\n" : "");
        }

        File.WriteAllText(Path.Combine(_folder, "events.csv"), rows.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Every_chapter_that_the_study_asks_for_is_there_whole_and_harmless()
    {
        string? early = null;
        var results = StudyRunner.Run(StudyFolder.Open(_folder), new ResultStore(Path.Combine(_folder, "store")), 1, 2, null, CancellationToken.None, r => early = HtmlReport.Write(r));
        string html = HtmlReport.Write(results);
        foreach (string id in new[] { "theories", "record", "before", "comparison", "evidence", "left-out", "leverage", "strategies", "simulated", "cannot", "equilibria", "doubts", "codings", "assumptions", "foresight", "scenarios", "watch", "estimates", "pairs", "made" })
        {
            Assert.Contains($"<section id=\"{id}\">", html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{id}\">", html, StringComparison.Ordinal);
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
        Assert.Contains(results.Answer.Reasons, x => x.Contains("change of patron's weights allowed at any of 3 dates", StringComparison.Ordinal));
        using var json = System.Text.Json.JsonDocument.Parse(ResultsJson.Write(results, new Dictionary<string, double>()));
        Assert.Equal(1, json.RootElement.GetProperty("breaks")[1].GetProperty("chanceByDateIfAny").EnumerateArray().Sum(x => x.GetDouble()), 1e-9);

        // Scrutiny: every theory's equilibria with their certificate, every theory among the scores, weights with both intervals.
        Assert.Contains("For every theory all of 31 starts", html, StringComparison.Ordinal);
        Assert.Contains("What this tests, and what it does not", html, StringComparison.Ordinal);
        Assert.Contains("<th class=n>ahead: the end</th>", html, StringComparison.Ordinal);
        Assert.Contains("95 % by profile", html, StringComparison.Ordinal);
        Assert.Contains("(bound)", html, StringComparison.Ordinal);
        var scores = json.RootElement.GetProperty("leaveOneOut").GetProperty("scores").EnumerateArray().ToArray();
        Assert.Equal(5, scores.Length);
        Assert.Equal(1, scores.Where(x => !x.GetProperty("baseline").GetBoolean()).Sum(x => x.GetProperty("stackingWeight").GetDouble()), 1e-9);
        Assert.Equal(72, scores[0].GetProperty("byPeriod").GetArrayLength());
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
        Assert.Contains(results.Answer.Reasons, x => x.Contains("placebo", StringComparison.Ordinal));
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Chart();
}
