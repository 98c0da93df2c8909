using System.Globalization;
using System.Text.Json;
using Tumen.Estimation.Once;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Strategic fits as JSON in the form of `fit --json`, and as a table to read.</summary>
internal static class StrategicOutput
{
    private static readonly (StandardErrorKind Kind, string Name)[] Kinds =
    [
        (StandardErrorKind.Hessian, "hessian"), (StandardErrorKind.OuterProduct, "opg"), (StandardErrorKind.Sandwich, "sandwich"),
        (StandardErrorKind.Clustered, "clustered"), (StandardErrorKind.TwoStep, "twoStep"), (StandardErrorKind.Bootstrap, "bootstrap"),
    ];

    public static byte[] Json(StrategicResult r)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "fit", [(r.File, Files.Hash(r.File))], r.Seed, StudyRunner.Version);
            w.WriteString("model", r.Title ?? Name(r.Built.Model));
            w.WriteString("formula", r.Formula);
            w.WriteString("link", r.Options.Link == ChoiceLink.Logit ? "logit" : "probit");
            w.WriteString("shocks", r.Options.Shocks == ShockSource.Agent ? "agent" : "private");
            w.WriteStartObject("observations");
            w.WriteNumber("rows", r.Built.Kept.Count);
            w.WriteNumber("dropped", r.Built.Dropped.Count);
            w.WriteStartArray("droppedLines");
            foreach (int line in r.DroppedLines.Take(100))
            {
                w.WriteNumberValue(line);
            }

            w.WriteEndArray();
            w.WriteStartArray("outcomes");
            for (int k = 0; k < r.Built.Outcomes.Count; k++)
            {
                w.WriteStartObject();
                w.WriteString("name", r.Built.Outcomes[k]);
                w.WriteNumber("seen", r.Built.Seen[k]);
                if (k < r.Predicted.Count)
                {
                    ResultsJson.Number(w, "expected", r.Predicted[k] * r.Built.Kept.Count);
                }

                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
            if (r.Methods.Count == 1)
            {
                Method(w, r.Methods[0]);
            }
            else
            {
                w.WriteStartArray("methods");
                foreach (var m in r.Methods)
                {
                    w.WriteStartObject();
                    Method(w, m);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
            }

            if (r.Versus is { } versus)
            {
                Versus(w, versus);
            }

            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static void Print(StrategicResult r)
    {

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{r.Title ?? Name(r.Built.Model)}: {r.Built.Kept.Count} rows{(r.Built.Dropped.Count > 0 ? $", {r.Built.Dropped.Count} left out for missing cells (lines {string.Join(", ", r.DroppedLines.Take(8))}{(r.DroppedLines.Count > 8 ? ", …" : "")})" : "")}"));
        Console.WriteLine("outcomes: " + string.Join("; ", r.Built.Outcomes.Select((o, k) =>
            string.Create(CultureInfo.InvariantCulture, $"{k + 1}{Meaning(r, k)} = {o}, seen {r.Built.Seen[k]:0}{(k < r.Predicted.Count ? $", expected {r.Predicted[k] * r.Built.Kept.Count:0.0}" : "")}"))));
        foreach (var m in r.Methods)
        {
            Print(m);
        }

        if (r.Versus is not { } versus)
        {
            return;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"versus {versus.Formula}: {Status(versus.Fit)}, log-likelihood {versus.Fit.LogLikelihood:0.000}, {versus.Fit.Names.Count} weights, against {versus.First.LogLikelihood:0.000}, {versus.First.Names.Count} weights, both on {versus.Fit.Rows} rows{(versus.First.Status == EstimationStatus.Converged && versus.Fit.Status == EstimationStatus.Converged ? "" : "; a fit that did not converge allows no test")}"));
        var comparison = versus.Comparison;
        if (comparison.Ratio is { } ratio)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  likelihood ratio {ratio.Statistic:0.000}, {ratio.DegreesOfFreedom} degree{(ratio.DegreesOfFreedom == 1 ? "" : "s")} of freedom (p {ratio.P:0.0000})"));
        }

        if (comparison.Distinct is { } distinct)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  variance test of whether the models can be told apart: {distinct.Statistic:0.000} (p {distinct.P:0.0000})"));
        }

        foreach (var (name, correction, test) in comparison.Tests)
        {
            Console.WriteLine(name == "Vuong"
                ? string.Create(CultureInfo.InvariantCulture, $"  Vuong, {correction.Words()}: {test.Statistic:0.000} (p {test.TwoSided:0.0000}); above 0 favours the first formula")
                : string.Create(CultureInfo.InvariantCulture, $"  Clarke, {correction.Words()}: the first formula does better on {test.Statistic:0} of {test.Rows} rows (p {test.TwoSided:0.0000})"));
        }

        foreach (string line in comparison.Says)
        {
            Console.WriteLine($"  {line}");
        }
    }

    // What the model means by its k-th outcome, where the table's word says nothing of it.
    private static string Meaning(StrategicResult r, int k) => r.Title is not null ? "" : r.Built.Model switch
    {
        StrategicModel.Egame12 => k switch { 0 => " (player 1 stops)", 1 => " (player 2 stops)", _ => " (both go on)" },
        StrategicModel.Egame122 => k switch { 0 => " (left, left)", 1 => " (left, right)", 2 => " (right, left)", _ => " (right, right)" },
        StrategicModel.Egame123 => k < 3 ? $" (player {k + 1} stops)" : " (nobody stops)",
        _ => "",
    };

    private static void Print(StrategicMethod m)
    {
        var kinds = Kinds.Where(k => m.Fit.Errors.Any(e => e.Kind == k.Kind)).ToList();
        var table = new TextTable().AddColumns("weight", "estimate");
        foreach (var (_, name) in kinds)
        {
            table.AddColumn($"s.e. ({name})");
        }

        if (m.Profile is not null)
        {
            table.AddColumn("95 % profile");
        }

        if (m.Bootstrap is not null)
        {
            table.AddColumn("s.e. (bootstrap)");
            table.AddColumn("95 % bootstrap");
        }

        for (int i = 0; i < m.Fit.Names.Count; i++)
        {
            var cells = new List<string> { (m.Fit.Names[i]), F(m.Fit.Estimate[i]) };
            cells.AddRange(kinds.Select(k => F(m.Fit.ErrorsOf(k.Kind).Values[i])));
            if (m.Profile is { } profile)
            {
                cells.Add($"{F(profile.Intervals[i].Lower)} to {F(profile.Intervals[i].Upper)}");
            }

            if (m.Bootstrap is { } bootstrap)
            {
                cells.Add(F(bootstrap.Errors.Values[i]));
                cells.Add($"{F(bootstrap.Lower[i])} to {F(bootstrap.Upper[i])}");
            }

            table.AddRow([.. cells]);
        }

        table.Write();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{m.Name}: {Status(m.Fit)}; log-likelihood {m.Fit.LogLikelihood:0.000}{(m.Fit.LogPrior != 0 ? $", log prior {m.Fit.LogPrior:0.000}" : "")}, AIC {m.Fit.Aic:0.0}, BIC {m.Fit.Bic:0.0}; score {m.Fit.GradientNorm:0.0e+0}, residual {m.Fit.Residual:0.0e+0}, condition {m.Fit.CorrelationCondition:0.0e+0}; no chance clamped, {m.Fit.Underflows} underflowed"));
        if (m.Fit.Optima.Count > 1 || m.Fit.Optima.Any(o => o.Hits > 1))
        {
            foreach (var o in m.Fit.Optima.Take(8))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  optimum {o.LogLikelihood:0.000000} {o.Status}, {o.Hits} starts, score {o.GradientNorm:0.0e+0}, signs {o.Signs}"));
            }
        }

        if (m.Bootstrap is { } b)
        {
            Console.WriteLine($"  bootstrap: {b.Failures.Values.Sum()} of {b.Replications} refits failed{(b.Failures.Count > 0 ? $" ({string.Join(", ", b.Failures.Select(f => $"{f.Value} {f.Key}"))})" : "")}");
        }

        if (m.SpectralRadius is { } radius)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  spectral radius of the belief map {radius:0.000}"));
        }

        if (m.Census is { } census)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  equilibria at the estimate: {string.Join(", ", census.GamesByCount.OrderBy(p => p.Key).Select(p => $"{p.Value} games with {p.Key}"))}; smallest distance to a fold {census.FoldDistance:0.000}; log-likelihood with each game in its likeliest {census.BestSelection:0.000}"));
        }

        if (m.Census?.ByGame.Where(g => g.Equilibria > 1).ToArray() is { Length: > 0 } several)
        {
            Console.WriteLine($"  several equilibria in {(several.Length == 1 ? "row" : "rows")} {string.Join(", ", several.Take(20).Select(g => $"{g.Row} ({g.Equilibria})"))}{(several.Length > 20 ? ", …" : "")}");
        }

        foreach (string line in m.Weak.Select(w => $"not identified: {w.Says}").Concat(m.Advice))
        {
            Console.WriteLine($"  {line}");
        }
    }

    private static void Method(Utf8JsonWriter w, StrategicMethod m)
    {
        var fit = m.Fit;
        w.WriteString("method", m.Name);
        w.WriteString("status", Status(fit));
        w.WriteBoolean("converged", fit.Status == EstimationStatus.Converged);
        ResultsJson.Number(w, "logLikelihood", fit.LogLikelihood);
        ResultsJson.Number(w, "aic", fit.Aic);
        ResultsJson.Number(w, "bic", fit.Bic);
        ResultsJson.Number(w, "gradientNorm", fit.GradientNorm);
        w.WriteNumber("iterations", fit.Iterations);
        w.WriteNumber("clamped", 0);
        w.WriteNumber("underflowed", fit.Underflows);
        w.WriteStartObject("starts");
        w.WriteNumber("tried", fit.Optima.Sum(o => o.Hits));
        w.WriteNumber("agreed", fit.Optima.Count > 0 ? fit.Optima[0].Hits : 0);
        w.WriteEndObject();
        w.WriteStartArray("optima");
        foreach (var o in fit.Optima)
        {
            w.WriteStartObject();
            ResultsJson.Number(w, "logLikelihood", o.LogLikelihood);
            w.WriteString("status", o.Status.ToString().ToLowerInvariant());
            w.WriteNumber("hits", o.Hits);
            ResultsJson.Number(w, "gradientNorm", o.GradientNorm);
            w.WriteString("signs", o.Signs);
            ResultsJson.Numbers(w, "point", o.Weights);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        var own = fit.Errors.Any(e => e.Kind == StandardErrorKind.Clustered) ? StandardErrorKind.Clustered : fit.Errors.Any(e => e.Kind == StandardErrorKind.TwoStep) ? StandardErrorKind.TwoStep : StandardErrorKind.Hessian;
        IReadOnlyList<WeightRow> rows = fit.Errors.Any(e => e.Kind == own) ? WeightTable.Of(fit, own, own == StandardErrorKind.Clustered ? m.Clusters : null) : [.. fit.Names.Select((n, i) => WeightRow.Of(n, fit.Estimate[i], double.NaN))];
        w.WriteString("testsFrom", Kinds.First(k => k.Kind == own).Name);
        w.WriteStartArray("estimates");
        for (int i = 0; i < fit.Names.Count; i++)
        {
            w.WriteStartObject();
            w.WriteString("name", fit.Names[i]);
            w.WriteString("kind", "weight");
            ResultsJson.Number(w, "estimate", fit.Estimate[i]);
            w.WriteStartObject("standardError");
            foreach (var (kind, name) in Kinds.Where(k => fit.Errors.Any(e => e.Kind == k.Kind)))
            {
                ResultsJson.Number(w, name, fit.ErrorsOf(kind).Values[i]);
            }

            if (m.Bootstrap is { } bootstrap)
            {
                ResultsJson.Number(w, "bootstrap", bootstrap.Errors.Values[i]);
            }

            w.WriteEndObject();
            ResultsJson.Number(w, "z", rows[i].Z);
            ResultsJson.Number(w, "p", rows[i].P);
            ResultsJson.Numbers(w, "interval95", [rows[i].Lower, rows[i].Upper]);
            if (m.Profile is { } profile)
            {
                ResultsJson.Numbers(w, "profile95", [profile.Intervals[i].Lower, profile.Intervals[i].Upper]);
                w.WriteBoolean("profileCertified", profile.Intervals[i].Certified);
            }

            if (m.Bootstrap is { } draws)
            {
                ResultsJson.Numbers(w, "bootstrap95", [draws.Lower[i], draws.Upper[i]]);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (m.Bootstrap is { } b)
        {
            w.WriteStartObject("bootstrap");
            w.WriteNumber("replications", b.Replications);
            w.WriteStartObject("failures");
            foreach (var (status, count) in b.Failures)
            {
                w.WriteNumber(status.ToString().ToLowerInvariant(), count);
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        if (fit.Errors.FirstOrDefault(e => e.Kind == own) is { Covariance.Count: > 0 } errors)
        {
            w.WriteStartArray("covariance");
            for (int i = 0; i < fit.Names.Count; i++)
            {
                w.WriteStartArray();
                foreach (double x in errors.Covariance.Skip(i * fit.Names.Count).Take(fit.Names.Count))
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

        w.WriteStartObject("identification");
        ResultsJson.Numbers(w, "eigenvalues", fit.InformationEigenvalues);
        ResultsJson.Number(w, "condition", fit.ConditionNumber);
        ResultsJson.Number(w, "correlationCondition", fit.CorrelationCondition);
        w.WriteStartArray("weak");
        foreach (var weak in m.Weak)
        {
            w.WriteStartObject();
            ResultsJson.Number(w, "eigenvalue", weak.Eigenvalue);
            w.WriteStartObject("direction");
            foreach (var (name, load) in weak.Direction)
            {
                ResultsJson.Number(w, name, load);
            }

            w.WriteEndObject();
            w.WriteString("says", weak.Says);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteStartObject("equilibrium");
        ResultsJson.Number(w, "residual", fit.Residual);
        if (m.SpectralRadius is { } radius)
        {
            ResultsJson.Number(w, "spectralRadius", radius);
        }

        if (m.Census is { } census)
        {
            w.WriteStartObject("gamesByEquilibria");
            foreach (var (count, games) in census.GamesByCount.OrderBy(p => p.Key))
            {
                w.WriteNumber(count.ToString(CultureInfo.InvariantCulture), games);
            }

            w.WriteEndObject();
            w.WriteStartArray("equilibriaByRow");
            foreach (var (row, equilibria) in census.ByGame)
            {
                w.WriteStartObject();
                w.WriteNumber("row", row);
                w.WriteNumber("equilibria", equilibria);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            ResultsJson.Number(w, "foldDistance", census.FoldDistance);
            ResultsJson.Number(w, "likeliestSelection", census.BestSelection);
        }

        w.WriteEndObject();
        w.WriteStartArray("says");
        foreach (string line in m.Advice)
        {
            w.WriteStringValue(line);
        }

        w.WriteEndArray();
    }

    private static void Versus(Utf8JsonWriter w, StrategicVersus versus)
    {
        w.WriteStartObject("versus");
        w.WriteString("formula", versus.Formula);
        w.WriteString("status", Status(versus.Fit));
        ResultsJson.Number(w, "logLikelihood", versus.Fit.LogLikelihood);
        w.WriteNumber("weights", versus.Fit.Names.Count);
        w.WriteNumber("rows", versus.Fit.Rows);
        w.WriteBoolean("bothConverged", versus.First.Status == EstimationStatus.Converged && versus.Fit.Status == EstimationStatus.Converged);
        w.WriteStartArray("tests");
        foreach (var (name, correction, test) in versus.Comparison.Tests)
        {
            w.WriteStartObject();
            w.WriteString("test", name);
            w.WriteString("correction", correction == SizeCorrection.None ? "uncorrected" : correction.ToString().ToLowerInvariant());
            ResultsJson.Number(w, "statistic", test.Statistic);
            ResultsJson.Number(w, "p", test.TwoSided);
            w.WriteNumber("rows", test.Rows);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteString("relation", versus.Comparison.Relation switch
        {
            FormulaRelation.Same => "same", FormulaRelation.FirstInSecond => "first within second", FormulaRelation.SecondInFirst => "second within first", _ => "overlapping",
        });
        if (versus.Comparison.Ratio is { } ratio)
        {
            w.WriteStartObject("likelihoodRatio");
            ResultsJson.Number(w, "statistic", ratio.Statistic);
            w.WriteNumber("degreesOfFreedom", ratio.DegreesOfFreedom);
            ResultsJson.Number(w, "p", ratio.P);
            w.WriteEndObject();
        }

        if (versus.Comparison.Distinct is { } distinct)
        {
            w.WriteStartObject("varianceTest");
            ResultsJson.Number(w, "statistic", distinct.Statistic);
            ResultsJson.Number(w, "p", distinct.P);
            w.WriteEndObject();
        }

        w.WriteStartArray("says");
        foreach (string line in versus.Comparison.Says)
        {
            w.WriteStringValue(line);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    internal static string Name(StrategicModel model) => model.ToString().ToLowerInvariant();

    private static string Status(EstimateResult fit) => fit.Status.ToString().ToLowerInvariant();

    private static string F(double x) => double.IsNaN(x) ? "–" : double.IsPositiveInfinity(x) ? "∞" : double.IsNegativeInfinity(x) ? "−∞" : Digits.Of(x, 3);
}
