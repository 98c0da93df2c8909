using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Which situations and which players' moves conditions read.</summary>
internal sealed class ConditionReads
{
    /// <summary>Indices of situations.</summary>
    public SortedSet<int> Situations { get; } = [];

    /// <summary>Indices of players.</summary>
    public SortedSet<int> Players { get; } = [];

    /// <summary>Moves read, by player.</summary>
    public HashSet<(int Player, int Move)> Moves { get; } = [];

    /// <summary>Of one condition.</summary>
    public static ConditionReads Of(Condition condition)
    {
        var reads = new ConditionReads();
        reads.Add(condition);
        return reads;
    }

    /// <summary>Of a law: its conditions, and the factors of a mean.</summary>
    public static ConditionReads Of(SituationLaw law)
    {
        var reads = new ConditionReads();
        foreach (var condition in law.Conditions)
        {
            reads.Add(condition);
        }

        foreach (var factor in law.Normal?.Mean.SelectMany(t => t.Factors) ?? [])
        {
            reads.Add(factor);
        }

        return reads;
    }

    /// <summary>Adds what a factor reads.</summary>
    public void Add(Factor factor)
    {
        switch (factor)
        {
            case Factor.LevelOf level:
                Situations.Add(level.Situation);
                break;
            case Factor.LackOf lack:
                Situations.Add(lack.Situation);
                break;
            case Factor.CountOf count:
                Players.UnionWith(count.Players);
                Moves.UnionWith(count.Players.SelectMany((p, i) => count.Moves[i].Select(m => (p, m))));
                break;
        }
    }

    /// <summary>Adds what a condition reads.</summary>
    public void Add(Condition condition)
    {
        foreach (var at in condition.Parts())
        {
            switch (at)
            {
                case Condition.AlwaysTrue:
                    break;
                case Condition.LevelIn level:
                    Situations.Add(level.Situation);
                    break;
                case Condition.Plays plays:
                    Players.Add(plays.Player);
                    Moves.UnionWith(plays.Moves.Select(m => (plays.Player, m)));
                    break;
                default:
                    throw new InvalidOperationException($"unknown condition {at.GetType().Name}");
            }
        }
    }
}
