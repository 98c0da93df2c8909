
namespace Tumen.Estimation.Once.Tests;

public sealed class BootstrapTests
{
    [Fact]
    public void A_thousand_refits_report_their_failures_and_match_the_package_where_it_is_stable()
    {
        Egame12 model = GamesData.War1800();
        EstimateResult fit = new MaximumLikelihood(model).Estimate(EstimationOptions.Default);
        BootstrapReport report = Bootstrap.Run(model, fit.Estimate, 1000, 7);
        double[] package = Shared.Truth("games_egame12_war1800_boot100.json").GetProperty("boot_sd").Values();
        for (int i = 0; i < package.Length; i++) Report.Line("bootstrap war1800", fit.Names[i], report.Errors.Values[i], package[i]);
        Report.Note("bootstrap war1800", "failures", string.Join(", ", report.Failures.Select(p => $"{p.Key} {p.Value}")));
        int failed = report.Failures.Values.Sum();
        Assert.Equal(failed, Enumerable.Range(0, 1000).Count(r => double.IsNaN(report.Estimates[r * 10])));
        Assert.InRange(failed, 0, 100);
        // The package ran 100 replications; the sd of a sd is then about 7 %, so compare the stable weights within 25 %.
        foreach (int i in (int[])[1, 2, 4, 5, 9]) Assert.InRange(report.Errors.Values[i] / package[i], 0.75, 1.25);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        Egame12 model = GamesData.War1800();
        EstimateResult fit = new MaximumLikelihood(model).Estimate(EstimationOptions.Default);
        Assert.Equal(Bootstrap.Run(model, fit.Estimate, 40, 3).Estimates, Bootstrap.Run(model, fit.Estimate, 40, 3).Estimates);
        Assert.NotEqual(Bootstrap.Run(model, fit.Estimate, 40, 3).Estimates, Bootstrap.Run(model, fit.Estimate, 40, 4).Estimates);
    }
}
