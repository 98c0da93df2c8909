using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;
using Tumen.Record;

namespace Tumen.Cli;

/// <summary>A table of plays drawn from a game played once, with the covariates of another table. Where a row counts several plays, so many are drawn.</summary>
internal static class SimulatedPlays
{
    public static int Write(Arguments a, OnceInput input)
    {
        string folder = a.Text("--out") ?? throw new UsageException("name a folder for the simulated table: --out DIR");
        var table = input.Table();
        var estimation = OnceEstimation.Of(table, input.Theories[0]);
        var given = GivenValues.Read(a);
        double[] weights = [.. estimation.Names.Select(n => given.TryGetValue(n, out double x) ? x : throw new UsageException($"nothing says what `{n}` is: give --set \"{n}=…\" or --from FILE.csv"))];
        var (rules, random) = (table.Game.Once!, new Philox(a.Seed, 0));
        bool counted = table.Counts.Any(c => c.Sum() != 1);
        string[] covariates = [.. table.Game.Covariates.Select(c => c.Name)], groups = [.. table.Game.GroupColumns];
        var text = new StringBuilder(string.Join(',', (rules.Offer >= 0 ? [.. table.Game.Players.Select(p => p.Name)] : counted ? table.Outcomes : [table.Game.Once!.Outcomes.IsEmpty ? "path" : "outcome"]).Concat(covariates).Concat(groups))).Append('\n');
        if (rules.Offer < 0 && rules.Outcomes.IsEmpty)
        {
            throw new UsageException("name the outcomes of the game, so that a table can hold them:   outcome NAME if …");
        }

        for (int row = 0; row < table.Rows; row++)
        {
            string own = rules.Offer >= 0 ? Offered(estimation, weights, row, random) : Drawn(estimation, weights, row, (int)table.Counts[row].Sum(), counted, random);
            text.Append(own).Append(string.Concat(covariates.Select(c => "," + table.Covariate(c)[row].ToString("R", CultureInfo.InvariantCulture)))).Append(string.Concat(groups.Select(g => "," + CsvTable.Quote(table.Group(g)[row])))).Append('\n');
        }

        Output.WriteFile(folder, "record.csv", Output.Utf8(text.ToString()));
        return 0;
    }

    private static string Drawn(OnceEstimation estimation, double[] weights, int row, int plays, bool counted, Philox random)
    {
        double[] chances;
        if (estimation.Likelihood is TreeGame tree)
        {
            double[] leaves = tree.LeafChances(weights, row);
            chances = [.. estimation.Table.Leaves.Select(l => l.Sum(k => leaves[k]))];
        }
        else
        {
            // Of several equilibria the one with most resistance.
            chances = [.. SignallingSolutions.Of(estimation, weights, row)[^1].Outcomes];
        }

        var counts = new int[chances.Length];
        for (int play = 0; play < plays; play++)
        {
            counts[random.NextIndex(chances)]++;
        }

        return counted ? string.Join(',', counts) : estimation.Table.Outcomes[Array.IndexOf(counts, 1)];
    }

    // The offer by the inverse of its distribution function, by bisection; then the answer.
    private static string Offered(OnceEstimation estimation, double[] weights, int row, Philox random)
    {
        var rules = estimation.Table.Game.Once!;
        double most = rules.LargestOffer, s1 = Elementary.Exp(weights[^2]), s2 = Elementary.Exp(weights[^1]);
        double[] reserve = new double[2];
        foreach (var column in estimation.Columns.Columns)
        {
            reserve[column.Player == rules.Owner[0] ? 0 : 1] += column.Values[row] * weights[estimation.Names.IndexOf(estimation.Columns.Names[column.Weight])];
        }

        double Below(double y) => Logistic.Cdf(-(most - y - reserve[0] - (s2 * (1 + Elementary.Exp((y - reserve[1]) / s2)))) / s1);
        double u = random.NextDouble(), low = 0, high = most;
        if (u > Below(0) && u < Below(most))
        {
            for (int i = 0; i < 60; i++)
            {
                double middle = (low + high) / 2;
                (low, high) = Below(middle) < u ? (middle, high) : (low, middle);
            }
        }
        else
        {
            low = u <= Below(0) ? 0 : most;
        }

        bool accepted = random.NextDouble() < Logistic.Cdf((low - reserve[1]) / s2);
        return $"{low.ToString("R", CultureInfo.InvariantCulture)},{estimation.Table.Game.Players[1].Moves[accepted ? 1 : 0]}";
    }
}
