using System.Text.Json;
using Tumen.Report;
using Tumen.Scenarios;

namespace Tumen.Cli;

/// <summary>A scenario as JSON.</summary>
internal static class WhatIfJson
{
    /// <summary>Writes one scenario under one theory.</summary>
    public static void Write(Utf8JsonWriter w, ScenarioUncertainty r)
    {
        var p = r.Point;
        w.WriteStartObject();
        w.WriteString("scenario", p.Scenario);
        w.WriteString("theory", p.Theory);
        w.WriteString("kind", p.Kind.ToString());
        w.WriteString("status", p.Status.ToString());
        w.WriteString("branch", p.Branch.ToString());
        ResultsJson.Number(w, "residual", p.Residual);
        ResultsJson.Number(w, "regret", p.Regret);
        w.WriteNumber("draws", r.Draws);
        w.WriteNumber("failed", r.Failed);
        w.WriteNumber("lost", r.Lost);
        w.WriteStartArray("notes");
        foreach (string note in p.Notes)
        {
            w.WriteStringValue(note);
        }

        w.WriteEndArray();
        w.WriteStartArray("numbers");
        foreach (var n in r.Numbers)
        {
            w.WriteStartObject();
            w.WriteString("group", n.Group);
            w.WriteString("name", n.Name);
            ResultsJson.Number(w, "before", n.Point.Baseline);
            ResultsJson.Number(w, "after", n.Point.Scenario);
            ResultsJson.Number(w, "change", n.Point.Difference);
            ResultsJson.Number(w, "median", n.Difference.Median);
            ResultsJson.Number(w, "low", n.Difference.Low);
            ResultsJson.Number(w, "high", n.Difference.High);
            ResultsJson.Number(w, "sameSign", n.SameSign);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("partners");
        foreach (var g in p.Partners)
        {
            w.WriteStartObject();
            w.WriteString("player", g.Player);
            ResultsJson.Number(w, "inCoalition", g.InCoalition);
            ResultsJson.Number(w, "apart", g.Apart);
            ResultsJson.Number(w, "oneShot", g.OneShot);
            ResultsJson.Number(w, "forGood", g.ForGood);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartObject("paths");
        Path(w, "before", p.BaselinePath);
        Path(w, "after", p.ScenarioPath);
        w.WriteEndObject();
        w.WriteStartArray("impulses");
        foreach (var i in p.Impulses)
        {
            w.WriteStartObject();
            w.WriteString("what", i.What);
            Path(w, "before", i.Baseline);
            Path(w, "after", i.Scenario);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    // Moves by player and move, and the concession flow: months along the innermost list.
    private static void Path(Utf8JsonWriter w, string name, PathShares path)
    {
        w.WriteStartObject(name);
        w.WriteStartArray("moves");
        foreach (var player in path.Moves)
        {
            w.WriteStartArray();
            foreach (double[] move in player)
            {
                List(w, move);
            }

            w.WriteEndArray();
        }

        w.WriteEndArray();
        w.WritePropertyName("concessions");
        List(w, path.Flow);
        w.WriteEndObject();
    }

    private static void List(Utf8JsonWriter w, double[] values)
    {
        w.WriteStartArray();
        foreach (double x in values)
        {
            w.WriteNumberValue(x);
        }

        w.WriteEndArray();
    }
}
