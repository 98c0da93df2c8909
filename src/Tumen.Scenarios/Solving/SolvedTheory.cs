using System.Collections.Concurrent;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>A theory solved at one point, with its play on the whole game. What scenarios ask of it (its numbers, its leverage) is worked out once and shared, by any number of threads.</summary>
public sealed class SolvedTheory
{
    private readonly ConcurrentDictionary<(string What, double[]? Start, double[]? Over, int Months), Lazy<object>> _kept = new();

    internal SolvedTheory(TheoryPoint point, LogitMarkovEquilibrium equilibrium, Play play, Play small, LongRunLaw longRun, double[][] means) =>
        (Point, Equilibrium, Play, Small, LongRun, Means) = (point, equilibrium, play, small, longRun, means);

    /// <summary>Weights and chances.</summary>
    public TheoryPoint Point { get; }

    /// <summary>Equilibrium of the game that is solved (without situations that cannot matter).</summary>
    public LogitMarkovEquilibrium Equilibrium { get; }

    /// <summary>Play on the whole game.</summary>
    public Play Play { get; }

    /// <summary>Play on the game that is solved.</summary>
    public Play Small { get; }

    /// <summary>Long-run law on the whole game.</summary>
    public LongRunLaw LongRun { get; }

    /// <summary>Long-run mean of every player's moves.</summary>
    public double[][] Means { get; }

    /// <summary>Works something out once per start, law averaged over (both by reference) and length.</summary>
    internal T Once<T>(string what, double[]? start, double[]? over, int months, Func<T> make)
        where T : class => (T)_kept.GetOrAdd((what, start, over, months), _ => new Lazy<object>(make)).Value;
}
