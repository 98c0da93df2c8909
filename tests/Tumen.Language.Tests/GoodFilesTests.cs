using Tumen.Model;

namespace Tumen.Language.Tests;

public sealed class GoodFilesTests
{
    [Fact]
    public void The_surface_example_is_read()
    {
        var text = TestFiles.Read("good/surface.game");
        var parsed = GameFile.Parse(text, "surface.game");
        Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
        var game = parsed.Required;
        Assert.Equal("Patron, client and rival", game.Name);
        Assert.Equal(["client", "patron", "rival"], game.Players.Select(p => p.Name));
        Assert.Equal(["pressure", "warmth", "talks", "provoked", "seoul"], game.Situations.Select(s => s.Name));
        Assert.Equal(1, game.Situations[1].StartsAt);
        Assert.Equal(["fear", "aid", "opening", "risk", "discipline", "pretext", "effort", "buffer", "entangle"], game.Weights.Select(w => w.Name));
        Assert.Equal(0, game.Weights[0].Lower);
        Assert.Equal(double.NegativeInfinity, game.Weights[1].Lower);
        Assert.Equal("warming", Assert.Single(game.Chances).Name);
        Assert.Equal(7, game.Terms.Length);
        Assert.Equal(["buffer"], game.Theories[1].BuildsOn);
        Assert.Equal("Li Bin", game.Theories[1].Source);
        Assert.Equal(new Assumption(0, null, 0, game.Theories[2].Assumptions[0].Place), game.Theories[2].Assumptions[0]);
        Assert.Equal([0.95, 0.95, 0.95], game.Discounts);
        Assert.Equal(1, game.Instruments!.Quiet);
        Assert.Equal(1, game.Threats!.Quiet);
    }

    [Fact]
    public void An_if_belongs_to_its_own_term_only()
    {
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        var aid = game.Terms.Single(t => t.Weight == "aid");
        var opening = game.Terms.Single(t => t.Weight == "opening");
        Assert.IsType<Condition.AlwaysTrue>(aid.If);
        Assert.Equal(new Condition.LevelIn(2, [1]), opening.If);
    }

    [Fact]
    public void The_whole_frame_with_its_codebook_and_study_is_read()
    {
        var text = TestFiles.Read("good/china-dprk.game");
        var game = GameFile.Parse(text, "china-dprk.game");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        Assert.Equal(432, game.Required.Situations.Aggregate(1, (n, s) => n * s.Levels.Length));
        Assert.Equal(13, game.Required.Theories.Length);
        Assert.Equal(25, game.Required.Weights.Length);

        var codebookText = TestFiles.Read("good/china-dprk.codebook");
        var codebook = CodebookFile.Parse(codebookText, "china-dprk.codebook", game.Required);
        Assert.True(codebook.IsGood, Diagnostics.Render(codebook.Diagnostics, codebookText));
        Assert.Equal(10, codebook.Required.Rules.Length);

        var studyText = TestFiles.Read("good/china-dprk.study");
        var study = StudyFile.Parse(studyText, "china-dprk.study", game.Required);
        Assert.True(study.IsGood, Diagnostics.Render(study.Diagnostics, studyText));
        Assert.Equal(36, study.Required.HoldOut);
        Assert.Equal(7, study.Required.Scenarios.Length);
        Assert.Equal(4, study.Required.Scenarios[4].Edits.Length);
        Assert.Equal(60, study.Required.Scenarios[4].Periods);
    }

    [Fact]
    public void Every_kind_of_change_is_read()
    {
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        ScenarioSpec Read(string edits)
        {
            string text = $"study \"Is it so?\"\ngame \"surface.game\"\nrecords \"e.csv\" coded by \"two.codebook\", 1990-01 to 2025-12\ncompare base, \"buffer\"\nwhat if \"x\" {edits}\nwatch \"r\" patron plays reward within 3 months\n";
            Assert.True(StudyFile.Parse(text, "s.study").IsGood); // the form alone, before the game is known
            var parsed = StudyFile.Parse(text, "s.study", game);
            Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
            return Assert.Single(parsed.Required.Scenarios);
        }

        Assert.Equal(("pressure", "high"), Assert.IsType<ScenarioEdit.NeverReaches>(Assert.Single(Read("pressure never reaches high").Edits)) is var n ? (n.Situation, n.Level) : default);
        Assert.Equal("patron", Assert.IsType<ScenarioEdit.Freeze>(Assert.Single(Read("freeze patron").Edits)).Player);
        Assert.True(Assert.IsType<ScenarioEdit.Coalition>(Assert.Single(Read("client and patron act as one, moving last, weights 1, 2").Edits)) is { AtLatestTurn: true } c && c.Weights.SequenceEqual([1, 2]));
        Assert.False(Assert.IsType<ScenarioEdit.Coalition>(Assert.Single(Read("client and patron act as one").Edits)).AtLatestTurn);
        Assert.IsType<Condition.AlwaysTrue>(Assert.IsType<ScenarioEdit.CountsWhen>(Assert.Single(Read("weight aid counts always").Edits)).If);
        var two = Read("weight aid counts if pressure is high; weight aid times 2, from 2020-01 for 6 months");
        Assert.Equal(("2020-01", 6, null), (two.From, two.Periods, two.Gradual));
        Assert.IsType<Condition.LevelIn>(Assert.IsType<ScenarioEdit.CountsWhen>(two.Edits[0]).If);
        Assert.Equal(60, Read("weight aid = 0, gradually over 60 months").Gradual);
    }

    [Fact]
    public void A_study_says_what_its_answer_leans_on()
    {
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        var text = TestFiles.Read("good/full.study");
        var parsed = StudyFile.Parse(text, "full.study", game);
        Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
        var study = parsed.Required;
        Assert.Equal(["North", "South"], study.Records[0].Joined.Prepend(study.Records[0]).Select(r => r.Unit));
        Assert.Equal("other.codebook", study.Records[0].Joined[0].CodebookFile);
        Assert.Equal(2, study.Variations[1].Changes.Length);
        Assert.Equal(0.97, Assert.IsType<Variation.Discount>(study.Variations[0].Changes[0]).Value);
        Assert.Equal(("patron", "2017-12"), study.Variations[2].Changes[0] is Variation.Eras e ? (e.Player, e.Until) : default);
        Assert.Equal(("2018-11", "2025-12"), (study.Foresights[0].From, study.Foresights[0].To));
        Assert.Equal(["buffer", "entrapment"], study.Families[0].Theories);
        Assert.Equal("full.claims", study.ClaimsFile);
    }

    [Fact]
    public void Every_form_of_a_check_is_read()
    {
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        var study = StudyFile.Parse(TestFiles.Read("good/full.study"), "full.study", game).Required;
        var text = TestFiles.Read("good/full.claims");
        var parsed = ClaimsFile.Parse(text, "full.claims", game, study);
        Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
        var claims = parsed.Required.Claims;
        Assert.Equal(["S1", "S2", "S3", "S4", "S5"], claims.Select(c => c.Id));
        Assert.Equal("¶1", claims[0].Where);
        var after = Assert.IsType<ClaimCheck.Frequency>(claims[0].Checks[1]);
        Assert.Equal((2, "within 2 months after client plays provoke", true), (after.In.After, after.In.Says, after.More));
        Assert.Null(after.Than);
        var both = Assert.IsType<ClaimCheck.Frequency>(claims[1].Checks[0]);
        Assert.Equal(("1995-01", "2005-12"), (both.In.From, both.In.To));
        Assert.False(both.More);
        Assert.NotNull(both.Than);
        Assert.Equal("few months", claims[1].Remark);
        Assert.Equal(Direction.Stays, Assert.IsType<ClaimCheck.EraChange>(claims[1].Checks[2]).Direction);
        Assert.Equal("base", Assert.IsType<ClaimCheck.Favoured>(claims[2].Checks[0]).Over);
        Assert.Null(Assert.IsType<ClaimCheck.Foretells>(claims[2].Checks[1]).Over);
        Assert.Equal(new Quantity.MoveShare("client", "provoke"), Assert.IsType<ClaimCheck.Moves>(claims[3].Checks[1]).Of);
        Assert.Equal(new Quantity.LevelShare("warmth", "close"), Assert.IsType<ClaimCheck.Moves>(claims[3].Checks[2]).Of);
        Assert.Equal(new Quantity.ReturnTime("client", "provoke"), Assert.IsType<ClaimCheck.Moves>(claims[3].Checks[3]).Of);
        Assert.Equal("entrapment", Assert.IsType<ClaimCheck.IndexAt>(claims[3].Checks[5]).Theory);
        Assert.Equal("assumed", claims[4].NotObservable);
        Assert.Empty(claims[4].Checks);
    }

    [Fact]
    public void Menus_say_where_moves_may_be_chosen()
    {
        var game = GameFile.Parse(TestFiles.Read("good/menus.game"), "menus.game").Required;
        Assert.Equal([new Condition.LevelIn(0, [1]), Condition.Always], game.Players[0].Allowed);
        Assert.Empty(game.Players[1].Allowed);
        var menus = ParametricGame.Compile(game, "base").Menus!;
        Assert.False(menus.Allows(0, 0, 0));
        Assert.True(menus.Allows(1, 0, 0));
        var equation = Assert.Single(Explainer.Explain(game, 3));
        Assert.Equal("A[client](s) holds provoke where arsenal is built; elsewhere σ[client](provoke | s) = 0", equation.Text);
        Assert.DoesNotContain(Reviewer.Review(game, "menus.game"), d => d.Message.Contains("arsenal", StringComparison.Ordinal) && d.Code == "R2");

        // Conditions of several moves, with or, parentheses, numbers and a label.
        string text = TestFiles.Read("good/menus.game").Replace("may provoke if arsenal is built, hold", "may provoke = 2 if not (arsenal is none or built) or arsenal is built, hold = 0 \"the client\"", StringComparison.Ordinal);
        var other = GameFile.Parse(text, "menus.game").Required;
        Assert.Equal(2, other.Players[0].Value(0));
        Assert.Equal("the client", other.Players[0].Display);
        Assert.True(other.Players[0].Allowed[0].Holds([1], []));
        Assert.False(other.Players[0].Allowed[0].Holds([0], []));
    }

    [Fact]
    public void A_covariate_by_month_is_a_situation_that_is_given_from_outside()
    {
        string text = TestFiles.Read("good/menus.game").Replace("situation arsenal", "covariate trade by month from 0 to 4 by 2 \"imports\" starts 2, expected to be drawn normal, deviation 0.5, mean 0.2, 0.9 * trade\nsituation arsenal", StringComparison.Ordinal)
            .Replace("gains prize if", "gains prize * trade if trade at least 2 and", StringComparison.Ordinal);
        var game = GameFile.Parse(text, "menus.game").Required;
        Assert.Equal(["0", "2", "4"], game.Situations[0].Levels);
        Assert.Equal(("imports", 1), (game.Situations[0].Label, game.Situations[0].StartsAt));
        Assert.True(game.Laws[0].IsExpectation);
        Assert.Equal(0.9, game.Laws[0].Normal!.Mean[1].Coefficient);
        Assert.Equal([new Factor.LevelOf(0)], game.Terms[0].Factors);
        Assert.Empty(game.Covariates);
        Assert.StartsWith("players expect Pr(trade′ = k", Assert.Single(Explainer.Explain(game, 7)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Reviewer.Review(game, "menus.game"), d => d.Message.Contains("trade", StringComparison.Ordinal));
        var stays = GameFile.Parse(text.Replace("to be drawn normal, deviation 0.5, mean 0.2, 0.9 * trade", "to stay", StringComparison.Ordinal), "menus.game").Required;
        Assert.True(stays.Laws[0] is { IsExpectation: true, Normal: null, Lines.IsEmpty: true });
        Assert.DoesNotContain(Reviewer.Review(stays, "menus.game"), d => d.Message.Contains("trade", StringComparison.Ordinal));
    }
}
