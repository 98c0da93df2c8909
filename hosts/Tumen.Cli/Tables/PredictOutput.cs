using System.Globalization;
using System.Text.Json;
using Tumen.Report;
using Tumen.Report.Drawing;
using Tumen.Report.Tables;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>One predicted number.</summary>
/// <param name="At">The case, by name.</param>
/// <param name="Of">The player, or the column whose slope it is; empty for outcomes of a table.</param>
/// <param name="Equilibrium">Number of the equilibrium where there are several; 0 for the only one.</param>
/// <param name="Outcome">The outcome or move.</param>
/// <param name="Value">The number.</param>
/// <param name="Error">Standard error; NaN without one.</param>
/// <param name="Low">Lower end of the 95 % interval; NaN without one.</param>
/// <param name="High">Upper end.</param>
internal sealed record PredictedRow(IReadOnlyDictionary<string, string> At, string Of, int Equilibrium, string Outcome, double Value, double Error, double Low, double High)
{
    /// <summary>The case in words.</summary>
    public string Case => At.Count == 0 ? "typical case" : string.Join(", ", At.Select(p => $"{p.Key} = {p.Value}"));
}

/// <summary>Everything that `tumen predict` says.</summary>
internal sealed record PredictedTables(
    string Title, string What, IReadOnlyList<(string Name, string Hash)> Inputs, IReadOnlyList<PredictedRow> Chances, IReadOnlyList<PredictedRow> Slopes, IReadOnlyList<PredictedRow> Changes, IReadOnlyList<string> Remarks);

/// <summary>Predictions as tables to read, JSON, CSV and a chart.</summary>
internal static class PredictOutput
{
    public static void Write(Arguments a, PredictedTables t)
    {
        byte[] json = Json(a, t);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Print(t, t.Chances, "chance");
            Print(t, t.Slopes, "slope");
            Print(t, t.Changes, "change from the first case");
            foreach (string remark in t.Remarks)
            {
                Console.WriteLine(remark);
            }
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "predictions.json", json);
            foreach (var (name, rows) in new[] { ("predictions", t.Chances), ("slopes", t.Slopes), ("changes", t.Changes) }.Where(x => x.Item2.Count > 0))
            {
                Output.WriteFile(folder, name + ".csv", Output.Utf8(Csv(t, rows)));
                var dots = rows.Select(r => new IntervalRow($"{(r.Of.Length > 0 ? r.Of + " " : "")}{r.Outcome}: {r.Case}{(r.Equilibrium > 0 ? $" ({r.Equilibrium})" : "")}", r.Value, r.Low, r.High)).ToArray();
                Output.WriteFile(folder, name + ".svg", Output.Utf8(ChartStyle.Standalone(DotInterval.Draw($"{t.Title}: {name}", dots, "0.000"))));
            }
        }
    }

    private static string[] Names(IReadOnlyList<PredictedRow> rows) => [.. rows.SelectMany(r => r.At.Keys).Distinct()];

    private static void Print(PredictedTables t, IReadOnlyList<PredictedRow> rows, string what)
    {
        if (rows.Count == 0)
        {
            return;
        }

        string[] names = Names(rows);
        bool of = rows.Any(r => r.Of.Length > 0), several = rows.Any(r => r.Equilibrium > 0);
        string[] headings = [.. names, .. of ? [t.What == "move" ? "player" : "column"] : Array.Empty<string>(), .. several ? ["equilibrium"] : Array.Empty<string>(), t.What, what, "s.e.", "95 %"];
        var table = new TextTable().AddColumns(headings);
        foreach (var r in rows)
        {
            string[] cells =
            [
                .. names.Select(n => r.At.GetValueOrDefault(n, "")), .. of ? [r.Of] : Array.Empty<string>(), .. several ? [r.Equilibrium.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                r.Outcome, Digits.Of(r.Value, 3), double.IsFinite(r.Error) ? Digits.Of(r.Error, 3) : "–", double.IsFinite(r.Low) ? $"[{Digits.Of(r.Low, 3)}, {Digits.Of(r.High, 3)}]" : "–",
            ];
            table.AddRow(cells);
        }

        table.Write();
    }

    private static string Csv(PredictedTables t, IReadOnlyList<PredictedRow> rows)
    {
        string[] names = Names(rows);
        string of = t.What == "move" ? "player" : "column";
        var text = new System.Text.StringBuilder().AppendJoin(',', names.Append(of).Append("equilibrium").Append(t.What).Append("estimate,std.error,conf.low,conf.high")).Append('\n');
        foreach (var r in rows)
        {
            text.AppendJoin(',', names.Select(n => TableWriter.Quoted(r.At.GetValueOrDefault(n, ""))).Append(TableWriter.Quoted(r.Of)).Append(r.Equilibrium == 0 ? "" : r.Equilibrium.ToString(CultureInfo.InvariantCulture)).Append(TableWriter.Quoted(r.Outcome)))
                .Append(',').AppendJoin(',', ((double[])[r.Value, r.Error, r.Low, r.High]).Select(TableWriter.Full)).Append('\n');
        }

        return text.ToString();
    }

    private static byte[] Json(Arguments a, PredictedTables t)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "predict", t.Inputs, a.Seed, StudyRunner.Version);
            w.WriteString("title", t.Title);
            foreach (var (name, rows) in new[] { ("predictions", t.Chances), ("slopes", t.Slopes), ("changes", t.Changes) })
            {
                ResultsJson.List(w, name, rows, r =>
                {
                    w.WriteStartObject("at");
                    foreach (var (key, value) in r.At)
                    {
                        w.WriteString(key, value);
                    }

                    w.WriteEndObject();
                    if (r.Of.Length > 0)
                    {
                        w.WriteString(t.What == "move" ? "player" : "column", r.Of);
                    }

                    if (r.Equilibrium > 0)
                    {
                        w.WriteNumber("equilibrium", r.Equilibrium);
                    }

                    w.WriteString(t.What, r.Outcome);
                    ResultsJson.Number(w, "estimate", r.Value);
                    ResultsJson.Number(w, "standardError", r.Error);
                    ResultsJson.Numbers(w, "interval95", [r.Low, r.High]);
                });
            }

            w.WriteStartArray("says");
            foreach (string remark in t.Remarks)
            {
                w.WriteStringValue(remark);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
