using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Catalog.Tests;

/// <summary>Published estimates, reached again from the catalog's game and the published data.</summary>
public class FittedTests
{
    private static readonly string[] Attack = ["hold_back", "attack"];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static TheoryWork Fit(GameModel game, IEnumerable<string> record) =>
        TheoryRunner.Run(game, "base", CatalogFiles.Record(game, record), new TheoryOptions { Starts = 2, ModeStarts = 1, Draws = 0 }, null, TestContext.Current.CancellationToken);

    private static void Close(TheoryWork fit, string name, double estimate, double error)
    {
        var p = fit.Parameters.Single(x => x.Name == name);
        Assert.Equal(estimate, p.Estimate, Math.Max(1e-6, 1e-4 * Math.Abs(estimate)));
        Assert.Equal(error, p.Expected ?? double.NaN, 2e-3 * error);
    }

    // Gibilisco and Crisman-Cox, Table 4 and its replication archive: log-likelihood -278.58850986, errors by expected information.
    [Fact]
    public void Tit_for_tat()
    {
        var game = CatalogFiles.Game("journals/io/gibilisco-crisman-cox-2024/tit-for-tat.game");
        var rows = CatalogFiles.Rows("tow/t4t_regData.csv");
        var fit = Fit(game, rows.Select((r, t) => (State: (int)Number(r["states"]) - 1, Row: r, T: t))
            .Select(x => $"{1994 + (x.T / 12)}-{1 + (x.T % 12):00},{Attack[(int)Number(x.Row["Hattacks"])]},{Attack[(int)Number(x.Row["Fattacks"])]},{(x.State / 2 == 1 ? "yes" : "no")},{(x.State % 2 == 1 ? "yes" : "no")}")
            .Prepend("period,hamas,fatah,hit_hamas,hit_fatah"));
        Assert.Equal(-278.58850986, fit.MoveLogLikelihood, 1e-6);
        Close(fit, "revenge_hamas", 0.75483263, 0.44423);
        Close(fit, "revenge_fatah", 1.32964733, 0.49396);
        Close(fit, "taste_hamas", -0.34667014, 0.12868);
        Close(fit, "taste_fatah", -3.31949084, 0.41860);
    }

    // The same paper's appendix J2, 22 levels: -275.37529171; 40 of 40 cold starts agree.
    [Fact]
    public void Tug_of_war_on_a_coarse_grid()
    {
        var game = CatalogFiles.Game("journals/io/gibilisco-crisman-cox-2024/tug-of-war-coarse.game");
        var fit = Fit(game, TugOfWar());
        Assert.Equal(-275.37529171, fit.MoveLogLikelihood, 1e-6);
        Close(fit, "support_hamas", -0.0183514567, 0.009613077);
        Close(fit, "support_fatah", 0.000680559590, 0.000266156);
        Close(fit, "taste_hamas", -0.946351676, 0.2327796);
        Close(fit, "taste_fatah", -3.087035934, 0.3641919);
    }

    // Table 2 of the paper, 440 levels: -278.20147565 at its own estimates, errors by expected information (SE1); the fit from there ends 6e-9 higher.
    [Fact]
    public void Tug_of_war_on_the_paper_s_grid()
    {
        var game = CatalogFiles.Game("journals/io/gibilisco-crisman-cox-2024/tug-of-war.game");
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base"), CatalogFiles.Record(game, TugOfWar()));
        double[] x = [-0.00707123056959952, -0.945379060775566, 0.000494785606112134, -2.45543331012256], errors = [.00422315691, .227897585, .000277910397, .279976247];
        var at = likelihood.Evaluate(x, true, TestContext.Current.CancellationToken);
        Assert.Equal(-278.20147565, at.Moves, 1e-7);
        double[]? inverse = Tumen.Numerics.Cholesky.Inverse(at.Information, 4);
        Assert.NotNull(inverse);
        Assert.All(errors, (e, k) => Assert.Equal(e, Math.Sqrt(inverse[k * 5]), 1e-4 * e));
        var fit = Estimator.Fit(likelihood, new FitOptions { ExtraStarts = [x], OnlyGiven = true }, TestContext.Current.CancellationToken);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(-278.201475645, fit.MoveLogLikelihood, 1e-7);
        Assert.InRange(fit.Equilibria[0].Certificate.Residual, 0, 1e-10);
    }

    private static IEnumerable<string> TugOfWar() => CatalogFiles.Rows("tow/mainData.csv")
        .Select(r => $"{r["Date"][..7]},{Attack[(int)Number(r["Hattacks"])]},{Attack[(int)Number(r["Fattacks"])]},{r["states"]}").Prepend("period,hamas,fatah,popularity");

    // Rust (1987), Table IX, group 4: 10.0750 and 2.2930; with more digits from ruspy, log-likelihood of the decisions -163.58428366.
    [Fact]
    public void Bus_engines()
    {
        var game = CatalogFiles.Game("journals/ecta/rust-1987/bus-engine.game");
        var rows = CatalogFiles.Rows("rust/group_4.csv").Where(r => r["period"] != "0");
        var fit = Fit(game, rows.Select(r => $"{r["period"]},{r["Bus_ID"]},{(r["decision"] == "1" ? "replace" : "keep")},{r["state"]}").Prepend("period,bus,owner,mileage"));
        Assert.Equal(-163.58428366, fit.MoveLogLikelihood, 1e-5);
        Assert.Equal(10.07494221, fit.Parameters.Single(p => p.Name == "engine").Estimate, 1e-3);
        Assert.Equal(2.29309298, fit.Parameters.Single(p => p.Name == "wear").Estimate, 1e-3);
    }

    private static void Slow(string what)
    {
        if (Environment.GetEnvironmentVariable("TUMEN_SLOW") != "1")
        {
            Assert.Skip($"set TUMEN_SLOW=1 for {what}");
        }
    }

    // Crisman-Cox and Gibilisco (2018): 179 games at the published weights and, for selection, the published values: -8190.52614057.
    [Fact]
    public void Peace_dispute_and_war()
    {
        var game = CatalogFiles.Game("journals/ajps/crisman-cox-gibilisco-2018/war-and-peace.game");
        var dyads = CatalogFiles.Rows("ajps/dyads.csv");
        var x = CatalogFiles.Rows("ajps/directed_dyads_X.csv").ToDictionary(r => (r["c1"], r["c2"]));
        var z = CatalogFiles.Rows("ajps/country_Z.csv");
        var v = CatalogFiles.Rows("ajps/published_v.csv");
        var theta = CatalogFiles.Rows("ajps/published_theta.csv").Select(r => Number(r["estimate"])).ToArray();
        var months = CatalogFiles.Rows("ajps/dyad_month.csv").ToLookup(r => (r["ccode1"], r["ccode2"]));
        double total = 0, residual = 0;
        foreach (var dyad in dyads)
        {
            int i = (int)Number(dyad["i"]), j = (int)Number(dyad["j"]);
            Dictionary<string, string> xi = x[(dyad["i"], dyad["j"])], xj = x[(dyad["j"], dyad["i"])];
            var parametric = ParametricGame.Compile(game, "base", Covariates(xi, xj, z[i - 1], z[j - 1]));
            double[] weights = [.. parametric.Weights.Select(w => Published(w.Name, theta, i, j))];
            double[] start = [.. from s in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 2) from a in Enumerable.Range(0, 3) select Number(v[(p * 9) + (s * 3) + a][$"dyad{dyad["dyad"]}"])];
            var e = LogitMarkovSolver.Solve(parametric.At(weights, []), new SolveOptions { Precision = 1, Start = start });
            Assert.Equal(SolveStatus.Certified, e.Status);
            residual = Math.Max(residual, e.Certificate.Residual);
            total += months[(dyad["cow_i"], dyad["cow_j"])].Sum(m => Math.Log(e.At((int)Number(m["state"]) - 1)[(int)Number(m["action1"]) - 1]) + Math.Log(e.At((int)Number(m["state"]) - 1)[3 + (int)Number(m["action2"]) - 1]));
        }

        Assert.InRange(residual, 0, 1e-9);
        Assert.Equal(-8190.52614057, total, 1e-4);
    }

    private static Dictionary<string, double> Covariates(Dictionary<string, string> xi, Dictionary<string, string> xj, Dictionary<string, string> zi, Dictionary<string, string> zj)
    {
        var all = new Dictionary<string, double>();
        foreach (var (x, z, who) in new[] { (xi, zi, "i"), (xj, zj, "j") })
        {
            all[$"democracy_{who}"] = Number(x["minPolityMEAN"]);
            all[$"ratio_{who}"] = Number(x["log_capratio"]);
            all[$"trade_{who}"] = Number(x["sqrt_depend"]);
            all[$"wealth_{who}"] = Number(z["log1p_gdppc"]);
            all[$"arms_{who}"] = Number(z["log1p_milperpc"]);
        }

        return all;
    }

    private static double Published(string name, double[] theta, int i, int j)
    {
        string[] order = ["dispute_base", "dispute_democracy", "dispute_ratio", "dispute_trade", "war_base", "war_democracy", "war_ratio", "war_trade", "start_dispute", "start_dispute_wealth", "start_dispute_arms",
            "start_war", "start_war_wealth", "start_war_arms", "both_peace", "both_dispute", "both_war"];
        return name switch { "audience_i" => theta[16 + i], "audience_j" => theta[16 + j], _ => theta[Array.IndexOf(order, name)] };
    }
}
