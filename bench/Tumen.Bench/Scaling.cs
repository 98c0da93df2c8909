using System.Diagnostics;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Bench;

/// <summary>CPU seconds against the number of states, and the exponent of the power law through them (least squares in logarithms).</summary>
internal static class Scaling
{
    public static void Run()
    {
        Series("λ = 1, dense 3×3, with certificate", [50, 100, 200, 400, 800], (s, seed) => RandomGames.Dense(s, 3, 3, 0.95, seed), Fixed);
        Series("λ = 1, ten successors 2×2, with certificate", [1000, 3000, 10_000, 30_000], (s, seed) => RandomGames.Sparse(s, 2, 2, 10, 0.95, seed), Fixed);
        Series("branch to the limit, dense 3×3, per step", [5, 10, 20, 50, 100], (s, seed) => RandomGames.Dense(s, 3, 3, 0.95, seed), game => Path(() =>
            LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors, KeepStrategies = false, MaximumSteps = 200 })));
        Series("tracing to the limit, dense 3×3, per step", [5, 10, 20, 50, 100], (s, seed) => RandomGames.Dense(s, 3, 3, 0.95, seed), game => Path(() =>
            TracingPath.Follow(game, new TracingOptions { KeepStrategies = false, MaximumSteps = 200 })));
    }

    private static double Fixed(StochasticGame game) => Cpu(() => LogitMarkovSolver.Solve(game, new SolveOptions()));

    private static double Path(Func<PathResult> follow)
    {
        int steps = 1;
        double used = Cpu(() => steps = Math.Max(1, follow().Steps));
        return used / steps;
    }

    private static double Cpu(Action action)
    {
        action(); // compilation
        using var me = Process.GetCurrentProcess();
        var before = me.TotalProcessorTime;
        int runs = 0;
        do
        {
            action();
            runs++;
            me.Refresh();
        }
        while ((me.TotalProcessorTime - before).TotalSeconds < 0.3 && runs < 50);
        return (me.TotalProcessorTime - before).TotalSeconds / runs;
    }

    private static void Series(string name, int[] sizes, Func<int, ulong, StochasticGame> make, Func<StochasticGame, double> measure)
    {
        Console.WriteLine(name);
        var points = new List<(double X, double Y)>();
        foreach (int s in sizes)
        {
            double[] times = [.. Enumerable.Range(1, 3).Select(seed => measure(make(s, (ulong)seed))).Order()];
            points.Add((Math.Log(s), Math.Log(times[1])));
            Console.WriteLine(FormattableString.Invariant($"  {s,7} states: {times[1]:0.00000} s (median of 3 games)"));
        }

        double mx = points.Average(p => p.X), my = points.Average(p => p.Y);
        double slope = points.Sum(p => (p.X - mx) * (p.Y - my)) / points.Sum(p => (p.X - mx) * (p.X - mx));
        Console.WriteLine(FormattableString.Invariant($"  exponent {slope:0.00}"));
    }
}
