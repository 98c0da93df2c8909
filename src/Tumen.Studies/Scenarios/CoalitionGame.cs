using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>
/// Merges players into one that chooses their joint move and maximises the weighted sum of their payoffs. It moves in the turn of its earliest member; its choice noise is one shock per joint move.
/// </summary>
public static class CoalitionGame
{
    /// <summary>The game with the members replaced by one player, which stands where the first of them stood.</summary>
    /// <param name="game">The game.</param>
    /// <param name="members">Indices of the members, at least two, all different.</param>
    /// <param name="weights">Weight of each member's payoff.</param>
    public static GameModel Of(GameModel game, ImmutableArray<int> members, ImmutableArray<double> weights)
    {
        int first = members.Min();
        var players = new List<Player>();
        var place = new int[game.Players.Length]; // old index -> new index
        var moves = Joint(game, members);
        for (int i = 0; i < game.Players.Length; i++)
        {
            if (i == first)
            {
                place[i] = players.Count;
                players.Add(new Player(string.Join("_and_", members.Select(m => game.Players[m].Name)), [.. moves.Select(j => string.Join("_", members.Select((m, k) => game.Players[m].Moves[j[k]])))],
                    string.Join(" and ", members.Select(m => game.Players[m].Display))));
            }
            else if (!members.Contains(i))
            {
                place[i] = players.Count;
                players.Add(game.Players[i]);
            }
        }

        foreach (int m in members)
        {
            place[m] = place[first];
        }

        Condition Rewrite(Condition c) => c switch
        {
            Condition.Plays x when members.Contains(x.Player) => new Condition.Plays(place[x.Player],
                [.. Enumerable.Range(0, moves.Count).Where(j => x.Moves.Contains(moves[j][members.IndexOf(x.Player)]))]),
            Condition.Plays x => x with { Player = place[x.Player] },
            Condition.And x => new Condition.And(Rewrite(x.Left), Rewrite(x.Right)),
            Condition.Or x => new Condition.Or(Rewrite(x.Left), Rewrite(x.Right)),
            Condition.Not x => new Condition.Not(Rewrite(x.Inner)),
            _ => c,
        };
        PayoffTerm Term(PayoffTerm t) => t with
        {
            Player = place[t.Player],
            Factors = members.Contains(t.Player) ? t.Factors.Add(new Factor.Literal(weights[members.IndexOf(t.Player)])) : t.Factors,
            If = Rewrite(t.If),
        };
        Flow? Rename(Flow? f) => f is null ? null : f with { From = place[f.From], To = place[f.To], Parts = [.. f.Parts.Select(p => p with { If = Rewrite(p.If) })] };
        MoveSet? Moves(MoveSet? set) => set is null || members.Contains(set.Player) ? null : set with { Player = place[set.Player] };

        double sum = weights.Sum();
        var discounts = new double[players.Count];
        foreach (var (d, i) in game.Discounts.Select((d, i) => (d, i)))
        {
            discounts[place[i]] += members.Contains(i) ? d * weights[members.IndexOf(i)] / sum : d;
        }

        var turns = game.Turns.Select(t => t.Where(i => !members.Contains(i) || t.Any(members.Contains)).ToArray());
        bool placed = false;
        var order = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        foreach (var turn in turns)
        {
            bool here = turn.Any(members.Contains);
            var now = turn.Where(i => !members.Contains(i)).Select(i => place[i]).Concat(here && !placed ? [place[first]] : []).Order().ToImmutableArray();
            placed |= here;
            if (now.Length > 0)
            {
                order.Add(now);
            }
        }

        return game with
        {
            Players = [.. players],
            Turns = order.ToImmutable(),
            Discounts = [.. discounts],
            Terms = [.. game.Terms.Select(Term)],
            Theories = [.. game.Theories.Select(t => t with
            {
                Terms = [.. t.Terms.Select(Term)],
                Assumptions = [.. t.Assumptions.Where(a => a.Player < 0 || !members.Contains(a.Player)).Select(a => a.Player < 0 ? a : a with { Player = place[a.Player] })],
            })],
            Laws = [.. game.Laws.Select(l => l with { Lines = [.. l.Lines.Select(x => x with { Parts = [.. x.Parts.Select(p => p with { If = Rewrite(p.If) })] })] })],
            Concession = Rename(game.Concession),
            Compliance = Rename(game.Compliance),
            Threats = Moves(game.Threats),
            Instruments = Moves(game.Instruments),
        };
    }

    /// <summary>Joint moves in order, the last member's move fastest; entry k is the move of the k-th member.</summary>
    public static List<int[]> Joint(GameModel game, ImmutableArray<int> members)
    {
        var list = new List<int[]> { Array.Empty<int>() };
        foreach (int m in members)
        {
            list = [.. list.SelectMany(j => Enumerable.Range(0, game.Players[m].Moves.Length).Select(a => j.Append(a).ToArray()))];
        }

        return list;
    }
}
