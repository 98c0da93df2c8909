using System.Text.Json;
using Tumen.Numerics;
using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Numbers of the dynamic papers' tables that are not estimates: transitions, predicted shares, what the record identifies, and how often a method fails.</summary>
public sealed class PublishedTablesTests
{
    // Crisman-Cox and Gibilisco (2018), Table 1: shares of dyad-months by this month's and next month's state, joint and given this month's.
    [Fact]
    public void Transitions_of_the_dyad_panel()
    {
        JsonElement truth = Shared.Truth("ajps.json").GetProperty("table1_transitions");
        CsvTable dyads = Shared.Csv("ajps/dyads.csv"), months = Shared.Csv("ajps/dyad_month.csv");
        double[] i = dyads["cow_i"], j = dyads["cow_j"], c1 = months["ccode1"], c2 = months["ccode2"], a1 = months["action1"], a2 = months["action2"], state = months["state"];
        var kept = Enumerable.Range(0, dyads.Count).Select(d => (i[d], j[d])).ToHashSet();
        var counts = new double[9];
        for (int t = 0; t < months.Count; t++)
            if (kept.Contains((c1[t], c2[t]))) counts[(((int)state[t] - 1) * 3) + (int)Math.Max(a1[t], a2[t]) - 1]++;
        Assert.Equal(32220, counts.Sum());
        double[] joint = [.. counts.Select(c => c / counts.Sum())], given = [.. counts.Select((c, k) => c / counts.Skip(k / 3 * 3).Take(3).Sum())];
        Report.Worst("AJPS Table 1", "joint", joint, truth.GetProperty("joint").Values());
        for (int k = 0; k < 9; k++)
        {
            Assert.Equal(truth.GetProperty("joint").Values()[k], joint[k], 5.1e-4);
            Assert.Equal(truth.GetProperty("conditional").Values()[k], given[k], 5.1e-4);
        }
    }

    [Fact]
    public void What_the_dyad_panel_identifies()
    {
        JsonElement truth = Shared.Truth("ajps.json").GetProperty("published");
        var (names, units, values, theta, _) = DynamicData.Ajps();
        int k = names.Length;
        double[] gradient = new double[k], hessian = new double[k * k];
        new DyadicPanel(names, units, values).Evaluate(theta, gradient, hessian);
        double[] eigen = [.. SymmetricEigen.Of([.. hessian.Select(h => -h)], k).Values];
        double condition = eigen.Max() / eigen.Min();
        Report.Line("AJPS identification", "condition of the information", condition, truth.GetProperty("info_cond").GetDouble());
        Assert.Equal(truth.GetProperty("info_rank").GetInt32(), eigen.Count(e => e > 1e-14 * eigen.Max()));
        Shared.Close(truth.GetProperty("info_cond").GetDouble(), condition, 1e-3, "condition");
        double[] audience = theta[17..];
        Assert.Equal(truth.GetProperty("alpha_mean").GetDouble(), audience.Average(), 1e-9);
        Assert.All(audience, a => Assert.True(a < 0));
    }

    // Expected share of correctly predicted moves at the published values: .54 for Hamas's, .83 for Fatah's, .46 for both at once.
    [Fact]
    public void Predicted_shares_of_the_tug_of_war()
    {
        (DyadicUnit unit, double[] grid) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        CsvTable main = Shared.Csv("tow/mainData.csv");
        double[] v = DynamicData.Reorder(unit.Game, Shared.Csv("tow/published_v.csv")["v"]), chances = new double[v.Length], seen = main["states.discrete"], hamas = main["Hattacks"], fatah = main["Fattacks"];
        unit.Game.Strategies(v, chances, new double[2 * grid.Length]);
        double h = 0, f = 0, both = 0;
        for (int t = 0; t < main.Count; t++)
        {
            int s = Enumerable.Range(0, grid.Length).MinBy(g => Math.Abs(grid[g] - seen[t]));
            double ph = chances[unit.Game.Index(0, hamas[t] > 0 ? 1 : 0, s)], pf = chances[unit.Game.Index(1, fatah[t] > 0 ? 1 : 0, s)];
            (h, f, both) = (h + (ph / main.Count), f + (pf / main.Count), both + (ph * pf / main.Count));
        }
        Report.Line("TOW predicted shares", "Hamas", h, .54);
        Report.Line("TOW predicted shares", "Fatah", f, .83);
        Report.Line("TOW predicted shares", "both", both, .46);
        Assert.Equal(.54, h, 5.1e-3);
        Assert.Equal(.83, f, 5.1e-3);
        Assert.Equal(.46, both, 5.1e-3);
    }

    // Under the authors' rules (one logit of all firms first, stop at 1/800 after more than three rounds, 100 rounds) NPL does not converge in 612 of 1,000 replications at 2.5 and in 1 at 1.
    [Theory]
    [InlineData(1.0, 0, 0)]
    [InlineData(2.5, 4, 14)]
    public void Nested_pseudo_likelihood_fails_as_often_as_published(double rivals, int fewest, int most)
    {
        EntryMonteCarlo run = new(rivals, 1600);
        EstimateResult[] fits = [.. Enumerable.Range(0, 16).Select(r => run.Estimate(r, SequentialMethod.Npl, published: true))];
        Report.Note(FormattableString.Invariant($"AM2007, theta_RN = {rivals}, N = 1600, NPL by the published rules"), "16 replications", EntryMonteCarlo.Describe(fits, run.Theta));
        // Binomial with 16 draws: below 4 or above 14 has chance 0.1 % and 1 % at 612 of 1,000.
        Assert.InRange(fits.Count(f => f.Status != EstimationStatus.Converged), fewest, most);
        Assert.All(fits, f => Assert.InRange(f.Iterations, 3, 100));
    }
}
