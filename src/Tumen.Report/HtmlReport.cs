using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The report of a study as one self-contained HTML file: no scripts, no external files, so that it can be mailed. Built as a paper is: question, theories, record, results, what cannot be told, scenarios, appendices.</summary>
public static class HtmlReport
{
    private sealed record Chapter(string Id, string Title, Action<StringBuilder, StudyResults, int[]> Write);

    private static readonly Chapter[] Chapters =
    [
        new("failed", "What failed, and is missing here", FailuresSection.Write),
        new("theories", "The theories", TheoriesSection.Write),
        new("record", "The record", RecordSection.Write),
        new("before", "Before any fit: what this record could tell apart", BeforeSection.Write),
        new("comparison", "Theories compared", ComparisonSection.Write),
        new("motives", "Motives, one by one", MotivesSection.Write),
        new("evidence", "Evidence by month", EvidenceSection.Write),
        new("left-out", "Each month foretold from all the others", LeaveOneOutSection.Write),
        new("leverage", "Leverage", LeverageSection.Write),
        new("implications", "What each theory implies, as fitted", ImplicationsSection.Write),
        new("strategies", "Strategies beside the record", StrategiesSection.Write),
        new("simulated", "Records that the theories make", PredictiveSection.Write),
        new("cannot", "What this record cannot tell", IdentificationSection.Write),
        new("equilibria", "Equilibria at the estimates", EquilibriaSection.Write),
        new("doubts", "What a sceptic would ask", DoubtsSection.Write),
        new("codings", "Other codings of the same record", AssumptionSections.Codings),
        new("assumptions", "Other assumptions", AssumptionSections.Assumptions),
        new("foresight", "Foresight", ForesightSection.Write),
        new("panel", "Does it hold elsewhere?", PanelSection.Write),
        new("outlook", "If nothing changes", OutlookSection.Write),
        new("scenarios", "What if", ScenarioSection.Write),
        new("predictions", "What was foretold", PredictionsSection.Write),
        new("episodes", "Episodes: crises inside the long game", EpisodeSection.Write),
        new("watch", "What would settle it: a watch list", WatchSection.Write),
        new("claims", "The text, claim by claim", ClaimsSection.Write),
        new("estimates", "Appendix A. Estimates", EstimatesAppendix.Write),
        new("pairs", "Appendix B. All pairs of theories", PairsAppendix.Write),
        new("made", "Appendix C. What is assumed, and how this was made", MethodsAppendix.Write),
    ];

    /// <summary>Writes the report. A chapter about something that the study does not ask for, or that is not worked out yet, is left out.</summary>
    public static string Write(StudyResults r)
    {
        int[] order = [.. Enumerable.Range(0, r.Theories.Length).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i])];
        var chapters = Chapters.Select(c => (Chapter: c, Body: Body(c, r, order))).Where(x => x.Body.Length > 0).ToArray();
        var b = new StringBuilder();
        b.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        b.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        b.Append($"<title>{E(r.Study.Study.Question)}</title><style>{ReportStyle.Css}{ChartStyle.Css}</style></head><body><main>");
        AnswerSection.Write(b, r, order);
        b.Append("<nav aria-label=\"contents\"><ol>");
        foreach (var (chapter, _) in chapters)
        {
            b.Append($"<li><a href=\"#{chapter.Id}\">{E(chapter.Title)}</a></li>");
        }

        b.Append("</ol></nav>");
        foreach (var (chapter, body) in chapters)
        {
            b.Append($"<section id=\"{chapter.Id}\"><h2>{E(chapter.Title)}</h2>{body}</section>");
        }

        b.Append("</main></body></html>\n");
        return b.ToString();
    }

    private static string Body(Chapter chapter, StudyResults r, int[] order)
    {
        var b = new StringBuilder();
        chapter.Write(b, r, order);
        return b.ToString();
    }
}
