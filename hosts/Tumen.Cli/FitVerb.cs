using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen fit`.</summary>
internal static class FitVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a .game to fit, or egame12, egame122, egame123, ultimatum or crisis");
        if (StrategicVerb.Model(file) is { } strategic)
        {
            return StrategicVerb.Run(strategic, a);
        }

        if (OnceInput.Read(file, a) is { } once)
        {
            return OnceVerb.Fit(file, once.Game, once.Theories, once.Csv, once.Table, a);
        }

        var clock = Stopwatch.StartNew();
        var input = FitInput.Read(file, a);
        var (model, data) = (input.Game, input.Data);
        if (a.Number("--discount") is { } d)
        {
            model = d is >= 0 and < 1 ? model with { Discounts = [.. model.Players.Select(_ => d)] } : throw new UsageException($"--discount is {d}; expected a number in [0, 1)");
        }

        double read = clock.Elapsed.TotalSeconds;
        var works = new List<TheoryWork>();
        int starts = (int)(a.Number("--starts") ?? 8);
        foreach (string theory in input.Theories)
        {
            try
            {
                works.Add(TheoryRunner.Run(model, theory, data, new TheoryOptions { Starts = Math.Max(1, starts), ModeStarts = Math.Clamp(starts, 1, 3), Draws = 0, Seed = a.Seed, From = GivenValues.Read(a), Selection = Selected.Read(model, theory, a) },
                    s => { if (!a.Quiet) { Console.Error.WriteLine(input.Theories.Count > 1 ? $"{theory}: {s}" : s); } }, cancel));
            }
            catch (ArgumentException e)
            {
                throw new UsageException(e.Message);
            }
        }

        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "fit", [.. input.Files.Select(f => (f, Files.Hash(f)))], a.Seed,
                new Dictionary<string, double> { ["read"] = read, ["fit"] = clock.Elapsed.TotalSeconds - read }, StudyRunner.Version);
            if (works.Count == 1)
            {
                ResultsJson.Fit(w, works[0]);
            }
            else
            {
                w.WriteStartArray("theories");
                foreach (var work in works)
                {
                    w.WriteStartObject();
                    ResultsJson.Fit(w, work);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
            }

            w.WriteEndObject();
        }

        if (a.Json)
        {
            Output.Json(stream.ToArray());
        }
        else
        {
            works.ForEach(Print);
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "fit.json", stream.ToArray());
        }

        return works.All(w => w.Status == "converged") ? 0 : 1;
    }

    private static void Print(TheoryWork work)
    {
        string F(double? x) => x is { } v && double.IsFinite(v) ? v.ToString("0.000", CultureInfo.InvariantCulture) : "–";
        var table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "estimate", "s.e. (Hessian)", "s.e. (sandwich)", "at");
        foreach (var p in work.Parameters)
        {
            table.AddRow(Markup.Escape(p.Label is null ? p.Name : $"{p.Name}: {p.Label}"), F(p.Estimate), F(p.Hessian), F(p.Sandwich), p.Bound is null ? "" : $"{p.Bound} bound");
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 170 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{work.Name}: {work.Status}; log-likelihood {work.LogLikelihood:0.000} ({work.MoveLogLikelihood:0.000} from {work.Moves} moves), AIC {work.Aic:0.0}, BIC {work.Bic:0.0}; {(work.Optima.Length > 0 ? work.Optima[0].Hits : 0)} of {work.Starts} starts agree; equilibrium residual {work.Residual:0.0e+0}, regret {work.Regret:0.0e+0}"));
        foreach (var weak in work.Weak)
        {
            Console.WriteLine($"not identified: {weak.Says}");
        }
    }
}
