using System.Text;
using System.Text.RegularExpressions;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The first screen: the question, five lines of answer, the figure that carries them, three cards; every reason in full beneath, folded.</summary>
public static partial class AnswerSection
{
    private const int OnACard = 3;

    // What a reader weighs first. What is not named here stands in the fold only.
    private static readonly ReasonKind[] Weight =
    [
        ReasonKind.Break, ReasonKind.Foresight, ReasonKind.HoldOut, ReasonKind.Codings, ReasonKind.Assumptions, ReasonKind.Omissions, ReasonKind.Placebo, ReasonKind.Habit, ReasonKind.Separation, ReasonKind.TurningTests,
        ReasonKind.Unranked, ReasonKind.Fit, ReasonKind.Scrutiny, ReasonKind.Weak, ReasonKind.Rule,
    ];

    internal static void Write(StringBuilder b, StudyResults r, Glossary words)
    {
        b.Append($"<header class=\"first\"><h1>{E(r.Study.Study.Question)}</h1><p class=\"sub\">{E(Scope(r))}</p><div class=\"screen\"><div class=\"said\">");
        b.Append(Lines(r, words)).Append(words.Block()).Append("</div>").Append(Figure(r)).Append("</div>").Append(Cards(r, words)).Append("</header>").Append(Reasons(r));
    }

    /// <summary>The five lines of the answer as HTML, for report and workbench.</summary>
    public static string Lines(StudyResults r) => Lines(r, new Glossary());

    private static string Lines(StudyResults r, Glossary words)
    {
        var b = new StringBuilder($"<ol class=\"lines {(r.Answer.Conclusive ? "yes" : "open")}\">");
        var lines = r.Answer.Lines.IsDefaultOrEmpty ? [new AnswerLine(AnswerPart.Says, r.Answer.Sentence)] : r.Answer.Lines;
        foreach (var line in lines)
        {
            string said = ReaderNames.In(r.Study.Game, line.Words);
            var sentences = Sentences(said);
            b.Append("<li>").Append(line.Part == AnswerPart.Says
                ? $"<b>{words.Mark(E(sentences[0]))}</b> {words.Mark(E(string.Join(" ", sentences.Skip(1))))}"
                : $"<b>{E(line.Heading)}.</b> {words.Mark(E(string.Join(" ", sentences.Take(2))))}").Append("</li>");
        }

        return b.Append("</ol>").ToString();
    }

    /// <summary>The figure that carries the answer, in a wide and a narrow drawing of which the style sheet shows one; empty when fewer than two theories have a probability.</summary>
    public static string Figure(StudyResults r)
    {
        if (WaysOfAsking.Of(r) is not { } ways)
        {
            return "";
        }

        string untold = ways.Untold == 0 ? "" : $" {Capital(Spoken.Count(ways.Untold, "way"))} {(ways.Untold == 1 ? "is" : "are")} not drawn: no theory has a probability there.";
        return $"<figure class=\"ways\"><h2 class=\"chart\">{E(ways.Finding)}</h2><p class=\"note\">{E(ways.Reading)}</p><div class=\"if-wide\">{WaysChart.Draw(ways)}</div><div class=\"if-narrow\">{WaysChart.Draw(ways, true)}</div>"
            + $"<figcaption>{E(Scope(r))}; seed {r.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}. Theories equally probable before the record.{E(untold)} It does not show which ways are the better ones.</figcaption></figure>";
    }

    /// <summary>The three cards as HTML: what supports the answer, why it is open, what would settle it.</summary>
    public static string Cards(StudyResults r) => Cards(r, new Glossary());

    private static string Cards(StudyResults r, Glossary words)
    {
        var checks = Checks(r);
        string leader = r.Answer.Best.Length == 0 ? "it" : r.Answer.Best;
        var b = new StringBuilder("<div class=\"cards\">");
        Card($"What supports {leader}", [.. Ranked(checks, true).Take(OnACard).Select(c => First(r, c.Words))], "Nothing that was tried speaks for it.");
        Card(r.Answer.Conclusive ? "What speaks against it" : "Why it is open", [.. Ranked(checks, false).Take(OnACard).Select(c => First(r, c.Words))], "Nothing that was tried speaks against it.");
        Card("What would settle it", [.. Settling(r)], "The study asks for no indicators and no records of known truth, so this is not known.");
        return b.Append("</div>").ToString();

        void Card(string title, string[] points, string none)
        {
            b.Append($"<section class=\"card\"><h2>{E(title)}</h2>");
            b.Append(points.Length == 0 ? $"<p>{E(none)}</p>" : $"<ul>{string.Concat(points.Select(p => $"<li>{words.Mark(E(p))}</li>"))}</ul>").Append("</section>");
        }
    }

    private static IEnumerable<string> Settling(StudyResults r)
    {
        var power = Checks(r).Where(c => c.Kind == ReasonKind.Power).Take(1).Select(c => First(r, c.Words));
        var watch = r.Watch.Take(2).Select(w => $"Watch for “{ReaderNames.In(r.Study.Game, w.Indicator.Name)}” within {Spoken.Count(w.Indicator.Within, r.Study.Game.Period)}: it would remove {F(100 * w.Information / Math.Max(w.Uncertainty, double.Epsilon), "0.0")} % of what is unknown.");
        return power.Concat(watch).Take(OnACard);
    }

    private static Reason[] Checks(StudyResults r) => r.Answer.Checks.IsDefaultOrEmpty ? [] : [.. r.Answer.Checks];

    private static IEnumerable<Reason> Ranked(Reason[] checks, bool holds) => checks.Where(c => c.Holds == holds && Weight.Contains(c.Kind)).OrderBy(c => Array.IndexOf(Weight, c.Kind));

    // Every reason in full, grouped as on the cards.
    private static string Reasons(StudyResults r)
    {
        var checks = Checks(r);
        int pro = checks.Count(c => c.Holds == true), con = checks.Count(c => c.Holds == false);
        if (checks.Length == 0)
        {
            return $"<ul class=\"reasons\">{string.Concat(r.Answer.Reasons.Select(x => $"<li>{E(x)}</li>"))}</ul>";
        }

        var b = new StringBuilder($"<details class=\"fold\"><summary>{E(Capital(Spoken.Count(checks.Length, "reason")))} in full: {E(Spoken.Number(pro))} for the leading theory, {E(Spoken.Number(con))} against it, {E(Spoken.Number(checks.Length - pro - con))} to know</summary>");
        foreach (var (title, holds) in new (string, bool?)[] { ("For it", true), ("Against it", false), ("To know", null) })
        {
            var group = checks.Where(c => c.Holds == holds).ToArray();
            b.Append(group.Length == 0 ? "" : $"<h3>{title}</h3><ul class=\"reasons\">{string.Concat(group.Select(c => $"<li>{E(ReaderNames.In(r.Study.Game, c.Words))}</li>"))}</ul>");
        }

        b.Append("<h3>The five lines in full</h3><ol class=\"reasons\">");
        foreach (var line in r.Answer.Lines)
        {
            b.Append($"<li><b>{E(line.Heading)}.</b> {E(ReaderNames.In(r.Study.Game, line.Words))}</li>");
        }

        return b.Append("</ol></details>").ToString();
    }

    private static string Scope(StudyResults r)
    {
        string record = r.Records.IsDefaultOrEmpty ? "" : $"{Count(r.Records[0].Periods, r.Study.Game.Period)}, {r.Records[0].From} to {r.Records[0].To}; {(r.Records[0].Events > 0 ? $"{Count(r.Records[0].Events, "event")}; " : "")}";
        return $"{record}{Count(r.Theories.Length, "theory", "theories")}; one game";
    }

    private static string Count(int n, string one, string? many = null) => $"{n.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture)} {(n == 1 ? one : many ?? one + "s")}";

    private static string First(StudyResults r, string words) => Capital(Sentences(ReaderNames.In(r.Study.Game, words))[0]);

    private static string Capital(string s) => s.Length == 0 ? s : char.ToUpperInvariant(s[0]) + s[1..];

    /// <summary>The sentences of a text: a full stop ends one where a capital or a quotation mark follows, so that .48 is no end.</summary>
    /// <param name="text">The text; at least one sentence comes back, perhaps an empty one.</param>
    public static string[] Sentences(string text) => SentenceEnd().Split(text);

    [GeneratedRegex("""(?<=[.!?])\s+(?=[A-Z“])""")]
    private static partial Regex SentenceEnd();
}
