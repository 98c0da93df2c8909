using System.Text.Json;
using Tumen.Numerics;

namespace Tumen.Estimation.Once.Tests;

public sealed class SanctionsTests
{
    [Theory]
    [InlineData("sigint_pl_RFfirststage_phatcols.json", "PRhat", "PFhat")]
    [InlineData("sigint_pl_PnplFirstStage.json", "PRnpl", "PFnpl")]
    public void Pseudo_likelihood_reaches_the_package(string file, string resist, string firm)
    {
        JsonElement truth = Shared.Truth(file);
        (CrisisRecord record, CsvTable table) = SanctionsData.Read();
        EstimateResult fit = new CrisisNpl(record, table[resist], table[firm]).PseudoLikelihood(new EstimationOptions(Starts: 4));
        Report.Line("sanctions PL, " + resist, "LL", fit.LogLikelihood, truth.GetProperty("logLik").GetDouble());
        Report.Worst("sanctions PL, " + resist, "coef", fit.Estimate, truth.GetProperty("coef").Values());
        Report.Note("sanctions PL, " + resist, "status", $"{fit.Status}, gradient {fit.GradientNorm:E1}, iterations {fit.Iterations}, optima {string.Join("; ", fit.Optima.Select(o => $"{o.LogLikelihood:F6} {o.Status} x{o.Hits}"))}");
        Assert.Equal(EstimationStatus.Converged, fit.Status);
        Assert.Equal(truth.GetProperty("logLik").GetDouble(), fit.LogLikelihood, 1e-6);
        double[] weights = truth.GetProperty("coef").Values();
        for (int i = 0; i < weights.Length; i++) Assert.Equal(weights[i], fit.Estimate[i], 1e-5 * Math.Max(1, Math.Abs(weights[i])));
    }

    [Fact]
    public void Nested_pseudo_likelihood_reaches_the_package()
    {
        JsonElement truth = Shared.Truth("sigint_npl_from_phatcols.json");
        (CrisisRecord record, CsvTable table) = SanctionsData.Read();
        foreach (double tolerance in (double[])[1e-7, 1e-10])
        {
            CrisisNplResult npl = new CrisisNpl(record, table["PRhat"], table["PFhat"]) { Tolerance = tolerance }.Run(EstimationOptions.Default);
            string name = FormattableString.Invariant($"sanctions NPL, tol {tolerance:E0}");
            Report.Line(name, "LL", npl.Fit.LogLikelihood, truth.GetProperty("logLik").GetDouble());
            Report.Worst(name, "coef", npl.Fit.Estimate, truth.GetProperty("coef").Values());
            Report.Line(name, "rounds", npl.Rounds, truth.GetProperty("npl_iter").GetInt32());
            Report.Note(name, "spectral radius", npl.SpectralRadius.ToString("F4") + ", held " + npl.Held);
            Report.Note(name, "two-step SE", string.Join(' ', npl.Fit.ErrorsOf(StandardErrorKind.TwoStep).Values.Select(v => v.ToString("F3"))));
            Report.Note(name, "OPG SE", string.Join(' ', npl.Fit.ErrorsOf(StandardErrorKind.OuterProduct).Values.Select(v => v.ToString("F3"))));
            Assert.Equal(EstimationStatus.Converged, npl.Fit.Status);
            Assert.Equal(truth.GetProperty("logLik").GetDouble(), npl.Fit.LogLikelihood, 1e-6);
            double[] weights = truth.GetProperty("coef").Values();
            for (int i = 0; i < weights.Length; i++) Assert.Equal(weights[i], npl.Fit.Estimate[i], 1e-5 * Math.Max(0.01, Math.Abs(weights[i])));
            Assert.InRange(npl.SpectralRadius, 0, 1);
        }
    }

    [Fact]
    public void Constrained_likelihood_reaches_the_published_optimum()
    {
        (CrisisRecord record, CsvTable table) = SanctionsData.Read();
        var npl = new CrisisNpl(record, table["PRhat"], table["PFhat"]);
        CrisisNplResult nested = npl.Run(EstimationOptions.Default);
        EstimateResult pseudo = npl.PseudoLikelihood(EstimationOptions.Default);
        CsvTable published = Shared.Csv("psrm/published_theta.csv");
        CrisisCmleResult cmle = new CrisisCmle(record)
        {
            GivenStarts = [nested.Fit.Estimate, pseudo.Estimate, published["tML"]],
        }.Run(new EstimationOptions(Starts: 3, Newton: new NewtonOptions(MaximumIterations: 100)));
        foreach (Optimum o in cmle.Fit.Optima)
            Report.Note("sanctions CMLE", "optimum", $"LL {o.LogLikelihood:R} {o.Status} hits {o.Hits} gradient {o.GradientNorm:E1} {string.Join(' ', o.Weights.Select(w => w.ToString("G6")))}");
        Report.Line("sanctions CMLE", "LL", cmle.Fit.LogLikelihood, -3927.91);
        Report.Note("sanctions CMLE", "equilibria per game", string.Join(", ", cmle.Counts.GroupBy(c => c).OrderBy(g => g.Key).Select(g => $"{g.Count()} games with {g.Key}")));
        Report.Note("sanctions CMLE", "fold distance", cmle.FoldDistance.ToString("E3") + ", best selection LL " + cmle.BestSelection.ToString("R"));
        Assert.Equal(EstimationStatus.Converged, cmle.Fit.Status);
        Assert.True(cmle.Fit.LogLikelihood >= -3927.915);
        Assert.True(cmle.Fit.Residual < 1e-10);
    }

    /// <summary>Traditional maximum likelihood takes one Newton root from pR = 1/2 per game, whatever the others are.</summary>
    [Fact]
    public void Traditional_likelihood_at_the_published_points()
    {
        (CrisisRecord record, _) = SanctionsData.Read();
        CsvTable published = Shared.Csv("psrm/published_theta.csv");
        double traditional = new CrisisEquilibriumLikelihood(record, new double[record.Games]).Follow(published["tML"], [], []);
        Report.Line("sanctions tML", "LL at the published weights", traditional, -4102.76);
        var cmle = new CrisisCmle(record);
        (double[] likeliest, int[] counts) = cmle.Likeliest(published["tML"]);
        Report.Note("sanctions tML", "census there", string.Join(", ", counts.GroupBy(c => c).OrderBy(g => g.Key).Select(g => $"{g.Count()} games with {g.Key}")));
        Report.Note("sanctions tML", "LL there with every game in its likeliest equilibrium", new CrisisEquilibriumLikelihood(record, likeliest).Follow(published["tML"], [], []).ToString("F6"));
        Assert.Equal(-4102.76, traditional, 0.006);
    }

    /// <summary>The two codes of the authors disagree on these errors, so simulate: months redrawn from the fitted equilibrium, NPL refitted.</summary>
    [Fact(Explicit = true)]
    public void Bootstrap_errors_of_nested_pseudo_likelihood()
    {
        (CrisisRecord record, CsvTable table) = SanctionsData.Read();
        double[][] seen = [table["sq"], table["cd"], table["sf"], table["bd"]];
        CrisisNplResult fit = new CrisisNpl(record, table["PRhat"], table["PFhat"]) { Tolerance = 1e-10 }.Run(EstimationOptions.Default);
        const int replications = 200;
        var estimates = new double[replications][];
        Parallel.For(0, replications, r =>
        {
            var stream = new Philox(41, (ulong)r);
            var counts = new double[record.Games][];
            var u = new double[7];
            for (int g = 0; g < record.Games; g++)
            {
                record.PayoffsAt([.. fit.Fit.Estimate], g, u);
                double[] chances = new CrisisGame(u).Outcomes(fit.Resist[g]);
                counts[g] = new double[4];
                for (int month = 0; month < (int)seen.Sum(column => column[g]); month++)
                {
                    double draw = stream.NextDouble(), sum = chances[0];
                    int k = 0;
                    while (k < 3 && draw > sum) sum += chances[++k];
                    counts[g][k]++;
                }
            }
            CrisisNplResult refit = new CrisisNpl(new CrisisRecord(record.Payoffs, counts), fit.Resist, fit.Firm).Run(new EstimationOptions(From: fit.Fit.Estimate));
            if (refit.Fit.Status == EstimationStatus.Converged) estimates[r] = [.. refit.Fit.Estimate];
        });
        double[][] good = [.. estimates.Where(e => e is not null)];
        double[] deviations = [.. Enumerable.Range(0, 20).Select(i => Math.Sqrt(good.Average(e => e[i] * e[i]) - Math.Pow(good.Average(e => e[i]), 2)))];
        StandardErrors formula = fit.Fit.ErrorsOf(StandardErrorKind.TwoStep);
        double[] package = Shared.Truth("sigint_npl_from_phatcols.json").GetProperty("se").Values();
        Report.Note("sanctions NPL errors", "bootstrap failures", $"{replications - good.Length} of {replications}");
        for (int i = 0; i < 20; i++)
            Report.Note("sanctions NPL errors", fit.Fit.Names[i], FormattableString.Invariant($"bootstrap {deviations[i]:F4}, model-based {formula.Values[i]:F4}, by game {fit.Fit.ErrorsOf(StandardErrorKind.Clustered).Values[i]:F4}, published formula {fit.PublishedFormula.Values[i]:F4}, sigInt {package[i]:F4}"));
        Assert.True(good.Length >= 0.9 * replications);
        for (int i = 0; i < 20; i++) Assert.InRange(formula.Values[i] / deviations[i], 0.75, 2);
    }

    [Fact(Explicit = true)]
    public void Speed()
    {
        (CrisisRecord record, CsvTable table) = SanctionsData.Read();
        var npl = new CrisisNpl(record, table["PRhat"], table["PFhat"]);
        CrisisNplResult nested = npl.Run(EstimationOptions.Default);
        Timings.Time("sanctions PL with all errors", "-", 2, 11, () => npl.PseudoLikelihood(EstimationOptions.Default));
        Timings.Time("sanctions NPL, tol 1e-7, with errors", "1 s", 2, 11, () => npl.Run(EstimationOptions.Default));
        Timings.Time("sanctions CMLE from the NPL estimate, with census and errors", "1 s", 1, 5, () => new CrisisCmle(record) { GivenStarts = [nested.Fit.Estimate] }.Run(EstimationOptions.Default));
        Timings.Time("sanctions: NPL then CMLE, together", "-", 1, 5, () => new CrisisCmle(record) { GivenStarts = [npl.Run(EstimationOptions.Default).Fit.Estimate] }.Run(EstimationOptions.Default));
        Timings.Time("sanctions: census of 418 games", "-", 1, 5, () => new CrisisCmle(record).Likeliest(nested.Fit.Estimate.ToArray()));
    }
}
