using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>rival and patron act as one, moving last, weights 0.5, 0.5</c>.</summary>
internal sealed class CoalitionReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>Reads a coalition from its first member on; null when its grammar failed (reported).</summary>
    public ScenarioEdit? Read(Token start)
    {
        if (ScenarioEditReader.NamesOf(reader, () => reader.Take("and"), "a player") is not { } players || !reader.Expect("act") || !reader.Expect("as") || !reader.Expect("one"))
        {
            return null;
        }

        bool late = reader.Take("moving", "last") || (reader.Peek.Is(',') && reader.PeekAt(1).Is("moving") && reader.Take(',') && reader.Take("moving", "last"));
        var weights = ImmutableArray.CreateBuilder<double>();
        var at = start;
        if (reader.Peek.Is("weights") || (reader.Peek.Is(',') && reader.PeekAt(1).Is("weights")))
        {
            reader.Take(',');
            at = reader.Word();
            do
            {
                if (reader.ExpectNumber("the weight of a player") is not { } weight)
                {
                    return null;
                }

                if (weight.Value < 0)
                {
                    draft.Bag.Error("S410", weight.Place, $"a weight among players that act as one is not negative; found {Wording.Number(weight.Value)}", helps: ["a player that should not count at all gets 0"]);
                }

                weights.Add(weight.Value);
            }
            while (reader.Peek.Is(',') && reader.PeekAt(1).Kind is TokenKind.Number or TokenKind.Symbol && reader.Take(','));
        }

        foreach (var player in players)
        {
            draft.Player(player);
        }

        if (players.Count < 2 || players.Select(p => p.Text).Distinct().Count() != players.Count)
        {
            draft.Bag.Error("S410", start.Place, "two or more different players act as one", helps: ["write `rival and patron act as one`"]);
        }
        else if (weights.Count != 0 && (weights.Count != players.Count || weights.Sum() == 0))
        {
            draft.Bag.Error("S410", at.Place, weights.Count != players.Count ? $"{players.Count} players act as one, but there are {weights.Count} weights" : "the weights add up to 0",
                notes: ["together they maximise the weighted sum of their payoffs"], helps: ["give one weight a player, in the same order"]);
        }

        return new ScenarioEdit.Coalition([.. players.Select(p => p.Text)], weights.Count == 0 ? [.. players.Select(_ => 1.0)] : weights.ToImmutable(), reader.CoverFrom(start)) { AtLatestTurn = late };
    }
}
