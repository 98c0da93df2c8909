using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// Players who act as one: a single decision maker that chooses a joint move for all members and is paid the weighted sum of their payoffs.
/// </summary>
/// <remarks>
/// The joint move is made in the turn of the earliest member (or of the latest, when asked): everyone who moves later sees all of it. One choice shock belongs to each
/// joint move. The discount factor is the members' weighted mean. A true merge, not a joint strategy imposed on independent choosers.
/// </remarks>
internal sealed class Merger
{
    private readonly StochasticGame _apart;
    private readonly int[] _toApart; // merged profile -> profile of the game apart

    public Merger(StochasticGame apart, ImmutableArray<int> members, ImmutableArray<double> weights, bool latest)
    {
        _apart = apart;
        Members = members;
        var old = apart.Profiles;
        int n = old.Players.Length;
        int[] order = [.. members.OrderBy(i => i)];
        int[] kept = [.. Enumerable.Range(0, n).Where(i => i == order[0] || !members.Contains(i))];
        Player = Array.IndexOf(kept, order[0]);
        var sizes = order.Select(old.Moves).ToArray();
        int joint = sizes.Aggregate(1, (x, y) => checked(x * y));
        Components = new int[joint][];
        var names = ImmutableArray.CreateBuilder<string>(joint);
        for (int c = 0; c < joint; c++)
        {
            var part = new int[order.Length];
            for (int k = order.Length - 1, rest = c; k >= 0; k--)
            {
                part[k] = rest % sizes[k];
                rest /= sizes[k];
            }

            Components[c] = [.. members.Select(i => part[Array.IndexOf(order, i)])];
            names.Add(string.Join(" & ", order.Select((i, k) => old.Players[i].Moves[part[k]])));
        }

        string name = string.Join(" and ", members.Select(i => old.Players[i].Name));
        ImmutableArray<Player> players = [.. kept.Select(i => i == order[0] ? new Player(name, names.ToImmutable()) : old.Players[i])];
        var turns = Turns(old, kept, members, latest);
        var space = new ProfileSpace(players, turns);
        _toApart = new int[space.Count];
        var moves = new int[n];
        for (int p = 0; p < space.Count; p++)
        {
            for (int k = 0; k < kept.Length; k++)
            {
                moves[kept[k]] = k == Player ? 0 : space.Move(p, k);
            }

            var part = Components[space.Move(p, Player)];
            for (int k = 0; k < members.Length; k++)
            {
                moves[members[k]] = part[k];
            }

            _toApart[p] = old.Index(moves);
        }

        Game = Build(space, kept, weights);
    }

    /// <summary>The merged game.</summary>
    public StochasticGame Game { get; }

    /// <summary>The coalition's index in the merged game.</summary>
    public int Player { get; }

    /// <summary>Members, as listed.</summary>
    public ImmutableArray<int> Members { get; }

    /// <summary>Per joint move, each member's own move, in the order of <see cref="Members"/>.</summary>
    public int[][] Components { get; }

    /// <summary>Index in the merged game of a player of the game apart.</summary>
    public int IndexOf(int player) => Members.Contains(player) ? Player : player - Members.Count(m => m < player) + (Members.Min() < player ? 1 : 0);

    /// <summary>Joint moves of the game apart.</summary>
    public ProfileSpace ApartProfiles => _apart.Profiles;

    /// <summary>Transitions of the game apart.</summary>
    public TransitionKernel ApartKernel => _apart.Kernel;

    /// <summary>The profile of the game apart that a merged profile stands for.</summary>
    public int Apart(int profile) => _toApart[profile];

    /// <summary>Chances of joint moves of the game apart from chances in the merged game, S × P.</summary>
    public double[] ToApart(double[] merged)
    {
        int count = _toApart.Length;
        var apart = new double[merged.Length];
        for (int c = 0; c < merged.Length; c++)
        {
            apart[c - (c % count) + _toApart[c % count]] = merged[c];
        }

        return apart;
    }

    private static ImmutableArray<ImmutableArray<int>> Turns(ProfileSpace old, int[] kept, ImmutableArray<int> members, bool latest)
    {
        int[] at = [.. members.Select(i => Enumerable.Range(0, old.Turns.Length).First(t => old.Turns[t].Contains(i)))];
        int turn = latest ? at.Max() : at.Min();
        var turns = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        for (int t = 0; t < old.Turns.Length; t++)
        {
            var here = old.Turns[t].Where(i => !members.Contains(i)).Select(i => Array.IndexOf(kept, i)).ToList();
            if (t == turn)
            {
                here.Add(Array.IndexOf(kept, members.Min()));
            }

            if (here.Count > 0)
            {
                turns.Add([.. here.Order()]);
            }
        }

        return turns.ToImmutable();
    }

    private StochasticGame Build(ProfileSpace space, int[] kept, ImmutableArray<double> weights)
    {
        int count = space.Count, cells = _apart.StateCount * count;
        var payoffs = ImmutableArray.CreateBuilder<double[]>();
        var discounts = ImmutableArray.CreateBuilder<double>();
        for (int k = 0; k < kept.Length; k++)
        {
            var u = new double[cells];
            if (k != Player)
            {
                var own = _apart.Payoffs[kept[k]];
                for (int c = 0; c < cells; c++)
                {
                    u[c] = own[c - (c % count) + _toApart[c % count]];
                }

                discounts.Add(_apart.Discounts[kept[k]]);
            }
            else
            {
                double total = weights.Sum(), discount = 0;
                for (int j = 0; j < Members.Length; j++)
                {
                    var own = _apart.Payoffs[Members[j]];
                    discount += weights[j] / total * _apart.Discounts[Members[j]];
                    for (int c = 0; c < cells; c++)
                    {
                        u[c] += weights[j] * own[c - (c % count) + _toApart[c % count]];
                    }
                }

                discounts.Add(Members.All(j => _apart.Discounts[j] == _apart.Discounts[Members[0]]) ? _apart.Discounts[Members[0]] : discount);
            }

            payoffs.Add(u);
        }

        return new StochasticGame(_apart.States, space, payoffs.ToImmutable(), _apart.Kernel.Redirect((_, p) => _toApart[p]), discounts.ToImmutable())
        {
            End = _apart.End,
            Menus = _apart.Menus is { } menus ? new Menus(_apart.StateCount, space, (s, k, a) => k == Player
                ? Members.Select((member, j) => menus.Allows(s, member, Components[a][j])).All(x => x) : menus.Allows(s, kept[k], a)) : null,
        };
    }
}
