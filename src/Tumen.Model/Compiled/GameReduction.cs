using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// A game without the situations that cannot matter to a theory: those that no payoff term, menu, declared flow or law of a remaining situation reads.
/// </summary>
/// <remarks>
/// Exact: such a situation changes neither payoffs nor the motion of what payoffs read, so equilibrium strategies that ignore it are equilibria of the whole
/// game, and they are the ones the branch from λ = 0 leads to (it starts without that dependence and the equations never create it).
/// </remarks>
public sealed class GameReduction
{
    private GameReduction(GameModel model, ImmutableArray<int> kept, int[] stateMap)
    {
        Model = model;
        Kept = kept;
        StateMap = stateMap;
    }

    /// <summary>The reduced game.</summary>
    public GameModel Model { get; }

    /// <summary>Indices, in the whole game, of the situations that remain.</summary>
    public ImmutableArray<int> Kept { get; }

    /// <summary>State of the reduced game for every state of the whole game.</summary>
    public IReadOnlyList<int> StateMap { get; }

    /// <summary>Nothing left out.</summary>
    public static GameReduction None(GameModel model)
    {
        int[] kept = [.. Enumerable.Range(0, model.Situations.Length)];
        return new GameReduction(model, [.. kept], States(model, model, kept));
    }

    /// <summary>Reduces a game for one theory ("base" for the base game).</summary>
    public static GameReduction Of(GameModel model, string theory)
    {
        var terms = new List<PayoffTerm>(model.Terms);
        var seen = new HashSet<string>();
        void Add(string name)
        {
            if (model.FindTheory(name) is { } t && seen.Add(name))
            {
                terms.AddRange(t.Terms);
                foreach (string parent in t.BuildsOn)
                {
                    Add(parent);
                }
            }
        }

        Add(theory);
        var read = new SortedSet<int>();
        if (model.Clock is { } clock)
        {
            read.Add(clock);
        }

        foreach (var condition in model.Players.SelectMany(p => p.Allowed))
        {
            Reads(condition, read);
        }

        foreach (var term in terms)
        {
            Reads(term.If, read);
            foreach (var f in term.Factors)
            {
                Reads(f, read);
            }
        }

        foreach (var part in (model.Concession?.Parts ?? []).Concat(model.Compliance?.Parts ?? []))
        {
            Reads(part.If, read);
        }

        for (int before = -1; before != read.Count;)
        {
            before = read.Count;
            foreach (int v in read.ToArray())
            {
                foreach (var condition in model.Laws[v].Conditions)
                {
                    Reads(condition, read);
                }

                foreach (var factor in model.Laws[v].Normal?.Mean.SelectMany(t => t.Factors) ?? [])
                {
                    Reads(factor, read);
                }
            }
        }

        int[] kept = [.. read];
        var at = new int[model.Situations.Length];
        Array.Fill(at, -1);
        for (int i = 0; i < kept.Length; i++)
        {
            at[kept[i]] = i;
        }

        var reduced = model with
        {
            Players = [.. model.Players.Select(p => p.Allowed.IsEmpty ? p : p with { Allowed = [.. p.Allowed.Select(c => Map(c, at))] })],
            Situations = [.. kept.Select(v => model.Situations[v])],
            Laws = [.. kept.Select(v => Map(model.Laws[v], at))],
            Terms = [.. model.Terms.Select(t => Map(t, at))],
            Theories = [.. model.Theories.Where(t => seen.Contains(t.Name)).Select(t => t with { Terms = [.. t.Terms.Select(x => Map(x, at))] })],
            Clock = model.Clock is { } counts ? at[counts] : null,
            Concession = Map(model.Concession, at),
            Compliance = Map(model.Compliance, at),
        };
        return new GameReduction(reduced, [.. kept], States(model, reduced, kept));
    }

    private static int[] States(GameModel model, GameModel reduced, int[] kept)
    {
        StateSpace whole = new(model.Situations), small = new(reduced.Situations);
        var map = new int[whole.Count];
        var levels = new int[kept.Length];
        for (int s = 0; s < map.Length; s++)
        {
            for (int i = 0; i < kept.Length; i++)
            {
                levels[i] = whole.Level(s, kept[i]);
            }

            map[s] = small.Index(levels);
        }

        return map;
    }

    private static void Reads(Factor f, SortedSet<int> into)
    {
        if (f is Factor.LevelOf l)
        {
            into.Add(l.Situation);
        }
        else if (f is Factor.LackOf k)
        {
            into.Add(k.Situation);
        }
    }

    private static void Reads(Condition c, SortedSet<int> into)
    {
        switch (c)
        {
            case Condition.LevelIn l: into.Add(l.Situation); break;
            case Condition.And a: Reads(a.Left, into); Reads(a.Right, into); break;
            case Condition.Or o: Reads(o.Left, into); Reads(o.Right, into); break;
            case Condition.Not n: Reads(n.Inner, into); break;
        }
    }

    private static Condition Map(Condition c, int[] at) => c switch
    {
        Condition.LevelIn l => l with { Situation = at[l.Situation] },
        Condition.And a => new Condition.And(Map(a.Left, at), Map(a.Right, at)),
        Condition.Or o => new Condition.Or(Map(o.Left, at), Map(o.Right, at)),
        Condition.Not n => new Condition.Not(Map(n.Inner, at)),
        _ => c,
    };

    private static SituationLaw Map(SituationLaw law, int[] at) => law with
    {
        Situation = at[law.Situation],
        Lines = [.. law.Lines.Select(l => l with { Parts = [.. l.Parts.Select(p => p with { If = Map(p.If, at) })] })],
        Normal = law.Normal is { } n ? n with { Mean = [.. n.Mean.Select(t => t with { If = Map(t.If, at), Factors = Map(t.Factors, at) })] } : null,
    };

    private static PayoffTerm Map(PayoffTerm t, int[] at) => t with { If = Map(t.If, at), Factors = Map(t.Factors, at) };

    private static ImmutableArray<Factor> Map(ImmutableArray<Factor> factors, int[] at) =>
    [
        .. factors.Select(f => f switch
        {
            Factor.LevelOf l => new Factor.LevelOf(at[l.Situation]),
            Factor.LackOf l => new Factor.LackOf(at[l.Situation]),
            _ => f,
        }),
    ];

    private static Flow? Map(Flow? flow, int[] at) => flow is null ? null : flow with { Parts = [.. flow.Parts.Select(p => p with { If = Map(p.If, at) })] };
}
