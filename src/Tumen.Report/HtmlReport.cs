using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The report of a study as one self-contained HTML file: no scripts, no external files, so that it can be mailed and printed. The answer first, then thirteen sections in the order of a reader's questions; what stands behind them is folded, each fold's line a finding. Long tables are a second file.</summary>
public static class HtmlReport
{
    private delegate void Writer(StringBuilder b, StudyResults r, int[] order);

    /// <summary>Something folded: its line is a finding.</summary>
    private sealed record Fold(string Id, string Title, Func<StudyResults, int[], string> Finding, Writer Write);

    private sealed record Section(string Id, string Title, Writer Open, params Fold[] Folds);

    private static readonly Section[] Sections =
    [
        new("failed", "What failed, and is missing here", FailuresSection.Write),
        new("reading", "How to read it", ReadingSection.Write),
        new("motives", "Motives, one by one", MotivesSection.Write, new Fold("before", "Before any fit: what this record could tell apart", Findings.Before, BeforeSection.Write)),
        new("evidence", "Which months speak, and what happened in them", EvidenceSection.Write, new Fold("left-out", "Each month foretold from all the others", Findings.LeftOut, LeaveOneOutSection.Write)),
        new("changed", "When did it change, and which months should you doubt?", HiddenSection.Write),
        new("hangs", "What it hangs on", WaysSection.Write, new Fold("codings", "Other codings of the same record", Findings.Codings, AssumptionSections.Codings),
            new Fold("assumptions", "Other assumptions", Findings.Assumptions, AssumptionSections.Assumptions), new Fold("doubts", "What a sceptic would ask", Findings.Doubts, DoubtsSection.Write)),
        new("how-much", "How much leverage, and by which move", AveragedLeverage.Write, new Fold("leverage", "Leverage", Findings.Leverage, LeverageSection.Write)),
        new("settle", "What would settle it", WatchSection.Overview, new Fold("watch", "A watch list", Findings.Watch, WatchSection.Write), new Fold("cannot", "What this record cannot tell", Findings.Cannot, IdentificationSection.Write)),
        new("what-if", "What if", ScenarioSection.Open, new Fold("scenarios", "Every what-if, theory by theory", Findings.Scenarios, ScenarioSection.Write), new Fold("outlook", "If nothing changes", Findings.Outlook, OutlookSection.Write)),
        new("ahead", "Foresight and predictions", ForesightSection.Overview, new Fold("foresight", "Foresight", Findings.Foresight, ForesightSection.Write),
            new Fold("predictions", "What was foretold", Findings.Predictions, PredictionsSection.Write), new Fold("simulated", "Records that the theories make", Findings.Simulated, PredictiveSection.Write)),
        new("crises", "Crises inside the long game", EpisodeSection.Overview, new Fold("episodes", "Every crisis solved", Findings.Episodes, EpisodeSection.Write)),
        new("argument", "The argument, claim by claim", ArgumentSection.Write, new Fold("claims", "Every claim with its numbers", Findings.Claims, ClaimsSection.Write)),
        new("record", "The record", RecordSection.Write, new Fold("panel", "Does it hold elsewhere?", Findings.Panel, PanelSection.Write)),
        new("method", "Method and limits", MethodSection.Write, new Fold("theories", "The theories", Findings.Theories, TheoriesSection.Write), new Fold("comparison", "Theories compared", Findings.Comparison, ComparisonSection.Write),
            new Fold("implications", "What each theory implies, as fitted", Findings.Implications, ImplicationsSection.Write), new Fold("strategies", "Strategies beside the record", Findings.Strategies, StrategiesSection.Write),
            new Fold("equilibria", "Equilibria at the estimates", Findings.Equilibria, EquilibriaSection.Write)),
    ];

    private static readonly Section[] AppendixSections =
    [
        new("estimates", "Appendix A. Estimates", EstimatesAppendix.Write),
        new("pairs", "Appendix B. All pairs of theories", PairsAppendix.Write),
        new("made", "Appendix C. What is assumed, and how this was made", MethodsAppendix.Write),
    ];

    /// <summary>Name of the second file beside the report.</summary>
    public const string AppendixFile = "appendices.html";

    /// <summary>Writes the report. A section about something that the study does not ask for, or that is not worked out yet, is left out.</summary>
    public static string Write(StudyResults r)
    {
        ArgumentNullException.ThrowIfNull(r);
        int[] order = Order(r);
        var body = new StringBuilder();
        AnswerSection.Write(body, r, new Glossary());
        var told = Sections.Select(s => Told(s, r, order)).Where(x => x.Html.Length > 0).ToArray();
        Contents(body, told, AppendixSections.Select(s => (s, $"{AppendixFile}#{s.Id}")));
        foreach (var (_, html, _) in told)
        {
            body.Append(html);
        }

        return Page(r.Study.Study.Question, body.ToString(), r);
    }

    /// <summary>Writes the appendices, a file beside the report: every estimate, every pair of theories, what is assumed and how this was made.</summary>
    public static string WriteAppendices(StudyResults r)
    {
        ArgumentNullException.ThrowIfNull(r);
        var body = new StringBuilder($"<h1>{E(r.Study.Study.Question)}</h1><p class=\"sub\">Appendices of the report <a href=\"report.html\">report.html</a></p>");
        var told = AppendixSections.Select(s => Told(s, r, Order(r))).Where(x => x.Html.Length > 0).ToArray();
        Contents(body, told, []);
        foreach (var (_, html, _) in told)
        {
            body.Append(html);
        }

        return Page($"Appendices: {r.Study.Study.Question}", body.ToString(), r);
    }

    private static int[] Order(StudyResults r) => [.. Enumerable.Range(0, r.Theories.Length).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i])];

    private static (Section Section, string Html, Fold[] Folds) Told(Section s, StudyResults r, int[] order)
    {
        string open = Body(s.Open, r, order);
        var folds = s.Folds.Select(f => (Fold: f, Body: Body(f.Write, r, order))).Where(x => x.Body.Length > 0).ToArray();
        if (open.Length == 0 && folds.Length == 0)
        {
            return (s, "", []);
        }

        var b = new StringBuilder($"<section id=\"{s.Id}\"><h2>{E(s.Title)}</h2>{open}");
        foreach (var (f, body) in folds)
        {
            b.Append($"<details class=\"fold\"><summary>{E(ReaderNames.In(r.Study.Game, f.Finding(r, order)))}</summary><section id=\"{f.Id}\"><h3 class=\"fold\">{E(f.Title)}</h3>{body}</section></details>");
        }

        return (s, b.Append("</section>").ToString(), [.. folds.Select(x => x.Fold)]);
    }

    private static string Body(Writer write, StudyResults r, int[] order)
    {
        var b = new StringBuilder();
        write(b, r, order);
        return b.ToString();
    }

    private static void Contents(StringBuilder b, (Section Section, string Html, Fold[] Folds)[] told, IEnumerable<(Section Section, string Address)> elsewhere)
    {
        b.Append("<nav aria-label=\"contents\"><ol>");
        foreach (var (s, _, folds) in told)
        {
            b.Append($"<li><a href=\"#{s.Id}\">{E(s.Title)}</a>{string.Concat(folds.Select(f => $" <a class=\"q\" href=\"#{f.Id}\">{E(f.Title)}</a>"))}</li>");
        }

        foreach (var (s, address) in elsewhere)
        {
            b.Append($"<li><a href=\"{address}\">{E(s.Title)}</a></li>");
        }

        b.Append("</ol></nav>");
    }

    private static string Page(string title, string body, StudyResults r)
    {
        var b = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        b.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        b.Append($"<title>{E(title)}</title><style>{ReportStyle.Css}{ChartStyle.Css}{ReportStyle.Print(Foot(r))}</style></head><body><main>");
        return b.Append(TableLayout.Fit(body)).Append("</main></body></html>\n").ToString();
    }

    // What stands in the foot of every printed page: version, study and its hash.
    private static string Foot(StudyResults r) => $"tumen {r.Version} · {r.Study.File.Name} {(r.Records.IsDefaultOrEmpty ? "" : r.Records[0].Hash[..Math.Min(8, r.Records[0].Hash.Length)])} · seed {r.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
