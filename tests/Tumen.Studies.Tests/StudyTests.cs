using System.Text.Json;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>A small study run from files to results.</summary>
public sealed class StudyTests : SmallStudy
{
    [Fact]
    public void The_theory_that_made_the_record_wins_and_everything_is_certified()
    {
        var r = Run();
        Assert.Equal("fear", r.Answer.Best);
        Assert.All(r.Theories, t => Assert.Equal("converged", t.Status));
        Assert.All(r.Theories, t => Assert.InRange(t.Residual, 0, 1e-10));
        Assert.Equal(1, r.Posterior.Sum(), 1e-12);
        Assert.Equal(12, r.Theories[0].HoldOutByPeriod.Length);
        Assert.True(r.Pairs.Single(p => p.First == "base" && p.Second == "kin").Test!.Nested);
        Assert.Equal(120, r.Records[0].Periods);
    }

    [Fact]
    public void A_second_run_takes_everything_from_the_store_and_says_the_same()
    {
        var first = Run();
        StudyProgress? last = null;
        var second = Run(progress: p => last = p);
        Assert.Equal(30, last!.Reused); // two designs, three theories before data, fitted, their outlooks, three parts of their scrutiny and a profile a weight, what the record could tell apart, the base game in which nobody looks ahead
        Assert.Equal(first.Posterior, second.Posterior);
        Assert.Equal(first.Answer.Sentence, second.Answer.Sentence);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var one = Run(1, "one");
        var two = Run(2, "two");
        for (int i = 0; i < one.Theories.Length; i++)
        {
            Assert.Equal(one.Theories[i].LogLikelihood, two.Theories[i].LogLikelihood);
            Assert.Equal(one.Theories[i].Parameters.Select(p => p.Estimate), two.Theories[i].Parameters.Select(p => p.Estimate));
            Assert.Equal(one.Theories[i].Leverage!.Capacity, two.Theories[i].Leverage!.Capacity);
        }
    }

    // A killed run leaves whole pieces; a torn piece counts as absent.
    [Fact]
    public void A_torn_piece_is_done_again()
    {
        var first = Run();
        string piece = Directory.GetFiles(Path.Combine(Folder, "store"), "*.piece")[0];
        File.WriteAllText(piece, File.ReadAllText(piece)[..100]);
        StudyProgress? last = null;
        var second = Run(progress: p => last = p);
        Assert.Equal(29, last!.Reused);
        Assert.Equal(first.Posterior, second.Posterior);
    }

    [Fact]
    public void Cancelling_keeps_what_is_done()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => StudyRunner.Run(
            StudyFolder.Open(Folder), new ResultStore(Path.Combine(Folder, "store")), 1, 1, p => { if (p.Done == 1) { cancel.Cancel(); } }, cancel.Token));
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, "store"), "*.piece"));
    }

    [Theory]
    [InlineData("small.study", "game \"small.game\"", "game \"../other.game\"", "S515")]
    [InlineData("small.study", "game \"small.game\"", "game \"missing.game\"", "S512")]
    [InlineData("small.study", "last 12 months", "last 120 months", "S511")]
    [InlineData("small.study", ", 2000-01 to 2009-12", "", "S510")]
    [InlineData("small.study", "study \"Does", "foretell \"early\" 2000-01 to 2001-12\nstudy \"Does", "S516")]
    [InlineData("small.study", "study \"Does", "claims \"none.claims\"\nstudy \"Does", "S512")]
    [InlineData("small.game", "situation warmth", "situation wamth", "G202")]
    [InlineData("small.codebook", "actor is N", "author is N", "R131")]
    [InlineData("events.csv", "event_id,date,actor", "event_id,actor,date", "R113")]
    public void Wrong_input_is_named(string file, string from, string to, string code)
    {
        Write(file, File.ReadAllText(Path.Combine(Folder, file)).Replace(from, to, StringComparison.Ordinal));
        var e = Assert.Throws<BadInputException>(() => StudyFolder.Open(Folder));
        Assert.Contains(e.Diagnostics, d => d.Code == code);
    }

    [Fact]
    public void Responses_average_the_models_chances_over_the_records_months()
    {
        var r = Run();
        foreach (var row in r.Theories[0].Responses)
        {
            Assert.Equal(1, row.Model.Sum(), 1e-9);
            Assert.Equal(1, row.Record.Sum(), 1e-9);
        }
    }

    private const string Claims = """
        claims "Someone (2001)"
        claim S1 fact "visits follow tests"
              often patron plays reward within 0 months after client plays provoke more than otherwise
        claim S2 fact "visits precede tests"
              often patron plays reward within 0 months after client plays provoke less than otherwise
        claim S3 theory "fear pays"
              theory "fear" favoured over base
              theory "fear" foretells "late" better than base
        claim S4 theory "kinship"  theory "kin" favoured over "fear"
        claim S5 mechanism "fear is felt"  weight fear of "fear" above 0
        claim S6 counterfactual "too early"  scenario "none" lowers capacity
        claim S7 assumption "unitary"  not observable "assumed"
        """;

    // The record was made by a patron that rewards provocations and a client that does not look: the claims have known answers.
    [Fact]
    public void Claims_are_judged_on_the_record_and_on_the_theories()
    {
        Write("small.claims", Claims);
        Write("small.study", Study + """

            family "both" "kin", "fear"
            also assume "patient" discount 0.97
            also assume "two eras" weights of patron differ after 2004-12
            foretell "late" 2007-01 to 2009-12
            what if "none" client never plays provoke
            watch "a visit" patron plays reward within 3 months
            claims "small.claims"
            """);
        StudyResults? early = null;
        var study = StudyFolder.Open(Folder);
        var r = StudyRunner.Run(study, new ResultStore(Path.Combine(Folder, "store")), 1, 2, null, CancellationToken.None, x => early = x);
        Assert.Equal(
            [ClaimVerdict.Supported, ClaimVerdict.Contradicted, ClaimVerdict.Supported, ClaimVerdict.Contradicted, ClaimVerdict.Supported],
            r.Claims.Take(5).Select(c => c.Checks[0].Verdict));
        Assert.Equal(r.Foresights[0].Scores[2].Score - r.Foresights[0].Scores[0].Score, r.Claims[2].Checks[1].Value, 1e-9);
        Assert.Equal(ClaimVerdict.NotObservable, r.Claims[6].Verdict);
        Assert.True(r.Claims[0].Checks[0].Value > 20);
        Assert.Contains(r.Claims[0].Checks[0].Behind, b => b.Contains(": V", StringComparison.Ordinal));
        Assert.NotNull(early);
        Assert.Equal(ClaimVerdict.NotYet, early.Claims[2].Verdict);
        Assert.Equal(r.Posterior, early.Posterior);
        Assert.Equal(["patient", "two eras"], r.Variations.Select(v => v.Record));
        Assert.All(r.Variations, v => Assert.Equal(1, v.Posterior.Sum(), 1e-12));
        Assert.Equal(r.Posterior[1] + r.Posterior[2], r.Averaged.Families[0], 1e-12);
        var eras = Assert.Single(r.EraTests);
        Assert.Equal(3, eras.Rows.Length);
        var visit = Assert.Single(r.Watch);
        Assert.Equal("2009-12", visit.After);
        Assert.InRange(visit.Chance, 0.2, 0.95);
        Assert.InRange(visit.Information, 0, visit.Uncertainty + 1e-12);
        Assert.Equal(3, r.Scenarios.Length);
        Assert.All(r.Scenarios, s => Assert.Equal("solved", s.Status));
        var late = Assert.Single(r.Foresights);
        Assert.Equal(36, late.Months);
        Assert.Equal(36, late.Scores[0].ByPeriod.Length);
        Assert.All(late.Scores, s => Assert.Equal(s.Score, s.ByPeriod.Sum(), 1e-9));
        Assert.NotNull(r.Averaged.Capacity);
    }

    // Two units of one process: one size for both is what a panel should prefer.
    [Fact]
    public void A_panel_fits_units_together_and_alone()
    {
        Write("small.study", Study.Replace("2000-01 to 2009-12", "2000-01 to 2004-12 as \"early\" and \"events.csv\" coded by \"small.codebook\", 2005-01 to 2009-12 as \"late\"", StringComparison.Ordinal));
        var r = Run();
        Assert.Equal(["early", "late"], r.Units.Select(u => u.Unit));
        Assert.Equal(120, r.Records[0].Periods);
        for (int i = 0; i < r.Theories.Length; i++)
        {
            Assert.True(r.Theories[i].LogMarginalLikelihood > r.Units.Sum(u => u.LogMarginalLikelihoods[i]), r.Theories[i].Name);
        }

        Assert.StartsWith("early ", r.Evidence[0].Top.First(m => m.Period.StartsWith("early", StringComparison.Ordinal)).Period, StringComparison.Ordinal);
    }
}
