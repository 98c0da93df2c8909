using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Writes a panel with learnt pooling as panel.json: every unit's weights, motives, foresight, coverage and certificates.</summary>
public static class PanelJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "panel.json";

    /// <summary>The document.</summary>
    /// <param name="r">Results.</param>
    public static byte[] Write(PanelResults r)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "panel", r.Study.Inputs.Select(i => (i.Name, i.Hash)), r.Seed, StudyRunner.Version);
            w.WriteString("question", r.Study.Study.Question);
            w.WriteString("theory", r.Theory);
            w.WriteStartArray("answer");
            foreach (string s in r.Sentences)
            {
                w.WriteStringValue(s);
            }

            w.WriteEndArray();
            ResultsJson.List(w, "codings", r.Codings, c => Coding(w, c));
            ResultsJson.List(w, "placebos", r.Placebos, c => Coding(w, c));
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Coding(Utf8JsonWriter w, PanelWork c)
    {
        w.WriteString("record", c.Record);
        w.WriteNumber("draws", c.Draws);
        w.WriteNumber("checked", c.Checked);
        ResultsJson.Number(w, "paretoK", c.Shape);
        ResultsJson.Number(w, "movedByCheck", c.Moved);
        w.WriteStartArray("remarks");
        foreach (string remark in c.Remarks)
        {
            w.WriteStringValue(remark);
        }

        w.WriteEndArray();
        ResultsJson.List(w, "before", c.Design, d =>
        {
            w.WriteString("weight", d.Weight);
            ResultsJson.Number(w, "informationAMonth", d.AMonth);
            ResultsJson.Numbers(w, "monthsForSize0.1And0.2", d.Months);
            ResultsJson.Numbers(w, "unitsForMean0.1And0.2", d.Units);
            w.WriteBoolean("outOfReach", d.OutOfReach);
        });
        ResultsJson.List(w, "laws", c.Laws, l =>
        {
            w.WriteString("weight", l.Name);
            w.WriteString("label", l.Label);
            w.WriteBoolean("byLogarithm", l.ByLogarithm);
            Number(w, "middle", l.Middle);
            Number(w, "spread", l.Spread);
            Number(w, "share", l.Share);
            ResultsJson.Number(w, "rHat", l.Convergence);
        });
        ResultsJson.List(w, "foresight", c.Players.Select((p, i) => (p, i)), x =>
        {
            w.WriteString("player", x.p);
            Number(w, "share", c.Ahead[x.i]);
        });
        ResultsJson.List(w, "units", c.Units, u => Unit(w, c, u));
    }

    private static void Unit(Utf8JsonWriter w, PanelWork c, PanelUnitWork u)
    {
        w.WriteString("unit", u.Name);
        w.WriteString("cluster", u.Cluster);
        w.WriteNumber("months", u.Months);
        w.WriteNumber("unknownMonths", u.Unknown);
        w.WriteStartArray("never");
        foreach (string never in u.Never)
        {
            w.WriteStringValue(never);
        }

        w.WriteEndArray();
        Number(w, "noise", u.Noise);
        ResultsJson.Number(w, "paretoK", u.Shape);
        w.WriteStartObject("foretoldFromTheOthersAMonth");
        ResultsJson.Number(w, "everything", u.Foretold[0]);
        ResultsJson.Number(w, "withoutMotives", u.Foretold[1]);
        ResultsJson.Number(w, "nobodyLooksAhead", u.Foretold[2]);
        w.WriteEndObject();
        ResultsJson.List(w, "looksAhead", c.Players.Select((p, i) => (p, i)), x =>
        {
            w.WriteString("player", x.p);
            ResultsJson.Number(w, "chance", u.Ahead[x.i]);
            ResultsJson.Number(w, "alone", u.AheadAlone[x.i]);
        });
        ResultsJson.List(w, "weights", c.Laws.Select((l, k) => (Law: l, Cell: u.Cells[k])), x =>
        {
            w.WriteString("weight", x.Law.Name);
            Number(w, "size", x.Cell.Size);
            if (x.Law.Switched)
            {
                ResultsJson.Number(w, "present", x.Cell.Present);
                ResultsJson.Number(w, "presentAlone", x.Cell.Alone);
                w.WriteBoolean("silent", x.Cell.Silent);
            }
            else
            {
                ResultsJson.Number(w, "alone", x.Cell.AloneSize);
            }
        });
    }

    private static void Number(Utf8JsonWriter w, string name, PanelNumber? n)
    {
        if (n is null)
        {
            w.WriteNull(name);
            return;
        }

        w.WriteStartObject(name);
        ResultsJson.Number(w, "mean", n.Mean);
        ResultsJson.Number(w, "low", n.Low);
        ResultsJson.Number(w, "high", n.High);
        w.WriteEndObject();
    }
}
