using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The parts of results.json about what is foretold, and where threats pay.</summary>
internal static class ResultsJsonPredictions
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "predictions", r.Predictions, p =>
        {
            w.WriteString("id", p.Result.Claim.Id);
            w.WriteString("text", p.Result.Claim.Text);
            w.WriteString("verdict", ClaimResult.Words(p.Result.Verdict));
            ResultsJson.Strings(w, "borneOutUnder", p.BorneOutUnder);
            w.WriteStartArray("numbers");
            for (int k = 0; k < p.Result.Checks.Length; k++)
            {
                var c = p.Result.Checks[k];
                w.WriteStartObject();
                w.WriteString("says", c.Says);
                w.WriteString("verdict", ClaimResult.Words(c.Verdict));
                ResultsJson.Number(w, "value", c.Value);
                ResultsJson.Number(w, "low", c.Low);
                ResultsJson.Number(w, "high", c.High);
                w.WriteString("unit", c.Unit);
                ResultsJson.List(w, "theories", p.ByTheory[k], x =>
                {
                    w.WriteString("theory", x.Theory);
                    ResultsJson.Number(w, "probability", x.Probability);
                    ResultsJson.Number(w, "before", x.Before);
                    ResultsJson.Number(w, "value", x.Value);
                    ResultsJson.Number(w, "low", x.Low);
                    ResultsJson.Number(w, "high", x.High);
                    ResultsJson.Number(w, "agrees", x.Agrees);
                });
                w.WriteEndObject();
            }

            w.WriteEndArray();
        });
        Marginal(w, r);
    }

    private static void Marginal(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "marginalLeverage", r.Marginal, m =>
        {
            w.WriteString("theory", m.Theory);
            ResultsJson.Strings(w, "moves", m.Moves);
            ResultsJson.List(w, "situations", m.Cells, cell =>
            {
                w.WriteString("situation", string.Join(", ", cell.Levels.Select((l, v) => $"{r.Study.Game.Situations[v].Name} {r.Study.Game.Situations[v].Levels[l]}")));
                w.WriteNumber("months", cell.Months);
                ResultsJson.Numbers(w, "values", cell.Values);
                ResultsJson.Numbers(w, "low", cell.Lows);
                ResultsJson.Numbers(w, "high", cell.Highs);
                ResultsJson.Numbers(w, "paysWithChance", cell.Positive);
            });
        });
    }
}
