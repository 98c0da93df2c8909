using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json that says what speaks against the answer: stretches left out, placebos, agreement of codings, prior odds.</summary>
internal static class ResultsJsonDoubts
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "leftOut", r.Omissions, o =>
        {
            w.WriteString("stretch", o.Stretch.Name);
            w.WriteString("from", o.Stretch.From);
            w.WriteString("to", o.Stretch.To);
            w.WriteNumber("periods", o.Periods);
            w.WriteString("best", o.Best);
            ByTheory(w, r, "posterior", i => o.Posterior[i]);
            ByTheory(w, r, "logProbabilityOfTheStretch", i => o.Foretold[i]);
            ResultsJson.Strings(w, "notConverged", o.Unsound.Select(u => $"{u.Theory}: {u.Why}"));
        });
        ResultsJson.List(w, "breaks", r.Breaks, x =>
        {
            w.WriteString("name", x.Spec.Name);
            w.WriteString("player", x.Spec.Player);
            ResultsJson.Strings(w, "after", x.Dates);
            ResultsJson.Numbers(w, "chanceByDateIfAny", x.Chances);
            ResultsJson.Number(w, "chanceOfABreak", x.Chance);
            ResultsJson.Number(w, "logEvidence", x.LogEvidence);
            ByTheory(w, r, "logOddsOfABreak", i => x.LogOdds[i]);
            ByTheory(w, r, "posteriorIfAny", i => x.WithBreak[i]);
            ByTheory(w, r, "posteriorBreakOrNone", i => x.Either[i]);
            w.WriteNumber("notConverged", x.Failed);
            w.WriteStartObject("logOddsByDate");
            for (int i = 0; i < r.Theories.Length; i++)
            {
                ResultsJson.Numbers(w, r.Theories[i].Name, x.ByDate[i]);
            }

            w.WriteEndObject();
        });
        ResultsJson.List(w, "placebos", r.Placebos, p =>
        {
            w.WriteString("name", p.Name);
            w.WriteString("best", p.Best);
            ByTheory(w, r, "posterior", i => p.Posterior[i]);
            ByTheory(w, r, "logOddsOverBase", i => p.OverBase[i]);
            ByTheory(w, r, "logOddsOverBaseInTheRecord", i => p.OverBaseInTheRecord[i]);
            ResultsJson.Strings(w, "notConverged", p.Unsound.Select(u => $"{u.Theory}: {u.Why}"));
        });
        if (r.Confusion is { } c)
        {
            w.WriteStartObject("confusion");
            w.WriteNumber("recordsOfEach", c.Matrix.Cells[0][0].Of);
            w.WriteString("says", c.Says);
            w.WriteNumber("refitsFailed", c.Matrix.Failures.Failed);
            ResultsJson.Strings(w, "theories", c.Theories);
            w.WriteStartObject("winsWhenTrue");
            for (int t = 0; t < c.Theories.Length; t++)
            {
                ResultsJson.Numbers(w, c.Theories[t], c.Matrix.Cells[t].Select(x => x.Share));
            }

            w.WriteEndObject();
            ResultsJson.Numbers(w, "shareTrueWhenItLeads", c.WhenItLeads);
            w.WriteEndObject();
        }

        ResultsJson.List(w, "codingAgreement", r.Agreement, a =>
        {
            w.WriteString("record", a.Record);
            w.WriteString("column", a.Column);
            w.WriteNumber("cells", a.Cells);
            ResultsJson.Number(w, "agreement", a.Agreement);
            ResultsJson.Number(w, "kappa", a.Kappa);
        });
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
