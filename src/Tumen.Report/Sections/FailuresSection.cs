using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Pieces of the study that failed: what is missing from the report, and why.</summary>
internal static class FailuresSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Failures.IsEmpty)
        {
            return;
        }

        b.Append("<table><tr><th>what failed</th><th>why</th><th>details</th></tr>");
        foreach (var f in r.Failures)
        {
            b.Append($"<tr><td>{E(f.Label)}</td><td>{E(f.Why)}</td><td><code>{E(f.File)}</code></td></tr>");
        }

        b.Append("</table><p class=\"note\">What these would have said is missing from this report, and whatever rests on it; all the rest is as it would be without them. They are tried again by the next run.</p>");
    }
}
