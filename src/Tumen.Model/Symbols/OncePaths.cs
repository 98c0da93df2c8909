namespace Tumen.Model;

/// <summary>Every way through a game that is played once.</summary>
public static class OncePaths
{
    /// <summary>Paths in order, the last move varying fastest: for every move the index of what is chosen, or −1 where it is not made.</summary>
    /// <param name="moves">The moves, in the order in which they are made.</param>
    /// <param name="rules">When each is made.</param>
    public static IEnumerable<int[]> Of(IReadOnlyList<Player> moves, OnceRules rules)
    {
        var path = new int[moves.Count];
        Array.Fill(path, -1);
        return From(0, path, moves, rules);
    }

    private static IEnumerable<int[]> From(int move, int[] path, IReadOnlyList<Player> moves, OnceRules rules)
    {
        if (move == moves.Count)
        {
            yield return (int[])path.Clone();
            yield break;
        }

        int choices = rules.When[move].Holds([], path) ? moves[move].Moves.Length : 0;
        for (int a = choices == 0 ? -1 : 0; a < choices; a++)
        {
            path[move] = a;
            foreach (int[] whole in From(move + 1, path, moves, rules))
            {
                yield return whole;
            }

            path[move] = -1;
            if (a < 0)
            {
                break;
            }
        }
    }
}
