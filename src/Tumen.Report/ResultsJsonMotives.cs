using System.Text.Json;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json about motives, about the rules that settle an answer and how often they are wrong, and about power.</summary>
internal static class ResultsJsonMotives
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        if (r.FamilyRule is not null || r.TheoryRule is not null)
        {
            Rule(w, "rule", r.FamilyRule is null ? "theories" : "families", r.FamilyRule ?? r.TheoryRule!);
        }

        if (r.TheoryRule is not null)
        {
            Rule(w, "ruleForTheories", "theories", r.TheoryRule);
        }

        Motives(w, r);
        Power(w, "powerFromPriors", r.PriorPower);
        Power(w, "powerFromSmallestEffect", r.EffectPower);
    }

    private static void Rule(Utf8JsonWriter w, string name, string about, ConclusionRule rule)
    {
        w.WriteStartObject(name);
        w.WriteString("about", about);
        w.WriteNumber("threshold", rule.Threshold);
        Share(w, "falseConclusive", rule.False);
        Share(w, "trueConclusive", rule.True);
        w.WriteNumber("records", rule.Records);
        w.WriteBoolean("enoughRecords", rule.IsKnown);
        w.WriteEndObject();
    }

    private static void Share(Utf8JsonWriter w, string name, WilsonShare share)
    {
        ResultsJson.Number(w, name, share.Share);
        w.WriteStartArray(name + "Interval");
        w.WriteNumberValue(share.Low);
        w.WriteNumberValue(share.High);
        w.WriteEndArray();
    }

    private static void Motives(Utf8JsonWriter w, StudyResults r)
    {
        if (r.MotivesProblem is not null)
        {
            w.WriteString("noMotives", r.MotivesProblem);
        }

        if (r.Motives is not { } m)
        {
            return;
        }

        ResultsJson.List(w, "motives", m.Motives, x =>
        {
            w.WriteString("name", x.Name);
            w.WriteString("player", x.Player);
            w.WriteString("label", x.Label);
            w.WriteNumber("prior", x.Prior);
            ResultsJson.Number(w, "inclusion", x.Inclusion);
            ResultsJson.Number(w, "bayesFactor", x.BayesFactor);
            ResultsJson.Number(w, "low", x.Sizes.IsEmpty ? null : x.Sizes[0].Low);
            ResultsJson.Number(w, "median", x.Sizes.IsEmpty ? null : x.Sizes[0].Median);
            ResultsJson.Number(w, "high", x.Sizes.IsEmpty ? null : x.Sizes[0].High);
            w.WriteBoolean("settled", x.Settled);
            if (x.Sizes.Length > 1)
            {
                ResultsJson.List(w, "sizes", x.Sizes, s =>
                {
                    w.WriteString("weight", s.Parameter);
                    w.WriteNumber("low", s.Low);
                    w.WriteNumber("median", s.Median);
                    w.WriteNumber("high", s.High);
                });
            }
        });
        ResultsJson.List(w, "motivePairs", m.Pairs, x =>
        {
            w.WriteString("first", x.First);
            w.WriteString("second", x.Second);
            w.WriteNumber("both", x.Both);
            w.WriteNumber("onlyFirst", x.OnlyFirst);
            w.WriteNumber("onlySecond", x.OnlySecond);
            w.WriteNumber("neither", x.Neither);
            ResultsJson.Number(w, "oddsRatio", x.OddsRatio);
            w.WriteBoolean("standForOneAnother", x.Substitutes);
        });
        ResultsJson.List(w, "motiveRegions", m.Regions, x =>
        {
            w.WriteString("name", x.Name);
            w.WriteBoolean("family", x.IsFamily);
            w.WriteNumber("prior", x.Prior);
            w.WriteNumber("posterior", x.Posterior);
        });
        ResultsJson.List(w, "motiveSets", m.Top, x =>
        {
            ResultsJson.Strings(w, "motives", x.Names);
            w.WriteNumber("probability", x.Probability);
            w.WriteBoolean("certified", x.Certified);
        });
        w.WriteStartObject("motiveFamily");
        w.WriteNumber("sets", m.Fit.LogMarginal.Length);
        w.WriteNumber("certified", m.Fit.Certified.Count(c => c));
        w.WriteNumber("certifiedShare", m.CertifiedShare);
        ResultsJson.Number(w, "surfaceError", m.Fit.SurfaceError);
        w.WriteNumber("failed", m.Fit.Failed);
        w.WriteEndObject();
        if (m.Rule is not null)
        {
            Rule(w, "ruleForMotives", "motives", m.Rule);
        }
    }

    private static void Power(Utf8JsonWriter w, string name, ConfusionTable? c)
    {
        if (c is null)
        {
            return;
        }

        w.WriteStartObject(name);
        w.WriteNumber("recordsOfEach", c.Matrix.Cells[0][0].Of);
        w.WriteBoolean("enoughRecords", !c.TooFew);
        Share(w, "truthWins", c.Matrix.Right);
        ResultsJson.Strings(w, "theories", c.Theories);
        w.WriteStartObject("winsWhenTrue");
        for (int t = 0; t < c.Theories.Length; t++)
        {
            ResultsJson.Numbers(w, c.Theories[t], c.Matrix.Cells[t].Select(x => x.Share));
        }

        w.WriteEndObject();
        w.WriteEndObject();
    }
}
