using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a game says of regimes.</summary>
/// <param name="Head">First word of the clause.</param>
/// <param name="Count">Number of regimes.</param>
/// <param name="Differ">Players and weights, as written.</param>
/// <param name="Stay">Mean stay in periods.</param>
/// <param name="Spread">Spread of departures from the mean.</param>
/// <param name="InOrder">Whether each gives way to the next for good.</param>
/// <param name="OrderedBy">Weight that tells them apart, or null.</param>
/// <param name="Foreseen">Whether players reckon with changes.</param>
internal sealed record RegimeDraft(Token Head, int Count, List<Token> Differ, double Stay, double Spread, bool InOrder, Token? OrderedBy, bool Foreseen)
{
    /// <summary>What was read, with names resolved.</summary>
    public RegimeSpec Spec(GameDraft draft) => new(
        Count, [.. Differ.Select(n => draft.PlayerIndex(n.Text)).Where(i => i >= 0).Distinct()], [.. Differ.Where(n => draft.PlayerIndex(n.Text) < 0).Select(n => n.Text).Distinct()], Stay, Foreseen, Head.Place)
    {
        Spread = Spread,
        InOrder = InOrder,
        OrderedBy = OrderedBy?.Text,
    };
}
