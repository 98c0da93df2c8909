using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

public sealed class DyadicCensusTests
{
    /// <summary>Every game of the dyad panel at the published weights.</summary>
    [Fact]
    public void Equilibria_of_every_dyad_at_the_published_point()
    {
        var (names, units, values, theta, _) = DynamicData.Ajps();
        int starts = Environment.GetEnvironmentVariable("TUMEN_CENSUS") is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 20;
        var panel = new DyadicPanel(names, units, values);
        panel.Evaluate(theta, new double[theta.Length], []);
        var census = new (IReadOnlyList<DyadicEquilibrium> Found, int Failed)[units.Length];
        Parallel.For(0, units.Length, g => census[g] = DyadicCensus.Take(units[g], [.. units[g].Map.Select(k => theta[k])], panel.Values[g], starts, (ulong)(1000 + g)));
        double[] folds = panel.FoldDistances();
        for (int g = 0; g < units.Length; g++)
        {
            DyadicEquilibrium own = census[g].Found[0];
            Assert.True(own.Selected);
            Assert.All(census[g].Found, e => Assert.True(e.Residual < 1e-6));
            Assert.Equal(folds[g], own.FoldDistance, 1e-6 * Math.Max(1e-3, folds[g]));
            Assert.True(own.SpectralRadius >= 0);
        }

        int several = census.Count(c => c.Found.Count > 1), unstable = census.Count(c => c.Found[0].SpectralRadius >= 1);
        double chosen = census.Sum(c => c.Found[0].LogLikelihood), best = census.Sum(c => c.Found.Max(e => e.LogLikelihood)), worst = census.Sum(c => c.Found.Min(e => e.LogLikelihood));
        string says = FormattableString.Invariant(
            $"AJPS census, {starts} random starts a game: {several} of {units.Length} games have several equilibria, {census.Max(c => c.Found.Count)} at most; {unstable} selected ones are unstable under alternate replies (largest radius {census.Max(c => c.Found[0].SpectralRadius):0.000}); log-likelihood {chosen:0.00} as selected, {best:0.00} with the best of each game, {worst:0.00} with the worst; {census.Sum(c => c.Failed)} of {(starts + 2) * units.Length} starts failed");
        TestContext.Current.SendDiagnosticMessage(says);
        Report.Note("AJPS census", "all games", says);
        Assert.Equal(-8190.526, chosen, 1e-2);
        Assert.True(best >= chosen && worst <= chosen);
    }
}
