using System.Text.Json;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>A power study as JSON: what <c>tumen power --json</c> prints and <c>power.json</c> holds.</summary>
public static class PowerJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "power.json";

    /// <summary>The document.</summary>
    /// <param name="study">The study.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="result">What was found.</param>
    /// <param name="times">Lengths to tell of, in multiples of the record.</param>
    public static byte[] Document(StudyFolder study, ulong seed, PowerResult result, IEnumerable<int> times)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "power", study.Inputs.Select(i => (i.Name, i.Hash)), seed, StudyRunner.Version);
            w.WriteStartArray("theories");
            foreach (string t in result.Theories)
            {
                w.WriteStringValue(t);
            }

            w.WriteEndArray();
            ResultsJson.List(w, "lengths", times, m => Length(w, result, result.At(m)));
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Length(Utf8JsonWriter w, PowerResult result, ConfusionMatrix matrix)
    {
        w.WriteNumber("times", matrix.Multiple);
        w.WriteString("says", matrix.Says(result.Theories));
        w.WriteNumber("refits_failed", matrix.Failures.Failed);
        w.WriteNumber("refits", matrix.Failures.Of);
        w.WriteStartArray("wins");
        foreach (var row in matrix.Cells)
        {
            w.WriteStartArray();
            foreach (var c in row)
            {
                w.WriteStartArray();
                w.WriteNumberValue(c.Count);
                w.WriteNumberValue(c.Of);
                Value(w, c.Low);
                Value(w, c.High);
                w.WriteEndArray();
            }

            w.WriteEndArray();
        }

        w.WriteEndArray();
        w.WriteStartArray("mean_posterior");
        foreach (var row in matrix.MeanPosterior)
        {
            w.WriteStartArray();
            foreach (double p in row)
            {
                Value(w, p);
            }

            w.WriteEndArray();
        }

        w.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter w, double x)
    {
        if (double.IsFinite(x))
        {
            w.WriteNumberValue(x);
        }
        else
        {
            w.WriteNullValue();
        }
    }
}
