namespace Tumen.Episodes.Tests;

/// <summary>What two game files must share to mean the same: tree, movers, knowledge, chances, payoffs; and names if asked.</summary>
internal static class GameMeaning
{
    public static void AssertSame(ExtensiveGame first, ExtensiveGame second, bool labels)
    {
        if (labels) Assert.Equal(first.Players, second.Players);
        Assert.Equal(first.NodeCount, second.NodeCount);
        Assert.Equal(first.InformationSets.Count, second.InformationSets.Count);
        for (int node = 0; node < first.NodeCount; node++)
        {
            Assert.Equal(first.Parent(node), second.Parent(node));
            Assert.Equal(first.ActionInto(node), second.ActionInto(node));
            Assert.Equal(first.SetOf(node), second.SetOf(node));
            if (labels) Assert.Equal(first.LabelOf(node), second.LabelOf(node));
        }
        Assert.Equal(first.ExactPayoffs, second.ExactPayoffs);
        for (int h = 0; h < first.InformationSets.Count; h++)
        {
            var (a, b) = (first.InformationSets[h], second.InformationSets[h]);
            Assert.Equal((a.Player, a.FileNumber), (b.Player, b.FileNumber));
            Assert.Equal(a.Actions.Count, b.Actions.Count);
            if (labels) Assert.Equal(a.Actions, b.Actions);
            Assert.Equal(a.Chances, b.Chances);
            if (labels) Assert.Equal(a.Label, b.Label);
        }
    }
}
