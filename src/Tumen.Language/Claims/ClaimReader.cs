using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads one <c>claim</c>: its number, kind, words, and the checks it comes down to, one a line.</summary>
internal sealed class ClaimReader(GameDraft draft, StudyModel study, GameModel game, TokenReader reader, ClaimNames names)
{
    private static readonly string[] Kinds = ["theory", "mechanism", "prediction", "fact", "counterfactual", "assumption"];
    private static readonly string[] Starts = ["often", "weight", "theory", "theories", "scenario", "leverage", "episode", "facts", "rests", "rebuts", "explains", "thread", "not", "remark"];

    /// <summary>Reads after <c>claim</c>; null when its grammar failed (reported).</summary>
    public Claim? Read(IReadOnlyList<Claim> before)
    {
        var id = reader.Peek;
        if (id.Kind != TokenKind.Word)
        {
            reader.Expected("the number of the claim, such as S41");
            return null;
        }

        reader.Next();
        if (before.FirstOrDefault(c => c.Id == id.Text) is { } twin)
        {
            draft.Bag.Error("G207", id.Place, $"claim {id.Text} stands on line {twin.Place.Line} already", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another number"]);
        }

        if (reader.TakeAny(Kinds) is not { } kind)
        {
            reader.Expected($"the kind of claim: {Wording.List(Kinds)}");
            return null;
        }

        if (reader.ExpectText("what the claim says") is not { } says)
        {
            return null;
        }

        string? where = reader.Peek.Kind == TokenKind.Cite ? reader.Next().Text : null, reason = null, remark = null, thread = null;
        var checks = new List<ClaimCheck>();
        var links = new List<ClaimLink>();
        while (!reader.AtEnd)
        {
            if (reader.Take("not", "observable"))
            {
                reason = reader.ExpectText("why nothing can decide it")?.Text;
            }
            else if (reader.Take("remark"))
            {
                remark = reader.ExpectText("the remark")?.Text;
            }
            else if (reader.Take("thread"))
            {
                thread = reader.ExpectText("the line of thought that the claim belongs to")?.Text;
            }
            else if (Link() is { } link)
            {
                links.AddRange(Links(link));
            }
            else if (new CheckReader(draft, study, game, reader, names.Dates).Read() is { } check)
            {
                checks.Add(check);
            }
            else
            {
                reader.Recover(Starts);
            }
        }

        if (checks.Count == 0 && reason is null && !draft.Bag.HasErrors)
        {
            draft.Bag.Error("S412", id.Place, $"claim {id.Text} comes down to nothing that could be checked",
                helps: ["say what would decide it:   often patron plays reward within 2 months after client plays reach_out more than otherwise", "or why nothing can:   not observable \"the record starts in 1990\""]);
        }

        return new Claim(id.Text, kind, says.Text, where, [.. checks], reason, remark, id.Place) { Links = [.. links], Thread = thread };
    }

    private ClaimLinkKind? Link() =>
        reader.Take("rests", "on") ? ClaimLinkKind.RestsOn : reader.Take("rebuts") ? ClaimLinkKind.Rebuts : reader.Take("explains") ? ClaimLinkKind.Explains : null;

    /// <summary>S4, S5: whether there are such claims is judged when all have been read.</summary>
    private IEnumerable<ClaimLink> Links(ClaimLinkKind kind)
    {
        do
        {
            reader.Offer(names.Ids);
            if (reader.Peek.Kind != TokenKind.Word)
            {
                reader.Expected("the number of a claim of this file, such as S41");
                reader.Recover(Starts);
                yield break;
            }

            var to = reader.Next();
            yield return new ClaimLink(kind, to.Text, to.Place);
        }
        while (reader.Take(','));
    }
}
