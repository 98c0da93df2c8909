using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>Predictions of a small study: numbers with intervals, theory by theory and averaged over them.</summary>
public sealed class PredictionTests : SmallStudy
{
    private const string Claims = """
        claims "what is to come"
        claim P1 prediction "rewards without provocations grow rare"
              scenario "no provocations" lowers share of patron reward
              scenario "no provocations" raises share of patron reward
        claim P2 prediction "provocations come every few months"
              theories imply return of client provoke below 60
              theories imply share of client provoke above 0.9
        claim P3 prediction "fear foretells the last year"
              theory "fear" foretells "the last year" better than habit
        claim P4 prediction "there is leverage"
              leverage capacity above 0
        """;

    private StudyResults Results(int threads = 2, string store = "store")
    {
        Write("small.study", Study + """

            foretell "the last year" 2009-01 to 2009-12
            what if "no provocations"  client never plays provoke
            what if "dearer"           weight price times 2, gradually over 12 months
            what if "a while"          patron always plays reward, from 2005-01 for 6 months
            predictions "small.claims"
            """);
        Write("small.claims", Claims);
        return Run(threads, store);
    }

    [Fact]
    public void Each_has_a_number_an_interval_and_a_verdict_by_theory_and_averaged()
    {
        var r = Results();
        Assert.Equal(["P1", "P2", "P3", "P4"], r.Predictions.Select(p => p.Result.Claim.Id));
        var first = r.Predictions[0];
        Assert.Equal(3, first.ByTheory[0].Length);
        var down = first.Result.Checks[0];
        var up = first.Result.Checks[1];
        Assert.Equal(down.Value, up.Value);
        double average = first.ByTheory[0].Sum(x => x.Probability * x.Value) / first.ByTheory[0].Sum(x => x.Probability);
        Assert.Equal(average, down.Value, 1e-12);
        Assert.All(first.ByTheory[0], x => Assert.True(x.Low <= x.High && x.Before > 0));
        Assert.All(first.ByTheory[0].Zip(first.ByTheory[1]), x => Assert.True(x.First.Agrees + x.Second.Agrees <= 1 + 1e-12));
        // Under the theory of fear a patron that nothing is done to rewards less; that is how the record was made, and it leads.
        var fear = first.ByTheory[0].Single(x => x.Theory == "fear");
        Assert.True(fear.Value < 0 && fear.High < 0 && fear.Agrees >= 0.9);
        Assert.Equal("fear", r.Theories[r.Posterior.IndexOf(r.Posterior.Max())].Name);
        Assert.Equal(ClaimVerdict.BuiltIn, r.Predictions[1].Result.Checks[0].Verdict); // the priors foretell it too
        Assert.Equal(ClaimVerdict.BuiltIn, r.Predictions[1].Result.Checks[1].Verdict); // false, and false before the record
        Assert.InRange(r.Predictions[1].Result.Checks[0].Value, 2, 6); // provocations come in three months of ten
        Assert.Equal(3, r.Predictions[2].ByTheory[0].Length);
        Assert.Equal(r.Predictions[2].Result.Checks[0].Value, r.Predictions[2].ByTheory[0].Single(x => x.Theory == "fear").Value, 1e-9);
        Assert.Equal(3, r.Predictions[3].ByTheory[0].Length);

        // Beside every share of posterior draws stands the one of draws from the priors; that provocations come every few months the priors say already.
        var shares = r.Predictions[0].Result.Checks.Concat(r.Predictions[1].Result.Checks).Append(r.Predictions[3].Result.Checks[0]).ToArray();
        Assert.All(shares, c => Assert.InRange(c.Prior, 0, 1));
        Assert.Contains("90 draws from the priors", down.Why, StringComparison.Ordinal);
        Assert.True(r.Predictions[1].Result.Checks[0].Prior > 0.9);
    }

    [Fact]
    public void Gradual_and_passing_changes_are_worked_out_with_the_rest()
    {
        var r = Results();
        var dearer = r.Scenarios.Single(s => s.Scenario == "dearer" && s.Theory == "fear");
        Assert.Equal("solved", dearer.Status);
        var path = dearer.Curves.Single(c => c.Name == "patron reward");
        Assert.True(path.After[0] > path.After[24]); // dearer by and by
        Assert.True(dearer.Quantities.Single(q => q.Name == "share patron reward").Change < -0.01);
        var brief = r.Scenarios.Single(s => s.Scenario == "a while" && s.Theory == "fear");
        var course = brief.Curves.Single(c => c.Name == "patron reward");
        Assert.All(course.After.Take(6), x => Assert.Equal(1, x, 1e-6));
        Assert.True(course.After[6] < 0.9);
        Assert.Equal(0, brief.Quantities.Single(q => q.Name == "share patron reward").Change, 1e-9);
    }

    [Fact]
    public void Where_threats_pay_is_told_for_every_situation_of_the_record()
    {
        var r = Results();
        Assert.Equal(3, r.Marginal.Length);
        var fear = r.Marginal.Single(m => m.Theory == "fear");
        Assert.Equal(["provoke"], fear.Moves);
        Assert.Equal(2, fear.Cells.Length);
        Assert.All(fear.Cells, c => Assert.True(c.Values[0] > 0.1 && c.Lows[0] <= c.Values[0] + 0.1 && c.Positive[0] == 1)); // a provocation is paid for
        var plain = r.Marginal.Single(m => m.Theory == "base");
        Assert.All(plain.Cells, c => Assert.Equal(0, c.Values[0], 1e-6)); // a patron that looks at nothing pays nothing
    }

    [Fact]
    public void One_thread_gives_the_same_bits_as_two()
    {
        StudyResults one = Results(1, "one"), two = Results(2, "two");
        Assert.Equal(one.Predictions.SelectMany(p => p.ByTheory).SelectMany(x => x), two.Predictions.SelectMany(p => p.ByTheory).SelectMany(x => x));
        Assert.Equal(one.Scenarios.SelectMany(s => s.Quantities).SelectMany(q => q.Changes), two.Scenarios.SelectMany(s => s.Quantities).SelectMany(q => q.Changes));
        Assert.Equal(one.Marginal.SelectMany(m => m.Cells).SelectMany(c => c.Highs), two.Marginal.SelectMany(m => m.Cells).SelectMany(c => c.Highs));
    }

    [Theory]
    [InlineData("what if \"x\" client never plays provoke, from 1999-12", "W109")]
    [InlineData("what if \"x\" client never plays provoke, from 2010-02", "W109")]
    [InlineData("what if \"x\" client never plays provoke or hold", "S409")]
    [InlineData("what if \"x\" weight feer = 0", "G209")]
    [InlineData("what if \"x\" client act as one", "S410")]
    [InlineData("what if \"x\" defang of client", "T123")]
    [InlineData("what if \"x\" freeze patron, gradually over 6 months", "W117")]
    [InlineData("what if \"x\" warmth never reaches close; warmth stays close", "W115")]
    public void Bad_what_ifs_are_said_to_be_bad_when_the_study_is_read(string clause, string code)
    {
        Write("small.study", Study + "\n" + clause + "\n");
        var e = Assert.Throws<BadInputException>(() => StudyFolder.Open(Folder));
        Assert.Contains(e.Diagnostics, d => d.Code == code);
        Assert.All(e.Diagnostics, d => Assert.Equal("small.study", d.File));
    }
}
