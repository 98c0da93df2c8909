using System.Text.Json;
using Tumen.Numerics.Special;
using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

public sealed class DynamicTruthTests
{
    private static readonly double[] Spread = [0.05, 0.01, 0.5, 0.5];

    [Fact]
    public void The_dyad_panel_at_the_published_point()
    {
        JsonElement truth = Shared.Truth("ajps.json").GetProperty("published");
        var (names, units, values, theta, errors) = DynamicData.Ajps();
        Assert.Equal(32220, (int)units.Sum(u => u.Counts.Sum()) / 2);
        var panel = new DyadicPanel(names, units, values);
        EstimateResult fit = new DyadicEstimator(names, units, Enumerable.Repeat(1.0, names.Length).ToArray()).Describe(panel, theta, [], 0);
        double fold = panel.FoldDistances().Min();
        Report.Line("AJPS at the published point", "LL", fit.LogLikelihood, truth.GetProperty("LL").GetDouble());
        Report.Line("AJPS at the published point", "residual", fit.Residual, 0);
        Report.Line("AJPS at the published point", "max score / 180", fit.GradientNorm / 180, truth.GetProperty("score_max").GetDouble());
        Report.Worst("AJPS at the published point", "SE of 142, published", fit.ErrorsOf(StandardErrorKind.Expected).Values, errors);
        Report.Worst("AJPS at the published point", "SE of 17, truth", [.. fit.ErrorsOf(StandardErrorKind.Expected).Values.Take(17)], truth.GetProperty("se17").Values());
        Report.Line("AJPS at the published point", "smallest singular value", fold, truth.GetProperty("min_singular_value_of_fixed_point_jacobian").GetDouble());
        Shared.Close(truth.GetProperty("LL").GetDouble(), fit.LogLikelihood, 1e-9, "LL");
        Assert.True(fit.Residual <= 1e-10);
        Shared.Close(errors, fit.ErrorsOf(StandardErrorKind.Expected).Values, 1e-4, "SE");
        Shared.Close(2.207664677e-4, fold, 1e-3, "fold distance");
    }

    [Fact]
    public void Tit_for_tat_is_found_from_every_start()
    {
        JsonElement truth = Shared.Truth("tow.json").GetProperty("t4t").GetProperty("polished");
        DyadicUnit unit = DynamicData.TitForTat();
        EstimateResult fit = new DyadicEstimator(["tauH", "tauF", "kappaH", "kappaF"], [unit], [1, 1, 1, 1]).Estimate(new EstimationOptions(Starts: 60));
        Check("TOW tit-for-tat", fit, truth.GetProperty("LL").GetDouble(), truth.GetProperty("theta").Values(), truth.GetProperty("se_fisher").Values(), 1e-5);
        Assert.True(fit.Optima[0].Hits >= 59, $"{fit.Optima[0].Hits} of 60");
    }

    [Theory]
    [InlineData("coarse_d1", 1.0, 22)]
    [InlineData("coarse_d1.5", 1.5, 15)]
    public void The_coarse_grids_from_cold_starts(string name, double step, int states)
    {
        JsonElement truth = Shared.Truth("tow.json").GetProperty(name).GetProperty("polished");
        (DyadicUnit unit, double[] grid) = DynamicData.Tow($"tow/{name}_states.csv", $"tow/{name}_regData.csv", step);
        Assert.Equal(states, grid.Length);
        EstimateResult fit = new DyadicEstimator(TugOfWar.Weights, [unit], Spread).Estimate(new EstimationOptions(Starts: 40, From: [0, 0, -0.25, -2.5]));
        Check($"TOW K = {states}", fit, truth.GetProperty("LL").GetDouble(), truth.GetProperty("theta").Values(), truth.GetProperty("se_fisher").Values(), 1e-5);
    }

    [Fact]
    public void No_competition_has_its_closed_form()
    {
        JsonElement truth = Shared.Truth("tow.json").GetProperty("no_competition_closed_form");
        double[] grid = Shared.Csv("tow/states.csv")["state"];
        (DyadicUnit full, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        DyadicGame walk = TugOfWar.Game(grid, [0, 0, 0, 1, 0, 0], 0.2160745803, 0.025, 0.999);
        var features = new double[grid.Length * 8];
        var rival = new double[grid.Length * 8];
        for (int s = 0; s < grid.Length; s++)
            for (int b = 0; b < 2; b++) features[((s * 2 + 1) * 2 + b) * 2] = rival[((s * 2 + 1) * 2 + b) * 2 + 1] = 1;
        var game = new DyadicGame(grid.Length, 2, 2, 0.999, walk.Next, [features, rival]);
        EstimateResult fit = new DyadicEstimator(["kappaH", "kappaF"], [new DyadicUnit(game, full.Counts, [0, 1])], [1, 1]).Estimate(EstimationOptions.Default);
        Check("TOW no competition", fit, truth.GetProperty("LL").GetDouble(), [truth.GetProperty("kappa_H").GetDouble(), truth.GetProperty("kappa_F").GetDouble()], null, 1e-8);
        Assert.Equal(Math.Log(131.0 / 169), fit.Estimate[0], 1e-9);
        Assert.Equal(Math.Log(22.0 / 278), fit.Estimate[1], 1e-9);
    }

    [Fact]
    public void The_full_grid_from_the_published_start()
    {
        JsonElement truth = Shared.Truth("tow.json");
        (DyadicUnit unit, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        double[] start = Shared.Csv("tow/published_start.csv")["x"], published = Shared.Csv("tow/published_theta.csv")["estimate"];
        double[] v = DynamicData.Reorder(unit.Game, Shared.Csv("tow/published_v.csv")["v"]);
        var panel = new DyadicPanel(TugOfWar.Weights, [unit], [v]);
        var estimator = new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { StartValues = [DynamicData.Reorder(unit.Game, start[4..])] };
        EstimateResult at = estimator.Describe(panel, published, [], 0);
        Check("TOW K = 440, at the published point", at, truth.GetProperty("published_main").GetProperty("LL").GetDouble(), published,
            truth.GetProperty("standard_errors").GetProperty("SE1").Values(), 1e-12);
        EstimateResult fit = estimator.Estimate(new EstimationOptions(From: start[..4]));
        Check("TOW K = 440, fitted", fit, truth.GetProperty("published_main").GetProperty("LL").GetDouble(), published, null, 1e-3);
        double[] observed = truth.GetProperty("standard_errors").GetProperty("SE_observed_hessian").Values();
        Report.Worst("TOW K = 440, fitted", "SE (observed Hessian)", fit.ErrorsOf(StandardErrorKind.Hessian).Values, observed);
        Assert.True(fit.LogLikelihood >= truth.GetProperty("published_main").GetProperty("LL").GetDouble() - 1e-9);
    }

    [Fact]
    public void Two_step_errors_of_the_full_grid()
    {
        JsonElement truth = Shared.Truth("tow.json").GetProperty("standard_errors");
        (DyadicUnit unit, double[] grid) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        double[] theta = Shared.Csv("tow/published_theta.csv")["estimate"], stage = Shared.Csv("tow/firststage_gamma.csv")["value"];
        double[] v = DynamicData.Reorder(unit.Game, Shared.Csv("tow/published_v.csv")["v"]);
        CsvTable cov = Shared.Csv("tow/firststage_V1_bootcov.csv"), main = Shared.Csv("tow/mainData.csv");
        string[] columns = ["gamma0", "gamma_Hattacks", "gamma_Fattacks", "gamma_lag", "gamma_Hattacks:lag", "gamma_Fattacks:lag", "sigma"];
        var first = new double[49];
        for (int j = 0; j < 7; j++)
            for (int r = 0; r < 7; r++) first[r * 7 + j] = cov[columns[j]][r];
        var panel = new DyadicPanel(TugOfWar.Weights, [unit], [v]);
        EstimateResult at = new DyadicEstimator(TugOfWar.Weights, [unit], Spread).Describe(panel, theta, [], 0);
        double[] inverse = [.. at.ErrorsOf(StandardErrorKind.Expected).Covariance], s = main["states"], seen = main["states.discrete"], hamas = main["Hattacks"], fatah = main["Fattacks"];
        int[] cells = [.. seen.Select(q => Enumerable.Range(0, grid.Length).MinBy(k => Math.Abs(grid[k] - q)))];
        var cross = new double[28];
        var score = new double[4];
        for (int t = 1; t < s.Length; t++)
        {
            var month = new double[4];
            foreach ((int player, double move) in ((int, double)[])[(0, hamas[t]), (1, fatah[t])])
            {
                panel.MoveScore(0, player, (int)move, cells[t], score);
                for (int i = 0; i < 4; i++) month[i] += score[i];
            }
            // The first stage's score is that of the discretised transition: from grid point to cell, tails lumped in the end cells.
            for (int j = 0; j < 7; j++)
            {
                double step = 1e-5 * (1 + Math.Abs(stage[j])), slope = (LogTransition(t, j, step) - LogTransition(t, j, -step)) / (2 * step);
                for (int i = 0; i < 4; i++) cross[i * 7 + j] += month[i] * slope;
            }
        }
        StandardErrors published = TwoStepErrors.FromCrossScores(inverse, cross, first, 4, 7);
        Report.Worst("TOW two-step", "SE2, published algebra", published.Values, truth.GetProperty("SE2_published_algebra").Values());

        // The equilibrium response: the score's slope in the first stage, by central differences at fixed weights.
        var slopes = new double[28];
        for (int j = 0; j < 7; j++)
        {
            double step = 1e-5 * Math.Sqrt(first[j * 8]);
            double[] up = ScoreAt(j, step), down = ScoreAt(j, -step);
            for (int i = 0; i < 4; i++) slopes[i * 7 + j] = (up[i] - down[i]) / (2 * step);
        }
        // The truth's curvature was differenced at a thousandth of a standard error (its own errors agree to 1e-5 there and to 1e-4 at a tenth of that step); so is this one.
        double[] hessian = new double[16], gradient = new double[4];
        new DifferentiatedCurvature(panel.Evaluate, [.. at.ErrorsOf(StandardErrorKind.Expected).Values.Select(e => 1e-3 * e)]).Evaluate(theta, gradient, hessian);
        double[] response = TwoStepErrors.Response(hessian, slopes, 4, 7)!;
        double[] expected = [.. truth.GetProperty("dtheta_dgamma").EnumerateArray().SelectMany(row => row.Values())];
        Report.Worst("TOW two-step", "dtheta/dgamma (28)", response, expected);
        StandardErrors full = TwoStepErrors.FromResponse(inverse, response, first, 4, 7);
        Report.Worst("TOW two-step", "SE with the equilibrium response", full.Values, truth.GetProperty("SE_two_step_with_eq_response").Values());
        Shared.Close(truth.GetProperty("SE2_published_algebra").Values(), published.Values, 1e-7, "SE2");
        Shared.Close(truth.GetProperty("SE_two_step_with_eq_response").Values(), full.Values, 3e-4, "two-step SE");

        double LogTransition(int t, int j, double step)
        {
            double[] g = [.. stage];
            g[j] += step;
            double from = grid[cells[t - 1]], h = hamas[t - 1], f = fatah[t - 1], mean = g[0] + g[1] * h + g[2] * f + (g[3] + g[4] * h + g[5] * f) * from;
            double below = cells[t] == 0 ? 0 : Normal.Cdf((grid[cells[t]] - 0.025 - mean) / g[6]);
            return Math.Log((cells[t] == grid.Length - 1 ? 1 : Normal.Cdf((grid[cells[t]] + 0.025 - mean) / g[6])) - below);
        }

        double[] ScoreAt(int j, double step)
        {
            double[] moved = [.. stage];
            moved[j] += step;
            DyadicGame game = TugOfWar.Game(grid, moved[..6], moved[6], 0.025, 0.999);
            var result = new double[4];
            new DyadicPanel(TugOfWar.Weights, [unit with { Game = game }], [v]).Evaluate(theta, result, []);
            return result;
        }
    }

    [Fact]
    public void Rust_group_four()
    {
        JsonElement truth = Shared.Truth("rust1987_group4.json");
        CsvTable table = Shared.Csv("rust/group_4.csv");
        double[] period = table["period"], bin = table["state"], usage = table["usage"], decision = table["decision"], keep = new double[90], replace = new double[90], moves = new double[3];
        for (int r = 0; r < table.Count; r++)
        {
            if (period[r] == 0) continue;
            (decision[r] == 1 ? replace : keep)[(int)bin[r]]++;
            moves[(int)usage[r]]++;
        }
        var model = new BusReplacement(keep, replace, moves, 0.9999);
        EstimateResult fit = model.Estimate(EstimationOptions.Default);
        double[] weights = [truth.GetProperty("theta").GetProperty("RC").GetDouble(), truth.GetProperty("theta").GetProperty("theta11").GetDouble()];
        Report.Line("Rust group 4", "LL", fit.LogLikelihood, truth.GetProperty("LL_cost").GetDouble());
        Report.Line("Rust group 4", "transition LL", model.TransitionLogLikelihood, truth.GetProperty("LL_trans").GetDouble());
        Report.Line("Rust group 4", "RC", fit.Estimate[0], weights[0]);
        Report.Line("Rust group 4", "theta11", fit.Estimate[1], weights[1]);
        Report.Worst("Rust group 4", "SE Hessian", fit.ErrorsOf(StandardErrorKind.Hessian).Values, truth.GetProperty("se_hessian").Values());
        Report.Note("Rust group 4", "certificate", FormattableString.Invariant($"{fit.Status}, score {fit.GradientNorm:E1}, residual {fit.Residual:E1}, evaluations {fit.Iterations}"));
        Assert.Equal(4292, fit.Rows);
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        Assert.Equal(truth.GetProperty("LL_cost").GetDouble(), fit.LogLikelihood, 1e-6);
        Assert.Equal(truth.GetProperty("LL_trans").GetDouble(), model.TransitionLogLikelihood, 1e-6);
        Shared.Close(weights, fit.Estimate, 1e-5, "weight");
        Shared.Close(truth.GetProperty("se_hessian").Values(), fit.ErrorsOf(StandardErrorKind.Hessian).Values, 1e-4, "SE");
        Shared.Close([.39189189, .59529357, .01281454], model.Increments, 1e-6, "increment");
    }

    [Theory]
    [InlineData(.9, -281.03)]
    [InlineData(.925, -281.58)]
    [InlineData(.95, -282.47)]
    public void Moderate_discount_factors_from_a_cold_start(double discount, double published)
    {
        (DyadicUnit unit, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05, discount);
        EstimateResult fit = new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { Polished = false }.Estimate(new EstimationOptions(From: [0, 0, -0.25, -2.5]));
        Report.Line(FormattableString.Invariant($"TOW K = 440, delta = {discount}"), "LL", fit.LogLikelihood, published);
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        Assert.Equal(published, fit.LogLikelihood, 0.006);
    }

    /// <summary>About a minute: the published optimum followed down from δ = 0.999, and the cold-start and coarse-grid optima beside it.</summary>
    [Fact(Explicit = true)]
    public void The_discount_sweep_follows_the_published_optimum()
    {
        (double Discount, double Published)[] sweep = [(.975, -283.77), (.99, -280.83), (.999, -278.20)];
        (DyadicUnit coarse, _) = DynamicData.Tow("tow/coarse_d1.5_states.csv", "tow/coarse_d1.5_regData.csv", 1.5);
        EstimateResult rough = new DyadicEstimator(TugOfWar.Weights, [coarse], Spread).Estimate(new EstimationOptions(From: [0, 0, -0.25, -2.5]));
        double[] start = Shared.Csv("tow/published_start.csv")["x"], values = DynamicData.Reorder(DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05).Unit.Game, start[4..]);
        double[] dense = [.. Enumerable.Range(0, 40).Select(i => 1 - 0.025 * Math.Pow(0.04, i / 39.0)), .99];
        Array.Sort(dense);
        IReadOnlyList<EstimateResult> followed = DiscountContinuation.Run(TugOfWar.Weights, d => [DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05, d).Unit],
            dense, [new(dense.Length - 1, start[..4], [values])], Spread);
        IReadOnlyList<EstimateResult> others = DiscountContinuation.Run(TugOfWar.Weights, d => [DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05, d).Unit],
            [.95, .975, .99, .999], [new(0, [0, 0, -0.25, -2.5]), new(3, rough.Estimate)], Spread);
        for (int i = 0; i < sweep.Length; i++)
        {
            string name = FormattableString.Invariant($"TOW K = 440, delta = {sweep[i].Discount}");
            EstimateResult fit = followed[Array.FindIndex(dense, d => Math.Abs(d - sweep[i].Discount) < 1e-9)];
            Report.Line(name, "LL", fit.LogLikelihood, sweep[i].Published);
            foreach (Optimum o in fit.Optima.Concat(others[i + 1].Optima))
                Report.Note(name, "optimum", FormattableString.Invariant($"LL {o.LogLikelihood:F6} {o.Status} score {o.GradientNorm:E1} weights {string.Join(' ', o.Weights.Select(w => w.ToString("G6")))}"));
            Assert.Equal(sweep[i].Published, fit.LogLikelihood, 0.006);
        }
    }

    [Fact(Explicit = true)]
    public void Speed()
    {
        var (names, units, values, theta, errors) = DynamicData.Ajps();
        double[] spread = [.. Enumerable.Repeat(1.0, names.Length)];
        Timings.Time("AJPS: solve 179 games, LL, score, 142 errors", "20 ms", 20, 41, () => new DyadicEstimator(names, units, spread).Describe(new DyadicPanel(names, units, values), theta, [], 0));
        double[] shaken = [.. theta.Select((t, i) => t + 0.02 * errors[i])];
        Timings.Time("AJPS: the same, weights moved by 0.02 SE first (Newton must work)", "-", 5, 21, () => new DyadicEstimator(names, units, spread).Describe(new DyadicPanel(names, units, values), shaken, [], 0));
        DyadicUnit four = DynamicData.TitForTat(), k22 = DynamicData.Tow("tow/coarse_d1_states.csv", "tow/coarse_d1_regData.csv", 1).Unit, k15 = DynamicData.Tow("tow/coarse_d1.5_states.csv", "tow/coarse_d1.5_regData.csv", 1.5).Unit;
        Timings.Time("TOW tit-for-tat: cold fit, both errors", "-", 5, 21, () => new DyadicEstimator(TugOfWar.Weights, [four], [1, 1, 1, 1]).Estimate(EstimationOptions.Default));
        Timings.Time("TOW K = 22: cold fit, both errors", "-", 3, 11, () => new DyadicEstimator(TugOfWar.Weights, [k22], Spread).Estimate(new EstimationOptions(From: [0, 0, -0.25, -2.5])));
        Timings.Time("TOW K = 15: cold fit, both errors", "-", 3, 11, () => new DyadicEstimator(TugOfWar.Weights, [k15], Spread).Estimate(new EstimationOptions(From: [0, 0, -0.25, -2.5])));
        (DyadicUnit unit, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        double[] start = Shared.Csv("tow/published_start.csv")["x"];
        double[] v = DynamicData.Reorder(unit.Game, start[4..]);
        double[] published = Shared.Csv("tow/published_theta.csv")["estimate"];
        Timings.Time("TOW K = 440: evaluation with score and errors", "-", 2, 11, () => new DyadicEstimator(TugOfWar.Weights, [unit], Spread).Describe(new DyadicPanel(TugOfWar.Weights, [unit], [v]), published, [], 0));
        Timings.Time("TOW K = 440: fit from the published start, observed Hessian included", "3 s", 1, 5, () => new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { StartValues = [v] }.Estimate(new EstimationOptions(From: start[..4])));
        Timings.Time("TOW K = 440: fit from a cold start", "-", 0, 1, () => new DyadicEstimator(TugOfWar.Weights, [unit], Spread).Estimate(new EstimationOptions(From: [0, 0, -0.25, -2.5])));
    }

    private static void Check(string name, EstimateResult fit, double value, double[] weights, double[]? errors, double tolerance)
    {
        Report.Line(name, "LL", fit.LogLikelihood, value);
        Report.Worst(name, "weights", fit.Estimate, weights);
        if (errors is not null) Report.Worst(name, "SE (expected information)", fit.ErrorsOf(StandardErrorKind.Expected).Values, errors);
        Report.Note(name, "certificate", FormattableString.Invariant($"{fit.Status}, score {fit.GradientNorm:E1}, residual {fit.Residual:E1}, evaluations {fit.Iterations}"));
        foreach (Optimum o in fit.Optima)
            Report.Note(name, "optimum", FormattableString.Invariant($"LL {o.LogLikelihood:R} {o.Status} hits {o.Hits} score {o.GradientNorm:E1} {string.Join(' ', o.Weights.Select(w => w.ToString("G7")))}"));
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        Assert.Equal(value, fit.LogLikelihood, 1e-6);
        Shared.Close(weights, fit.Estimate, tolerance, "weight");
        if (errors is not null) Shared.Close(errors, fit.ErrorsOf(StandardErrorKind.Expected).Values, 1e-4, "error");
        Assert.True(fit.Residual <= 1e-9, $"residual {fit.Residual:E1}");
    }
}
