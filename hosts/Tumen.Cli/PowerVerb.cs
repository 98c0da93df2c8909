using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;
using Tumen.Compare;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen power`.</summary>
internal static class PowerVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        int[] times = Times(a.Text("--times") ?? "1,2,5,10");
        int replications = a.Count("--replications", 200, 100_000);
        string[] names = a.Text("--theories")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [.. study.Study.Compare];
        if (names.FirstOrDefault(t => !study.Study.Compare.Contains(t)) is { } unknown)
        {
            throw new UsageException($"the study compares no theory \"{unknown}\"; it has {string.Join(", ", study.Study.Compare.Select(t => $"\"{t}\""))}");
        }

        var clock = Stopwatch.StartNew();
        var fitted = FittedTheories.Of(study, names.Distinct(), a, cancel);
        PowerTheory[] theories = [.. fitted.Select(f => new PowerTheory(f.Name, f.Likelihood, f.Mode.Point))];
        if (theories.Length < 2)
        {
            throw new UsageException("power needs two theories that can be fitted");
        }

        string folder = a.Text("--out") ?? Path.Combine(study.Folder, "out"), file = Path.Combine(folder, "power.txt");
        string key = ResultStore.Key([
            StudyRunner.Version, "power-2", study.Inputs.First(i => i.Name == study.Study.GameFile).Hash, study.Records[0].Table.Hash, a.Seed.ToString(CultureInfo.InvariantCulture),
            .. theories.Select(t => t.Name)]);
        Directory.CreateDirectory(folder);
        var done = File.Exists(file) ? PowerCheckpoint.Read(File.ReadAllText(file), key, theories.Length) : [];
        File.WriteAllText(file, PowerCheckpoint.Header(key) + string.Concat(done.Select(PowerCheckpoint.Line)));
        if (done.Length > 0 && !a.Quiet)
        {
            Console.Error.WriteLine($"{done.Length} replications of an earlier run are kept");
        }

        int began = -1;
        double start = clock.Elapsed.TotalSeconds;
        using var log = new StreamWriter(file, append: true, Encoding.UTF8);
        var result = SimulationPower.Run(
            theories, new PowerOptions { Multiples = [.. times], Replications = replications, Seed = a.Seed, Threads = a.Threads }, done,
            (o, at, of) =>
            {
                began = began < 0 ? at - 1 : began;
                log.Write(PowerCheckpoint.Line(o));
                log.Flush();
                if (!a.Quiet && (at % 25 == 0 || at == of))
                {
                    double left = (clock.Elapsed.TotalSeconds - start) / (at - began) * (of - at);
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{at}/{of}] {theories[o.Truth].Name} true, {o.Multiple} times the length; about {left / 60:0.0} minutes left"));
                }
            }, cancel);
        cancel.ThrowIfCancellationRequested();
        byte[] json = Json(result, times);
        Output.WriteFile(folder, "power.json", json);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            foreach (int m in times)
            {
                Print(result, m);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, "power.json")} written; {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        return result.Complete && result.Unsolved.IsEmpty ? 0 : 1;
    }

    private static int[] Times(string text)
    {
        var times = text.Split(',').Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is > 0 and <= 100
            ? n : throw new UsageException($"--times is `{text}`; expected whole numbers from 1 to 100, such as 1,2,5,10"));
        return [.. times.Distinct().Order()];
    }

    private static void Print(PowerResult result, int multiple)
    {
        var matrix = result.At(multiple);
        string N(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple).AddColumn($"true, {multiple}×");
        foreach (string name in result.Theories)
        {
            table.AddColumn(Markup.Escape(name)).Columns[^1].RightAligned();
        }

        for (int t = 0; t < result.Theories.Length; t++)
        {
            var row = matrix.Cells[t];
            int truth = t;
            table.AddRow([Markup.Escape(result.Theories[t]), .. row.Select((c, k) => k == truth ? Markup.Escape($"{N(c.Share)} [{N(c.Low)}, {N(c.High)}]") : N(c.Share))]);
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 240 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        Console.WriteLine(matrix.Says(result.Theories));
        Console.WriteLine($"{matrix.Failures.Failed} of {matrix.Failures.Of} refits failed or stalled");
    }

    private static byte[] Json(PowerResult result, int[] times)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            void Number(double x)
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

            w.WriteStartObject();
            w.WriteStartArray("theories");
            foreach (string t in result.Theories)
            {
                w.WriteStringValue(t);
            }

            w.WriteEndArray();
            w.WriteStartArray("lengths");
            foreach (int m in times)
            {
                var matrix = result.At(m);
                w.WriteStartObject();
                w.WriteNumber("times", m);
                w.WriteString("says", matrix.Says(result.Theories));
                w.WriteNumber("refits_failed", matrix.Failures.Failed);
                w.WriteNumber("refits", matrix.Failures.Of);
                w.WriteStartArray("wins");
                foreach (var row in matrix.Cells)
                {
                    w.WriteStartArray();
                    foreach (var c in row)
                    {
                        w.WriteStartArray();
                        w.WriteNumberValue(c.Count);
                        w.WriteNumberValue(c.Of);
                        Number(c.Low);
                        Number(c.High);
                        w.WriteEndArray();
                    }

                    w.WriteEndArray();
                }

                w.WriteEndArray();
                w.WriteStartArray("mean_posterior");
                foreach (var row in matrix.MeanPosterior)
                {
                    w.WriteStartArray();
                    foreach (double p in row)
                    {
                        Number(p);
                    }

                    w.WriteEndArray();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
