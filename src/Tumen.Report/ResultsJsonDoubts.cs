using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json that says what speaks against the answer: stretches left out, placebos, agreement of codings, prior odds.</summary>
internal static class ResultsJsonDoubts
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("leftOut");
        foreach (var o in r.Omissions)
        {
            w.WriteStartObject();
            w.WriteString("stretch", o.Stretch.Name);
            w.WriteString("from", o.Stretch.From);
            w.WriteString("to", o.Stretch.To);
            w.WriteNumber("periods", o.Periods);
            w.WriteString("best", o.Best);
            ByTheory(w, r, "posterior", i => o.Posterior[i]);
            ByTheory(w, r, "logProbabilityOfTheStretch", i => o.Foretold[i]);
            ResultsJson.Strings(w, "notConverged", o.Unsound.Select(u => $"{u.Theory}: {u.Why}"));
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("placebos");
        foreach (var p in r.Placebos)
        {
            w.WriteStartObject();
            w.WriteString("name", p.Name);
            w.WriteString("best", p.Best);
            ByTheory(w, r, "posterior", i => p.Posterior[i]);
            ByTheory(w, r, "logOddsOverBase", i => p.OverBase[i]);
            ByTheory(w, r, "logOddsOverBaseInTheRecord", i => p.OverBaseInTheRecord[i]);
            ResultsJson.Strings(w, "notConverged", p.Unsound.Select(u => $"{u.Theory}: {u.Why}"));
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("codingAgreement");
        foreach (var a in r.Agreement)
        {
            w.WriteStartObject();
            w.WriteString("record", a.Record);
            w.WriteString("column", a.Column);
            w.WriteNumber("cells", a.Cells);
            ResultsJson.Number(w, "agreement", a.Agreement);
            ResultsJson.Number(w, "kappa", a.Kappa);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartObject("priorOddsToComeLevel");
        foreach (var t in r.Tilts)
        {
            ResultsJson.Number(w, t.Rival, t.Odds);
        }

        w.WriteEndObject();
    }

    private static void ByTheory(Utf8JsonWriter w, StudyResults r, string name, Func<int, double> of)
    {
        w.WriteStartObject(name);
        for (int i = 0; i < r.Theories.Length; i++)
        {
            ResultsJson.Number(w, r.Theories[i].Name, of(i));
        }

        w.WriteEndObject();
    }
}
