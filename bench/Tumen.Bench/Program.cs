using System.Diagnostics;
using Tumen.Bench;
using Tumen.Model;
using Tumen.Solve;

if (args is ["limit", ..])
{
    int s = int.Parse(args[1]), n = int.Parse(args[2]), a = int.Parse(args[3]), seeds = int.Parse(args[4]);
    var convention = args.Length > 5 && args[5] == "shocks" ? ValueConvention.TasteShocks : ValueConvention.ChoiceErrors;
    for (ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1"); seed <= (ulong)seeds; seed++)
    {
        var game = RandomGames.Dense(s, n, a, 0.95, seed);
        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var r = LogitPath.Follow(game, new PathOptions { Convention = convention, MaximumSteps = 20000, Caution = double.Parse(Environment.GetEnvironmentVariable("CAUTION") ?? "1") });
        if (Environment.GetEnvironmentVariable("SHOW") is not null)
        {
            for (int k = 0; k < r.Points.Length; k += Math.Max(1, r.Points.Length / 60)) Console.WriteLine($"  {k} {r.Points[k].Parameter:G5} {r.Points[k].Kind} {r.Points[k].Gain:E1}");
        }

        double used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine($"{s}x{n}x{a} seed {seed}: {watch.Elapsed.TotalSeconds:F3}s cpu {used:F3} {r.Status} steps {r.Steps} rej {r.Rejections} fac {r.Factorisations} folds {r.Points.Count(p => p.Kind == PathPointKind.Fold)} cross {r.Points.Count(p => p.Kind == PathPointKind.Crossing)} lam {r.Points[^1].Parameter:G4} regret {r.Equilibrium.Certificate.Regret:E2} | sum {r.Equilibrium.Strategies.Select((x, i) => x * Math.Sin(i + 1)).Sum():F8} {r.Explanation}");
    }
}
else if (args is ["export", ..])
{
    var game = RandomGames.OfSize(args[1], ulong.Parse(args[2]));
    File.WriteAllBytes(args[4], SGameFile.Write(game));
    // The first run pays for compilation; the second is what a long-lived process pays.
    PathResult Run() => args[3] == "tracing" ? TracingPath.Follow(game) : LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors });
    Run();
    var before = Process.GetCurrentProcess().TotalProcessorTime;
    var result = Run();
    double used = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    Console.WriteLine($"{{\"status\": \"{result.Status}\", \"seconds\": {used:R}, \"steps\": {result.Steps}, \"strategies\": [{string.Join(',', result.Equilibrium.Strategies.Select(x => x.ToString("R")))}]}}");
}
else if (args is ["fixed", ..])
{
    int s = int.Parse(args[1]), n = int.Parse(args[2]), a = int.Parse(args[3]);
    var game = args.Length > 4 ? RandomGames.Sparse(s, n, a, int.Parse(args[4]), 0.95, 1) : RandomGames.Dense(s, n, a, 0.95, 1);
    for (int k = 0; k < (s <= 300 ? 40 : 3); k++)
    {
        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var bare = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1, Certify = false });
        double solve = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1 });
        double both = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine($"{s}x{n}x{a} fixed: cpu {solve:F3} s, with certificate {both:F3} s; {bare.Status} {e.Status} its {e.Iterations} residual {e.Certificate.Residual:E2} regret {e.Certificate.Regret:E2} {e.Method}; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
    }
}
else if (args is ["sparse-path", var pathStates, var steps])
{
    // A branch that is too large for dense factors: what its iterative solves cost.
    var game = RandomGames.Sparse(int.Parse(pathStates), 2, 2, 10, 0.95, 1);
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var r = LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors, MaximumSteps = int.Parse(steps), KeepStrategies = false });
    double used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
    Console.WriteLine($"{pathStates} states, ten successors: {r.Status} after {r.Steps} steps, {r.Rejections} refused, {r.Factorisations} systems, λ {r.Points[^1].Parameter:G4}, cpu {used:F1} s; {r.Explanation}; regret {r.Equilibrium.Certificate.Regret:E1}");
}
else if (args is ["scaling"])
{
    Scaling.Run();
}
else
{
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(FixedPrecision).Assembly).Run(args);
}
