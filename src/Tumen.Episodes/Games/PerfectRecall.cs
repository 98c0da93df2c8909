namespace Tumen.Episodes;

/// <summary>Why a player would have to forget: two nodes it cannot tell apart although what it did before differs.</summary>
/// <param name="Player">The forgetful player, from 0.</param>
/// <param name="InformationSet">Index of the offending information set.</param>
/// <param name="FirstNode">One node of the set.</param>
/// <param name="SecondNode">Another node with a different own history.</param>
/// <param name="Message">The sentence for a reader, with both paths.</param>
public sealed record RecallViolation(int Player, int InformationSet, int FirstNode, int SecondNode, string Message);

/// <summary>Checks that nobody forgets what it knew or did. Source: Kuhn (1953); Selten (1975), section 3.</summary>
public static class PerfectRecall
{
    /// <summary>One pass over the tree.</summary>
    /// <returns>The first violation in order of nodes, or null if the game has perfect recall.</returns>
    public static RecallViolation? FindViolation(ExtensiveGame game)
    {
        int n = game.Players.Count;
        var last = new int[n];
        Array.Fill(last, -1);
        var undo = new Stack<(int Player, int Old)>();
        var ownHistory = new int[game.InformationSets.Count];
        Array.Fill(ownHistory, -2);
        var chain = new Stack<int>();
        for (int node = 0; node < game.NodeCount; node++)
        {
            while (chain.Count > 0 && chain.Peek() != game.Parent(node))
            {
                chain.Pop();
                var (player, old) = undo.Pop();
                if (player >= 0) last[player] = old;
            }
            if (game.Parent(node) >= 0)
            {
                var above = game.InformationSets[game.SetOf(game.Parent(node))];
                if (!above.IsChance) last[above.Player] = above.FirstAction + game.ActionInto(node);
            }
            if (game.IsTerminal(node)) continue;
            var set = game.InformationSets[game.SetOf(node)];
            if (!set.IsChance)
            {
                if (ownHistory[set.Index] == -2) ownHistory[set.Index] = last[set.Player];
                else if (ownHistory[set.Index] != last[set.Player]) return Describe(game, set, set.Members[0], node);
            }
            chain.Push(node);
            undo.Push(set.IsChance ? (-1, 0) : (set.Player, last[set.Player]));
        }
        return null;
    }

    private static RecallViolation Describe(ExtensiveGame game, InformationSet set, int first, int second) =>
        new(set.Player, set.Index, first, second,
            $"player '{game.Players[set.Player]}' must forget at information set {set.FileNumber} '{set.Label}': "
            + $"it is reached by {game.PathTo(first)} and by {game.PathTo(second)}, which differ in that player's own moves or knowledge");
}
