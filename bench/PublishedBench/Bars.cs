using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation.Once;
using Tumen.Oracles;
using Tumen.Estimation.Once.Tests;

namespace Tumen.PublishedBench;

/// <summary>The time limits of the published models, in processor time of the whole process, which other work on the machine does not lengthen much.</summary>
internal static class Bars
{
    private static readonly double[] Spread = [0.05, 0.01, 0.5, 0.5];

    public static void Run(string only)
    {
        Console.WriteLine($"load average {Load()}; processor time of all threads, median of runs");
        if (Wanted(only, "egame12"))
        {
            var model = GamesData.War1800();
            var ml = new MaximumLikelihood(model);
            EstimateResult fit = ml.Estimate(EstimationOptions.Default);
            Time("egame12, 282 rows: fit, three kinds of errors, spectrum", 5, 20, 7, 20, () => ml.Estimate(EstimationOptions.Default));
            Time("egame12: 1,000 bootstrap refits", 3000, 1, 3, 1, () => Bootstrap.Run(model, fit.Estimate, 1000, 7));
        }
        if (Wanted(only, "sanctions"))
        {
            (CrisisRecord record, CsvTable table) = SanctionsData.Read();
            var npl = new CrisisNpl(record, table["PRhat"], table["PFhat"]);
            CrisisNplResult nested = npl.Run(EstimationOptions.Default);
            Time("sanctions NPL, tolerance 1e-7, with errors", 1000, 1, 5, 1, () => npl.Run(EstimationOptions.Default));
            Time("sanctions CMLE from NPL, with census and errors", 1000, 1, 5, 1, () => new CrisisCmle(record) { GivenStarts = [nested.Fit.Estimate] }.Run(EstimationOptions.Default));
        }
        if (Wanted(only, "dyads"))
        {
            var (names, units, values, theta, errors) = DynamicData.Ajps();
            double[] ones = [.. Enumerable.Repeat(1.0, names.Length)];
            var estimator = new DyadicEstimator(names, units, ones);
            Time("dyad panel: solve 179 games, LL, score, 142 errors", 20, 3, 9, 3, () => estimator.Describe(new DyadicPanel(names, units, values), theta, [], 0));
            double[] moved = [.. theta.Select((x, i) => x + 0.02 * errors[i])];
            Time("the same, every weight moved by 0.02 errors", 20, 3, 9, 3, () => estimator.Describe(new DyadicPanel(names, units, values), moved, [], 0));
        }
        if (Wanted(only, "tow"))
        {
            (DyadicUnit unit, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
            double[] start = Shared.Csv("tow/published_start.csv")["x"], v = DynamicData.Reorder(unit.Game, start[4..]);
            Time("Tug of War K = 440: fit from the published start, observed curvature", 3000, 1, 3, 1,
                () => new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { StartValues = [v] }.Estimate(new EstimationOptions(From: start[..4])));
        }
        if (Wanted(only, "cold"))
        {
            var (names, units, _, _, _) = DynamicData.Ajps();
            double[] ones = [.. Enumerable.Repeat(1.0, names.Length)];
            foreach (double pooling in (double[])[20, 0.2])
                Time(FormattableString.Invariant($"dyad panel, 3,364 unknowns, cold start to the certificate, pooling {pooling}"), 60_000, 0, 1, 1, () =>
                {
                    ColdStart cold = new DyadicColdStart(names, units) { Pooling = pooling }.Run();
                    EstimateResult fit = new DyadicEstimator(names, units, ones) { StartValues = cold.Values, PolishLimit = 200 }
                        .Estimate(new EstimationOptions(From: cold.Weights, Newton: new NewtonOptions(MaximumIterations: 600, DecrementTolerance: 1e-10)));
                    Console.WriteLine(FormattableString.Invariant($"  {fit.Status}, LL {fit.LogLikelihood:F6}, score {fit.GradientNorm:E1}, residual {fit.Residual:E1}, condition {fit.ConditionNumber:E1}, negative audience costs {fit.Estimate.Skip(17).Count(a => a < 0)} of 125"));
                });
        }
        if (Wanted(only, "entry"))
        {
            var run = new EntryMonteCarlo(2.5, 1600);
            Time("AM2007, theta_RN = 2.5, N = 1600: one EPL estimate", 480, 1, 5, 1, () => run.Estimate(1, SequentialMethod.Epl));
            Time("AM2007, theta_RN = 2.5, N = 1600: one NPL estimate", 1000, 0, 3, 1, () => run.Estimate(1, SequentialMethod.Npl));
        }
    }

    internal static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static bool Wanted(string only, string name) => only is "all" || only == name;

    private static void Time(string what, double limit, int warm, int runs, int inner, Action work)
    {
        for (int i = 0; i < warm * inner; i++) work();
        var cpu = new double[runs];
        var wall = new double[runs];
        for (int r = 0; r < runs; r++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < inner; i++) work();
            wall[r] = Stopwatch.GetElapsedTime(from).TotalMilliseconds / inner;
            cpu[r] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / inner;
        }
        Array.Sort(cpu);
        Array.Sort(wall);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {cpu[runs / 2]:F1} ms processor, {wall[runs / 2]:F1} ms wall, limit {limit:F0} ms: {(cpu[runs / 2] < limit ? "met" : "MISSED")} (load {Load()})"));
    }
}
