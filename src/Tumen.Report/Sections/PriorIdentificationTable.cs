using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What the weights of each theory could move, worked out from the priors and from where the record has been.</summary>
internal static class PriorIdentificationTable
{
    public static void Write(StringBuilder b, StudyResults r)
    {
        if (r.Identified.IsEmpty)
        {
            return;
        }

        b.Append("<h3>What the weights could move</h3><table><tr><th>theory</th><th class=n>weights</th><th class=n>rank</th><th class=n>rank where the record has been</th><th class=n>at the prior mean</th><th>moves nothing</th><th>moves least</th><th class=n>by</th></tr>");
        foreach (var x in r.Identified)
        {
            string nothing = x.Refused ?? string.Join("; ", x.Nowhere.Concat(x.NotHere).Select(d => d.Says));
            b.Append($"<tr><td>{E(x.Theory)}</td><td class=n>{x.Weights}</td><td class=n>{x.Rank}</td><td class=n>{x.RankVisited}</td><td class=n>{(x.RankAtMean is { } n ? $"{n}" : "–")}</td><td>{E(nothing)}</td>"
                + $"<td>{E(x.Worst is null ? "" : string.Join(", ", x.Worst.Direction.Select(d => $"{(d.Value < 0 ? "−" : "")}{d.Key}")))}</td><td class=n>{F(x.WorstSize, "0.0000")}</td></tr>");
        }

        b.Append($"</table><p class=\"note\">Rank of the change of all log chances of moves in the weights, over every decision point of the game and over the situations that the record visits; the largest over the prior mean and {r.Identified.Max(x => x.RanksAtDraws.Length)} draws from the priors. "
            + "No move of the record has been looked at. Where the rank falls short of the number of weights, no fit can find the weights or combinations named; a rank that falls short at the prior mean only means that a motive works through what others do, and nobody does it yet there. "
            + "“Moves least”: the combination of weights that one prior standard deviation of changes the log chance of a move least, and by how much (root mean square).</p>");
    }
}
