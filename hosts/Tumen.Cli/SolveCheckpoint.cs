using System.Text.Json;
using Tumen.Model;
using Tumen.Record;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>checkpoint.json: where a path stood.</summary>
internal static class SolveCheckpoint
{
    public static byte[] Write(PathCheckpoint c)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream))
        {
            w.WriteStartObject();
            w.WriteNumber("parameter", c.Parameter);
            w.WriteNumber("step", c.Step);
            w.WriteBoolean("rising", c.Rising);
            w.WriteNumber("steps", c.Steps);
            w.WriteStartArray("actionValues");
            foreach (double q in c.ActionValues)
            {
                w.WriteNumberValue(q);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static PathCheckpoint? Read(string? file, StochasticGame game)
    {
        if (file is null)
        {
            return null;
        }

        string why;
        try
        {
            using var json = JsonDocument.Parse(StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit));
            var o = json.RootElement;
            double[] q = [.. o.GetProperty("actionValues").EnumerateArray().Select(x => x.GetDouble())];
            int expected = game.StateCount * game.Profiles.Size;
            double parameter = o.GetProperty("parameter").GetDouble(), step = o.GetProperty("step").GetDouble();
            if (q.Length == expected && parameter >= 0 && step > 0)
            {
                return new PathCheckpoint(parameter, q, step, o.GetProperty("rising").GetBoolean(), o.GetProperty("steps").GetInt32());
            }

            why = q.Length != expected ? $"it has {q.Length} action values and the game needs {expected}: it belongs to another game" : "its parameter or step is negative";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            why = e.Message;
        }

        throw new BadInputException([Diagnostic.Error("S360", $"{file} is no checkpoint of this game: {why}", file, Place.None, null, null, ["leave --resume out to start from the beginning"])]);
    }
}
