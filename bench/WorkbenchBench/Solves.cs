using System.Diagnostics;
using System.Globalization;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.WorkbenchBench;

/// <summary>Re-solves of a theory while a slider moves, each from the one before, without a browser: every theory of the study, from the priors' means.</summary>
internal static class Solves
{
    public static void Run(string study, int steps)
    {
        var folder = StudyFolder.Open(study);
        foreach (string name in folder.Study.Compare)
        {
            var bench = new WhatIfBench(folder, new SolvedTheory(folder.Game, name, null));
            var theory = new Setting { Theory = name };
            bench.Solve(theory, CancellationToken.None);
            Steps(bench, theory, folder.Game.Players[0].Name, steps, "solve  ");
            Steps(bench, theory with { Months = 24 }, folder.Game.Players[0].Name, steps, "passing");
        }
    }

    // "passing": the same change for 24 months, its end foreseen, solved backwards month by month.
    private static void Steps(WhatIfBench bench, Setting theory, string player, int steps, string what)
    {
        double usual = bench.Fitted.Game.Discounts[0];
        var wall = new List<double>();
        int unsolved = 0;
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        for (int k = 0; k < steps; k++)
        {
            double patience = usual * (0.9 + (0.1 * Math.Abs(Math.Sin(0.05 * k))));
            var clock = Stopwatch.StartNew();
            var path = bench.Solve(theory with { Patience = theory.Patience.SetItem(player, patience) }, CancellationToken.None);
            wall.Add(clock.Elapsed.TotalMilliseconds);
            unsolved += path.Solved ? 0 : 1;
        }

        double cpu = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / steps;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {theory.Theory}, {bench.Fitted.Game.States.Count} situations: {Load.Sum(wall)}; processor {cpu:0.0} ms a step; {unsolved} not solved; load {Load.Average}"));
    }
}
