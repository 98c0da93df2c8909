using System.Text.Json;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Regimes and doubted months of a theory in results.json.</summary>
internal static class ResultsJsonHidden
{
    public static void Write(Utf8JsonWriter w, HiddenWork? hidden)
    {
        if (hidden is null)
        {
            return;
        }

        w.WriteStartObject("hidden");
        if (hidden.Regimes.Length > 0)
        {
            ResultsJson.List(w, "regimes", hidden.Regimes.Select((chances, r) => (chances, r)), x =>
            {
                w.WriteString("regime", RegimeSpec.Names[x.r]);
                w.WriteStartObject("chanceByPeriod");
                for (int t = 0; t < x.chances.Length; t++)
                {
                    w.WriteNumber(hidden.Periods.Length > t ? hidden.Periods[t] : "", Math.Round(x.chances[t], 6));
                }

                w.WriteEndObject();
            });
            ResultsJson.List(w, "weightsByRegime", hidden.Sizes, s =>
            {
                w.WriteString("weight", s.Weight);
                w.WriteStartArray("sizes");
                foreach (double size in s.Sizes)
                {
                    w.WriteNumberValue(size);
                }

                w.WriteEndArray();
            });
        }

        if (hidden.Tellings.Length > 0)
        {
            ResultsJson.List(w, "sources", hidden.Tellings, t =>
            {
                w.WriteString("source", t.Source);
                w.WriteString("player", t.Player);
                w.WriteString("made", t.Made);
                w.WriteNumber("expectedMonths", t.Expected);
                w.WriteStartArray("told");
                foreach (double c in t.Told)
                {
                    w.WriteNumberValue(c);
                }

                w.WriteEndArray();
            });
            ResultsJson.List(w, "doubtedMonths", hidden.Doubted, d =>
            {
                w.WriteString("unit", d.Unit);
                w.WriteString("period", d.Period);
                w.WriteString("player", d.Player);
                w.WriteString("recorded", d.Recorded);
                w.WriteNumber("chance", d.Chance);
                w.WriteString("likelier", d.Likelier);
                w.WriteNumber("likelierChance", d.LikelierChance);
                w.WriteStartArray("told");
                foreach (string told in d.Told)
                {
                    w.WriteStringValue(told);
                }

                w.WriteEndArray();
            });
        }

        w.WriteEndObject();
    }
}
