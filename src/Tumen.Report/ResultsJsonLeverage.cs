using System.Text.Json;
using Tumen.Studies;
using static Tumen.Report.ResultsJson;

namespace Tumen.Report;

/// <summary>Leverage in results.json.</summary>
internal static class ResultsJsonLeverage
{
    /// <summary>Writes one theory's leverage.</summary>
    public static void Write(Utf8JsonWriter w, LeverageWork l, string? unsound)
    {
        w.WriteStartObject("leverage");
        w.WriteNumber("draws", l.Draws);
        w.WriteNumber("failedDraws", l.Failed);
        w.WriteNumber("priorDraws", l.PriorDraws);
        w.WriteNumber("failedPriorDraws", l.PriorFailed);
        Interval(w, "concessions", l.Concessions);
        Interval(w, "capacity", l.Capacity);
        Moves(w, "byMove", l.ByMove);
        Interval(w, "exertion", l.Exertion);
        Moves(w, "exertionByMove", l.ExertionByMove);
        Part(w, "steadied", l.Steadied);
        Part(w, "madeAnyway", l.MadeAnyway);
        Part(w, "othersAdapt", l.OthersAdapt);
        Moves(w, "twin", l.Twin);
        Moves(w, "frequency", l.Frequency);
        Number(w, "chanceExerted", l.ChanceExerted);
        Part(w, "influence", l.Influence);
        Interval(w, "price", l.Price);
        Part(w, "withoutThreats", l.WithoutThreats);
        w.WriteStartArray("unmovedByThreats");
        foreach (string name in l.Kept)
        {
            w.WriteStringValue(name);
        }

        w.WriteEndArray();
        List(w, "parts", l.Parts, p =>
        {
            w.WriteString("name", p.Name);
            w.WriteNumber("months", p.Months);
            Number(w, "concessions", p.Concessions);
            Number(w, "capacity", p.Capacity);
            Number(w, "exertion", p.Exertion);
        });
        w.WriteString("verdict", unsound is null ? l.Verdict : null);
        ResultsJsonRemarks.Reason(w, "noVerdict", unsound);
        w.WriteEndObject();
    }

    /// <summary>A number with its uncertainty.</summary>
    public static void Interval(Utf8JsonWriter w, string name, IntervalWork i)
    {
        w.WriteStartObject(name);
        Number(w, "value", i.Value);
        Number(w, "low", i.Low);
        Number(w, "median", i.Median);
        Number(w, "high", i.High);
        Number(w, "chancePositive", i.ChancePositive);
        Number(w, "chanceMatters", i.ChanceMatters);
        Number(w, "chanceError", i.ChanceError);
        if (i.PriorMatters is { } p)
        {
            Number(w, "chanceMattersBefore", p);
            Number(w, "chanceErrorBefore", i.PriorError);
        }

        w.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter w, string name, IntervalWork? i)
    {
        if (i is not null)
        {
            Interval(w, name, i);
        }
    }

    private static void Moves(Utf8JsonWriter w, string name, Dictionary<string, double> moves)
    {
        w.WriteStartObject(name);
        foreach (var (move, share) in moves)
        {
            Number(w, move, share);
        }

        w.WriteEndObject();
    }
}
