using System.Text.Json;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Every fit of the games package's examples: log-likelihood 1e-6, weights 1e-5 relative, errors 1e-4 relative.</summary>
public sealed class RecursiveTruthTests
{
    private static readonly Dictionary<string, Func<ILogLikelihood>> Fits = new()
    {
        ["games_egame12_war1800_probit_agent"] = () => GamesData.War1800(),
        ["games_egame12_war1800_logit_agent"] = () => GamesData.War1800(ChoiceLink.Logit),
        ["games_egame12_war1800_probit_private"] = () => GamesData.War1800(shocks: ShockSource.PrivateInformation),
        ["games_egame12_war1800_1850on"] = () => GamesData.War1800(rows: GamesData.War().Where(f => int.Parse(f("year")) >= 1850)),
        ["games_egame122_data122_probit_agent"] = () => GamesData.Data122(ChoiceLink.Probit),
        ["games_egame122_data122_logit_agent"] = () => GamesData.Data122(ChoiceLink.Logit),
        ["games_egame123_data123_probit_private"] = () => GamesData.Data123(ChoiceLink.Probit, ShockSource.PrivateInformation),
        ["games_egame123_data123_probit_agent"] = () => GamesData.Data123(ChoiceLink.Probit, ShockSource.Agent),
        ["games_egame123_data123_logit_agent"] = () => GamesData.Data123(ChoiceLink.Logit, ShockSource.Agent),
        ["games_ultimatum_datault_both"] = () => GamesData.DataUlt(),
    };

    public static TheoryData<string> Names => [.. Fits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fit_reaches_the_published_optimum(string name)
    {
        JsonElement truth = Shared.Truth(name + ".json"), polished = truth.GetProperty("polished");
        ILogLikelihood model = Fits[name]();
        EstimateResult fit = new MaximumLikelihood(model).Estimate(new EstimationOptions(Starts: 4));
        Report.Line(name, "LL", fit.LogLikelihood, polished.GetProperty("logLik").GetDouble());
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        Assert.Equal(truth.GetProperty("n").GetInt32(), fit.Rows);
        Assert.True(Math.Abs(fit.LogLikelihood - polished.GetProperty("logLik").GetDouble()) <= 1e-6);
        double[] weights = polished.GetProperty("coef").Values(), hessian = polished.GetProperty("se_hessian").Values();
        double[] outer = polished.GetProperty("se_opg").Values(), sandwich = polished.GetProperty("se_sandwich").Values();
        Report.Worst(name, "coef", fit.Estimate, weights);
        Report.Worst(name, "se hessian", fit.ErrorsOf(StandardErrorKind.Hessian).Values, hessian);
        Report.Worst(name, "se opg", fit.ErrorsOf(StandardErrorKind.OuterProduct).Values, outer);
        Report.Worst(name, "se sandwich", fit.ErrorsOf(StandardErrorKind.Sandwich).Values, sandwich);
        Shared.Close(weights, fit.Estimate, 1e-5, "weight");
        Shared.Close(hessian, fit.ErrorsOf(StandardErrorKind.Hessian).Values, 1e-4, "Hessian error");
        Shared.Close(outer, fit.ErrorsOf(StandardErrorKind.OuterProduct).Values, 1e-4, "OPG error");
        Shared.Close(sandwich, fit.ErrorsOf(StandardErrorKind.Sandwich).Values, 1e-4, "sandwich error");
        Shared.Close(polished.GetProperty("hess_cond").GetDouble(), fit.ConditionNumber, 1e-4, "condition number");
        Assert.Equal(0, fit.Underflows);
        Assert.True(fit.GradientNorm < 1e-8, $"gradient {fit.GradientNorm:E2}");
    }
}
