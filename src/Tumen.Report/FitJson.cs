using System.Text.Json;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Fits of single theories as JSON: what <c>tumen fit --json</c> prints and <c>fit.json</c> holds.</summary>
public static class FitJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "fit.json";

    /// <summary>The document. One fit is written at its top, several in a list.</summary>
    /// <param name="fits">The fits.</param>
    /// <param name="inputs">Files read, with hashes.</param>
    /// <param name="seed">Seed.</param>
    public static byte[] Document(IReadOnlyList<TheoryFit> fits, IEnumerable<(string Name, string Hash)> inputs, ulong seed)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "fit", inputs, seed, StudyRunner.Version);
            if (fits.Count == 1)
            {
                Write(w, fits[0]);
            }
            else
            {
                ResultsJson.List(w, "fits", fits, f => Write(w, f));
            }

            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter w, TheoryFit f)
    {
        w.WriteString("theory", f.Theory);
        w.WriteString("estimator", Estimators.Names.First(n => n.Kind == f.Kind).Name);
        w.WriteString("status", f.Status);
        w.WriteBoolean("converged", f.Fit?.Status == FitStatus.Converged);
        w.WriteStartArray("remarks");
        foreach (var r in f.Remarks)
        {
            w.WriteStartObject();
            w.WriteString("kind", r.Kind.ToString());
            w.WriteBoolean("stops", r.Stops);
            w.WriteString("subject", r.Subject);
            w.WriteString("says", r.Says);
            w.WriteString("remedy", r.Remedy);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (f.Fit is not { } fit)
        {
            return;
        }

        w.WriteStartObject("observations");
        w.WriteNumber("periods", fit.Periods);
        w.WriteNumber("moves", fit.MoveCount);
        w.WriteEndObject();
        ResultsJson.Number(w, "logLikelihood", fit.LogLikelihood);
        ResultsJson.Number(w, "moveLogLikelihood", fit.MoveLogLikelihood);
        ResultsJson.Number(w, "gradientNorm", fit.Optima.Length > 0 ? fit.Optima[0].ScoreNorm : null);
        w.WriteStartObject("starts");
        w.WriteNumber("tried", fit.Starts);
        w.WriteNumber("agreed", fit.Optima.Length > 0 ? fit.Optima[0].Hits : 0);
        w.WriteEndObject();
        w.WriteStartArray("optima");
        foreach (var o in OptimaTable.Of(fit))
        {
            w.WriteStartObject();
            ResultsJson.Number(w, "objective", o.Objective);
            w.WriteNumber("hits", o.Hits);
            ResultsJson.Number(w, "decrement", o.Score);
            w.WriteBoolean("converged", o.Converged);
            w.WriteString("foundBy", o.Origin ?? "starts");
            w.WriteString("signs", o.Signs);
            ResultsJson.Numbers(w, "point", o.Weights);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        Estimates(w, f, fit);
        Covariance(w, fit);
        Identification(w, fit);
        w.WriteStartObject("equilibrium");
        ResultsJson.Number(w, "residual", fit.Equilibria.IsEmpty ? null : fit.Equilibria.Max(e => e.Certificate.Residual));
        ResultsJson.Number(w, "regret", fit.Equilibria.IsEmpty ? null : fit.Equilibria.Max(e => e.Certificate.Regret));
        w.WriteEndObject();
        Census(w, f);
        Own(w, fit);
        if (f.Bootstrap is { } b)
        {
            w.WriteStartObject("bootstrap");
            w.WriteString("kind", b.Kind.ToString());
            w.WriteNumber("converged", b.Draws.Length);
            w.WriteStartArray("failed");
            foreach (var (replication, _) in b.Failures)
            {
                w.WriteNumberValue(replication);
            }

            w.WriteEndArray();
            w.WriteStartArray("ended");
            foreach (var (_, status) in b.Failures)
            {
                w.WriteStringValue(status.ToString());
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }
    }

    private static void Estimates(Utf8JsonWriter w, TheoryFit f, FitResult fit)
    {
        w.WriteStartArray("estimates");
        for (int j = 0; j < fit.Estimates.Length; j++)
        {
            var e = fit.Estimates[j];
            w.WriteStartObject();
            w.WriteString("name", e.Parameter.Name);
            w.WriteString("kind", e.Parameter.Kind == ParameterKind.Weight ? "weight" : "chance");
            w.WriteString("label", e.Parameter.Label);
            ResultsJson.Number(w, "estimate", e.Value);
            w.WriteStartObject("standardError");
            ResultsJson.Number(w, "hessian", e.Errors.Hessian);
            ResultsJson.Number(w, "expected", e.Errors.Expected);
            ResultsJson.Number(w, "opg", e.Errors.Opg);
            ResultsJson.Number(w, "sandwich", e.Errors.Sandwich);
            ResultsJson.Number(w, "clustered", e.Errors.Clustered);
            if (fit.Estimator is { FirstStep.IsEmpty: false } own)
            {
                ResultsJson.Number(w, "naive", own.FirstStep[j]);
            }

            if (f.Bootstrap is { } redrawn)
            {
                ResultsJson.Number(w, "bootstrap", redrawn.StandardError(j));
            }

            w.WriteEndObject();
            ResultsJson.Number(w, "z", e.Z);
            ResultsJson.Number(w, "p", e.P);
            if (e.Interval() is { } normal)
            {
                ResultsJson.Numbers(w, "interval95", [normal.Low, normal.High]);
            }

            w.WriteString("bound", e.Bound);
            ResultsJson.Number(w, "gradient", e.Gradient);
            if (!f.Profile.IsEmpty)
            {
                ResultsJson.Numbers(w, "profile", [f.Profile[j].Low, f.Profile[j].High]);
            }

            if (f.Bootstrap?.Interval(j) is { } interval)
            {
                ResultsJson.Numbers(w, "bootstrap", [interval.Low, interval.High]);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>By the expected information, priors included where they were part of the objective; one row a parameter, zeros at bounds.</summary>
    private static void Covariance(Utf8JsonWriter w, FitResult fit)
    {
        int k = fit.ParameterCount;
        w.WriteStartArray("covariance");
        for (int j = 0; j < k && fit.Covariance.Length == k * k; j++)
        {
            w.WriteStartArray();
            foreach (double x in fit.Covariance.AsSpan(j * k, k))
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

            w.WriteEndArray();
        }

        w.WriteEndArray();
    }

    private static void Identification(Utf8JsonWriter w, FitResult fit)
    {
        w.WriteStartObject("identification");
        ResultsJson.Numbers(w, "eigenvalues", fit.Identification.Eigenvalues);
        w.WriteStartArray("weak");
        foreach (var d in fit.Identification.Weak)
        {
            w.WriteStartObject();
            ResultsJson.Number(w, "eigenvalue", d.Eigenvalue);
            w.WriteStartObject("direction");
            foreach (var (name, load) in d.Direction)
            {
                ResultsJson.Number(w, name, load);
            }

            w.WriteEndObject();
            w.WriteString("says", d.Says);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        ResultsJson.List(w, "null", fit.Identification.Null, d =>
        {
            w.WriteStartObject("direction");
            foreach (var (name, load) in d.Direction)
            {
                ResultsJson.Number(w, name, load);
            }

            w.WriteEndObject();
            w.WriteString("says", d.Says);
        });
        w.WriteEndObject();
    }

    private static void Census(Utf8JsonWriter w, TheoryFit f)
    {
        w.WriteStartArray("census");
        foreach (var c in f.Census)
        {
            w.WriteStartObject();
            w.WriteString("says", c.Says);
            if (!c.Units.IsEmpty)
            {
                w.WriteStartArray("units");
                foreach (string unit in c.Units)
                {
                    w.WriteStringValue(unit);
                }

                w.WriteEndArray();
            }

            w.WriteNumber("starts", c.Starts);
            w.WriteNumber("failed", c.Failed);
            w.WriteStartArray("equilibria");
            foreach (var e in c.Entries)
            {
                w.WriteStartObject();
                w.WriteBoolean("selected", e.Selected);
                w.WriteNumber("hits", e.Hits);
                ResultsJson.Number(w, "spectralRadius", e.SpectralRadius);
                ResultsJson.Number(w, "smallestSingularValue", e.SmallestSingularValue);
                ResultsJson.Number(w, "logLikelihood", e.LogLikelihood);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Own(Utf8JsonWriter w, FitResult fit)
    {
        if (fit.Estimator is not { } e)
        {
            return;
        }

        w.WriteStartObject("rounds");
        w.WriteNumber("made", e.Rounds.Length);
        w.WriteBoolean("settled", e.Settled);
        ResultsJson.Number(w, "objective", e.PseudoLogLikelihood);
        ResultsJson.Number(w, "spectralRadius", e.SpectralRadius);
        ResultsJson.Number(w, "distance", e.Distance);
        w.WriteStartArray("warnings");
        foreach (string warning in e.Warnings)
        {
            w.WriteStringValue(warning);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
