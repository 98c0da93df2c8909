using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The parts of results.json that follow the comparison: codings, assumptions, foresight, what-ifs, claims.</summary>
internal static class ResultsJsonParts
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        Designs(w, r);
        Verdicts(w, r, "codings", "record", r.Codings);
        Verdicts(w, r, "variations", "name", r.Variations);
        Eras(w, r);
        Foresights(w, r);
        ResultsJsonDoubts.Write(w, r);
        Scenarios(w, r);
        Watch(w, r);
        Claims(w, r);
        ResultsJson.Strings(w, "mergedWeights", r.Merged);
    }

    private static void Designs(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("designs");
        foreach (var d in r.Designs)
        {
            w.WriteStartObject();
            w.WriteString("design", d.Name);
            ResultsJson.Number(w, "separableShare", d.Before.Separable);
            w.WriteStartObject("localPower");
            for (int i = 0; i < d.Before.Theories.Length; i++)
            {
                ResultsJson.Numbers(w, d.Before.Theories[i], d.Before.Table[i]);
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Verdicts(Utf8JsonWriter w, StudyResults r, string name, string key, ImmutableArray<CodingVerdict> list)
    {
        w.WriteStartArray(name);
        foreach (var c in list)
        {
            w.WriteStartObject();
            w.WriteString(key, c.Record);
            w.WriteString("best", c.Best);
            w.WriteStartObject("posterior");
            for (int i = 0; i < r.Theories.Length; i++)
            {
                ResultsJson.Number(w, r.Theories[i].Name, c.Posterior[i]);
            }

            w.WriteEndObject();
            w.WriteStartObject("families");
            for (int f = 0; f < c.Families.Length; f++)
            {
                ResultsJson.Number(w, r.Study.Study.Families[f].Name, c.Families[f]);
            }

            w.WriteEndObject();
            ResultsJson.Strings(w, "notConverged", c.Unsound.Select(u => $"{u.Theory}: {u.Why}"));
            Interval(w, "capacity", c.Capacity);
            Interval(w, "exertion", c.Exertion);
            Interval(w, "influence", c.Influence);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Interval(Utf8JsonWriter w, string name, IntervalWork? i)
    {
        if (i is null)
        {
            w.WriteNull(name);
            return;
        }

        w.WriteStartObject(name);
        ResultsJson.Number(w, "value", i.Value);
        ResultsJson.Number(w, "low", i.Low);
        ResultsJson.Number(w, "high", i.High);
        ResultsJson.Number(w, "chancePositive", i.ChancePositive);
        ResultsJson.Number(w, "chanceMatters", i.ChanceMatters);
        w.WriteEndObject();
    }

    private static void Eras(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("eraTests");
        foreach (var e in r.EraTests)
        {
            w.WriteStartObject();
            w.WriteString("variation", e.Variation);
            w.WriteStartObject("logOddsForABreak");
            foreach (var (theory, one, split) in e.Rows)
            {
                ResultsJson.Number(w, theory, split - one);
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Foresights(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("foresight");
        foreach (var f in r.Foresights)
        {
            w.WriteStartObject();
            w.WriteString("stretch", f.Stretch.Name);
            w.WriteString("from", f.Stretch.From);
            w.WriteString("to", f.Stretch.To);
            w.WriteNumber("months", f.Months);
            w.WriteStartObject("logScores");
            foreach (var s in f.Scores)
            {
                ResultsJson.Number(w, s.Theory, s.Score);
            }

            foreach (var b in f.Baselines)
            {
                ResultsJson.Number(w, b.Name, b.HoldOutScore ?? double.NaN);
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Scenarios(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("scenarios");
        foreach (var s in r.Scenarios)
        {
            w.WriteStartObject();
            w.WriteString("scenario", s.Scenario);
            w.WriteString("theory", s.Theory);
            w.WriteString("status", s.Status);
            ResultsJson.Strings(w, "notes", s.Notes);
            ResultsJson.Number(w, "unseenShare", s.Unseen);
            w.WriteStartArray("quantities");
            foreach (var q in s.Quantities)
            {
                w.WriteStartObject();
                w.WriteString("name", q.Name);
                w.WriteString("unit", q.Unit);
                ResultsJson.Number(w, "before", q.Before);
                ResultsJson.Number(w, "after", q.After);
                ResultsJson.Numbers(w, "changes", q.Changes);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Watch(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("watch");
        foreach (var item in r.Watch)
        {
            w.WriteStartObject();
            w.WriteString("indicator", item.Indicator.Name);
            w.WriteString("after", item.After);
            w.WriteNumber("within", item.Indicator.Within);
            ResultsJson.Number(w, "chance", item.Chance);
            ResultsJson.Number(w, "expectedInformationNats", item.Information);
            w.WriteStartArray("theories");
            foreach (var v in item.Verdicts)
            {
                w.WriteStartObject();
                w.WriteString("theory", v.Theory);
                ResultsJson.Number(w, "today", v.Prior);
                ResultsJson.Number(w, "chance", v.Chance);
                ResultsJson.Number(w, "ifHappens", v.IfHappens);
                ResultsJson.Number(w, "ifNot", v.IfNot);
                ResultsJson.Number(w, "factorIfHappens", v.FactorIfHappens);
                ResultsJson.Number(w, "factorIfNot", v.FactorIfNot);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Claims(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("claims");
        foreach (var c in r.Claims)
        {
            w.WriteStartObject();
            w.WriteString("id", c.Claim.Id);
            w.WriteString("kind", c.Claim.Kind);
            w.WriteString("text", c.Claim.Text);
            w.WriteString("verdict", ClaimResult.Words(c.Verdict));
            w.WriteString("notObservable", c.Claim.NotObservable);
            w.WriteStartObject("byCoding");
            foreach (var (coding, verdict) in c.ByCoding)
            {
                w.WriteString(coding, ClaimResult.Words(verdict));
            }

            w.WriteEndObject();
            w.WriteStartArray("checks");
            foreach (var k in c.Checks)
            {
                w.WriteStartObject();
                w.WriteString("says", k.Says);
                ResultsJson.Number(w, "value", k.Value);
                ResultsJson.Number(w, "low", k.Low);
                ResultsJson.Number(w, "high", k.High);
                w.WriteString("unit", k.Unit);
                w.WriteString("verdict", ClaimResult.Words(k.Verdict));
                w.WriteString("why", k.Why);
                ResultsJson.Strings(w, "behind", k.Behind);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }
}
