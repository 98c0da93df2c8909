using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json that says what was found about theories and record, and why a number is missing.</summary>
internal static class ResultsJsonRemarks
{
    public static void Write(Utf8JsonWriter w, StudyResults r) => ResultsJson.List(w, "remarks", r.Remarks, x =>
    {
        w.WriteString("kind", x.Remark.Kind);
        w.WriteBoolean("stops", x.Remark.Stops);
        w.WriteString("subject", x.Remark.Subject);
        w.WriteString("says", x.Remark.Says);
        w.WriteString("remedy", x.Remark.Remedy);
        w.WriteBoolean("everyTheory", x.All);
        ResultsJson.Strings(w, "theories", x.Theories);
    });

    /// <summary>Why a number is not given; nothing where it is.</summary>
    public static void Reason(Utf8JsonWriter w, string name, string? why)
    {
        if (why is not null)
        {
            w.WriteString(name, why);
        }
    }

    /// <summary>Whether a test separates a pair, or null and the reason why none was made.</summary>
    public static void Separates(Utf8JsonWriter w, PairVerdict p)
    {
        if (p.Separates is { } separates)
        {
            w.WriteBoolean("separates", separates);
            return;
        }

        w.WriteNull("separates");
        Reason(w, "withheld", p.Withheld);
    }
}
