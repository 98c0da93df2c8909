namespace Tumen.Episodes;

/// <summary>Beliefs for every information set and what they prove.</summary>
/// <param name="Beliefs">One per information set of a player; null when none support the profile.</param>
/// <param name="Bayesian">Verdict of weak perfect Bayesian equilibrium.</param>
/// <param name="Consistent">Verdict of sequential equilibrium.</param>
public sealed record Assessment(IReadOnlyList<Belief>? Beliefs, RefinementResult Bayesian, RefinementResult Consistent);

/// <summary>Looks for beliefs under which every information set acts best, and for trembles that lead to them.</summary>
/// <remarks>
/// Where play comes, beliefs follow Bayes' rule. Elsewhere the beliefs that support the action taken form a polytope: if it is empty the equilibrium is dropped; if trembles are found
/// whose limit beliefs lie in it everywhere, the equilibrium is sequential (Kreps and Wilson 1982) and those trembles are the certificate. The search for trembles tries equal ones, pure blame, and
/// points of the polytopes; failing leaves "undecided", never a claim.
/// </remarks>
public static class SequentialRationality
{
    private const int MaximumTries = 4_096;

    /// <summary>Checks an exact profile.</summary>
    public static Assessment Check(StrategyProfile profile)
    {
        var game = profile.Game;
        var values = GameValues.Exact(profile);
        var off = new List<InformationSet>();
        var candidates = new Dictionary<int, List<Rational[]>>();
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance) continue;
            if (values.Beliefs(set) is { } known)
            {
                if (!IsBest(profile, values, set, known, out string why)) return Drop(why);
                continue;
            }
            var points = BeliefPolytope.Points(profile, values, set);
            if (points.Count == 0)
                return Drop($"no beliefs at '{Name(game, set)}' make its action best");
            off.Add(set);
            candidates[set.Index] = points;
        }
        var system = new TrembleSystem(profile);
        if (FindTrembles(profile, values, off, candidates, system) is { } beliefs)
            return new Assessment(Wrap(game, values, beliefs),
                new(Refinement.PerfectBayesian, Verdict.Kept, "every information set acts best under the beliefs shown"),
                new(Refinement.Sequential, Verdict.Kept, off.Count == 0 ? "play comes to every information set" : $"trembles lead to the beliefs shown at {off.Count} sets play does not reach"));
        var weak = game.InformationSets.Select(set => set.IsChance ? [] : values.Beliefs(set) ?? candidates[set.Index][0]).ToArray();
        return new Assessment(Wrap(game, values, weak),
            new(Refinement.PerfectBayesian, Verdict.Kept, "every information set acts best under the beliefs shown, which are free where play does not come"),
            new(Refinement.Sequential, Verdict.Undecided, "no trembles were found that lead to supporting beliefs"));
    }

    private static Assessment Drop(string why) =>
        new(null, new(Refinement.PerfectBayesian, Verdict.Dropped, why), new(Refinement.Sequential, Verdict.Dropped, why));

    private static List<Belief> Wrap(ExtensiveGame game, GameValues<Rational> values, Rational[][] beliefs) =>
        [.. game.InformationSets.Where(set => !set.IsChance).Select(set => new Belief(set.Index, beliefs[set.Index], !values.ReachOfSet(set).IsZero))];

    internal static string Name(ExtensiveGame game, InformationSet set) => set.Label.Length > 0 ? set.Label : $"{game.Players[set.Player]} {set.FileNumber}";

    private static bool IsBest(StrategyProfile profile, GameValues<Rational> values, InformationSet set, Rational[] beliefs, out string why)
    {
        var actions = values.ActionValues(set, beliefs);
        var best = actions.Max();
        why = "";
        for (int a = 0; a < actions.Length; a++)
            if (!profile.Fractions![set.FirstAction + a].IsZero && actions[a] < best)
            {
                why = $"at '{Name(profile.Game, set)}', '{set.Actions[a]}' gives {actions[a]} but another action {best}";
                return false;
            }
        return true;
    }

    private static Rational[][]? FindTrembles(StrategyProfile profile, GameValues<Rational> values, List<InformationSet> off, Dictionary<int, List<Rational[]>> candidates, TrembleSystem system)
    {
        var pick = new int[off.Count];
        for (int tries = 0; tries < MaximumTries && (long)tries * profile.Game.NodeCount < 5_000_000; tries++)
        {
            if (tries > 0) Aim(profile, off, pick, candidates, system);
            var beliefs = system.Beliefs();
            if (off.All(set => IsBest(profile, values, set, beliefs[set.Index], out _))) return beliefs;
            if (off.Count == 0) return null;
            if (tries == 0) continue;
            int k = 0;
            while (k < off.Count && ++pick[k] == candidates[off[k].Index].Count) pick[k++] = 0;
            if (k == off.Count) return null;
        }
        return null;
    }

    /// <summary>Chooses trembles, set by set from the root, so that the beliefs at each set come out as picked if its nodes are entered by actions not yet fixed.</summary>
    private static void Aim(StrategyProfile profile, List<InformationSet> off, int[] pick, Dictionary<int, List<Rational[]>> candidates, TrembleSystem system)
    {
        var game = profile.Game;
        Array.Fill(system.Trembles, new Tremble(Rational.One, 1));
        var isFixed = new HashSet<int>();
        for (int s = 0; s < off.Count; s++)
        {
            var set = off[s];
            var wanted = candidates[set.Index][pick[s]];
            for (int m = 0; m < set.Members.Count; m++)
            {
                var product = new Tremble(Rational.One, 0);
                int free = -1;
                for (int at = set.Members[m]; game.Parent(at) >= 0; at = game.Parent(at))
                {
                    var mover = game.InformationSets[game.SetOf(game.Parent(at))];
                    int k = mover.FirstAction + game.ActionInto(at);
                    bool unused = !mover.IsChance && profile.Fractions![k].IsZero;
                    if (unused && free < 0 && isFixed.Add(k)) free = k;
                    else product *= system.Into(at);
                }
                if (free < 0 || product.Coefficient.IsZero) continue;
                system.Trembles[free] = wanted[m].IsZero ? new Tremble(Rational.One, 12) : new Tremble(wanted[m] / product.Coefficient, Math.Max(1, 4 - product.Order));
            }
        }
    }
}
