using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>Fitted theories under scrutiny: leave-one-out, census of equilibria, profiles of weights.</summary>
public sealed class ScrutinyTests : SmallStudy
{
    [Fact]
    public void Every_theory_is_scrutinised_and_the_maker_of_the_record_foretells_best()
    {
        var r = Run();
        var s = r.Scrutiny!;
        Assert.Equal(r.Theories.Select(t => t.Name), s.Theories.Select(w => w!.Theory));
        var theories = s.Rows.Where(x => x.Work is not null).ToArray();
        Assert.Equal(["fear", "base", "kin"], theories.Select(x => x.Name));

        // With two situations a table of choices is nearly the truth itself: it may lead by chance, never by what separates. Forecasters that know less foretell worse.
        Assert.Equal(["Markov chain of habits", "base rates", "habit and the month's earlier moves", "table of choices by situation"], s.Rows.Where(x => x.Work is null).Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.False(s.Rows.Single(x => x.Name == "table of choices by situation").Difference.Separates);
        Assert.All(s.Rows.Where(x => x.Name is "base rates" or "Markov chain of habits"), x => Assert.Equal("foretells worse", x.Says));
        Assert.Equal(1, s.Rows.Sum(x => x.Stacking ?? 0), 1e-9);
        Assert.True(theories[0].Stacking > 0.8);
        Assert.All(s.Rows.Where(x => x.Work is not null), x => Assert.True(x.Sound && x.Work!.EffectiveParameters is > 1 and < 8 && x.Work.MonteCarloError < 0.5, $"{x.Name}: {x.Work!.ApproximationShape}, {x.Work.EffectiveParameters}, {x.Work.MonteCarloError}"));

        // Scores are of the moves: between the fit's own log-likelihood, which has seen every month, and what base rates get.
        foreach (var (work, fit) in s.Theories.Zip(r.Theories))
        {
            Assert.Equal(120, work!.LeaveOneOut!.ByPeriod.Length);
            Assert.True(work.LeaveOneOut.Score < fit.MoveLogLikelihood);
        }

        Assert.Contains(r.Answer.Reasons, x => x.StartsWith("each month foretold from all others, fear does best; ", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_do_not_depend_on_threads_and_are_taken_from_the_store()
    {
        var one = Run(threads: 1, store: "one").Scrutiny!;
        var three = Run(threads: 3, store: "three").Scrutiny!;
        Assert.Equal(one.Rows.SelectMany(x => x.Work?.ByPeriod ?? []), three.Rows.SelectMany(x => x.Work?.ByPeriod ?? []));
        Assert.Equal(one.Theories.SelectMany(t => t!.Profiles), three.Theories.SelectMany(t => t!.Profiles));
        Assert.Equal(one.Theories.SelectMany(t => t!.Censuses.SelectMany(c => c.Entries)), three.Theories.SelectMany(t => t!.Censuses.SelectMany(c => c.Entries)));
        int reused = 0, of = 0;
        var again = Run(threads: 2, store: "one", progress: p => (reused, of) = (Math.Max(reused, p.Reused), p.Of)).Scrutiny!;
        Assert.Equal(of, reused);
        Assert.Equal(one.Rows.SelectMany(x => x.Work?.Shape ?? []), again.Rows.SelectMany(x => x.Work?.Shape ?? [])); // infinities and all
    }

    [Fact]
    public void Profiles_end_at_bounds_and_lie_beside_Wald_where_the_likelihood_is_round()
    {
        var r = Run();
        var kin = r.Scrutiny!.Theories[1]!.Profiles;
        Assert.Equal("kin", kin[0].Parameter);
        Assert.True(kin[0].Own);
        Assert.Equal(("bound", 0.0), (kin[0].LowEnd, kin[0].Low)); // the record was made without it, and it cannot be negative
        Assert.Equal("crossed", kin[0].HighEnd);
        Assert.Equal(["price", "risk"], kin.Skip(1).Select(p => p.Parameter).Order()); // what conceding costs the patron and threatening the client
        Assert.All(kin.Skip(1), p => Assert.False(p.Own));
        var fear = r.Scrutiny.Theories[2]!.Profiles.Single(p => p.Parameter == "fear");
        double error = r.Theories[2].Parameters.Single(p => p.Name == "fear").Hessian!.Value;
        Assert.Equal(("crossed", "crossed"), (fear.LowEnd, fear.HighEnd));
        Assert.InRange((fear.High - fear.Low) / (2 * 1.96 * error), 0.95, 1.1);
        Assert.All(r.Scrutiny.Theories.SelectMany(t => t!.Profiles), p => Assert.Equal((0, 0.0), (p.Restarts, p.Gain)));
    }

    // Parts that are pieces by themselves, and everything at once.
    [Fact]
    public void Parts_of_a_scrutiny_are_the_same_bits_alone_as_together()
    {
        var r = Run();
        var data = r.Study.Records[0].Sequences;
        foreach (var (fit, whole) in r.Theories.Zip(r.Scrutiny!.Theories))
        {
            var likelihood = new Likelihood(ParametricGame.Compile(r.Study.Game, fit.Name, data[0].Covariates), data);
            var profiles = Scrutineer.Profiles(r.Study.Game, likelihood, fit, [.. fit.Parameters.Select(p => p.Estimate)], CancellationToken.None);
            Assert.Equal(profiles, whole!.Profiles);
            Assert.Equal(Scrutineer.Foretelling(r.Study.Game, data, fit, 1).LeaveOneOut!.ByPeriod, whole.LeaveOneOut!.ByPeriod);
            Assert.NotEmpty(whole.Predictive);
        }
    }

    [Fact]
    public void A_profile_point_that_beats_the_fit_becomes_the_fit_that_profiles_are_measured_from()
    {
        var r = Run();
        var study = r.Study;
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, "fear", study.Records[0].Sequences[0].Covariates), study.Records[0].Sequences);
        var fit = r.Theories[2];
        double[] best = [.. fit.Parameters.Select(p => p.Estimate)];
        int k = fit.Parameters.ToList().FindIndex(p => p.Name == "risk");

        // The "fit" is the best point with risk held a unit off; held there it is no maximum, and the first profile finds the way back.
        double[] off = ProfileLikelihood.At(likelihood, best, k, best[k] + 1).Point;
        double low = likelihood.Evaluate(off, false).LogLikelihood;
        var profiles = Scrutineer.Profiles(study.Game, likelihood, fit with { LogLikelihood = low }, off, CancellationToken.None);
        var straight = r.Scrutiny!.Theories[2]!.Profiles;
        Assert.Equal(straight.Select(p => p.Parameter), profiles.Select(p => p.Parameter));
        for (int i = 0; i < profiles.Length; i++)
        {
            Assert.Equal(straight[i].Low, profiles[i].Low, 0.02);
            Assert.Equal(straight[i].High, profiles[i].High, 0.02);
        }
    }

    [Fact]
    public void One_equilibrium_is_reported_as_found_not_as_proved()
    {
        var r = Run();
        foreach (var work in r.Scrutiny!.Theories)
        {
            var census = Assert.Single(work!.Censuses);
            Assert.Equal(31, census.Starts);
            var entry = Assert.Single(census.Entries);
            Assert.True(entry.Selected);
            Assert.Equal(31 - census.Failed, entry.Hits);
            Assert.True(entry.Residual < 1e-9 && entry.Regret < 1e-7 && entry.FoldDistance > 0);
            var fit = r.Theories.Single(t => t.Name == work.Theory);
            Assert.Equal(fit.LogLikelihood, entry.LogLikelihood, 1e-6);
            Assert.Equal(fit.MoveLogLikelihood, entry.MoveLogLikelihood, 1e-6);
            Assert.Null(census.BetterFitting);
        }

        Assert.DoesNotContain(r.Answer.Reasons, x => x.Contains("equilibria", StringComparison.Ordinal) && x.Contains("λ = 0", StringComparison.Ordinal));
    }

    // Two players who like to meet: p = 1/(1 + exp(−3(2p − 1))) has three roots. Eight of ten months both join: the upper root fits better than ½, which λ = 0 leads to.
    [Fact]
    public void Three_equilibria_are_counted_and_the_better_fitting_one_is_named()
    {
        var together = new Condition.Or(new Condition.And(new Condition.Plays(0, [1]), new Condition.Plays(1, [1])), new Condition.And(new Condition.Plays(0, [0]), new Condition.Plays(1, [0])));
        var model = new GameModel
        {
            Name = "meeting",
            Players = [new Player("north", ["stay", "join"]), new Player("south", ["stay", "join"])],
            Turns = [[0, 1]],
            Terms = [new PayoffTerm(0, true, "together", [], together), new PayoffTerm(1, true, "together", [], together)],
            Weights = [new WeightSpec("together", new Prior.Normal(0, 3), double.NegativeInfinity, double.PositiveInfinity, null, [])],
            Discounts = [0, 0],
        };
        var record = new Sequence("", [.. Enumerable.Range(0, 10).Select(t => $"2000-{t + 1:00}")], [.. Enumerable.Range(0, 10).Select(t => t < 8 ? ImmutableArray.Create(1, 1) : [0, 0])], [.. Enumerable.Range(0, 10).Select(_ => ImmutableArray<int>.Empty)]);
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), [record]);
        var census = Assert.Single(Scrutineer.Censuses(likelihood, [3], 1, CancellationToken.None));
        Assert.Equal(3, census.Entries.Length);
        Assert.Equal(20 * Math.Log(0.5), census.Selected!.LogLikelihood, 1e-8);
        Assert.Equal(3 * 0.5, census.Selected.SpectralRadius, 1e-3); // 2w p(1 − p): unstable
        double p = 0.9;
        for (int i = 0; i < 200; i++)
        {
            p = 1 / (1 + Math.Exp(-3 * ((2 * p) - 1)));
        }

        var better = census.BetterFitting!;
        Assert.Equal((16 * Math.Log(p)) + (4 * Math.Log(1 - p)), better.LogLikelihood, 1e-7);
        Assert.Equal(better.LogLikelihood, better.MoveLogLikelihood, 1e-12);
        Assert.True(better.SpectralRadius < 1);

        // What a study would say of it.
        var r = Run();
        ImmutableArray<ScrutinyWork> works = [.. r.Scrutiny!.Theories.Select((w, i) => i == 2 ? w! with { Censuses = [census] } : w!)];
        var said = ScrutinyResults.Of(r.Study, r.Theories, works)!.Reasons;
        Assert.Contains(said, x => x.StartsWith("at its estimate fear has 3 equilibria, of which the one reached from λ = 0 is used; under another the record is likelier: fear by ", StringComparison.Ordinal));
    }

    // Counted again from the record by hand; a theory that can reward provocations makes records like the one that such a patron made, and habits of noise have spells of 1/(1 − share).
    [Fact]
    public void Simulated_records_stand_beside_the_record()
    {
        var r = Run();
        var moves = r.Study.Records[0].Sequences[0].Moves;
        foreach (var p in r.Scrutiny!.Theories[2]!.Predictive)
        {
            int player = p.Player == "client" ? 0 : 1, a = r.Study.Game.Players[player].Moves.IndexOf(p.Move);
            int months = moves.Count(m => m[player] == a), runs = Enumerable.Range(0, 120).Count(t => moves[t][player] == a && (t == 0 || moves[t - 1][player] != a));
            Assert.Equal(months / 120.0, p.Share.Record, 1e-12);
            Assert.Equal((double)months / runs, p.Spell!.Record, 1e-12);
            Assert.Equal(200, p.Share.Records);
            Assert.False(p.Share.Outside, $"{p}");
            Assert.InRange(p.Spell.Mean * (1 - p.Share.Mean), 0.9, 1.15); // months of this record are independent
            Assert.True(p.Share.Low < p.Share.Mean && p.Share.Mean < p.Share.High && p.Share.Chance is > 0.1 and <= 1);
        }

        Assert.Equal(4, r.Scrutiny.Theories[2]!.Predictive.Length);
    }

    // A weight in two eras: two games, each with its census, and a profile for each era's value.
    [Fact]
    public void Every_era_has_its_census_and_its_profiles()
    {
        var study = StudyFolder.Open(Folder);
        var model = study.Game with { Weights = [.. study.Game.Weights.Select(w => w.Name == "price" ? w with { Eras = [new Era("early", "2004-12"), new Era("late", null)] } : w)] };
        var data = study.Records[0].Sequences;
        var work = TheoryRunner.Run(model, "base", data, new TheoryOptions { Starts = 1, ModeStarts = 1, Draws = 0 });
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base", data[0].Covariates), data);
        double[] x = [.. work.Parameters.Select(p => p.Estimate)];
        var censuses = Scrutineer.Censuses(likelihood, x, 1, CancellationToken.None);
        Assert.Equal(2, censuses.Select(c => c.Game).Distinct().Count());
        Assert.All(censuses, c => Assert.Equal(work.LogLikelihood, Assert.Single(c.Entries).LogLikelihood, 1e-6));
        var profiles = Scrutineer.Profiles(model, likelihood, work, x, CancellationToken.None);
        Assert.Equal(["price (early)", "price (late)", "risk"], profiles.Select(p => p.Parameter).Order());
        Assert.All(profiles, p => Assert.True(p.Low < p.Estimate && p.Estimate < p.High));
    }

    // The wish to meet grows with a unit's size: at size 1 the game has one equilibrium, at size 3 three, and each unit's record is scored under its own.
    [Fact]
    public void Units_with_other_covariates_have_censuses_of_their_own()
    {
        var together = new Condition.Or(new Condition.And(new Condition.Plays(0, [1]), new Condition.Plays(1, [1])), new Condition.And(new Condition.Plays(0, [0]), new Condition.Plays(1, [0])));
        var model = new GameModel
        {
            Name = "meeting",
            Players = [new Player("north", ["stay", "join"]), new Player("south", ["stay", "join"])],
            Turns = [[0, 1]],
            Terms = [new PayoffTerm(0, true, "together", [new Factor.Covariate("size")], together), new PayoffTerm(1, true, "together", [new Factor.Covariate("size")], together)],
            Weights = [new WeightSpec("together", new Prior.Normal(0, 3), double.NegativeInfinity, double.PositiveInfinity, null, [])],
            Covariates = [new CovariateSpec("size")],
            Discounts = [0, 0],
        };
        Sequence Unit(string name, double size) => new(name, [.. Enumerable.Range(0, 10).Select(t => $"2000-{t + 1:00}")], [.. Enumerable.Range(0, 10).Select(t => t < 8 ? ImmutableArray.Create(1, 1) : [0, 0])], [.. Enumerable.Range(0, 10).Select(_ => ImmutableArray<int>.Empty)])
        {
            Covariates = ImmutableDictionary<string, double>.Empty.Add("size", size),
        };
        ImmutableArray<Sequence> data = [Unit("small", 1), Unit("large", 3)];
        var censuses = Scrutineer.Censuses(new Likelihood(ParametricGame.Compile(model, "base", data[0].Covariates), data), [1], 1, CancellationToken.None);
        Assert.Equal([("small", 1), ("large", 3)], censuses.Select(c => (c.Game, c.Entries.Length)));
        Assert.Null(censuses[0].BetterFitting);
        double half = 20 * Math.Log(0.5), p = 0.9; // the small unit at a half, the large one at its upper root
        for (int i = 0; i < 200; i++)
        {
            p = 1 / (1 + Math.Exp(-3 * ((2 * p) - 1)));
        }

        Assert.Equal(half + (16 * Math.Log(p)) + (4 * Math.Log(1 - p)), censuses[1].BetterFitting!.LogLikelihood, 1e-7);
    }

    // Where the draws are too far from the posterior nothing is ranked or mixed on them.
    [Fact]
    public void Unsound_draws_get_no_verdict_and_no_weight()
    {
        var r = Run();
        ImmutableArray<ScrutinyWork> works = [.. r.Scrutiny!.Theories.Select((w, i) => i == 2 ? w! with { LeaveOneOut = w.LeaveOneOut! with { ApproximationShape = 0.9 } } : w!)];
        var s = ScrutinyResults.Of(r.Study, r.Theories, works)!;
        var last = s.Rows[^1];
        Assert.Equal("fear", last.Name);
        Assert.Null(last.Stacking);
        Assert.Equal("draws too far from the posterior: no verdict", last.Says);
        Assert.DoesNotContain(s.Reasons, x => x.Contains("fear", StringComparison.Ordinal));
    }

    [Fact]
    public void Months_above_the_limit_are_named_with_what_was_done()
    {
        var r = Run();
        var shape = (double[])r.Scrutiny!.Theories[0]!.LeaveOneOut!.Shape.Clone();
        shape[17] = 0.85;
        ImmutableArray<ScrutinyWork> works = [.. r.Scrutiny.Theories.Select((w, i) => i == 0 ? w! with { LeaveOneOut = w.LeaveOneOut! with { Shape = shape } } : w!)];
        var month = Assert.Single(ScrutinyResults.Of(r.Study, r.Theories, works)!.Doubtful);
        Assert.Equal(("2001-06", "base", 1, 0), (month.Period, month.Theory, month.Theories, month.Refitted));
        Assert.StartsWith("client ", month.Moves, StringComparison.Ordinal);
    }
}
