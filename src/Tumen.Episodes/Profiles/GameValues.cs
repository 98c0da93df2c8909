using System.Numerics;

namespace Tumen.Episodes;

/// <summary>What a profile leads to: payoffs, chances of every node, beliefs, gains from deviating. In exact fractions or in doubles.</summary>
/// <typeparam name="T"><see cref="Rational"/> or <see cref="double"/>.</typeparam>
public sealed class GameValues<T>
    where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
    IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
{
    private static readonly T Zero = T.AdditiveIdentity;
    private readonly T[] _chance, _payoffs, _reach, _value;
    private readonly T[] _regret;

    internal GameValues(ExtensiveGame game, T[] chance, T[] payoffs)
    {
        (Game, _chance, _payoffs) = (game, chance, payoffs);
        int n = game.Players.Count, nodes = game.NodeCount;
        _reach = new T[nodes];
        _value = new T[nodes * n];
        _reach[0] = T.MultiplicativeIdentity;
        for (int node = 1; node < nodes; node++) _reach[node] = _reach[game.Parent(node)] * ChanceInto(node);
        for (int node = nodes - 1; node >= 0; node--)
        {
            if (game.IsTerminal(node)) Array.Copy(payoffs, node * n, _value, node * n, n);
            if (node == 0) continue;
            var chanceHere = ChanceInto(node);
            if (chanceHere == Zero) continue;
            int above = game.Parent(node);
            for (int i = 0; i < n; i++) _value[above * n + i] += chanceHere * _value[node * n + i];
        }
        _regret = new T[n];
        for (int i = 0; i < n; i++) _regret[i] = BestReplyValue(i) - _value[i];
    }

    /// <summary>The game.</summary>
    public ExtensiveGame Game { get; }

    /// <summary>Expected payoff of a player from the root.</summary>
    public T Payoff(int player) => _value[player];

    /// <summary>Chance that play passes a node.</summary>
    public T Reach(int node) => _reach[node];

    /// <summary>Expected payoff of a player once play is at a node.</summary>
    public T ValueAt(int node, int player) => _value[node * Game.Players.Count + player];

    /// <summary>The most a player could gain by another strategy, the others' kept.</summary>
    public T RegretOf(int player) => _regret[player];

    /// <summary>The largest gain any player has from another strategy: zero exactly at a Nash equilibrium.</summary>
    public T Regret
    {
        get
        {
            var largest = _regret[0];
            foreach (var regret in _regret)
                if (regret > largest) largest = regret;
            return largest;
        }
    }

    /// <summary>Chance that play reaches an information set.</summary>
    public T ReachOfSet(InformationSet set)
    {
        var sum = Zero;
        foreach (int node in set.Members) sum += _reach[node];
        return sum;
    }

    /// <summary>The mover's beliefs over the nodes of a set by Bayes' rule; null where play never comes.</summary>
    public T[]? Beliefs(InformationSet set)
    {
        var sum = ReachOfSet(set);
        return sum == Zero ? null : [.. set.Members.Select(node => _reach[node] / sum)];
    }

    /// <summary>The owner's expected payoff of each action at a set, under given beliefs and the profile afterwards.</summary>
    public T[] ActionValues(InformationSet set, IReadOnlyList<T> beliefs)
    {
        var values = new T[set.Actions.Count];
        for (int k = 0; k < set.Members.Count; k++)
            for (int a = 0; a < values.Length; a++)
                values[a] += beliefs[k] * ValueAt(Game.Children(set.Members[k])[a], set.Player);
        return values;
    }

    /// <summary>Largest gain of one information set from changing its action alone, weighted by the chance of being there (agent regret).</summary>
    public T AgentRegret
    {
        get
        {
            var largest = Zero;
            foreach (var set in Game.InformationSets)
            {
                if (set.IsChance) continue;
                var here = Zero;
                var weights = set.Members.Select(node => _reach[node]).ToArray();
                foreach (int node in set.Members) here += _reach[node] * ValueAt(node, set.Player);
                foreach (var value in ActionValues(set, weights))
                    if (value - here > largest) largest = value - here;
            }
            return largest;
        }
    }

    /// <summary>Best-reply value by one pass over the player's own sequences; exact under perfect recall.</summary>
    private T BestReplyValue(int player)
    {
        int n = Game.Players.Count;
        var others = new T[Game.NodeCount];
        var lastSequence = new int[Game.NodeCount];
        var weight = new T[Game.ActionCount];
        var root = Zero;
        var historyOfSet = new int[Game.InformationSets.Count];
        others[0] = T.MultiplicativeIdentity;
        lastSequence[0] = -1;
        for (int node = 0; node < Game.NodeCount; node++)
        {
            if (node > 0)
            {
                int above = Game.Parent(node);
                var mover = Game.InformationSets[Game.SetOf(above)];
                bool own = mover.Player == player;
                others[node] = own ? others[above] : others[above] * ChanceInto(node);
                lastSequence[node] = own ? mover.FirstAction + Game.ActionInto(node) : lastSequence[above];
            }
            if (!Game.IsTerminal(node))
            {
                historyOfSet[Game.SetOf(node)] = lastSequence[node];
                continue;
            }
            if (others[node] == Zero) continue;
            var part = others[node] * _payoffs[node * n + player];
            if (lastSequence[node] < 0) root += part;
            else weight[lastSequence[node]] += part;
        }
        for (int h = Game.InformationSets.Count - 1; h >= 0; h--)
        {
            var set = Game.InformationSets[h];
            if (set.Player != player) continue;
            var best = weight[set.FirstAction];
            for (int a = 1; a < set.Actions.Count; a++)
                if (weight[set.FirstAction + a] > best) best = weight[set.FirstAction + a];
            if (historyOfSet[h] < 0) root += best;
            else weight[historyOfSet[h]] += best;
        }
        return root;
    }

    private T ChanceInto(int node) => _chance[Game.InformationSets[Game.SetOf(Game.Parent(node))].FirstAction + Game.ActionInto(node)];
}

/// <summary>Evaluates profiles.</summary>
public static class GameValues
{
    /// <summary>In exact fractions.</summary>
    /// <exception cref="InvalidOperationException">The profile is only known in floating point.</exception>
    public static GameValues<Rational> Exact(StrategyProfile profile) =>
        new(profile.Game, profile.Fractions ?? throw new InvalidOperationException("The profile is not exact."), profile.Game.ExactPayoffArray);

    /// <summary>In doubles.</summary>
    public static GameValues<double> Floating(StrategyProfile profile) => new(profile.Game, profile.Doubles, profile.Game.PayoffArray);
}
