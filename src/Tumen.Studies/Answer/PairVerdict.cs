using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>Two theories of a study tested against each other, or the reason why no test was made.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Test">The tests at the best optimum of each; null where they would rest on a fit that is not one.</param>
/// <param name="Withheld">Why there is no test; null where there is one.</param>
public sealed record PairVerdict(string First, string Second, PairComparison? Test, string? Withheld)
{
    /// <summary>The tests at every pair of near-optimal fits; null where each theory has one optimum near its best, or no test was made.</summary>
    public PairRange? Range { get; private init; }

    /// <summary>Whether a test separates the two at 5 %; null where none was made.</summary>
    public bool? Separates => Test?.Separates;

    /// <summary>Tests two fitted theories.</summary>
    internal static PairVerdict Of(TheoryWork a, TheoryWork b)
    {
        string? withheld = SameIdle(a, b) ? null : Why(a) is { } first ? Why(b) is { } second ? $"{first}; {second}" : first : Why(b);
        return withheld is not null ? new PairVerdict(a.Name, b.Name, null, withheld)
            : new PairVerdict(a.Name, b.Name, Pairs.Compare(a.Name, b.Name, a.ByPeriod, b.ByPeriod, Names(a), Names(b), Evidence(a, true), Evidence(b, true)), null)
            {
                Range = PairRange.Among(a, b, (x, y) => Pairs.Compare(a.Name, b.Name, x, y, Names(a), Names(b), Evidence(a, false), Evidence(b, false))),
            };
    }

    // A weight that moves no move under either theory is in neither likelihood: it cancels from the statistic and from the count of parameters.
    private static bool SameIdle(TheoryWork a, TheoryWork b) => a.Status == Standing.Sound && b.Status == Standing.Sound && a.Null.Length > 0 && a.Null.Concat(b.Null).All(d => d.Direction.Count == 1)
        && a.Null.Select(d => d.Direction.Keys.First()).ToHashSet().SetEquals(b.Null.Select(d => d.Direction.Keys.First()));

    private static string? Why(TheoryWork w) => Standing.NoTest(w) is { } why ? $"{w.Name}: {why}" : null;

    // At other optima than the best the scores were not kept: the variance test is made at the best.
    private static PairEvidence Evidence(TheoryWork w, bool atBest) => new(atBest && w.Scores.Length == w.ByPeriod.Length * w.Parameters.Length ? w.Scores : [], w.Inverse, [.. w.Parameters.Select(p => p.ZeroIsBound)]);

    private static ImmutableArray<string> Names(TheoryWork w) => [.. w.Parameters.Select(p => p.Name)];
}
