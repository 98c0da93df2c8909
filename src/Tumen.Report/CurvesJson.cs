using System.Globalization;
using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Writes the curves of what-ifs as <c>curves.json</c>, the file beside results.json that pictures are drawn from: month by month, responses to a move, spectra and first times.</summary>
public static class CurvesJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "curves.json";

    private const int Theories = 3;

    /// <summary>The document: the curves of the most probable theories, each on one line and to four decimals; those of the others are in the store.</summary>
    /// <param name="r">Results.</param>
    public static byte[] Write(StudyResults r)
    {
        var leading = r.Theories.Select((t, i) => (t.Name, P: r.Posterior[i])).OrderByDescending(x => double.IsNaN(x.P) ? -1 : x.P).Take(Theories).Select(x => x.Name).ToHashSet();
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "study", r.Study.Inputs.Select(i => (i.Name, i.Hash)), r.Seed, r.Version);
            ResultsJson.List(w, "scenarios", r.Scenarios.Where(s => leading.Contains(s.Theory) && s.Curves.Length > 0), s =>
            {
                w.WriteString("scenario", s.Scenario);
                w.WriteString("theory", s.Theory);
                ResultsJson.List(w, "curves", s.Curves, c => Curve(w, c));
            });
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Curve(Utf8JsonWriter w, CurveWork c)
    {
        w.WriteString("group", c.Group);
        w.WriteString("name", c.Name);
        foreach (var (name, values) in new[] { ("at", c.At), ("before", c.Before), ("beforeLow", c.BeforeLow), ("beforeHigh", c.BeforeHigh), ("after", c.After), ("afterLow", c.AfterLow), ("afterHigh", c.AfterHigh) })
        {
            w.WritePropertyName(name);
            w.WriteRawValue($"[{string.Join(",", values.Select(v => double.IsFinite(v) ? Math.Round(v, 4).ToString("R", CultureInfo.InvariantCulture) : "null"))}]");
        }
    }
}
