using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Remarks on theories side by side.</summary>
internal static class TheoryReview
{
    /// <summary>R4: two weights of one player on exactly the same thing: only their sum can be learned.</summary>
    public static IEnumerable<Diagnostic> TwinTerms(GameModel game, string? file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var free = game.Weights.Where(w => w.Fixed is null).Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var set in TheorySet.All(game))
        {
            foreach (var group in set.Terms.Where(t => t.Weight is not null && free.Contains(t.Weight) && !set.Held.ContainsKey(t.Weight)).GroupBy(t => TheorySet.Feature(game, t, withWeight: false)))
            {
                var weights = group.Select(t => t.Weight!).Distinct().ToList();
                if (weights.Count > 1 && seen.Add(string.Join(',', weights)))
                {
                    var last = group.Last(t => t.Weight == weights[^1]);
                    yield return Diagnostic.Review("R4", $"{Wording.Coded(weights)} weigh exactly the same thing {(set.Own is null ? "in the base game" : $"in \"{set.Name}\"")}: only their sum can be learned", file, last.Place,
                        notes: [$"the terms stand on {(group.Select(t => t.Place.Line).Distinct().Count() == 1 ? "line" : "lines")} {Wording.List(group.Select(t => $"{t.Place.Line}").Distinct())}"], helps: ["keep one of them, or fix one"]);
                }
            }
        }
    }

    /// <summary>R5: theories that come to the same game.</summary>
    public static IEnumerable<Diagnostic> TwinTheories(GameModel game, string? file)
    {
        var first = new Dictionary<string, TheorySet>(StringComparer.Ordinal);
        foreach (var set in TheorySet.All(game))
        {
            var key = string.Join(';', set.Terms.Select(t => TheorySet.Feature(game, t, withWeight: true)).Distinct().Order(StringComparer.Ordinal))
                + "#" + string.Join(',', set.Discounts) + "#" + string.Join(',', set.Held.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"));
            if (first.TryGetValue(key, out var twin))
            {
                yield return Diagnostic.Review("R5", $"\"{set.Name}\" is the same game as {(twin.Own is null ? "the base" : $"\"{twin.Name}\"")}", file, set.Own!.Place,
                    notes: ["after everything they build on is taken in, terms and assumptions are equal: no record can tell them apart"], helps: ["add the clause that sets it apart, or take it out"]);
            }
            else
            {
                first[key] = set;
            }
        }
    }

    /// <summary>R14: a term that a theory takes over from several that it builds on: it counts once.</summary>
    public static IEnumerable<Diagnostic> InheritedTwice(GameModel game, string? file)
    {
        foreach (var theory in game.Theories)
        {
            // Said where the lines meet, not again in every theory built on that one.
            var below = theory.BuildsOn.SelectMany(name => TheoryTerms.Repeated(TheoryTerms.Built(game, name)).Select(r => r.Term)).ToArray();
            foreach (var (term, first, again) in TheoryTerms.Repeated(TheoryTerms.Built(game, theory.Name)).Where(r => !below.Any(b => TheoryTerms.Same(b, r.Term))))
            {
                string says = ConditionText.Term(game, term);
                yield return Diagnostic.Review("R14", $"`{says}` reaches \"{theory.Name}\" from \"{first.Name}\" and from \"{again.Name}\": it counts once", file, theory.Place,
                    notes: [$"the terms stand on lines {Wording.List(new[] { first.Terms.First(t => TheoryTerms.Same(t, term)).Place.Line, term.Place.Line }.Select(l => $"{l}"))}"],
                    helps: ["write it in one theory that both build on, or give the second one a weight of its own if it is meant to add"]);
            }
        }
    }

    /// <summary>R7: a theory that cites nobody.</summary>
    public static IEnumerable<Diagnostic> Unsourced(GameModel game, string? file) =>
        from theory in game.Theories
        where theory.Source is null && theory.BuildsOn.Length == 0
        select Diagnostic.Review("R7", $"\"{theory.Name}\" cites nobody", file, theory.Place, helps: [$"say whose theory it is:   theory \"{theory.Name}\" [Author year]"]);
}
