using System.Text.Json;
using Tumen.Numerics;

namespace Tumen.Estimation.Once.Tests;

public sealed class CrisisCensusTests
{
    private static CrisisCensus At(double x, double war = -1.9, double resist = -2.9, double slope = 0.1) =>
        new CrisisGame([0, 1, 0, war, resist + slope * x, -1.2, 1]).Census();

    [Fact]
    public void The_monte_carlo_game_has_the_published_equilibria_at_every_x()
    {
        JsonElement truth = Shared.Truth("sigint_equilibria.json");
        double worst = 0, residual = 0;
        int three = 0, one = 0;
        for (int row = 1; row <= 101; row++)
        {
            CrisisCensus census = At(-1 + 0.03 * (row - 1));
            JsonElement[] expected = [.. truth.GetProperty("generate_eq_x1").EnumerateArray().Where(e => e.GetProperty("Row").GetInt32() == row).OrderBy(e => e.GetProperty("pr").GetDouble())];
            Assert.Equal(expected.Length, census.Interior.Count);
            Assert.False(census.Corner);
            if (census.Interior.Count == 3) three++;
            if (census.Interior.Count == 1) one++;
            for (int i = 0; i < expected.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(expected[i].GetProperty("pr").GetDouble() - census.Interior[i].Resist));
                worst = Math.Max(worst, Math.Abs(expected[i].GetProperty("pc").GetDouble() - census.Interior[i].Challenge));
                worst = Math.Max(worst, Math.Abs(expected[i].GetProperty("pf").GetDouble() - census.Interior[i].Firm));
                residual = Math.Max(residual, census.Interior[i].Residual);
            }
        }
        Report.Line("crisis census, 101 x", "games with 3 equilibria", three, 67);
        Report.Line("crisis census, 101 x", "games with 1 equilibrium", one, 34);
        Report.Line("crisis census, 101 x", "worst difference of pR, pC, pF", worst, 0);
        Report.Line("crisis census, 101 x", "worst residual", residual, 0);
        Assert.Equal(67, three);
        Assert.Equal(34, one);
        Assert.True(worst < 1e-6, $"worst {worst:E2}");
        Assert.True(residual < 1e-10);
    }

    [Fact]
    public void Named_points_have_the_published_chances()
    {
        CrisisCensus census = At(0.47);
        Assert.Equal(3, census.Interior.Count);
        double[] expected = [.2695, .5346, .8477];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], census.Interior[i].Resist, 5e-5);
        CrisisCensus middle = At(0, -1.8, -2.45);
        Assert.Single(middle.Interior);
        Report.Line("crisis census, midpoint", "pR at x = 0", middle.Interior[0].Resist, 0.3627047265);
        Assert.Equal(0.3627047265, middle.Interior[0].Resist, 1e-10);
        Assert.Equal(1, census.Interior.Count(e => e.MapSlope > 1));
    }

    [Fact]
    public void A_brute_force_grid_finds_no_other_equilibrium()
    {
        var stream = new Philox(5, 0);
        int several = 0;
        for (int game = 0; game < 300; game++)
        {
            double[] u = [.. Enumerable.Range(0, 7).Select(_ => 2 * stream.NextNormalByInversion())];
            var solver = new CrisisGame(u);
            CrisisCensus census = solver.Census();
            Assert.True(census.Complete, string.Join(" ", u));
            int signs = 0;
            double before = double.NaN;
            for (double t = -4.5; t <= 9; t += 0.02)
            {
                double v = solver.Gap(t).Value;
                if (double.IsFinite(v) && double.IsFinite(before) && v > 0 != before > 0) signs++;
                before = v;
            }
            int inside = census.Interior.Count(e => e.Index > -4.5 && e.Index < 9);
            Assert.True(inside >= signs, $"game {game}: grid {signs}, census {inside}: {string.Join(' ', u)}");
            foreach (CrisisEquilibrium e in census.Interior) Assert.True(e.Residual < 1e-10, $"residual {e.Residual:E2}");
            if (census.Interior.Count > 1) several++;
        }
        Assert.True(several > 0);
    }
}
