using System.Collections.Immutable;
using Tumen.Studies;

namespace Tumen.Report.Drawing;

/// <summary>A claim on the map of an argument.</summary>
/// <param name="Id">Its name, such as S43.</param>
/// <param name="Where">The paragraph, or null.</param>
/// <param name="Says">What it claims, in its own words.</param>
/// <param name="Verdict">What the record says of it.</param>
/// <param name="Turns">Whether another coding says otherwise.</param>
/// <param name="Links">What it leans on or speaks to, as a word and the names of other claims: ("rests on", S4).</param>
public sealed record ArgumentCard(string Id, string? Where, string Says, ClaimVerdict Verdict, bool Turns, ImmutableArray<(string How, string Of)> Links);

/// <summary>Claims that belong together, in the order of the text.</summary>
/// <param name="Name">What the thread is about.</param>
/// <param name="Cards">Its claims.</param>
public sealed record ArgumentThread(string Name, ImmutableArray<ArgumentCard> Cards);

/// <summary>A text as a map of its argument: one row a thread, one card a claim, told by shape and colour what the record says of it; a link leads to the claim's numbers.</summary>
public static class ArgumentMap
{
    private const double Card = 122;
    private const double Gap = 12;
    private const double Height = 68;
    private const double Label = 118;

    /// <summary>Draws the map.</summary>
    /// <param name="title">The finding, for readers who cannot see it.</param>
    /// <param name="threads">The threads, in order.</param>
    /// <param name="width">Width of the drawing in units; cards wrap to as many rows as they need. Below 600 the thread's name stands above its cards.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(string title, IReadOnlyList<ArgumentThread> threads, double width = 1060)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(threads);
        bool narrow = width < 600;
        double left = narrow ? 0 : Label;
        int across = Math.Max(1, (int)((width - left + Gap) / (Card + Gap)));
        var canvas = new SvgCanvas();
        double y = 0;
        bool first = true;
        foreach (var thread in threads.Where(t => t.Cards.Length > 0))
        {
            canvas.Line("tc-grid", 0, y + 4, width, y + 4);
            y += narrow ? 28 : 12;
            canvas.Text("tc-primary tc-head", 0, narrow ? y - 8 : y + 18, TextMeasure.Cut(thread.Name, (narrow ? width : Label - 8) * 11 / 13.4), "start", 0, thread.Name);
            for (int k = 0; k < thread.Cards.Length; k++)
            {
                One(canvas, thread.Cards[k], left + k % across * (Card + Gap), y + k / across * (Height + Gap), first);
                first = false;
            }

            y += (thread.Cards.Length + across - 1) / across * (Height + Gap);
        }

        return canvas.Finish(title, width, Math.Max(y, 1));
    }

    private static void One(SvgCanvas canvas, ArgumentCard card, double x, double y, bool stop)
    {
        canvas.OpenLink($"#claim-{card.Id}", $"{card.Id}, {ClaimResult.Words(card.Verdict)}: {card.Says}", stop);
        canvas.Rect(card.Verdict switch { ClaimVerdict.Supported => "tc-card-yes", ClaimVerdict.Contradicted => "tc-card-no", ClaimVerdict.NotObservable => "tc-card-out", _ => "tc-card" }, x + 0.5, y + 0.5, Card, Height,
            $"{card.Id}, {ClaimResult.Words(card.Verdict)}: {card.Says}{(card.Turns ? " (another coding says otherwise)" : "")}");
        Sign(canvas, card.Verdict, x + 11, y + 13);
        canvas.Text("tc-head", x + 21, y + 17, card.Id);
        canvas.Text("tc-note", x + Card - 6, y + 17, $"{(card.Turns ? "◗ " : "")}{card.Where}", "end");
        string[] lines = Lines(card.Says, Card - 12, card.Links.IsDefaultOrEmpty ? 3 : 2);
        for (int k = 0; k < lines.Length; k++)
        {
            canvas.Text("tc-label", x + 7, y + 32 + 12 * k, lines[k]);
        }

        if (!card.Links.IsDefaultOrEmpty)
        {
            string links = string.Join("; ", card.Links.GroupBy(l => l.How).Select(g => $"{g.Key} {string.Join(", ", g.Select(l => l.Of))}"));
            canvas.Text("tc-note", x + 7, y + Height - 6, TextMeasure.Cut(links, Card - 12), "start", 0, links);
        }

        canvas.CloseLink();
    }

    // Filled circle, cross, hollow circle, dash: told apart without colour.
    private static void Sign(SvgCanvas canvas, ClaimVerdict verdict, double x, double y)
    {
        switch (verdict)
        {
            case ClaimVerdict.Supported:
                canvas.Circle("tc-up", x, y, 4.4);
                break;
            case ClaimVerdict.Contradicted:
                canvas.Line("tc-loss", x - 4, y - 4, x + 4, y + 4);
                canvas.Line("tc-loss", x - 4, y + 4, x + 4, y - 4);
                break;
            case ClaimVerdict.CannotSay:
                canvas.Circle("tc-open-circle", x, y, 4.2);
                break;
            case ClaimVerdict.BuiltIn:
                canvas.Circle("tc-open-circle", x, y, 4.2);
                canvas.Path("tc-point", FormattableString.Invariant($"M{SvgCanvas.N(x)} {SvgCanvas.N(y - 4.2)}A4.2 4.2 0 0 0 {SvgCanvas.N(x)} {SvgCanvas.N(y + 4.2)}Z"));
                break;
            default:
                canvas.Line("tc-span", x - 4, y, x + 4, y);
                break;
        }
    }

    private static string[] Lines(string text, double width, int most)
    {
        var lines = new List<string>();
        string rest = text;
        while (rest.Length > 0 && lines.Count < most)
        {
            if (TextMeasure.Width(rest) <= width || lines.Count == most - 1)
            {
                lines.Add(TextMeasure.Cut(rest, width));
                break;
            }

            int cut = rest.Length;
            while (cut > 0 && TextMeasure.Width(rest[..cut]) > width)
            {
                int blank = rest.LastIndexOf(' ', cut - 1);
                if (blank <= 0)
                {
                    break;
                }

                cut = blank;
            }

            lines.Add(TextMeasure.Cut(rest[..cut], width));
            rest = rest[cut..].TrimStart();
        }

        return [.. lines];
    }
}
