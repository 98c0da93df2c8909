using System.Text.Json;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Writes the results of a study as results.json: full precision, names not indices.</summary>
public static class ResultsJson
{
    /// <summary>The document. Numbers that do not exist (NaN, ±∞) become null.</summary>
    /// <param name="r">Results.</param>
    public static byte[] Write(StudyResults r)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            Head(w, "study", r.Study.Inputs.Select(i => (i.Name, i.Hash)), r.Seed, r.Version);
            w.WriteString("question", r.Study.Study.Question);
            w.WriteStartObject("answer");
            w.WriteString("sentence", r.Answer.Sentence);
            w.WriteBoolean("conclusive", r.Answer.Conclusive);
            w.WriteString("best", r.Answer.Best.Length == 0 ? null : r.Answer.Best);
            Strings(w, "reasons", r.Answer.Reasons);
            List(w, "lines", r.Answer.Lines, l =>
            {
                w.WriteString("part", l.Heading);
                w.WriteString("words", l.Words);
            });
            List(w, "checks", r.Answer.Checks, c =>
            {
                w.WriteString("kind", c.Kind.ToString());
                if (c.Holds is { } holds)
                {
                    w.WriteBoolean("holds", holds);
                }
                else
                {
                    w.WriteNull("holds");
                }

                w.WriteStartObject("numbers");
                foreach (var (name, value) in c.Numbers)
                {
                    Number(w, name, value);
                }

                w.WriteEndObject();
                w.WriteString("words", c.Words);
            });
            w.WriteEndObject();
            Record(w, r);
            ResultsJsonRemarks.Write(w, r);
            ResultsJsonRemarks.Failures(w, r);
            Theories(w, r);
            Baselines(w, r);
            Pairs(w, r);
            Power(w, r);
            Strings(w, "equivalences", r.Equivalences);
            ResultsJsonParts.Write(w, r);
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The form of documents: raised when a reader of the one before would misread it.</summary>
    public const int Format = 1;

    /// <summary>Writes the members that every document starts with. No clock and no folder: the same work gives the same bytes wherever and whenever it is done.</summary>
    public static void Head(Utf8JsonWriter w, string verb, IEnumerable<(string Name, string Hash)> inputs, ulong seed, string version)
    {
        w.WriteNumber("format", Format);
        w.WriteString("tumen", version);
        w.WriteString("verb", verb);
        w.WriteStartObject("inputs");
        foreach (var (name, hash) in inputs)
        {
            w.WriteString(Named(name), hash);
        }

        w.WriteEndObject();
        w.WriteNumber("seed", seed);
    }

    /// <summary>What a document calls a file: as the user did, but without the folders of an absolute path, except for a stream such as /dev/stdin.</summary>
    public static string Named(string file) => Path.IsPathRooted(file) && !file.StartsWith("/dev/", StringComparison.Ordinal) ? Path.GetFileName(file) : file;

    /// <summary>A number, or null when it is not finite.</summary>
    public static void Number(Utf8JsonWriter w, string name, double? value)
    {
        if (value is { } v && double.IsFinite(v))
        {
            w.WriteNumber(name, v);
        }
        else
        {
            w.WriteNull(name);
        }
    }

    /// <summary>An array of objects, one an item.</summary>
    public static void List<T>(Utf8JsonWriter w, string name, IEnumerable<T> items, Action<T> write)
    {
        w.WriteStartArray(name);
        foreach (var item in items)
        {
            w.WriteStartObject();
            write(item);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>An array of numbers, null where not finite.</summary>
    public static void Numbers(Utf8JsonWriter w, string name, IEnumerable<double> values)
    {
        w.WriteStartArray(name);
        foreach (double v in values)
        {
            if (double.IsFinite(v))
            {
                w.WriteNumberValue(v);
            }
            else
            {
                w.WriteNullValue();
            }
        }

        w.WriteEndArray();
    }

    /// <summary>One fitted theory in the form of `fit --json`.</summary>
    public static void Fit(Utf8JsonWriter w, TheoryWork t)
    {
        w.WriteString("theory", t.Name);
        w.WriteString("status", t.Status);
        w.WriteBoolean("converged", t.Status == "converged");
        w.WriteStartObject("observations");
        w.WriteNumber("periods", t.Periods);
        w.WriteNumber("moves", t.Moves);
        w.WriteEndObject();
        Number(w, "logLikelihood", t.LogLikelihood);
        Number(w, "moveLogLikelihood", t.MoveLogLikelihood);
        Number(w, "gradientNorm", t.Optima.Length > 0 ? t.Optima[0].Decrement : null);
        w.WriteStartObject("starts");
        w.WriteNumber("tried", t.Starts);
        w.WriteNumber("agreed", t.Optima.Length > 0 ? t.Optima[0].Hits : 0);
        w.WriteEndObject();
        List(w, "optima", t.Optima, o =>
        {
            Number(w, "objective", o.Objective);
            w.WriteNumber("hits", o.Hits);
            Number(w, "decrement", o.Decrement);
            Number(w, "aic", t.Aic + (2 * (t.Optima[0].Objective - o.Objective)));
            Number(w, "bic", t.Bic + (2 * (t.Optima[0].Objective - o.Objective)));
            Numbers(w, "point", o.Point);
        });
        List(w, "estimates", t.Parameters, p =>
        {
            w.WriteString("name", p.Name);
            w.WriteString("kind", p.Kind);
            w.WriteString("label", p.Label);
            Number(w, "estimate", p.Estimate);
            w.WriteStartObject("standardError");
            Number(w, "hessian", p.Hessian);
            Number(w, "expected", p.Expected);
            Number(w, "opg", p.Opg);
            Number(w, "sandwich", p.Sandwich);
            w.WriteEndObject();
            w.WriteString("bound", p.Bound);
            Number(w, "gradient", p.Gradient);
            Number(w, "errorDependent", p.Dependent);
            Number(w, "constancy", p.Constancy);
            Number(w, "constancyChance", p.ConstancyChance);
            Number(w, "serialCorrelation", p.Serial);
            Number(w, "serialChance", p.SerialChance);
            Number(w, "withoutBound", p.Pull?.Value);
            Number(w, "withoutBoundError", p.Pull?.Error);
            Number(w, "withoutBoundChance", p.Pull?.Chance);
            Number(w, "posteriorMode", p.Mode);
            Number(w, "posteriorError", p.ModeError);
            Number(w, "priorMean", p.PriorMean);
            Number(w, "priorError", p.PriorError);
        });
        w.WriteStartObject("identification");
        Numbers(w, "eigenvalues", t.Eigenvalues);
        List(w, "weak", t.Weak, d =>
        {
            Number(w, "eigenvalue", d.Eigenvalue);
            w.WriteStartObject("direction");
            foreach (var (name, load) in d.Direction)
            {
                Number(w, name, load);
            }

            w.WriteEndObject();
            w.WriteString("says", d.Says);
        });
        ResultsJsonRemarks.Directions(w, "null", t.Null);
        w.WriteEndObject();
        w.WriteStartObject("equilibrium");
        Number(w, "residual", t.Residual);
        Number(w, "regret", t.Regret);
        w.WriteEndObject();
    }

    private static void Record(Utf8JsonWriter w, StudyResults r)
    {
        List(w, "record", r.Records, c =>
        {
            w.WriteString("name", c.Name);
            w.WriteString("codebook", c.Codebook);
            w.WriteString("from", c.From);
            w.WriteString("to", c.To);
            w.WriteNumber("periods", c.Periods);
            w.WriteNumber("events", c.Events);
            w.WriteNumber("kept", c.Kept);
            w.WriteNumber("used", c.Used);
            w.WriteString("sha256", c.Hash);
            w.WriteStartObject("coverage");
            foreach (var column in c.Columns)
            {
                w.WriteStartObject(column.Name);
                foreach (var (value, months) in column.Counts)
                {
                    w.WriteNumber(value, months);
                }

                w.WriteNumber("(unknown)", column.Unknown);
                w.WriteNumber("(spells)", column.Spells);
                w.WriteEndObject();
            }

            w.WriteEndObject();
        });
    }

    private static void Theories(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartArray("theories");
        for (int i = 0; i < r.Theories.Length; i++)
        {
            var t = r.Theories[i];
            w.WriteStartObject();
            w.WriteString("name", t.Name);
            var theory = r.Study.Game.FindTheory(t.Name);
            w.WriteString("source", theory?.Source);
            w.WriteString("predicts", theory?.Predicts);
            w.WriteStartObject("fit");
            Fit(w, t);
            w.WriteEndObject();
            Number(w, "aic", t.Aic);
            Number(w, "bic", t.Bic);
            Number(w, "logMarginalLikelihood", t.LogMarginalLikelihood);
            Number(w, "posteriorProbability", r.Posterior[i]);
            ResultsJsonRemarks.Reason(w, "noPosteriorProbability", Standing.NoProbability(t));
            ResultsJsonRemarks.Reason(w, "sizedByPriorAlone", Standing.SizedByPrior(t));
            ResultsJsonRemarks.Reason(w, "noTest", Standing.NoTest(t));
            if (t.HoldOutScore is { } held)
            {
                w.WriteStartObject("holdout");
                w.WriteNumber("months", r.Study.Study.HoldOut);
                Number(w, "logScore", held);
                w.WriteEndObject();
            }

            ResultsJsonHidden.Write(w, t.Hidden);
            if (t.Leverage is { } l)
            {
                ResultsJsonLeverage.Write(w, l, Standing.NoProbability(t));
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Baselines(Utf8JsonWriter w, StudyResults r)
    {
        List(w, "baselines", r.Baselines, b =>
        {
            w.WriteString("name", b.Name);
            Number(w, "moveLogLikelihood", b.LogLikelihood);
            Number(w, "aic", b.Aic);
            Number(w, "bic", b.Bic);
            Number(w, "holdoutLogScore", b.HoldOutScore);
        });
        List(w, "fairBaselines", r.FairBaselines, b =>
        {
            w.WriteString("name", b.Name);
            w.WriteString("uses", b.Uses);
            w.WriteNumber("chances", b.ParameterCount);
            Number(w, "moveLogLikelihood", b.LogLikelihood);
            Number(w, "logMarginalLikelihoodOfMoves", b.LogMarginalLikelihood);
            Number(w, "aic", b.Aic);
            Number(w, "holdoutLogScore", b.HoldOutScore);
        });
        if (r.Blind is { } blind)
        {
            w.WriteStartObject("nobodyLooksAhead");
            Number(w, "moveLogLikelihood", blind.MoveLogLikelihood);
            Number(w, "logMarginalLikelihood", Standing.NoProbability(blind) is null ? blind.LogMarginalLikelihood : double.NaN);
            Number(w, "holdoutLogScore", blind.HoldOutScore);
            w.WriteEndObject();
        }

        if (r.Habits is { } habits)
        {
            w.WriteStartObject("withHabits");
            Strings(w, "terms", habits.Terms);
            Number(w, "ofHabits", habits.OfHabits);
            List(w, "gains", habits.Gains, g =>
            {
                w.WriteString("theory", g.Theory);
                Number(w, "asWritten", g.AsWritten);
                Number(w, "withHabits", g.WithHabits);
            });
            w.WriteEndObject();
        }
    }

    private static void Pairs(Utf8JsonWriter w, StudyResults r)
    {
        List(w, "pairs", r.Pairs, p =>
        {
            w.WriteString("first", p.First);
            w.WriteString("second", p.Second);
            Number(w, "difference", p.Test?.Difference);
            ResultsJsonRemarks.Separates(w, p);
            ResultsJsonRemarks.Range(w, p);
            if (p.Test?.LikelihoodRatio is { } lr)
            {
                w.WriteStartObject("likelihoodRatio");
                Number(w, "statistic", lr.Statistic);
                w.WriteNumber("degreesOfFreedom", lr.DegreesOfFreedom);
                Number(w, "chance", lr.Chance);
                w.WriteNumber("boundedAtZero", p.Test.AtBounds);
                w.WriteEndObject();
            }

            if (p.Test?.Distinct is { } distinct)
            {
                w.WriteStartObject("varianceTest");
                Number(w, "statistic", distinct.Statistic);
                Number(w, "chance", distinct.P);
                w.WriteEndObject();
            }

            if (p.Test?.Vuong is { } v)
            {
                w.WriteStartObject("vuong");
                Number(w, "plain", v.Plain);
                Number(w, "aic", v.Aic);
                Number(w, "bic", v.Bic);
                Number(w, "chance", v.Chance);
                w.WriteEndObject();
            }

            if (p.Test?.Clarke is { } c)
            {
                w.WriteStartObject("clarke");
                w.WriteNumber("favour", c.Favour);
                w.WriteNumber("of", c.Of);
                Number(w, "chance", c.Chance);
                w.WriteEndObject();
            }

        });
        List(w, "evidenceByMonth", r.Evidence, e =>
        {
            w.WriteString("first", e.First);
            w.WriteString("second", e.Second);
            Numbers(w, "byPeriod", e.ByPeriod);
            Number(w, "withoutTopTen", e.WithoutTop);
            List(w, "top", e.Top, m =>
            {
                w.WriteString("period", m.Period);
                Number(w, "nats", m.Nats);
                w.WriteString("moves", m.Moves);
                Strings(w, "events", m.Events);
            });
        });
    }

    private static void Power(Utf8JsonWriter w, StudyResults r)
    {
        w.WriteStartObject("localPower");
        w.WriteString("says", "2 x expected difference in log-likelihood if the row theory is true at its posterior mode and the column theory is fitted; 7.85 is what one weight needs for 80 % power at 5 %");
        for (int i = 0; i < r.Theories.Length; i++)
        {
            w.WriteStartObject(r.Theories[i].Name);
            for (int j = 0; j < r.Theories.Length; j++)
            {
                Number(w, r.Theories[j].Name, r.LocalPower[i][j]);
            }

            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    internal static void Strings(Utf8JsonWriter w, string name, IEnumerable<string> values)
    {
        w.WriteStartArray(name);
        foreach (string v in values)
        {
            w.WriteStringValue(v);
        }

        w.WriteEndArray();
    }
}
