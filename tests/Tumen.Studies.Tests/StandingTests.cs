using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tumen.Report;

namespace Tumen.Studies.Tests;

/// <summary>A comparison that rests on a fit that is not one stops, with the reason.</summary>
public sealed class StandingTests : SmallStudy
{
    private const string Estimate = "estimate every weight, prior normal(0, 1); at least 0: kin, aid";

    // Rewrites the kept fits of a theory.
    private void Kept(string theory, Action<JsonObject> change)
    {
        Rewrite(work =>
        {
            bool its = (string?)work["Name"] == theory && work["ModeStatus"] is not null;
            if (its)
            {
                change(work);
            }

            return its;
        });
    }

    private static JsonElement Json(StudyResults r) => JsonDocument.Parse(ResultsJson.Write(r)).RootElement;

    [Fact]
    public void A_mode_that_did_not_converge_has_no_probability_and_a_maximum_that_did_not_has_no_test()
    {
        Run();
        Kept("fear", w =>
        {
            w["Status"] = "did not converge";
            w["ModeStatus"] = "did not converge";
        });
        var r = Run();
        int fear = r.Study.Study.Compare.IndexOf("fear");
        Assert.True(double.IsNaN(r.Posterior[fear]));
        Assert.Equal(1, r.Posterior.Where((_, i) => i != fear).Sum(), 1e-12);
        Assert.NotEqual("fear", r.Answer.Best);
        Assert.All(r.Pairs.Where(p => p.Second == "fear"), p => Assert.Contains("fear: its fit is not to be trusted: did not converge", p.Withheld, StringComparison.Ordinal));
        Assert.NotNull(r.Pairs.Single(p => p.First == "base" && p.Second == "kin").Test);
        Assert.Contains(r.Answer.Reasons, x => x.Contains("One of three theories has no probability, and the others' are among themselves: fear its posterior mode is not to be trusted: did not converge", StringComparison.Ordinal));
        Assert.Contains(r.Answer.Reasons, x => x == $"No test was made between it and fear ({r.Answer.Best}: not identified: aid changes no choice of this record; the other: its fit is not to be trusted: did not converge).");
        Assert.False(r.Answer.Conclusive);
        Assert.DoesNotContain(r.Tilts, t => t.Rival == "fear");
        var json = Json(r).GetProperty("theories")[fear];
        Assert.Equal(JsonValueKind.Null, json.GetProperty("posteriorProbability").ValueKind);
        Assert.Equal("its posterior mode is not to be trusted: did not converge", json.GetProperty("noPosteriorProbability").GetString());
        Assert.Equal("its fit is not to be trusted: did not converge", json.GetProperty("noTest").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("leverage").GetProperty("verdict").ValueKind);
        string html = HtmlReport.Write(r) + HtmlReport.WriteAppendices(r);
        Assert.Contains("did not converge; no probability: its posterior mode is not to be trusted", html, StringComparison.Ordinal);
        Assert.Contains("none: its posterior mode is not to be trusted: did not converge", html, StringComparison.Ordinal);
    }

    // A flat prior leaves a weight that changes no choice with the width of its bounds for a marginal likelihood: no probability. With a proper prior it has one, marked.
    [Theory]
    [InlineData("", false)]
    [InlineData("\nprior of dead flat", true)]
    public void A_null_direction_takes_the_probability_where_the_prior_is_flat(string prior, bool stops)
    {
        Write("small.game", Game.Replace(Estimate, "theory \"dead\" patron gains dead if client plays provoke and client plays hold\n" + Estimate + prior, StringComparison.Ordinal));
        Write("small.study", Study.Replace("compare base, \"kin\", \"fear\"", "compare base, \"fear\", \"dead\"", StringComparison.Ordinal));
        var r = Run();
        Assert.Equal(stops, double.IsNaN(r.Posterior[2]));
        Assert.Equal(stops ? "not identified: dead changes no choice of this record" : null, Standing.NoProbability(r.Theories[2]));
        Assert.Equal(!stops, Standing.SizedByPrior(r.Theories[2]) is not null);
        Assert.Contains("dead changes no choice of this record", Standing.NoTest(r.Theories[2]), StringComparison.Ordinal);
        Assert.Equal("converged", r.Theories[2].ModeStatus);
        var json = Json(r).GetProperty("theories")[2];
        Assert.Equal(stops, json.GetProperty("posteriorProbability").ValueKind == JsonValueKind.Null);
        Assert.Equal(stops, json.TryGetProperty("noPosteriorProbability", out _));
    }

    // A weak direction is printed and stops nothing.
    [Fact]
    public void A_weak_direction_stops_nothing()
    {
        var r = Run();
        var fear = r.Theories.Single(t => t.Name == "fear");
        Assert.Contains("aid", Assert.Single(fear.Weak).Says, StringComparison.Ordinal);
        Assert.Empty(fear.Null);
        Assert.Null(Standing.NoTest(fear));
        Assert.Null(Standing.NoProbability(fear));
        Assert.Null(Standing.SizedByPrior(fear));
        Assert.Contains("Weak directions", string.Join("\n", r.Answer.Reasons), StringComparison.Ordinal);
    }
}
