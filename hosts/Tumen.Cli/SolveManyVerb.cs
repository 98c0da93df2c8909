using System.Diagnostics;
using System.Globalization;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Cli;

/// <summary>`tumen solve --all` and `tumen solve --periods`.</summary>
internal static class SolveManyVerb
{
    private const int Printed = 12;

    public static int All(Arguments a, string file, StochasticGame game, SolveOptions options, Stopwatch clock, CancellationToken cancel)
    {
        double starts = a.Number("--starts") ?? 40;
        if (!(starts >= 0 && starts <= 100_000 && starts == Math.Floor(starts)))
        {
            throw new UsageException("--starts must be a whole number from 0 to 100000");
        }

        var set = EquilibriumSearch.Run(game, new SearchOptions
        {
            Precision = options.Precision, Convention = options.Convention, Starts = (int)starts, Seed = a.Seed, Threads = a.Threads,
        }, cancel);
        byte[] json = SolveJson.Many(a, file, set);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            int number = 0;
            foreach (var found in set.Found.Take(Printed))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"equilibrium {++number}: {found.Basin} of {set.Starts} random starts; {string.Join("; ", found.ReachedBy)}; index {(found.Index == 0 ? "unknown" : found.Index.ToString("+0;-0", CultureInfo.InvariantCulture))}; regret {found.Equilibrium.Certificate.Regret:0.0e+0}"));
                SolveTables.Strategies(found.Equilibrium);
            }

            Console.WriteLine($"{set.Found.Length} found{(set.Found.Length > Printed ? $" ({Printed} printed; --json for all)" : "")}, {set.Failures} of {set.Starts} random starts ended nowhere: {set.Caveat}");
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "solve.json", json);
            RunFile.Write(folder, a, ("solve", clock.Elapsed.TotalSeconds));
        }

        return set.Found.Length > 0 ? 0 : 1;
    }

    public static int Periods(Arguments a, string file, StochasticGame game, int periods, SolveOptions options, Stopwatch clock, CancellationToken cancel)
    {
        var result = FiniteHorizon.Solve(game, periods, options, null, cancel);
        byte[] json = SolveJson.Periods(a, file, result);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Console.WriteLine($"first of {periods} periods");
            SolveTables.Strategies(result.Periods[0]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Status}: residual {result.Residual:0.0e+0}, regret at most {result.Regret:0.0e+0}; {result.Periods[0].Selection}; --json for every period"));
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "solve.json", json);
            RunFile.Write(folder, a, ("solve", clock.Elapsed.TotalSeconds));
        }

        return result.Status == SolveStatus.Certified ? 0 : 1;
    }
}
