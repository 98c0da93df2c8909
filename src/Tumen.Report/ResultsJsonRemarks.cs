using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json that says what was found about theories and record, and why a number is missing.</summary>
internal static class ResultsJsonRemarks
{
    public static void Write(Utf8JsonWriter w, StudyResults r) => ResultsJson.List(w, "remarks", r.Remarks, x =>
    {
        w.WriteString("kind", x.Remark.Kind);
        w.WriteBoolean("stops", x.Remark.Stops);
        w.WriteString("subject", x.Remark.Subject);
        w.WriteString("says", x.Remark.Says);
        w.WriteString("remedy", x.Remark.Remedy);
        w.WriteBoolean("everyTheory", x.All);
        ResultsJson.Strings(w, "theories", x.Theories);
    });

    /// <summary>Pieces that failed, and are missing from the document.</summary>
    public static void Failures(Utf8JsonWriter w, StudyResults r) => ResultsJson.List(w, "failures", r.Failures, f =>
    {
        w.WriteString("piece", f.Label);
        w.WriteString("why", f.Why);
        w.WriteString("details", f.File);
    });

    /// <summary>What the weights of every theory could move, before any fit.</summary>
    public static void BeforeData(Utf8JsonWriter w, StudyResults r) => ResultsJson.List(w, "identificationBeforeData", r.Identified, x =>
    {
        w.WriteString("theory", x.Theory);
        w.WriteNumber("weights", x.Weights);
        w.WriteNumber("rank", x.Rank);
        w.WriteNumber("rankWhereTheRecordHasBeen", x.RankVisited);
        if (x.RankAtMean is { } rank)
        {
            w.WriteNumber("rankAtPriorMean", rank);
        }

        ResultsJson.Numbers(w, "singularValuesAtPriorMean", x.SingularValues);
        ResultsJson.Numbers(w, "ranksAtDraws", x.RanksAtDraws.Select(n => (double)n));
        w.WriteNumber("drawsNotSolved", x.Unsolved);
        Directions(w, "movesNothingAnywhere", x.Nowhere);
        Directions(w, "movesNothingHere", x.NotHere);
        Directions(w, "movesLeast", x.Worst is { } worst ? [worst] : []);
        ResultsJson.Number(w, "movesLeastSize", x.WorstSize);
        w.WriteString("says", PriorReview.Says(x));
    });

    /// <summary>Directions among weights.</summary>
    public static void Directions(Utf8JsonWriter w, string name, IEnumerable<WeakWork> directions) => ResultsJson.List(w, name, directions, d =>
    {
        w.WriteStartObject("direction");
        foreach (var (weight, load) in d.Direction)
        {
            ResultsJson.Number(w, weight, load);
        }

        w.WriteEndObject();
        w.WriteString("says", d.Says);
    });

    /// <summary>Why a number is not given; nothing where it is.</summary>
    public static void Reason(Utf8JsonWriter w, string name, string? why)
    {
        if (why is not null)
        {
            w.WriteString(name, why);
        }
    }

    /// <summary>The tests of a pair at every near-optimal fit of both; nothing where each has one.</summary>
    public static void Range(Utf8JsonWriter w, PairVerdict p)
    {
        if (p.Range is not { } range)
        {
            return;
        }

        w.WriteStartObject("atNearOptima");
        w.WriteNumber("optimaOfFirst", range.Optima.First);
        w.WriteNumber("optimaOfSecond", range.Optima.Second);
        ResultsJson.Numbers(w, "difference", [range.Differences.Low, range.Differences.High]);
        ResultsJson.Numbers(w, "chance", [range.Chances.Low, range.Chances.High]);
        w.WriteNumber("separating", range.Separating);
        w.WriteNumber("of", range.Combinations);
        w.WriteBoolean("turns", range.Turns);
        w.WriteEndObject();
    }

    /// <summary>Whether a test separates a pair, or null and the reason why none was made.</summary>
    public static void Separates(Utf8JsonWriter w, PairVerdict p)
    {
        if (p.Separates is { } separates)
        {
            w.WriteBoolean("separates", separates);
            return;
        }

        w.WriteNull("separates");
        Reason(w, "withheld", p.Withheld);
    }
}
