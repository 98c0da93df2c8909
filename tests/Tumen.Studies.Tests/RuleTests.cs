using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Report;
using static Tumen.Studies.Tests.AnswerGroundsOfTests;

namespace Tumen.Studies.Tests;

/// <summary>The rule with error rates: thresholds by hand, a study that ends conclusive and right, others that must not; motives switched in a study.</summary>
public sealed class RuleTests : SmallStudy
{
    private void Extend(string more) => Write("small.study", File.ReadAllText(Path.Combine(Folder, "small.study")) + "\n" + more + "\n");

    private static JsonElement Json(StudyResults r) => JsonDocument.Parse(ResultsJson.Write(r)).RootElement;

    [Fact]
    public void The_threshold_lets_one_false_case_in_twenty_pass_and_is_never_low()
    {
        // 40 false cases: .951, .952, … .990; two may pass.
        (double, bool)[] cases = [.. Enumerable.Range(1, 40).Select(i => (0.95 + (i / 1000.0), false)), (0.9885, true), (0.999, true), (0.2, true)];
        var rule = ConclusionRule.Of(cases, 43);
        Assert.True(rule.Threshold > 0.988 && rule.Threshold < 0.9885, $"{rule.Threshold}");
        Assert.Equal((2, 40), (rule.False.Count, rule.False.Of));
        Assert.Equal((2, 3), (rule.True.Count, rule.True.Of));
        Assert.True(rule.IsKnown);
        var easy = ConclusionRule.Of([(0.1, false), (0.95, true), (0.89, true)], 3);
        Assert.Equal(ConclusionRule.LeastThreshold, easy.Threshold);
        Assert.Equal((1, 2), (easy.True.Count, easy.True.Of));
        Assert.False(easy.IsKnown);
        Assert.False(ConclusionRule.Of([(0.95, true)], 100).IsKnown); // nothing that was not so: no rate of error
    }

    [Fact]
    public void A_wrong_theory_that_wins_counts_against_the_rule_for_theories_and_its_family()
    {
        // Records of fear on which kin wins by 9 nats: certainty, and wrong.
        var works = Names.Select((n, t) => new ConfusionWork(n, Names, [.. Enumerable.Range(0, 40).Select(_ => n == "fear" ? new[] { 0.0, 9, 0 } : [.. Names.Select((_, k) => k == t ? 8.0 : 0)])], 0)).ToImmutableArray();
        var table = Confusion.Of(works, PowerTruths.Priors)!;
        var (theories, families) = (PowerRules.ForTheories(table)!, PowerRules.ForFamilies(table, Study2)!);
        Assert.Equal(120, theories.Records);
        Assert.True(theories.Threshold > 0.999); // a third of the records mislead by as much as the others lead: nothing may pass
        Assert.Equal(0, theories.True.Count);
        Assert.Equal(0, theories.False.Count);
        Assert.Equal(80, families.True.Of); // records of kin and of fear have a family that is true
        Assert.Equal(120, families.False.Of);
    }

    private static ImmutableArray<Tumen.Model.TheoryFamily> Study2 => AnswerGroundsOfTests.Study.Families;

    [Fact]
    public void A_study_of_a_record_that_fear_made_ends_conclusive_and_right()
    {
        Extend("power 30 records of each theory, smallest effect 0.3\nmotives every theory term, included with chance 0.5, judged by 40 records\nfamily \"threats pay\" \"fear\"\nfamily \"the patron only reacts\" \"kin\"");
        var r = Run();
        Assert.True(r.Answer.Conclusive, string.Join('\n', r.Answer.Reasons));
        Assert.Equal("fear", r.Answer.Best);
        Assert.StartsWith("The record favours fear: ", r.Answer.Sentence, StringComparison.Ordinal);
        Assert.InRange(r.TheoryRule!.False.Share, 0, ConclusionRule.AimedAt);
        Assert.True(r.PriorPower!.Matrix.Right.Share > 1.0 / 3);
        Assert.Equal(30, r.EffectPower!.Matrix.Cells[0][0].Of);
        Assert.False(r.PriorPower.TooFew);

        // At the fitted sizes: weighed at the truth, not refitted, and fear is too large to be missed.
        Assert.True(r.Confusion!.Local);
        Assert.Equal(30, r.Confusion.Matrix.Cells[2][2].Of);
        Assert.Equal(0, r.Confusion.Matrix.Failures.Failed);
        Assert.InRange(r.Confusion.Matrix.Cells[2][2].Share, 0.9, 1);

        // Motives: the one that made the record is in, the other is not.
        var m = r.Motives!;
        Assert.Equal(["kin", "fear"], m.Motives.Select(x => x.Name));
        Assert.True(m.Motives[1].Inclusion > 0.99 && m.Motives[1].Settled, $"fear {m.Motives[1].Inclusion}");
        Assert.True(m.Motives[0].Inclusion < 0.6 && !m.Motives[0].Settled, $"kin {m.Motives[0].Inclusion}");
        Assert.Equal(m.Motives[1].Inclusion / (1 - m.Motives[1].Inclusion), m.Motives[1].BayesFactor, 1e-9 * m.Motives[1].BayesFactor);
        Assert.InRange(m.Rule!.False.Share, 0, ConclusionRule.AimedAt);
        Assert.Equal(1, m.CertifiedShare, 1e-9);

        // The sets of the named theories have the marginal likelihoods that the theories have, but for the integral over bounds.
        Assert.Equal(r.Theories.Single(t => t.Name == "fear").LogMarginalLikelihood, m.Fit.LogMarginal[2], 0.1);
        Assert.Equal(r.Theories.Single(t => t.Name == "base").LogMarginalLikelihood, m.Fit.LogMarginal[0], 0.1);
        var root = Json(r);
        var fear = root.GetProperty("motives")[1];
        Assert.Equal(("fear", "patron", 0.5), (fear.GetProperty("name").GetString(), fear.GetProperty("player").GetString(), fear.GetProperty("prior").GetDouble()));
        Assert.Equal(m.Motives[1].Inclusion, fear.GetProperty("inclusion").GetDouble());
        Assert.True(fear.GetProperty("low").GetDouble() < fear.GetProperty("median").GetDouble() && fear.GetProperty("median").GetDouble() < fear.GetProperty("high").GetDouble());
        Assert.Equal(r.FamilyRule!.Threshold, root.GetProperty("rule").GetProperty("threshold").GetDouble());
        Assert.Equal(90, root.GetProperty("rule").GetProperty("records").GetInt32());
        Assert.Equal(0.75, root.GetProperty("motiveRegions").EnumerateArray().Sum(x => x.GetProperty("family").GetBoolean() ? 0 : x.GetProperty("name").GetString() == "base" ? x.GetProperty("prior").GetDouble() : x.GetProperty("prior").GetDouble() / 2));
        string report = HtmlReport.Write(r);
        Assert.Contains("Motives, one by one", report, StringComparison.Ordinal);
        Assert.Contains("What would settle it.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_record_without_records_of_known_truth_settles_nothing()
    {
        var r = Run();
        Assert.True(r.Posterior[2] > 0.99);
        Assert.False(r.Answer.Conclusive);
        Assert.Contains("No records of known truth were made", r.Answer.Lines[1].Words, StringComparison.Ordinal);
        Assert.Null(r.Motives);
        Assert.Null(r.TheoryRule);
    }

    [Fact]
    public void A_record_that_no_theory_made_settles_no_motive_and_no_theory_with_one()
    {
        var rng = new Tumen.Numerics.Philox(77, 0);
        Write("events.csv", "event_id,date,actor\n" + string.Concat(Enumerable.Range(0, 120).Select(t =>
            (rng.NextDouble() < 0.3 ? $"P{t},{2000 + (t / 12)}-{1 + (t % 12):00},N\n" : "") + (rng.NextDouble() < 0.35 ? $"V{t},{2000 + (t / 12)}-{1 + (t % 12):00},C\n" : ""))));
        Extend("power 30 records of each theory\nmotives kin, fear, judged by 30 records");
        var r = Run();
        Assert.False(r.Answer.Conclusive && r.Answer.Best != "base", r.Answer.Sentence);
        Assert.All(r.Motives!.Motives, m => Assert.False(m.Settled, $"{m.Name} {m.Inclusion}"));
    }
}
