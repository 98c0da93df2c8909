using System.Diagnostics;
using System.Globalization;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen panel`.</summary>
internal static class PanelVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        if (PanelStudy.Before(study, cancel) is not { } before)
        {
            throw new UsageException($"no weight of a theory that the study compares varies by {study.Game.Unit}; write   weight NAME varies by {study.Game.Unit}, spread halfnormal(0.5)   in {study.Study.GameFile}");
        }

        if (!a.Json)
        {
            Design(before);
        }

        if (a.Has("--before"))
        {
            return 0;
        }

        var clock = Stopwatch.StartNew();
        var start = Environment.CpuUsage.TotalTime;
        string folder = a.Text("--out") ?? study.OutFolder;
        Output.Probe(Path.Combine(folder, StudyRunner.StoreName));
        int draws = a.Count("--draws", 1000, 100_000);
        using var progress = new Progress(a.Quiet || a.Json);
        var results = PanelStudy.Run(
            study, new ResultStore(Path.Combine(folder, StudyRunner.StoreName)), new PanelAsk(draws, Math.Min(500, draws), a.Seed, a.Threads), p => progress.Tell(p.Done, p.Of, p.What), Console.Error.WriteLine, cancel)!;
        double processor = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        byte[] json = PanelJson.Write(results);
        Output.WriteFile(folder, PanelJson.FileName, json);
        RunFile.Write(folder, a, ("run", clock.Elapsed.TotalSeconds));
        Output.WriteFile(folder, PanelReport.FileName, Output.Utf8(PanelReport.Write(results)));
        if (a.Json)
        {
            Output.Json(json);
            return 0;
        }

        Grid(results.Main);
        foreach (string sentence in results.Sentences)
        {
            Console.WriteLine(sentence);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, PanelReport.FileName)} and {PanelJson.FileName} written; {clock.Elapsed.TotalSeconds:0.0} s, {processor:0.0} s of processor time"));
        return 0;
    }

    private static string N(double x, string format) => double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";

    private static void Design(IReadOnlyList<PanelDesignWork> design)
    {
        var table = new TextTable().AddColumns("before any fit", "information a month", "months for 0.2", "units for a mean of 0.1", "of 0.2", "");
        for (int i = 1; i < 5; i++)
        {
            table.Columns[i].RightAligned();
        }

        foreach (var d in design)
        {
            table.AddRow(d.Weight, N(d.AMonth, "0.0000"), N(d.Months[1], "0"), N(d.Units[0], "0"), N(d.Units[1], "0"), d.OutOfReach ? "out of reach" : "");
        }

        table.Write();
    }

    private static void Grid(PanelWork w)
    {
        int[] motives = [.. Enumerable.Range(0, w.Laws.Length).Where(k => w.Laws[k].Switched)];
        var table = new TextTable().AddColumns(["unit", .. motives.Select(k => w.Laws[k].Name), .. w.Players.Select(p => $"{p} ahead")]);
        foreach (var u in w.Units)
        {
            table.AddRow([u.Name, .. motives.Select(k => u.Cells[k].Silent ? "silent" : N(u.Cells[k].Present, "0.00")), .. u.Ahead.Select(x => N(x, "0.00"))]);
        }

        table.AddRow(["share of all", .. motives.Select(k => N(w.Laws[k].Share!.Mean, "0.00")), .. w.Ahead.Select(x => N(x.Mean, "0.00"))]);
        table.Write();
    }
}
