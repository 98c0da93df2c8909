using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Tumen.Model;
using Tumen.Scenarios;

namespace Tumen.Report;

/// <summary>A player's strategy as cards to print: one self-contained page, nine cards of 63 × 88 mm on a sheet, without scripts.</summary>
public static class MoveCardPage
{
    private const string Style = """
        @page{margin:10mm}body{font:11px/1.35 system-ui,sans-serif;margin:1rem auto;max-width:195mm;color:#1d2733;background:#fff}
        h1{font-size:1.3rem;margin:0 0 .3rem}.how{margin:0 0 1rem;max-width:60em}
        .meanings{grid-template-columns:max-content 1fr;margin:0 0 4mm}.meanings dd{text-align:left;font-weight:400}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,63mm);gap:2mm}
        .card{box-sizing:border-box;width:63mm;min-height:88mm;border:1px solid #8a97a6;border-radius:3mm;padding:3mm;display:flex;flex-direction:column;break-inside:avoid}
        .card h2{font-size:.95rem;margin:0 0 1mm}.seen{margin:0 0 2mm;font-style:italic}dl{margin:0 0 2mm;display:grid;grid-template-columns:1fr auto;gap:.3mm 2mm}dt{color:#52606f}dd{margin:0;text-align:right;font-weight:600}
        table{width:100%;border-collapse:collapse;margin-top:auto}td,th{padding:.6mm 0;text-align:left;border-top:1px solid #d5dbe2}td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums}
        th[scope=row]{font-weight:400}tr.most th,tr.most td{font-weight:700}.share{margin:1.5mm 0 0;color:#52606f}
        @media print{body{margin:0;max-width:none}.how{max-width:none}}
        """;

    /// <summary>The page.</summary>
    /// <param name="game">The game, for names.</param>
    /// <param name="player">Whose cards.</param>
    /// <param name="theory">The theory that the strategy is taken from.</param>
    /// <param name="cards">The cards to print, in order.</param>
    /// <param name="of">How many cards the strategy has in all.</param>
    public static string Html(GameModel game, int player, string theory, ImmutableArray<MoveCard> cards, int of)
    {
        var who = game.Players[player];
        string period = game.Period, name = E(who.Display);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Move cards: {name}</title><style>{Style}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{name}: what to do, by situation</h1><p class=\"how\">{E(Introduction(game, player, theory, cards, of))}</p>{Meanings(game, cards)}<div class=\"cards\">");
        foreach (var card in cards)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h2>{name}</h2>");
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"seen\">{(card.Seen.Length == 0 ? "Moves before seeing any other move" : $"Has seen: {Words(card.Seen)}")}</p><dl>");
            foreach (var (situation, level) in card.Levels)
            {
                page.Append(CultureInfo.InvariantCulture, $"<dt>{Words(game.Situations[situation].Name)}</dt><dd>{Words(game.Situations[situation].Levels[level])}</dd>");
            }

            page.Append("</dl><table><tr><th scope=\"col\">move</th><th scope=\"col\">throw</th></tr>");
            int most = card.Chances.IndexOf(card.Chances.Max());
            for (int a = 0; a < who.Moves.Length; a++)
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr{(a == most ? " class=\"most\"" : "")}><th scope=\"row\">{Words(who.Moves[a])}</th><td>{Throw(card.Upto, a)}</td></tr>");
            }

            page.Append(CultureInfo.InvariantCulture, $"</table><p class=\"share\">{Share(card.Share)} of {period}s</p></section>");
        }

        return page.Append("</div></body></html>\n").ToString();
    }

    /// <summary>How to use the cards, in two sentences, with what is left out.</summary>
    /// <inheritdoc cref="Html"/>
    public static string Introduction(GameModel game, int player, string theory, ImmutableArray<MoveCard> cards, int of) =>
        $"By {theory}. Find the card of the situation, throw two ten-sided dice for a number from 1 to 100, and make the move beside it. "
        + (cards.Length == of ? $"All {of} cards are here." : $"The {cards.Length} of {of} cards that are drawn most are here; they cover {Share(cards.Sum(c => c.Share))} of {game.Period}s.");

    /// <summary>The numbers at which a move is made, such as 41–63; a dash for none.</summary>
    /// <param name="upto">Last numbers, as on a <see cref="MoveCard"/>.</param>
    /// <param name="move">The move.</param>
    public static string Throw(ImmutableArray<int> upto, int move)
    {
        int from = move == 0 ? 1 : upto[move - 1] + 1, to = upto[move];
        return to < from ? "–" : to == from ? Whole(to) : $"{Whole(from)}–{Whole(to)}";
    }

    private static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share in per cent, "under .1 %" where it would round to nothing.</summary>
    /// <param name="share">From 0 to 1.</param>
    public static string Share(double share) => share < 0.0005 ? "under 0.1 %" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    // What the situations on the cards mean, once for all cards.
    private static string Meanings(GameModel game, ImmutableArray<MoveCard> cards)
    {
        var told = cards.SelectMany(c => c.Levels.Select(l => l.Situation)).Distinct().Order().Select(k => game.Situations[k]).Where(s => s.Display != s.Name).ToArray();
        return told.Length == 0 ? "" : $"<dl class=\"meanings\">{string.Concat(told.Select(s => $"<dt>{Words(s.Name)}</dt><dd>{E(s.Display)}</dd>"))}</dl>";
    }

    private static string Words(string name) => E(name.Replace('_', ' '));

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
