using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

/// <summary>The published dynamic games, built from the shared data.</summary>
internal static class DynamicData
{
    public static readonly double[] Gamma = [-0.0182329990, -0.2059530911, 1.1248415605, 0.9962229901, 0.0079013553, 0.0260729087];

    public static (DyadicUnit Unit, double[] Grid) Tow(string states, string record, double step, double discount = 0.999)
    {
        double[] grid = Shared.Csv(states)["state"];
        double[] stage = Shared.Csv("tow/firststage_gamma.csv")["value"];
        DyadicGame game = TugOfWar.Game(grid, stage[..6], stage[6], step / 2, discount);
        CsvTable table = Shared.Csv(record);
        double[] seen = table["states.discrete"], hamas = table["Hattacks"], fatah = table["Fattacks"];
        var counts = new double[game.Size];
        for (int t = 0; t < table.Count; t++)
        {
            int s = Enumerable.Range(0, grid.Length).MinBy(k => Math.Abs(grid[k] - seen[t]));
            counts[game.Index(0, hamas[t] > 0 ? 1 : 0, s)]++;
            counts[game.Index(1, fatah[t] > 0 ? 1 : 0, s)]++;
        }
        return (new DyadicUnit(game, counts, [0, 1, 2, 3]), grid);
    }

    public static DyadicUnit TitForTat()
    {
        DyadicGame game = TugOfWar.TitForTat(0.999);
        CsvTable table = Shared.Csv("tow/t4t_regData.csv");
        double[] seen = table["states"], hamas = table["Hattacks"], fatah = table["Fattacks"];
        var counts = new double[game.Size];
        for (int t = 0; t < table.Count; t++)
        {
            counts[game.Index(0, hamas[t] > 0 ? 1 : 0, (int)seen[t] - 1)]++;
            counts[game.Index(1, fatah[t] > 0 ? 1 : 0, (int)seen[t] - 1)]++;
        }
        return new DyadicUnit(game, counts, [0, 1, 2, 3]);
    }

    /// <summary>Published v (Hamas then Fatah, state-major, action fastest) in the solver's order.</summary>
    public static double[] Reorder(DyadicGame game, double[] published)
    {
        var v = new double[game.Size];
        for (int i = 0; i < 2; i++)
            for (int s = 0; s < game.States; s++)
                for (int a = 0; a < game.Actions; a++) v[game.Index(i, a, s)] = published[(i * game.States + s) * game.Actions + a];
        return v;
    }

    public static (string[] Names, DyadicUnit[] Units, double[][] Values, double[] Theta, double[] Errors) Ajps()
    {
        CsvTable dyads = Shared.Csv("ajps/dyads.csv"), x = Shared.Csv("ajps/directed_dyads_X.csv"), z = Shared.Csv("ajps/country_Z.csv");
        CsvTable months = Shared.Csv("ajps/dyad_month.csv"), theta = Shared.Csv("ajps/published_theta.csv"), published = Shared.Csv("ajps/published_v.csv");
        double[][] xs = [x["const"], x["minPolityMEAN"], x["log_capratio"], x["sqrt_depend"]];
        double[][] zs = [z["const"], z["log1p_gdppc"], z["log1p_milperpc"]];
        double[] c1 = x["c1"], c2 = x["c2"], a1 = months["action1"], a2 = months["action2"], state = months["state"], cc1 = months["ccode1"], cc2 = months["ccode2"];
        var directed = Enumerable.Range(0, x.Count).ToDictionary(r => ((int)c1[r], (int)c2[r]), r => xs.Select(column => column[r]).ToArray());
        double[] i = dyads["i"], j = dyads["j"], cowI = dyads["cow_i"], cowJ = dyads["cow_j"];
        var index = Enumerable.Range(0, dyads.Count).ToDictionary(d => ((int)cowI[d], (int)cowJ[d]), d => d);
        var units = new DyadicUnit[dyads.Count];
        var values = new double[dyads.Count][];
        for (int d = 0; d < units.Length; d++)
        {
            int p = (int)i[d], q = (int)j[d];
            DyadicGame game = AudienceCosts.Game(directed[(p, q)], directed[(q, p)], [.. zs.Select(c => c[p - 1])], [.. zs.Select(c => c[q - 1])], 0.9);
            units[d] = new DyadicUnit(game, new double[game.Size], AudienceCosts.Map(p - 1, q - 1));
            values[d] = Reorder(game, published[$"dyad{d + 1}"]);
        }
        for (int t = 0; t < months.Count; t++)
        {
            if (!index.TryGetValue(((int)cc1[t], (int)cc2[t]), out int d)) continue;
            DyadicUnit unit = units[d];
            unit.Counts[unit.Game.Index(0, (int)a1[t] - 1, (int)state[t] - 1)]++;
            unit.Counts[unit.Game.Index(1, (int)a2[t] - 1, (int)state[t] - 1)]++;
        }
        return (theta.Text("name"), units, values, theta["estimate"], theta["se"]);
    }
}
