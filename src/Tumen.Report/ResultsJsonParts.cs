using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The parts of results.json that follow the comparison: codings, assumptions, foresight, what-ifs, claims.</summary>
internal static class ResultsJsonParts
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        Designs(w, r);
        ResultsJsonRemarks.BeforeData(w, r);
        Verdicts(w, r, "codings", "record", r.Codings);
        Verdicts(w, r, "variations", "name", r.Variations);
        Eras(w, r);
        Foresights(w, r);
        ResultsJsonScrutiny.Write(w, r);
        ResultsJsonDoubts.Write(w, r);
        ResultsJsonMotives.Write(w, r);
        Scenarios(w, r);
        ResultsJsonPredictions.Write(w, r);
        Episodes(w, r);
        Watch(w, r);
        Claims(w, r);
        ResultsJson.Strings(w, "mergedWeights", r.Merged);
    }

    private static void Episodes(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "episodes", r.Episodes, e =>
        {
            w.WriteString("episode", e.Episode);
            w.WriteString("theory", e.Theory);
            w.WriteString("status", e.Status);
            w.WriteBoolean("complete", e.Complete);
            w.WriteString("game", e.Game);
            ResultsJson.List(w, "equilibria", e.Equilibria, x =>
            {
                w.WriteString("status", x.Status);
                ResultsJson.Number(w, "regret", x.Regret);
                ResultsJson.Strings(w, "payoffs", x.Payoffs);
                ResultsJson.Strings(w, "strategies", x.Strategies);
                ResultsJson.Strings(w, "beliefs", x.Beliefs);
                ResultsJson.Strings(w, "keptBy", x.Refinements.Where(v => v.Verdict == "kept").Select(v => v.Standard));
                ResultsJson.Strings(w, "droppedBy", x.Refinements.Where(v => v.Verdict == "dropped").Select(v => $"{v.Standard}: {v.Reason}"));
                w.WriteStartObject("acts");
                foreach (var act in x.Acts)
                {
                    ResultsJson.Number(w, $"{act.Player} {act.Action}", act.Chance);
                }

                w.WriteEndObject();
            });
            ResultsJson.List(w, "sequels", e.Sequels, s =>
            {
                w.WriteString("where", s.Where);
                ResultsJson.Numbers(w, "values", s.Values);
            });
            w.WriteNumber("draws", e.Theory is null ? 0 : e.Draws.Length);
            w.WriteNumber("failedDraws", e.Failed);
        });
    }

    private static void Designs(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "designs", r.Designs, d =>
        {
            w.WriteString("design", d.Name);
            ResultsJson.Number(w, "separableShare", d.Before.Separable);
            w.WriteStartObject("localPower");
            for (int i = 0; i < d.Before.Theories.Length; i++)
            {
                ResultsJson.Numbers(w, d.Before.Theories[i], d.Before.Table[i]);
            }

            w.WriteEndObject();
        });
    }

    private static void Verdicts(Utf8JsonWriter w, StudyResults r, string name, string key, ImmutableArray<CodingVerdict> list)
    {
        ResultsJson.List(w, name, list, c =>
        {
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
        });
    }

    private static void Interval(Utf8JsonWriter w, string name, IntervalWork? i)
    {
        if (i is null)
        {
            w.WriteNull(name);
            return;
        }

        ResultsJsonLeverage.Interval(w, name, i);
    }

    private static void Eras(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "eraTests", r.EraTests, e =>
        {
            w.WriteString("variation", e.Variation);
            w.WriteStartObject("logOddsForABreak");
            foreach (var (theory, one, split) in e.Rows)
            {
                ResultsJson.Number(w, theory, split - one);
            }

            w.WriteEndObject();
        });
    }

    private static void Foresights(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "foresight", r.Foresights, f =>
        {
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

            foreach (var b in f.Fair)
            {
                ResultsJson.Number(w, b.Name, b.HoldOutScore ?? double.NaN);
            }

            if (f.Blind is { } blind)
            {
                ResultsJson.Number(w, "nobody looks ahead", blind.Score);
            }

            w.WriteEndObject();
            ResultsJson.List(w, "scores", f.Scores.Where(s => s.Brier is not null), s =>
            {
                w.WriteString("theory", s.Theory);
                ResultsJson.Number(w, "brier", s.Brier);
                ResultsJson.Number(w, "calibrationGap", s.CalibrationGap);
                ResultsJson.Number(w, "logScoreFromTheCut", s.Ahead);
                ResultsJson.Numbers(w, "chancesGiven", s.Calibration.Select(c => c.Forecast));
                ResultsJson.Numbers(w, "sharesHappened", s.Calibration.Select(c => c.Happened));
            });
            ResultsJson.Numbers(w, "brierOfBaselines", f.BaselineScores.Select(x => x.Brier));
        });
    }

    private static void Scenarios(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "scenarios", r.Scenarios, s =>
        {
            w.WriteString("scenario", s.Scenario);
            w.WriteString("theory", s.Theory);
            w.WriteString("status", s.Status);
            ResultsJson.Strings(w, "notes", s.Notes);
            ResultsJson.Number(w, "unseenShare", s.Unseen);
            ResultsJson.List(w, "quantities", s.Quantities, q =>
            {
                w.WriteString("name", q.Name);
                w.WriteString("unit", q.Unit);
                ResultsJson.Number(w, "before", q.Before);
                ResultsJson.Number(w, "after", q.After);
                var change = q.Changes.Length == 0 || !double.IsFinite(q.Change) ? null : Mixture.Interval([(1, q.Change, q.Changes)]);
                ResultsJson.Number(w, "changeLow", change?.Low);
                ResultsJson.Number(w, "changeHigh", change?.High);
                ResultsJson.Number(w, "chancePositive", change?.ChancePositive);
            });
            Partners(w, s);
        });
    }

    private static void Partners(Utf8JsonWriter w, ScenarioWork s) =>
        ResultsJson.List(w, "partners", s.Partners, p =>
        {
            w.WriteString("player", p.Player);
            Interval(w, "oneShot", p.OneShot);
            Interval(w, "forGood", p.ForGood);
            Interval(w, "dissolving", p.Dissolving);
        });

    private static void Watch(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "watch", r.Watch, item =>
        {
            w.WriteString("indicator", item.Indicator.Name);
            w.WriteString("after", item.After);
            w.WriteNumber("within", item.Indicator.Within);
            ResultsJson.Number(w, "chance", item.Chance);
            ResultsJson.Number(w, "expectedInformationNats", item.Information);
            ResultsJson.List(w, "theories", item.Verdicts, v =>
            {
                w.WriteString("theory", v.Theory);
                ResultsJson.Number(w, "today", v.Prior);
                ResultsJson.Number(w, "chance", v.Chance);
                ResultsJson.Number(w, "ifHappens", v.IfHappens);
                ResultsJson.Number(w, "ifNot", v.IfNot);
                ResultsJson.Number(w, "factorIfHappens", v.FactorIfHappens);
                ResultsJson.Number(w, "factorIfNot", v.FactorIfNot);
            });
        });
    }

    private static void Claims(Utf8JsonWriter w, StudyResults r)
    {
        ResultsJson.List(w, "claims", r.Claims, c =>
        {
            w.WriteString("id", c.Claim.Id);
            w.WriteString("kind", c.Claim.Kind);
            w.WriteString("text", c.Claim.Text);
            w.WriteString("verdict", ClaimResult.Words(c.Verdict));
            w.WriteString("where", c.Claim.Where);
            w.WriteString("thread", c.Claim.Thread);
            foreach (var (name, kind) in new[] { ("restsOn", ClaimLinkKind.RestsOn), ("rebuts", ClaimLinkKind.Rebuts), ("explains", ClaimLinkKind.Explains) })
            {
                ResultsJson.Strings(w, name, c.Claim.Links.Where(l => l.Kind == kind).Select(l => l.To));
            }

            w.WriteString("notObservable", c.Claim.NotObservable);
            w.WriteStartObject("byCoding");
            foreach (var (coding, verdict) in c.ByCoding)
            {
                w.WriteString(coding, ClaimResult.Words(verdict));
            }

            w.WriteEndObject();
            ResultsJson.List(w, "checks", c.Checks, k =>
            {
                w.WriteString("says", k.Says);
                ResultsJson.Number(w, "value", k.Value);
                ResultsJson.Number(w, "low", k.Low);
                ResultsJson.Number(w, "high", k.High);
                w.WriteString("unit", k.Unit);
                w.WriteString("verdict", ClaimResult.Words(k.Verdict));
                ResultsJson.Number(w, "posterior", k.Posterior);
                ResultsJson.Number(w, "prior", k.Prior);
                ResultsJson.Number(w, "chance", k.Chance);
                ResultsJson.Number(w, "adjusted", k.Adjusted);
                w.WriteString("why", k.Why);
                ResultsJson.Strings(w, "behind", k.Behind);
            });
        });
    }
}
