using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>What a study says against itself: stretches left out, placebos, agreement of codings, prior odds, drift.</summary>
public sealed class DoubtsTests : SmallStudy
{
    private const string Others = """
        records "lenient" "events.csv" coded by "lenient.codebook", 2000-01 to 2009-12
        leave out "the first years" 2000-01 to 2001-12
        leave out "the middle" 2004-03 to 2004-08
        power 12 records of each theory
        placebo "nobody in the patron's place" "noise.csv" coded by "small.codebook", 2000-01 to 2009-12
        """;

    private void Extend(string more = Others)
    {
        Write("lenient.codebook", File.ReadAllText(Path.Combine(Folder, "small.codebook")).Replace("last 2 months", "last 3 months", StringComparison.Ordinal).Replace("\"Small\" for", "\"Lenient\" for", StringComparison.Ordinal));
        var rng = new Tumen.Numerics.Philox(9, 0);
        string[] lines = File.ReadAllLines(Path.Combine(Folder, "events.csv"));
        var noise = Enumerable.Range(0, 120).Where(_ => rng.NextDouble() < 0.3).Select(t => $"X{t},{2000 + (t / 12)}-{1 + (t % 12):00},C");
        Write("noise.csv", string.Join('\n', lines.Where(l => !l.EndsWith(",C", StringComparison.Ordinal)).Concat(noise)) + "\n");
        Write("small.study", File.ReadAllText(Path.Combine(Folder, "small.study")) + "\n" + more + "\n");
    }

    [Fact]
    public void A_stretch_left_out_is_gone_and_no_transition_leads_across_the_gap()
    {
        Extend();
        var study = StudyFolder.Open(Folder);
        var whole = study.Records[0].Sequences;
        var rest = Omissions.Without(whole, study.Study.Omissions[1]);
        Assert.Equal(2, rest.Length);
        Assert.Equal("2004-02", rest[0].Periods[^1]);
        Assert.Equal("2004-09", rest[1].Periods[0]);
        Assert.Equal(whole[0].Length - 6, rest.Sum(r => r.Length));
        Assert.Single(Omissions.Without(whole, study.Study.Omissions[0]));
    }

    [Fact]
    public void Without_each_stretch_the_maker_of_the_record_still_leads_and_evidence_adds_up()
    {
        Extend();
        var r = Run();
        Assert.Equal(2, r.Omissions.Length);
        Assert.All(r.Omissions, o => Assert.Equal("fear", o.Best));
        Assert.All(r.Omissions, o => Assert.Equal(1, o.Posterior.Sum(), 1e-12));
        Assert.Equal([24, 6], r.Omissions.Select(o => o.Periods));

        // p(all) = p(rest) p(stretch given rest): each month is foretold with a chance between none and certainty.
        Assert.All(r.Omissions, o => Assert.All(o.Foretold, x => Assert.InRange(x / o.Periods, -4, 0)));
        Assert.Contains(r.Answer.Reasons, x => x == "It leads without any one of two stretches of the record.");
    }

    [Fact]
    public void A_placebo_without_the_patron_gives_the_theory_nothing()
    {
        Extend();
        var r = Run();
        var placebo = Assert.Single(r.Placebos);
        int fear = r.Theories.ToList().FindIndex(t => t.Name == "fear");
        Assert.True(placebo.OverBaseInTheRecord[fear] > 2.3, $"{placebo.OverBaseInTheRecord[fear]} nats in the record");
        Assert.True(placebo.OverBase[fear] < 1, $"{placebo.OverBase[fear]} nats in the placebo");
    }

    [Fact]
    public void What_wins_when_what_is_true_is_tallied_and_rows_add_up()
    {
        Extend();
        var r = Run();
        var c = r.Confusion!;
        Assert.Equal(r.Theories.Select(t => t.Name), c.Theories);
        Assert.All(c.Matrix.Cells, row => Assert.Equal(12, row.Sum(x => x.Count)));
        int fear = c.Theories.IndexOf("fear");
        Assert.True(c.Matrix.Cells[fear][fear].Count >= 9, $"fear wins {c.Matrix.Cells[fear][fear].Count} of the 12 records it made");
        Assert.Contains(r.Answer.Reasons, x => x.Contains("On records made at the fitted sizes, which is power after the fact", StringComparison.Ordinal) && x.Contains("Too few records to judge by: twelve of each theory, 30 are needed.", StringComparison.Ordinal));
    }

    [Fact]
    public void Foresight_scores_agree_with_the_honest_test_and_carry_Brier_and_calibration()
    {
        Extend("foretell \"the end\" 2008-01 to 2009-12");
        var r = Run();
        var table = Assert.Single(r.Foresights);
        foreach (var work in table.Scores)
        {
            var honest = Tumen.Scenarios.HonestTest.Theory(r.Study.Game, work.Theory, r.Study.Records[0].Sequences, "2007-12", new Tumen.Estimation.FitOptions { Starts = 2, UsePrior = true, ObservedInformation = false, Seed = 1 });
            Assert.Equal(honest.Score.LogScore, work.Score, 1e-6);
            Assert.Equal(honest.Score.Brier, work.Brier!.Value, 1e-6);
            Assert.InRange(work.CalibrationGap!.Value, 0, 0.5);
            Assert.Equal(24 * 2 * 2, work.Calibration.Sum(c => c.Count));
        }

        Assert.Equal(2, table.BaselineScores.Length);
        Assert.All(table.BaselineScores, b => Assert.InRange(b.Brier, 0.1, 1));
    }

    [Fact]
    public void Codings_agree_wholly_where_their_rules_are_the_same()
    {
        Extend();
        var r = Run();
        Assert.All(r.Agreement.Where(a => a.IsMove), a => Assert.Equal((1.0, 1.0), (a.Agreement, a.Kappa)));
        var warmth = r.Agreement.Single(a => a.Column == "warmth");
        var (main, other) = (r.Study.Records[0].Table.Units[0], r.Study.Records[1].Table.Units[0]);
        double n = 120, both = main.Levels.Zip(other.Levels).Count(x => x.First[0] == x.Second[0]) / n, a = main.Levels.Count(x => x[0] == 1) / n, b = other.Levels.Count(x => x[0] == 1) / n;
        double luck = (a * b) + ((1 - a) * (1 - b));
        Assert.Equal(both, warmth.Agreement, 1e-12);
        Assert.Equal((both - luck) / (1 - luck), warmth.Kappa, 1e-12);
    }

    [Fact]
    public void Tilts_are_ratios_of_probabilities_and_scores_are_tested()
    {
        var r = Run();
        int best = r.Theories.ToList().FindIndex(t => t.Name == r.Answer.Best);
        foreach (var tilt in r.Tilts)
        {
            Assert.Equal(r.Posterior[best] / r.Posterior[r.Theories.ToList().FindIndex(t => t.Name == tilt.Rival)], tilt.Odds, 1e-9 * tilt.Odds);
        }

        var fear = r.Theories[best];
        Assert.InRange(fear.JointConstancyChance!.Value, 0.001, 1); // the record was made by constant weights
        Assert.All(fear.Parameters, p => Assert.True(p.Bound is null ? p.ConstancyChance is > 0 and <= 1 && p.SerialChance is > 0 and <= 1 : p.ConstancyChance is null));
        Assert.All(fear.Parameters.Where(p => p.Kind == "weight"), p => Assert.True(p.Bound is null ? p.Dependent / p.Expected is > 0.4 and < 2 : p.Dependent is null)); // months of this record are independent
        Assert.All(r.Theories.SelectMany(t => t.Parameters).Where(p => p.Pull is not null), p => Assert.True(p.Bound == "lower" ? p.Pull!.Value < p.Estimate : p.Pull!.Value > p.Estimate));
    }

    [Theory]
    [InlineData("leave out \"nothing\" 1980-01 to 1981-12", "S518")]
    [InlineData("leave out \"everything\" 1999-01 to 2011-12", "S518")]
    [InlineData("leave out \"backwards\" 2004-12 to 2004-01", "S401")]
    [InlineData("leave out \"twice\" 2004-01 to 2004-12\nleave out \"twice\" 2005-01 to 2005-12", "G207")]
    [InlineData("power 0 records of each theory", "T112")]
    [InlineData("power 5 records of each theory\npower 6 records of each theory", "T124")]
    [InlineData("leave \"x\" 2004-01 to 2004-12", "T121")]
    [InlineData("placebo \"noise.csv\" coded by \"small.codebook\", 2000-01 to 2009-12", "T121")]
    [InlineData("placebo \"x\" \"none.csv\" coded by \"small.codebook\", 2000-01 to 2009-12", "S512")]
    public void Wrong_clauses_are_named(string clause, string code)
    {
        Extend(clause);
        var e = Assert.Throws<BadInputException>(() => StudyFolder.Open(Folder));
        Assert.Contains(e.Diagnostics, d => d.Code == code);
    }
}
