using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>
/// Weights that a record cannot tell apart because a situation never varies in it: with presence constant at p, a loss b · presence · lack of warmth moves the
/// same choices as a gain b · p · warmth. Exact, and found by rewriting terms, not by fitting.
/// </summary>
public static class Equivalence
{
    /// <summary>One sentence per pair of merged weights, with the exchange rate.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theories">The theories compared; "base" is the base game.</param>
    /// <param name="data">The record.</param>
    public static ImmutableArray<string> Notices(GameModel game, ImmutableArray<string> theories, ImmutableArray<Sequence> data)
    {
        var constant = Constant(game, data);
        if (constant.All(c => c is null))
        {
            return [];
        }

        var used = new HashSet<string>(theories);
        void Close(string name)
        {
            foreach (string part in game.FindTheory(name)?.BuildsOn ?? [])
            {
                if (used.Add(part))
                {
                    Close(part);
                }
            }
        }

        foreach (string name in theories)
        {
            Close(name);
        }

        var terms = game.Terms.Concat(game.Theories.Where(t => used.Contains(t.Name)).SelectMany(t => t.Terms)).Where(t => t.Weight is not null);
        var forms = terms.Select(t => (Term: t, Form: Rewrite(game, t, constant))).ToArray();
        var notices = ImmutableArray.CreateBuilder<string>();
        string still = string.Join(", ", constant.Select((c, v) => c is { } level ? $"{game.Situations[v].Name} never leaves {game.Situations[v].Levels[level]}" : null).Where(x => x is not null));
        foreach (var gone in forms.Where(f => f.Form is null).Select(f => f.Term.Weight).Distinct())
        {
            notices.Add($"{still} in this record: {gone} moves no choice");
        }

        foreach (var group in forms.Where(f => f.Form is not null).GroupBy(f => f.Form!.Value.Key).Where(g => g.Select(f => f.Term.Weight).Distinct().Count() > 1))
        {
            var first = group.First();
            foreach (var other in group.Skip(1).Where(f => f.Term.Weight != first.Term.Weight))
            {
                double rate = other.Form!.Value.Size / first.Form!.Value.Size;
                notices.Add($"{still} in this record: one unit of {other.Term.Weight} is {rate.ToString("0.###", CultureInfo.InvariantCulture)} units of {first.Term.Weight}; nothing that happened tells them apart");
            }
        }

        return notices.ToImmutable();
    }

    // Per situation: the only level ever seen, or null.
    private static int?[] Constant(GameModel game, ImmutableArray<Sequence> data) => [.. game.Situations.Select((_, v) =>
    {
        var seen = data.SelectMany(d => d.Levels.Select(l => l[v])).Distinct().ToArray();
        return seen is [>= 0] ? seen[0] : (int?)null;
    })];

    // The term with constant situations replaced by their value: a key for what still varies and the size in front. Null when nothing that matters is left.
    private static (string Key, double Size)? Rewrite(GameModel game, PayoffTerm term, int?[] constant)
    {
        double size = term.Sign;
        var left = new List<string>();
        bool readsMoves = term.If.ReadsMoves;
        var varying = term.Factors.Where(f => f is not Factor.Literal && !(Of(f) is { } v && constant[v] is not null)).ToArray();
        foreach (var f in term.Factors)
        {
            switch (f)
            {
                case Factor.Literal x:
                    size *= x.Value;
                    break;
                case Factor.LevelOf x when constant[x.Situation] is { } level:
                    size *= game.Situations[x.Situation].Value(level);
                    break;
                case Factor.LackOf x when constant[x.Situation] is { } level:
                    size *= game.Situations[x.Situation].TopValue - game.Situations[x.Situation].Value(level);
                    break;
                case Factor.LackOf x when varying.Length == 1 && !readsMoves && term.If is Condition.AlwaysTrue:
                    // k · (top − level) differs from −k · level by a constant, which moves no choice.
                    size = -size;
                    left.Add($"level {x.Situation}");
                    break;
                case Factor.LevelOf x:
                    left.Add($"level {x.Situation}");
                    break;
                case Factor.LackOf x:
                    left.Add($"lack {x.Situation}");
                    break;
                case Factor.Covariate x:
                    left.Add($"covariate {x.Name}");
                    break;
            }
        }

        var condition = Simplify(term.If, constant);
        if (condition is null || size == 0 || (left.Count == 0 && !condition.ReadsMoves && condition is Condition.AlwaysTrue))
        {
            return null;
        }

        left.Sort(StringComparer.Ordinal);
        return ($"{term.Player}|{string.Join("·", left)}|{Words(condition)}", size);
    }

    private static int? Of(Factor f) => f switch { Factor.LevelOf x => x.Situation, Factor.LackOf x => x.Situation, _ => null };

    // The condition with tests on constant situations decided; null when it can never hold.
    private static Condition? Simplify(Condition c, int?[] constant)
    {
        switch (c)
        {
            case Condition.LevelIn x when constant[x.Situation] is { } level:
                return x.Levels.Contains(level) ? Condition.Always : null;
            case Condition.And x:
                var (l, r) = (Simplify(x.Left, constant), Simplify(x.Right, constant));
                return l is null || r is null ? null : l is Condition.AlwaysTrue ? r : r is Condition.AlwaysTrue ? l : new Condition.And(l, r);
            case Condition.Or x:
                var (a, b) = (Simplify(x.Left, constant), Simplify(x.Right, constant));
                return a is null ? b : b is null ? a : a is Condition.AlwaysTrue || b is Condition.AlwaysTrue ? Condition.Always : new Condition.Or(a, b);
            case Condition.Not x:
                var inner = Simplify(x.Inner, constant);
                return inner is null ? Condition.Always : inner is Condition.AlwaysTrue ? null : new Condition.Not(inner);
            default:
                return c;
        }
    }

    private static string Words(Condition c) => c switch
    {
        Condition.AlwaysTrue => "",
        Condition.LevelIn x => $"s{x.Situation} in {string.Join(",", x.Levels)}",
        Condition.Plays x => $"p{x.Player} in {string.Join(",", x.Moves)}",
        Condition.And x => $"({Words(x.Left)} and {Words(x.Right)})",
        Condition.Or x => $"({Words(x.Left)} or {Words(x.Right)})",
        Condition.Not x => $"not {Words(x.Inner)}",
        _ => c.ToString(),
    };
}
