using System.Diagnostics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Studies;

// `quick` prints months a second once per thread count; otherwise BenchmarkDotNet measures.
if (args is ["quick", ..])
{
    var bench = new Months();
    bench.Prepare();
    foreach (int threads in new[] { 1, 2 })
    {
        bench.Threads = threads;
        bench.Play();
        var clock = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        long months = bench.Play();
        double cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{threads} thread(s): {months / clock.Elapsed.TotalSeconds / 1e6:F1} million months a second of wall clock, {months / cpu / 1e6:F1} a second of processor time");
    }
}
else
{
    BenchmarkRunner.Run<Months>();
}

/// <summary>Months of the study's game under its last theory but two, at prior means.</summary>
public class Months
{
    private const int Units = 2000;
    private const int Length = 5000;
    private Simulator? _simulator;
    private double[] _start = [];

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; } = 2;

    /// <summary>Reads and solves the game once.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var study = StudyFolder.Open(Path.Combine(Root(), "studies", "china-dprk", "china-dprk.study"));
        var runner = new ScenarioSolver(study.Game, "asymmetric leverage");
        double[] weights = [.. runner.Whole.Weights.Select(w => w.Fixed ?? (w.Prior is Prior.Normal n ? Math.Clamp(n.Mean, w.Lower, w.Upper) : 0))];
        double[] chances = [.. runner.Whole.Chances.Select(c => c.Fixed ?? (c.Prior is Prior.Beta b ? b.A / (b.A + b.B) : 0.2))];
        var baseline = runner.Solve(new TheoryPoint(weights, chances));
        _simulator = new Simulator(baseline.Play);
        _start = runner.Start;
    }

    /// <summary>Ten million months.</summary>
    [Benchmark(OperationsPerInvoke = Units * Length)]
    public long Play() => _simulator!.Count(_start, Units, Length, 0, 1, Threads).Total;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
