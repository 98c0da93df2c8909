using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tumen.Episodes;

/// <summary>Sets, strategies, beliefs and standards as readers know them.</summary>
public static class EpisodeWords
{
    private const int LongestFraction = 15;

    private static readonly Dictionary<Refinement, string> Standards = new()
    {
        [Refinement.SubgamePerfect] = "subgame perfect", [Refinement.PerfectBayesian] = "perfect Bayesian", [Refinement.Sequential] = "sequential",
        [Refinement.TremblingHand] = "trembling hand", [Refinement.Intuitive] = "intuitive criterion", [Refinement.DivinityOne] = "D1",
    };

    private static readonly ConditionalWeakTable<ExtensiveGame, string[]> Names = [];

    /// <summary>The name of a standard, such as "trembling hand".</summary>
    public static string Standard(Refinement refinement) => Standards[refinement];

    /// <summary>The word for a verdict.</summary>
    public static string Word(Verdict verdict) => verdict switch { Verdict.Kept => "kept", Verdict.Dropped => "dropped", Verdict.Undecided => "undecided", _ => "not applicable" };

    /// <summary>The set's own name if no other has it, otherwise its player and number.</summary>
    public static string SetName(ExtensiveGame game, InformationSet set) => Names.GetValue(game, NamesOf)[set.Index];

    /// <summary>A fraction, or a decimal number where the fraction is too long to be read (values of a long game).</summary>
    public static string Number(Rational value) => value.ToString() is { Length: <= LongestFraction } fraction ? fraction : value.ToDouble().ToString("g8", CultureInfo.InvariantCulture);

    /// <summary>One line per set of a player: who, where, and the chances of the actions in use.</summary>
    public static IEnumerable<string> Strategies(StrategyProfile profile)
    {
        var game = profile.Game;
        foreach (var set in game.InformationSets.Where(set => !set.IsChance).OrderBy(set => set.Player).ThenBy(set => set.Index))
        {
            var used = Enumerable.Range(0, set.Actions.Count).Where(a => profile.Probability(set, a) > 0)
                .Select(a => $"{set.Actions[a]} {(profile.Exact is { } exact ? Number(exact[set.FirstAction + a]) : profile.Probability(set, a).ToString("g8", CultureInfo.InvariantCulture))}");
            string name = SetName(game, set), player = game.Players[set.Player];
            yield return $"{(name == player || name.StartsWith(player + " ", StringComparison.Ordinal) ? name : $"{player} at {name}")}: {string.Join(", ", used)}";
        }
    }

    /// <summary>A belief in words: the set, whether play comes there, and the chance of each way to it that is thought possible.</summary>
    public static string Belief(ExtensiveGame game, Belief belief)
    {
        var set = game.InformationSets[belief.InformationSet];
        return $"{SetName(game, set)}{(belief.OnPath ? "" : " (off the path)")}: {string.Join("; ", belief.Chances.Select((chance, m) => (chance, m)).Where(x => !x.chance.IsZero).Select(x => $"{Number(x.chance)} for {game.PathTo(set.Members[x.m])}"))}";
    }

    /// <summary>How likely each player is to take an action of a name in the course of play; actions in use only, in order of the tree.</summary>
    public static IReadOnlyList<(string Player, string Action, double Chance)> Acts(StrategyProfile profile)
    {
        var game = profile.Game;
        var values = GameValues.Floating(profile);
        var taken = new Dictionary<(int Player, string Action), double>();
        var order = new List<(int Player, string Action)>();
        foreach (var set in game.InformationSets.Where(set => !set.IsChance))
            for (int a = 0; a < set.Actions.Count; a++)
                if (taken.TryAdd((set.Player, set.Actions[a]), 0)) order.Add((set.Player, set.Actions[a]));
        for (int node = 0; node < game.NodeCount; node++)
        {
            if (!game.IsTerminal(node) || values.Reach(node) <= 0) continue;
            var onTheWay = new HashSet<(int, string)>();
            for (int at = node; game.Parent(at) >= 0; at = game.Parent(at))
            {
                var set = game.InformationSets[game.SetOf(game.Parent(at))];
                if (!set.IsChance) onTheWay.Add((set.Player, set.Actions[game.ActionInto(at)]));
            }
            foreach (var act in onTheWay) taken[act] += values.Reach(node);
        }
        return [.. order.Select(act => (game.Players[act.Player], act.Action, taken[act]))];
    }

    private static string[] NamesOf(ExtensiveGame game)
    {
        var uses = game.InformationSets.Where(set => !set.IsChance).CountBy(set => set.Label).ToDictionary();
        return [.. game.InformationSets.Select(set => set.Label.Length > 0 && !set.IsChance && uses[set.Label] == 1 ? set.Label : set.IsChance ? $"chance {set.FileNumber}" : $"{game.Players[set.Player]} {set.FileNumber}")];
    }
}
