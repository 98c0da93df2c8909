using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>The motives that a study switches on and off: <c>motives every theory term, included with chance 0.5</c>.</summary>
/// <param name="Names">Weights, in the order of the clause; empty for every weight that a compared theory adds.</param>
/// <param name="Chance">Chance beforehand that a motive counts, each by itself; in (0, 1).</param>
/// <param name="Place">Where it was written.</param>
public sealed record MotiveSpec(ImmutableArray<string> Names, double Chance, Place Place = default)
{
    /// <summary>Chance of a motive where the clause states none.</summary>
    public const double EvenChance = 0.5;

    /// <summary>Records of known truth where the clause does not say how many.</summary>
    public const int UsualRecords = 60;

    /// <summary>Records made by motives drawn from the priors, by which the rule that settles a motive is judged.</summary>
    public int Records { get; init; } = UsualRecords;
}

/// <summary>A weight that theories add to the base game: a motive that a player may have or not.</summary>
/// <param name="Name">Name of the weight.</param>
/// <param name="Player">Index of the player whose payoff its first term is in.</param>
/// <param name="Label">What reports print beside it, or null.</param>
public sealed record Motive(string Name, int Player, string? Label);

/// <summary>
/// All games that some motives make when each of them counts or does not: 2^n games, of which the named theories are some. A set of motives is a number whose bit j says whether the j-th counts.
/// </summary>
/// <remarks>A term that several theories write counts once. What theories assume besides (a discount factor, a weight held) is in none of the games: a theory that does so is not among them.</remarks>
public sealed class MotiveSpace
{
    /// <summary>Most motives that can be switched: every set of them is weighed, and 2^14 is 16,384.</summary>
    public const int Most = 14;

    /// <summary>Name of the theory in which the chosen motives stand.</summary>
    public const string Together = "the motives in question";

    private readonly GameModel _game;
    private readonly ImmutableArray<ImmutableArray<PayoffTerm>> _terms;

    private MotiveSpace(GameModel game, ImmutableArray<Motive> motives, ImmutableArray<ImmutableArray<PayoffTerm>> terms) => (_game, Motives, _terms) = (game, motives, terms);

    /// <summary>The motives, in order of appearance in the game, or of the clause that names them.</summary>
    public ImmutableArray<Motive> Motives { get; }

    /// <summary>Number of sets of motives, 2^n.</summary>
    public int Count => 1 << Motives.Length;

    /// <summary>Weights that some theories add: estimated, in a term of one of them and in none of the base game; in order of appearance.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theories">Names of theories; what they build on counts as theirs. Names that the game does not know and "base" add nothing.</param>
    public static ImmutableArray<Motive> Of(GameModel game, IEnumerable<string> theories)
    {
        var based = BaseTerms(game).Select(t => t.Weight).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var terms = TermsOf(game, theories);
        return [.. game.Weights.Where(w => w.Fixed is null && !based.Contains(w.Name)).Select(w => (Weight: w, Term: terms.FirstOrDefault(t => t.Weight == w.Name))).Where(x => x.Term is not null)
            .Select(x => new Motive(x.Weight.Name, x.Term!.Player, x.Weight.Label ?? x.Term.Label))];
    }

    /// <summary>The games of some motives.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theories">Names of the theories compared.</param>
    /// <param name="spec">Which weights are switched.</param>
    /// <param name="most">Most motives; more than <see cref="Most"/> where not every set is asked for, up to 30.</param>
    /// <exception cref="ArgumentException">A weight is none that a theory adds, or there are too many.</exception>
    public static MotiveSpace Of(GameModel game, IEnumerable<string> theories, MotiveSpec spec, int most = Most)
    {
        // A weight named in the clause may be one of a theory that is not compared.
        string[] source = spec.Names.IsEmpty ? [.. theories] : [.. game.Theories.Select(t => t.Name)];
        var all = Of(game, source);
        ImmutableArray<Motive> chosen = spec.Names.IsEmpty ? all
            : [.. spec.Names.Select(n => all.FirstOrDefault(m => m.Name == n) ?? throw new ArgumentException($"no theory adds the weight {n}", nameof(spec)))];
        if (chosen.Length > Math.Min(most, 30))
        {
            throw new ArgumentException($"{chosen.Length} motives cannot be switched: at most {most}", nameof(spec));
        }

        var terms = TermsOf(game, source);
        return new MotiveSpace(game, chosen, [.. chosen.Select(m => terms.Where(t => t.Weight == m.Name).ToImmutableArray())]);
    }

    /// <summary>The game with a theory, <see cref="Together"/>, in which the motives of a set count, and no other theory but one called base.</summary>
    /// <param name="set">The set, from 0 to <see cref="Count"/> − 1.</param>
    public GameModel With(int set)
    {
        ImmutableArray<Theory> kept = [.. _game.Theories.Where(t => t.Name == "base")];
        var theory = new Theory(Together, null, [.. kept.Select(t => t.Name)], [.. Enumerable.Range(0, Motives.Length).Where(j => Has(set, j)).SelectMany(j => _terms[j])], []);
        return _game with { Theories = kept.Add(theory) };
    }

    /// <summary>Whether a set holds a motive.</summary>
    public static bool Has(int set, int motive) => (set >> motive & 1) == 1;

    /// <summary>The set that a theory is; null when it is none: it assumes something, has another weight, or writes a weight's terms otherwise than all theories together do.</summary>
    /// <param name="theory">"base" or a theory's name.</param>
    public int? SetOf(string theory)
    {
        if (theory != "base" && (_game.FindTheory(theory) is null || Family(_game, [theory]).Any(t => !t.Assumptions.IsEmpty)))
        {
            return null;
        }

        var own = theory == "base" ? [] : TermsOf(_game, [theory]);
        int set = 0;
        foreach (var term in own)
        {
            int at = Motives.ToList().FindIndex(m => m.Name == term.Weight);
            if (at < 0 || _terms[at].Length != own.Count(t => t.Weight == term.Weight))
            {
                return null;
            }

            set |= 1 << at;
        }

        return set;
    }

    private static List<PayoffTerm> BaseTerms(GameModel game) => [.. game.Terms, .. game.FindTheory("base") is null ? [] : Family(game, ["base"]).SelectMany(t => t.Terms)];

    // Distinct terms of some theories and of what they build on, without the base game's.
    private static List<PayoffTerm> TermsOf(GameModel game, IEnumerable<string> theories)
    {
        var list = new List<PayoffTerm>();
        foreach (var term in Family(game, theories.Where(n => n != "base")).SelectMany(t => t.Terms))
        {
            if (!list.Exists(t => Same(t, term)))
            {
                list.Add(term);
            }
        }

        return list;
    }

    private static List<Theory> Family(GameModel game, IEnumerable<string> names)
    {
        var found = new List<Theory>();
        void Add(string name)
        {
            if (game.FindTheory(name) is not { } theory || found.Contains(theory))
            {
                return;
            }

            foreach (string parent in theory.BuildsOn)
            {
                Add(parent);
            }

            found.Add(theory);
        }

        foreach (string name in names)
        {
            Add(name);
        }

        return found;
    }

    /// <summary>Whether two terms are one: same payoff, same weight, same factors in any order, same condition.</summary>
    public static bool Same(PayoffTerm a, PayoffTerm b) => a.Player == b.Player && a.Gains == b.Gains && a.Weight == b.Weight && a.If.Equals(b.If) && a.Factors.Length == b.Factors.Length
        && a.Factors.All(f => a.Factors.Count(g => Same(f, g)) == b.Factors.Count(g => Same(f, g)));

    private static bool Same(Factor a, Factor b) => a is Factor.CountOf x && b is Factor.CountOf y
        ? x.LogOnePlus == y.LogOnePlus && x.Players.SequenceEqual(y.Players) && x.Moves.Length == y.Moves.Length && x.Moves.Zip(y.Moves).All(m => m.First.SequenceEqual(m.Second))
        : a.Equals(b);
}
