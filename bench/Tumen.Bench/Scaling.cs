using System.Diagnostics;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Bench;

/// <summary>CPU seconds of random games (discount 0.95, seeds 1 to 3) from 5 × 2 × 2 on, and the power law time = c · S^a · n^b · m^d fitted to each method.</summary>
internal static class Scaling
{
    private static readonly (int States, int Players, int Moves)[] Sizes =
    [
        (5, 2, 2), (20, 2, 2), (50, 2, 2), (100, 2, 2), (300, 2, 2), (5, 3, 2), (20, 3, 2), (50, 3, 2), (5, 2, 4), (20, 2, 4), (50, 2, 4), (5, 4, 2), (20, 4, 2),
        (5, 3, 3), (20, 3, 3), (50, 3, 3), (100, 3, 3), (300, 3, 3), (1000, 3, 3),
    ];

    /// <summary>Runs everything; the damped fixed point is the baseline.</summary>
    public static void Run()
    {
        Series("damped fixed point at λ = 1, with certificate (baseline)", 1000, 20, game => Cpu(() => FixedPointSolver.Solve(game, new SolveOptions { Method = SolveMethod.Damped })));
        Series("Newton at λ = 1, with certificate", 1000, 20, game => Cpu(() => LogitMarkovSolver.Solve(game, new SolveOptions())));
        Series("branch to the limit, per step", 100, 5, game => Path(() => LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors, KeepStrategies = false, MaximumSteps = 60 })));
        Series("tracing to the limit, per step", 100, 5, game => Path(() => TracingPath.Follow(game, new TracingOptions { KeepStrategies = false, MaximumSteps = 60 })));
        Sparse();
    }

    private static void Series(string name, int largest, int smallest, Func<StochasticGame, double> measure)
    {
        Console.WriteLine(name);
        List<double[]> rows = [];
        List<double> times = [];
        foreach (var (s, n, m) in Sizes.Where(x => x.States <= largest))
        {
            double[] runs = [.. Enumerable.Range(1, 3).Select(seed => measure(RandomGames.Dense(s, n, m, 0.95, (ulong)seed))).Order()];
            Console.WriteLine(FormattableString.Invariant($"  {s,5} x {n} x {m}: {runs[1] * 1e3,10:0.000} ms (median of 3 games)"));
            if (s >= smallest)
            {
                rows.Add([1, Math.Log(s), Math.Log(n), Math.Log(m)]);
                times.Add(Math.Log(runs[1]));
            }
        }

        var (c, error, spread) = LeastSquares.Fit(rows, times);
        Console.WriteLine(FormattableString.Invariant(
            $"  time ~ S^{c[1]:0.00}(±{error[1]:0.00}) n^{c[2]:0.00}(±{error[2]:0.00}) m^{c[3]:0.00}(±{error[3]:0.00}) from S >= {smallest}; a game lies within a factor {Math.Exp(spread):0.00} of it"));
    }

    private static void Sparse()
    {
        Console.WriteLine("Newton at λ = 1, ten successors, 2 × 2, with certificate");
        List<double[]> rows = [];
        List<double> times = [];
        foreach (int s in (int[])[1000, 3000, 10_000, 30_000])
        {
            var game = RandomGames.Sparse(s, 2, 2, 10, 0.95, 1);
            double time = Cpu(() => LogitMarkovSolver.Solve(game, new SolveOptions()));
            Console.WriteLine(FormattableString.Invariant($"  {s,5} states: {time * 1e3,10:0.0} ms"));
            rows.Add([1, Math.Log(s)]);
            times.Add(Math.Log(time));
        }

        var (c, error, _) = LeastSquares.Fit(rows, times);
        Console.WriteLine(FormattableString.Invariant($"  time ~ S^{c[1]:0.00}(±{error[1]:0.00})"));
    }

    private static double Path(Func<PathResult> follow)
    {
        int steps = 1;
        double used = Cpu(() => steps = Math.Max(1, follow().Steps));
        return used / steps;
    }

    // Compiled first by half a second of running it; then at least 0.2 s.
    private static double Cpu(Action action)
    {
        Time(action, 0.3, 60);
        return Time(action, 0.2, 200);
    }

    private static double Time(Action action, double atLeast, int most)
    {
        using var me = Process.GetCurrentProcess();
        var before = me.TotalProcessorTime;
        int runs = 0;
        do
        {
            action();
            runs++;
            me.Refresh();
        }
        while ((me.TotalProcessorTime - before).TotalSeconds < atLeast && runs < most);
        return (me.TotalProcessorTime - before).TotalSeconds / runs;
    }
}
