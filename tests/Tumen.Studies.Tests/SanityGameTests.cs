using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies.Tests;

/// <summary>E9 of the catalog: a frozen situation cannot be told from a constant, and the study says so.</summary>
public sealed class SanityGameTests
{
    private const int Months = 20_000, MonthsKept = 240;
    private const ulong Seed = 9;

    private static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                string there = Path.Combine(at.FullName, "catalog", "episodes", "e9-sanity");
                if (Directory.Exists(there))
                {
                    return there;
                }
            }

            throw new DirectoryNotFoundException("catalog/episodes/e9-sanity is part of the sources and must be above the test's folder");
        }
    }

    private static GameModel Game => GameFile.Parse(File.ReadAllText(Path.Combine(Folder, "e9-sanity.game")), "e9-sanity.game").Required;

    private static JsonElement Expected => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json"))).RootElement;

    private static Sequence Drawn(int months)
    {
        var affection = ParametricGame.Compile(Game, "affection");
        var drawn = Expected.GetProperty("drawn");
        var game = affection.At([.. affection.Weights.Select(w => drawn.GetProperty(w.Name).GetDouble())], []);
        var played = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1, Convention = Game.Values }, TestContext.Current.CancellationToken);
        var start = new double[game.StateCount];
        start[game.States.Index([1, 1])] = 1;
        var history = new Simulator(Play.Of(game, played.Strategies)).History(start, months, Seed, 0);
        return new Sequence("", [.. history.Select((_, t) => $"{1 + t}")], [.. history.Select(h => ImmutableArray.Create(game.Profiles.Move(h.Profile, 0), game.Profiles.Move(h.Profile, 1)))],
            [.. history.Select(h => ImmutableArray.Create(game.States.Level(h.State, 0), game.States.Level(h.State, 1)))]);
    }

    [Fact]
    public void Buffer_fitted_to_affection_gives_the_same_likelihood_and_the_weight_that_was_drawn()
    {
        var record = Drawn(Months);
        Assert.All(record.Levels, l => Assert.Equal(1, l[0]));
        FitResult Fit(string theory) => Estimator.Fit(new Likelihood(ParametricGame.Compile(Game, theory), [record]), new FitOptions { Starts = 2, Seed = 1 }, TestContext.Current.CancellationToken);
        FitResult affection = Fit("affection"), buffer = Fit("buffer");
        Assert.Equal(FitStatus.Converged, affection.Status);
        Assert.Equal(affection.LogLikelihood, buffer.LogLikelihood, 1e-8 * Math.Abs(affection.LogLikelihood));
        var kin = affection.Estimates.Single(e => e.Parameter.Name == "kin");
        var same = buffer.Estimates.Single(e => e.Parameter.Name == "buffer");
        Assert.Equal(kin.Value, same.Value, 1e-6);
        Assert.InRange(Math.Abs(kin.Value - Expected.GetProperty("estimate").GetDouble()), 0, 2 * kin.Errors.Hessian!.Value);
        Assert.InRange(kin.Errors.Hessian!.Value, 0, 0.02);
    }

    [Fact]
    public void The_study_says_that_presence_never_moved()
    {
        if (Environment.GetEnvironmentVariable("TUMEN_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(Folder, "record.csv"), Csv(Drawn(MonthsKept)));
        }

        Assert.Equal(Csv(Drawn(MonthsKept)), File.ReadAllText(Path.Combine(Folder, "record.csv")).ReplaceLineEndings("\n"));
        var study = StudyFolder.Open(Folder);
        string store = Directory.CreateTempSubdirectory("tumen-sanity-").FullName;
        try
        {
            var r = StudyRunner.Run(study, new ResultStore(store), 1, 2, null, TestContext.Current.CancellationToken);
            Assert.Contains(r.Merged, n => n.Contains(Expected.GetProperty("says").GetString()!, StringComparison.Ordinal));
            Assert.Equal(r.Theories[1].LogLikelihood, r.Theories[2].LogLikelihood, 1e-6);
            Assert.False(r.Answer.Conclusive);
        }
        finally
        {
            Directory.Delete(store, true);
        }
    }

    // Both motives in one theory: the record tells their sum only. Said before the fit, found in the fit, and no test is made on it; its probability stands, for the priors are proper.
    [Fact]
    public void A_theory_with_both_motives_is_not_identified_and_stops_its_tests()
    {
        string folder = Directory.CreateTempSubdirectory("tumen-sanity-").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(Folder))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            string game = Path.Combine(folder, "e9-sanity.game"), study = Directory.GetFiles(folder, "*.study").Single();
            File.WriteAllText(game, File.ReadAllText(game).Replace("estimate every weight", "theory \"both\" builds on \"affection\", \"buffer\"\n\nestimate every weight", StringComparison.Ordinal));
            File.WriteAllText(study, File.ReadAllText(study).Replace("\"buffer\"", "\"buffer\", \"both\"", StringComparison.Ordinal));
            var r = StudyRunner.Run(StudyFolder.Open(folder), new ResultStore(Path.Combine(folder, "store")), 1, 2, null, TestContext.Current.CancellationToken);
            var both = r.Theories.Single(t => t.Name == "both");
            var found = r.Identified.Single(x => x.Theory == "both");
            Assert.Equal(found.Weights - 1, found.RankVisited);
            Assert.Equal(found.Weights, found.Rank);
            foreach (var direction in new[] { Assert.Single(both.Null), Assert.Single(both.ModeSilent), Assert.Single(found.NotHere) })
            {
                Assert.Equal(["buffer", "kin"], direction.Direction.Keys.Order());
                Assert.Equal(-1, direction.Direction["kin"] / direction.Direction["buffer"], 1e-5);
            }

            Assert.Empty(both.ModeNull);
            Assert.Null(Standing.NoProbability(both));
            Assert.All(r.Pairs.Where(p => p.Second == "both"), p => Assert.Contains("both: not identified: no choice of this record tells", p.Withheld, StringComparison.Ordinal));
            Assert.NotNull(r.Pairs.Single(p => p.First == "affection" && p.Second == "buffer").Test);
            Assert.Empty(r.Theories.Single(t => t.Name == "buffer").Null);
            var remark = Assert.Single(PriorReview.Remarks(StudyFolder.Open(folder), 1, TestContext.Current.CancellationToken));
            Assert.Equal("R220", remark.Code);
            Assert.Contains("\"both\"", remark.Message, StringComparison.Ordinal);
            Assert.NotEmpty(remark.Helps);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static string Csv(Sequence s)
    {
        var g = Game;
        return "period,client,patron,presence,warmth\n" + string.Concat(s.Periods.Select((p, t) =>
            $"{p},{g.Players[0].Moves[s.Moves[t][0]]},{g.Players[1].Moves[s.Moves[t][1]]},{g.Situations[0].Levels[s.Levels[t][0]]},{g.Situations[1].Levels[s.Levels[t][1]]}\n"));
    }
}
