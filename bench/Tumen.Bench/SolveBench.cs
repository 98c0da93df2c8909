using BenchmarkDotNet.Attributes;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Bench;

/// <summary>Random games, discount 0.95, seed 1: one equilibrium at λ = 1 with its certificate.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class FixedPrecision
{
    private StochasticGame _game = null!;

    /// <summary>States × players × moves.</summary>
    [Params("5x2x2", "20x2x2", "20x3x3", "50x3x3", "100x3x3", "300x3x3", "1000x3x3")]
    public string Size { get; set; } = "";

    /// <summary>Builds the game.</summary>
    [GlobalSetup]
    public void Setup() => _game = RandomGames.OfSize(Size, 1);

    /// <summary>The baseline: damped sweeps of the fixed point, the method one would write first.</summary>
    [Benchmark(Baseline = true)]
    public double Damped() => FixedPointSolver.Solve(_game, new SolveOptions { Method = SolveMethod.Damped }).Certificate.Regret;

    /// <summary>Newton with its certificate.</summary>
    [Benchmark]
    public double Newton() => LogitMarkovSolver.Solve(_game, new SolveOptions()).Certificate.Regret;

    /// <summary>Anderson acceleration with its certificate.</summary>
    [Benchmark]
    public double Anderson() => FixedPointSolver.Solve(_game, new SolveOptions { Method = SolveMethod.Anderson }).Certificate.Regret;
}

/// <summary>The same games to a polished and certified Markov perfect equilibrium.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ToTheLimit
{
    private StochasticGame _game = null!;

    /// <summary>States × players × moves.</summary>
    [Params("5x2x2", "20x2x2", "20x3x3", "50x3x3")]
    public string Size { get; set; } = "";

    /// <summary>Builds the game.</summary>
    [GlobalSetup]
    public void Setup() => _game = RandomGames.OfSize(Size, 1);

    /// <summary>The logit branch.</summary>
    [Benchmark(Baseline = true)]
    public double Branch() => LogitPath.Follow(_game, new PathOptions { Convention = ValueConvention.ChoiceErrors, KeepStrategies = false }).Equilibrium.Certificate.Regret;

    /// <summary>Logarithmic tracing from uniform play.</summary>
    [Benchmark]
    public double Tracing() => TracingPath.Follow(_game, new TracingOptions { KeepStrategies = false }).Equilibrium.Certificate.Regret;
}
