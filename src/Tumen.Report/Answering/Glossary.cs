using System.Text;
using System.Text.RegularExpressions;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The words that a stranger needs: underlined and explained where each first stands on a page, and listed once.</summary>
public sealed partial class Glossary
{
    /// <summary>A word, how it shows in a text, and what it means here.</summary>
    /// <param name="Name">The word.</param>
    /// <param name="Pattern">Where it stands in a text, as a regular expression.</param>
    /// <param name="Means">What it means.</param>
    public sealed record Entry(string Name, string Pattern, string Means);

    /// <summary>Every word explained, in the order in which a reader meets them.</summary>
    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new("probability", "of the probability", "how much of the belief, which was spread evenly over the theories before the record, a theory or family holds after it."),
        new("before the record", "before (?:the record|it)", "what was believed before anything was looked at: every theory compared is equally probable, its weights as its stated priors say."),
        new("to 1", @"\d[\d,.]* to 1\b|\b1 to \d[\d,.]*", "7 to 1: what happened was seven times as probable under the one as under the other. 1 to 7 speaks the other way."),
        new("90 % interval", "90 %(?: interval)?", "the middle nine tenths of the values that the record allows; the number before it is the median, the value in the middle."),
        new("net concession", "net (?:concessions?|rewards?)", "a month in which the giver rewards, less a month in which it punishes."),
        new("nat", @"\bnats?\b", "the natural logarithm of odds. +0.7 nats: twice as probable; +2.3: ten times; 0: no difference."),
        new("leverage", @"\bleverage\b", "concessions that would not be made if nothing could be staked against the giver. Capacity: how many. Exertion: how many of them the threats are made for."),
        new("base game", "base game", "the game without any theory: what each move costs, and each player's habits."),
        new("placebo", @"\bplacebo\b", "the same test where no effect should be: somebody else in a player's place."),
        new("record of known truth", "records? of known truth|[Rr]ecords made", "a record simulated from one of the theories, so that it is known who made it; it tells how often an answer would be right."),
        new("held out", "held out|foret(?:ells?|old)", "months kept from the theories while they were fitted, and asked for afterwards."),
        new("coding", @"\bcodings?\b", "the rule by which events become one move a month for each player."),
        new("settled", @"\bsettle[sd]?\b", "the probability passes a threshold that at most one in twenty wrong conclusions passes on records of known truth."),
    ];

    private readonly HashSet<string> _met = [];

    /// <summary>Underlines every word that has not been met on this page, with its meaning as a tooltip and a link to the list.</summary>
    /// <param name="html">Escaped text without tags.</param>
    public string Mark(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        foreach (var e in Entries.Where(e => !_met.Contains(e.Name)))
        {
            // A match inside a tag that was set before, or inside its text, is none.
            string before = html;
            if (Regex.Matches(html, e.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).FirstOrDefault(x => Outside(before, x.Index)) is { } m)
            {
                _met.Add(e.Name);
                html = $"{html[..m.Index]}<a class=\"term\" href=\"#word-{Slug(e)}\" title=\"{E(e.Means)}\">{m.Value}</a>{html[(m.Index + m.Length)..]}";
            }
        }

        return html;
    }

    /// <summary>The words met so far, with their meaning, for those who print or have no pointer.</summary>
    public string Block()
    {
        var b = new StringBuilder();
        foreach (var e in Entries.Where(e => _met.Contains(e.Name)).Take(5))
        {
            b.Append($"<b>{E(Capital(e.Name))}</b>: {E(e.Means)} ");
        }

        return b.Length == 0 ? "" : $"<p class=\"gloss\">{b.ToString().TrimEnd()}</p>";
    }

    /// <summary>The whole list.</summary>
    public static string List() => $"<dl class=\"words\">{string.Concat(Entries.Select(e => $"<div id=\"word-{Slug(e)}\"><dt>{E(e.Name)}</dt><dd>{E(e.Means)}</dd></div>"))}</dl>";

    private static string Slug(Entry e) => NotWord().Replace(e.Name, "-").Trim('-');

    private static string Capital(string s) => char.ToUpperInvariant(s[0]) + s[1..];

    private static bool Outside(string html, int at)
    {
        int open = html.LastIndexOf("<a ", at, StringComparison.Ordinal), close = html.LastIndexOf("</a>", at, StringComparison.Ordinal);
        return open < 0 || close > open;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
