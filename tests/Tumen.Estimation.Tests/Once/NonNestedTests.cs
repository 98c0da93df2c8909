using Tumen.Oracles;
using System.Text.Json;

namespace Tumen.Estimation.Once.Tests;

public sealed class NonNestedTests
{
    private static (Egame12 Balance, Egame12 Regime) Rivals(Func<int, int>? recode = null)
    {
        CsvTable war = GamesData.War();
        int[] y = [.. GamesData.WarOutcomes(war).Select(recode ?? (v => v))];
        return (
            new Egame12(GamesData.Equation(war, "u1(~esc)", "1 balanc s_wt_re1"), DesignEquation.Zero("u1(cap)"), GamesData.Equation(war, "u1(war)", "1 balanc"),
                GamesData.Equation(war, "u2(war)", "1 balanc s_wt_re1"), y),
            new Egame12(GamesData.Equation(war, "u1(~esc)", "1 regime1=dem regime1=mixed"), DesignEquation.Zero("u1(cap)"),
                GamesData.Equation(war, "u1(war)", "1 regime1=dem regime1=mixed regime2=dem regime2=mixed"),
                GamesData.Equation(war, "u2(war)", "1 regime1=dem regime1=mixed regime2=dem regime2=mixed"), y));
    }

    [Fact]
    public void Balance_against_regime_gives_the_published_statistics()
    {
        JsonElement truth = Shared.Truth("games_nonnested_tests.json"), pair = truth.GetProperty("balance_vs_regime");
        (Egame12 balance, Egame12 regime) = Rivals();
        var first = new double[balance.Rows];
        var second = new double[regime.Rows];
        balance.RowTerms(truth.GetProperty("coef_m1").Values(), first, []);
        regime.RowTerms(truth.GetProperty("coef_m2").Values(), second, []);
        Report.Line("balance", "LL at the package's point", first.Sum(), pair.GetProperty("LL1").GetDouble());
        Report.Line("regime", "LL at the package's point", second.Sum(), pair.GetProperty("LL2").GetDouble());
        Assert.Equal(pair.GetProperty("LL1").GetDouble(), first.Sum(), 1e-6);
        Assert.Equal(pair.GetProperty("LL2").GetDouble(), second.Sum(), 1e-6);
        NonNestedTest vuong = NonNested.Vuong(first, second, 8, 13, SizeCorrection.Bic), clarke = NonNested.Clarke(first, second, 8, 13, SizeCorrection.Bic);
        Report.Line("balance vs regime", "Vuong (BIC)", vuong.Statistic, pair.GetProperty("vuong_stat").GetDouble());
        Report.Line("balance vs regime", "Vuong p", vuong.TwoSided, pair.GetProperty("vuong_p_two_sided").GetDouble());
        Report.Line("balance vs regime", "Clarke", clarke.Statistic, pair.GetProperty("clarke_stat").GetDouble());
        Report.Line("balance vs regime", "Clarke p", clarke.TwoSided, pair.GetProperty("clarke_p_two_sided").GetDouble());
        Shared.Close(pair.GetProperty("vuong_stat").GetDouble(), vuong.Statistic, 1e-9, "Vuong");
        Shared.Close(pair.GetProperty("vuong_p_two_sided").GetDouble(), vuong.TwoSided, 1e-9, "Vuong p");
        Assert.Equal(158, clarke.Statistic);
        Shared.Close(pair.GetProperty("clarke_p_two_sided").GetDouble(), clarke.TwoSided, 1e-9, "Clarke p");
    }

    [Fact]
    public void War_alone_against_a_logit_gives_the_published_statistics()
    {
        JsonElement truth = Shared.Truth("games_nonnested_tests.json");
        CsvTable war = GamesData.War();
        Egame12 model = Rivals(_ => 3).Balance;
        var first = new double[model.Rows];
        model.RowTerms(truth.GetProperty("coef_m1").Values(), first, []);
        double[] happened = [.. GamesData.WarOutcomes(war).Select(y => y == 3 ? 1.0 : 0)];
        for (int i = 0; i < first.Length; i++) first[i] = happened[i] == 1 ? first[i] : Math.Log(1 - Math.Exp(first[i]));
        var logit = new BinaryRegression(GamesData.Equation(war, "war", "1 balanc s_wt_re1"), [.. happened.Select(h => h == 1)]);
        Compare("balance_war_vs_logit", truth, first, logit, 8);
    }

    [Fact]
    public void Ultimatum_offers_against_least_squares_give_the_published_statistics()
    {
        JsonElement truth = Shared.Truth("games_nonnested_tests.json");
        CsvTable t = Shared.Csv("games/data_ult.csv");
        var game = new Ultimatum(GamesData.Equation(t, "R1", "1 w1 w2 x1 x2"), GamesData.Equation(t, "R2", "1 w1 w2 z1 z2"), t["offer"], null, 15);
        EstimateResult fit = new MaximumLikelihood(game).Estimate(new EstimationOptions(Starts: 3));
        foreach (Optimum o in fit.Optima)
            Report.Note("ultimatum offers", "optimum", $"LL {o.LogLikelihood:R} {o.Status} hits {o.Hits} {string.Join(' ', o.Weights.Select(w => w.ToString("G6")))}");
        var first = new double[game.Rows];
        game.RowTerms(truth.GetProperty("coef_m3").Values(), first, []);
        Assert.True(fit.LogLikelihood >= first.Sum() - 1e-6);
        Compare("ultimatum_offer_vs_ols", truth, first, new NormalRegression(GamesData.Equation(t, "offer", "1 w1 w2 x1 x2 z1 z2"), t["offer"]), 12);
    }

    private static void Compare(string name, JsonElement truth, double[] first, ILogLikelihood rival, int k1)
    {
        JsonElement pair = truth.GetProperty(name);
        EstimateResult fit = new MaximumLikelihood(rival).Estimate(EstimationOptions.Default);
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        var second = new double[rival.Rows];
        double[] weights = [.. fit.Estimate];
        // The package scores least squares at the residual variance with n − p in the denominator, not at the maximum.
        if (rival is NormalRegression) weights[^1] += 0.5 * Math.Log(rival.Rows / (rival.Rows - weights.Length + 1.0));
        rival.RowTerms(weights, second, []);
        int k2 = pair.GetProperty("k").EnumerateArray().Last().GetInt32();
        NonNestedTest vuong = NonNested.Vuong(first, second, k1, k2, SizeCorrection.Bic), clarke = NonNested.Clarke(first, second, k1, k2, SizeCorrection.Bic);
        Report.Line(name, "LL1", first.Sum(), pair.GetProperty("LL1").GetDouble());
        Report.Line(name, "LL2", second.Sum(), pair.GetProperty("LL2").GetDouble());
        Report.Line(name, "Vuong (BIC)", vuong.Statistic, pair.GetProperty("vuong_stat").GetDouble());
        Report.Line(name, "Clarke", clarke.Statistic, pair.GetProperty("clarke_stat").GetDouble());
        Assert.Equal(pair.GetProperty("LL1").GetDouble(), first.Sum(), 1e-5);
        Assert.Equal(pair.GetProperty("LL2").GetDouble(), second.Sum(), 1e-6);
        Shared.Close(pair.GetProperty("vuong_stat").GetDouble(), vuong.Statistic, 1e-5, "Vuong");
        Assert.Equal(pair.GetProperty("clarke_stat").GetDouble(), clarke.Statistic);
    }

    /// <summary>The package stops short on both: ours climb higher, and the balance model has no interior maximum within reach.</summary>
    [Fact]
    public void Both_rivals_climb_above_the_package_point_and_the_ridge_is_named()
    {
        _ = Shared.Root();
        (Egame12 balance, Egame12 regime) = Rivals();
        EstimateResult first = new MaximumLikelihood(balance).Estimate(new EstimationOptions(Starts: 4, Newton: new NewtonOptions(MaximumIterations: 5000)));
        EstimateResult second = new MaximumLikelihood(regime).Estimate(new EstimationOptions(Starts: 20));
        foreach (EstimateResult fit in (EstimateResult[])[first, second])
            foreach (Optimum o in fit.Optima)
                Report.Note(fit == first ? "balance" : "regime", "optimum", $"LL {o.LogLikelihood:R} {o.Status} hits {o.Hits} {string.Join(' ', o.Weights.Select(w => w.ToString("G6")))}");
        Assert.True(first.LogLikelihood > -291.0591896 + 1);
        Assert.Equal(EstimationStatus.Converged, second.Status);
        Assert.True(second.LogLikelihood > -288.674382868 + 1e-3);
        Assert.True(second.GradientNorm < 1e-8);
    }
}
