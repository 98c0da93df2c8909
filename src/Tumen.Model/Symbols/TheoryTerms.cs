using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// Payoff terms of a theory with those of everything it builds on. A term that several of these theories write is one term: its weight counts once.
/// </summary>
public static class TheoryTerms
{
    /// <summary>A theory and everything it builds on, what is built on first; empty for "base" where no theory is called so.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theory">Name of the theory.</param>
    public static ImmutableArray<Theory> Built(GameModel game, string theory)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<Theory> Of(string name) => game.FindTheory(name) is { } t && taken.Add(name) ? t.BuildsOn.SelectMany(Of).Append(t) : [];
        return [.. Of(theory)];
    }

    /// <summary>Terms of theories that are taken together, each once.</summary>
    /// <param name="built">The theories, in order.</param>
    public static ImmutableArray<PayoffTerm> Join(IEnumerable<Theory> built) => [.. Walk(built).Where(x => x.First is null).Select(x => x.Term)];

    /// <summary>Terms that a theory writes again after another one that is taken with it.</summary>
    /// <param name="built">The theories, in order.</param>
    public static ImmutableArray<(PayoffTerm Term, Theory First, Theory Again)> Repeated(IEnumerable<Theory> built) => [.. Walk(built).Where(x => x.First is not null).Select(x => (x.Term, x.First!, x.Again))];

    /// <summary>Whether two terms say the same of the same player with the same weight; where they stand and what reports call them does not matter.</summary>
    public static bool Same(PayoffTerm a, PayoffTerm b) =>
        a.Player == b.Player && a.Gains == b.Gains && a.Weight == b.Weight && a.If.Equals(b.If) && a.Factors.Length == b.Factors.Length && SameFactors([.. a.Factors], [.. b.Factors]);

    private static IEnumerable<(PayoffTerm Term, Theory? First, Theory Again)> Walk(IEnumerable<Theory> built)
    {
        var before = new List<(PayoffTerm Term, Theory Of)>();
        foreach (var theory in built)
        {
            var here = theory.Terms.Select(t => (t, First: before.FirstOrDefault(x => Same(x.Term, t)).Of)).ToArray();
            foreach (var (term, first) in here)
            {
                yield return (term, first, theory);
            }

            before.AddRange(here.Where(x => x.First is null).Select(x => (x.t, theory)));
        }
    }

    // In any order.
    private static bool SameFactors(List<Factor> a, List<Factor> b) => a.All(f => b.FindIndex(x => SameFactor(f, x)) is >= 0 and var at && Remove(b, at));

    private static bool Remove(List<Factor> list, int at)
    {
        list.RemoveAt(at);
        return true;
    }

    private static bool SameFactor(Factor a, Factor b) => (a, b) switch
    {
        (Factor.CountOf x, Factor.CountOf y) => x.LogOnePlus == y.LogOnePlus && x.Players.SequenceEqual(y.Players) && x.Moves.Length == y.Moves.Length && x.Moves.Zip(y.Moves).All(m => m.First.SequenceEqual(m.Second)),
        _ => a.Equals(b),
    };
}
