using System.Globalization;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Catalog.Tests;

/// <summary>Published problems from nothing, through the language: paths reach optima that the published starts do not, and their equilibria are certified.</summary>
public class ColdStartTests
{
    private static readonly string[] Attack = ["hold_back", "attack"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Likelihood TugOfWar()
    {
        var game = CatalogFiles.Game("journals/io/gibilisco-crisman-cox-2024/tug-of-war.game");
        return new Likelihood(ParametricGame.Compile(game, "base"), CatalogFiles.Record(game, CatalogFiles.Rows("tow/mainData.csv")
            .Select(r => $"{r["Date"][..7]},{Attack[r["Hattacks"] is "0" ? 0 : 1]},{Attack[r["Fattacks"] is "0" ? 0 : 1]},{r["states"]}").Prepend("period,hamas,fatah,popularity")));
    }

    // The published estimate has -278.20148; this optimum lies 5.4 nats above it. That none lies higher is not claimed.
    private static void HigherThanPublished(Likelihood likelihood, params PathStart[] paths)
    {
        var fit = Estimator.Fit(likelihood, new FitOptions { Paths = [.. paths], OnlyGiven = true }, Cancel);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(-272.75163, fit.MoveLogLikelihood, 1e-4);
        Assert.Equal([0.00989, 0.2440, -0.000262, -2.2736], fit.Estimates.Select(e => e.Value), (a, b) => Math.Abs(a - b) < 1e-3 * Math.Max(0.02, Math.Abs(a)));
        Assert.InRange(fit.Equilibria[0].Certificate.Residual, 0, 1e-10);
    }

    [Fact]
    public void The_tug_of_war_over_finer_and_finer_grids()
    {
        var likelihood = TugOfWar();
        HigherThanPublished(likelihood, [.. GridPath.Take(likelihood, 4, cancel: Cancel)]);
    }

    // The published estimate itself, from nothing: raised from 0.5 the discount factors lead to it.
    [Fact]
    public void The_tug_of_war_up_from_short_sight()
    {
        var likelihood = TugOfWar();
        var fit = Estimator.Fit(likelihood, new FitOptions { Paths = [DiscountPath.Take(likelihood, cancel: Cancel)!], OnlyGiven = true }, Cancel);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.InRange(fit.MoveLogLikelihood, -278.20148 - 1e-5, -272.7516);
        Assert.InRange(fit.Equilibria[0].Certificate.Residual, 0, 1e-10);
    }

    // Starts drawn around (0, 0, -0.25, -2.5) with spreads (.05, .01, .5, .5), or standard normal for tit for tat: each of them ends at the published optimum.
    [Theory]
    [InlineData("tug-of-war-coarse", 1, 40, -275.37529171)]
    [InlineData("tug-of-war-coarse", 1.5, 40, -274.41525470)]
    [InlineData("tit-for-tat", 1, 60, -278.58850986)]
    public void Every_cold_start_of_the_small_games_ends_at_the_published_optimum(string name, double step, int starts, double published)
    {
        bool titForTat = name == "tit-for-tat";
        string text = CatalogFiles.Text($"journals/io/gibilisco-crisman-cox-2024/{name}.game");
        Assert.Contains(titForTat ? "revenge" : "by 1 ", text, StringComparison.Ordinal);
        var game = GameFile.Parse(text.Replace("by 1 ", string.Create(CultureInfo.InvariantCulture, $"by {step} "), StringComparison.Ordinal), name).Required;
        string folder = Path.Combine(Path.GetTempPath(), "tumen-small-" + Guid.NewGuid().ToString("N"));
        PublishedTables.Write("tow", folder);
        var data = CatalogFiles.Record(game, File.ReadAllLines(Path.Combine(folder, titForTat ? "tit-for-tat.csv" : "tug-of-war.csv")));
        Directory.Delete(folder, recursive: true);
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base"), data);
        int there = 0;
        for (int start = 0; start < starts; start++)
        {
            var random = new Philox(1, (ulong)start);
            double[] x = [.. likelihood.Parameters.Free.Select(p => Draw(p.Name, start == 0 ? 0 : random.NextNormal()))];
            var fit = Estimator.Fit(likelihood, new FitOptions { ExtraStarts = [x], OnlyGiven = true, ObservedInformation = false }, Cancel);
            there += fit.Status == FitStatus.Converged && Math.Abs(fit.MoveLogLikelihood - published) < 1e-6 ? 1 : 0;
        }

        Assert.Equal(starts, there);

        double Draw(string parameter, double z) => titForTat ? z : parameter switch { "support_hamas" => 0.05 * z, "support_fatah" => 0.01 * z, "taste_hamas" => -0.25 + (0.5 * z), _ => -2.5 + (0.5 * z) };
    }

    // Twenty seconds of processor time, so only when asked for. Audience costs run off to where choices are certain, so the game's bounds are opened here: the optimum is the published program's own.
    [Fact]
    public void The_dyad_panel_from_frequencies()
    {
        if (Environment.GetEnvironmentVariable("TUMEN_SLOW") != "1")
        {
            Assert.Skip("set TUMEN_SLOW=1 for the dyad panel from a cold start");
        }

        string folder = Path.Combine(Path.GetTempPath(), "tumen-cold-" + Guid.NewGuid().ToString("N"));
        try
        {
            PublishedTables.Write("ajps", folder);
            string text = CatalogFiles.Text("journals/ajps/crisman-cox-gibilisco-2018/war-and-peace.game");
            const string Bounds = "at least -100: both_peace, start_dispute, start_war, audience";
            Assert.Contains(Bounds, text, StringComparison.Ordinal);
            const string All = "dispute_base, dispute_democracy, dispute_ratio, dispute_trade, war_base, war_democracy, war_ratio, war_trade, start_dispute, start_dispute_wealth, start_dispute_arms, "
                + "start_war, start_war_wealth, start_war_arms, both_peace, both_dispute, both_war, audience";
            var game = GameFile.Parse(text.Replace(Bounds, $"at least -5000: {All}; at most 5000: {All}", StringComparison.Ordinal), "war-and-peace.game").Required;
            var data = CatalogFiles.Record(game, File.ReadLines(Path.Combine(folder, "war-and-peace.csv")));
            var likelihood = new Likelihood(ParametricGame.Compile(game, "base", data[0].Covariates), data);
            Assert.Equal(179, likelihood.GroupCount);
            var fit = Estimator.Fit(likelihood, new FitOptions { Paths = [FrequencyPath.Take(likelihood, 20, cancel: Cancel)], OnlyGiven = true }, Cancel);
            Assert.True(fit.Optima[0].Converged);
            Assert.Equal(-7876.170001, fit.LogLikelihood, 1e-5);
            Assert.InRange(fit.Optima[0].ScoreNorm, 0, 1e-4);
            Assert.True(likelihood.IsCertified(fit.Point, Cancel));
            Assert.Equal(FitStatus.AtGuard, fit.Status);
            Assert.Equal(103, fit.Estimates.Count(e => e.Parameter.Name.StartsWith("audience", StringComparison.Ordinal) && e.Value < 0));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
