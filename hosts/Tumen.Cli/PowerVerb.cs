using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Report;
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
            throw Arguments.Unknown("the study", "theory", unknown, study.Study.Compare);
        }

        var clock = Stopwatch.StartNew();
        string folder = a.Text("--out") ?? study.OutFolder;
        Output.Probe(folder);
        using var progress = new Progress(a.Quiet);
        var ask = new PowerAsk { Theories = [.. names], Times = [.. times], Replications = replications, Seed = a.Seed, Threads = a.Threads };
        var result = PowerStudy.Run(study, folder, ask, a.Quiet ? null : Console.Error.WriteLine, (o, truth, at, of) =>
            progress.Tell(at, of, string.Create(CultureInfo.InvariantCulture, $"{truth} true, {o.Multiple} times the length")), cancel) ?? throw new UsageException("power needs two theories that can be fitted");
        byte[] json = PowerJson.Document(study, a.Seed, result, times);
        Output.WriteFile(folder, PowerJson.FileName, json);
        RunFile.Write(folder, a, ("run", clock.Elapsed.TotalSeconds));
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

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, PowerJson.FileName)} written; {clock.Elapsed.TotalSeconds:0.0} s"));
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
        var table = new TextTable().AddColumn($"true, {multiple}×");
        foreach (string name in result.Theories)
        {
            table.AddColumn((name)).Columns[^1].RightAligned();
        }

        for (int t = 0; t < result.Theories.Length; t++)
        {
            var row = matrix.Cells[t];
            int truth = t;
            table.AddRow([(result.Theories[t]), .. row.Select((c, k) => k == truth ? ($"{N(c.Share)} [{N(c.Low)}, {N(c.High)}]") : N(c.Share))]);
        }


        table.Write();
        Console.WriteLine(matrix.Says(result.Theories));
        Console.WriteLine($"{matrix.Failures.Failed} of {matrix.Failures.Of} refits failed or stalled");
    }
}
