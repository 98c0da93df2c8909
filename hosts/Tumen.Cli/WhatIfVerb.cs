using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Report;
using Tumen.Scenarios;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen whatif`.</summary>
internal static class WhatIfVerb
{
    // Rows of the table whatever their size; other rows are printed when they change by a point or more.
    private static readonly string[] Always = [NumberGroups.Concessions, NumberGroups.Leverage, NumberGroups.Support];

    public static int Run(Arguments a, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        string file = a.OneFile("a study folder or .study file");
        var study = StudyFolder.Open(file);
        var scenarios = Chosen(study, a.Text("--scenario"));
        var theories = FittedTheory.Named(study, a.Text("--theory"));
        int draws = (int)(a.Number("--draws") ?? ScenarioPieces.Draws);
        if (draws is < 0 or > 10_000)
        {
            throw new UsageException("--draws must be from 0 to 10000");
        }

        var data = study.Records[0].Sequences;
        var results = new List<ScenarioUncertainty>();
        double read = clock.Elapsed.TotalSeconds;
        foreach (string theory in theories)
        {
            var played = FittedTheory.Played(new Likelihood(ParametricGame.Compile(study.Game, theory, data[0].Covariates), data), a.Text("--unit"));
            Say(a, $"{theory}: fitting");
            if (TheoryAtMode.Find(study, theory, study.OutFolder, a.Seed, cancel) is not { } mode)
            {
                Say(a, $"{theory}: the record is impossible under this theory");
                continue;
            }

            Say(a, $"{theory}: {Words.Count(scenarios.Length, "what-if")}, {Words.Count(draws, "draw")}");
            if (played.Says is { } says)
            {
                Say(a, $"{theory}: {says}; another is named by --unit");
            }

            // The study's own way to these numbers: the same theory, draws and beginnings.
            var benches = new ScenarioPieces(study.Game, data, a.Seed, draws, curves: false) { Unit = a.Text("--unit") };
            results.AddRange(scenarios.Select(s => benches.Bench(mode, s.From)?.Run(s, a.Threads, cancel)).OfType<ScenarioUncertainty>());
        }

        byte[] json = Json(a, study, results);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Print(results);
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "whatif.json", json);
            RunFile.Write(folder, a, ("read", read), ("run", clock.Elapsed.TotalSeconds - read));
        }

        return results.Count > 0 && results.All(r => r.Point.Status == SolveStatus.Certified) ? 0 : 1;
    }

    private static void Say(Arguments a, string what)
    {
        if (!a.Quiet)
        {
            Console.Error.WriteLine(what);
        }
    }

    private static ImmutableArray<ScenarioSpec> Chosen(StudyFolder study, string? name)
    {
        var all = study.Study.Scenarios;
        var chosen = name is null ? all : [.. all.Where(s => s.Name == name)];
        if (chosen.IsEmpty)
        {
            throw new BadInputException([Diagnostic.Error("W114", name is null ? "the study asks no what-if" : $"the study has no what-if \"{name}\"", study.File.Name, Place.None, null, null,
                all.IsEmpty ? ["add one: what if \"no threats\"  defang MOVES of PLAYER"] : [$"it has {string.Join(", ", all.Select(s => $"\"{s.Name}\""))}"])]);
        }

        var unit = study.Records[0].Table.Units[0];
        var span = new RecordSpan(unit.Periods[0], unit.Periods[^1]);
        var wrong = chosen.SelectMany(s => ScenarioCheck.Find(study.Game, s, span, study.File.Name)).ToArray();
        return wrong.Length == 0 ? chosen : throw new BadInputException(wrong);
    }

    private static void Print(List<ScenarioUncertainty> results)
    {

        foreach (var r in results)
        {
            var p = r.Point;
            Console.WriteLine($"{p.Scenario}, under {p.Theory}{(p.Periods is { } months ? $", {months} months" : "")}: {(p.Status == SolveStatus.Certified ? "solved" : "not solved")}, residual {p.Residual.ToString("0.0e+0", CultureInfo.InvariantCulture)}");
            foreach (string note in p.Notes)
            {
                Console.WriteLine($"  {note}");
            }

            var table = new TextTable().AddColumns("", "before", "after", "change", "5 to 95 % of draws", "same sign");
            for (int i = 1; i < 6; i++)
            {
                table.Columns[i].RightAligned();
            }

            foreach (var n in r.Numbers.Where(n => Always.Contains(n.Group) || (n.Group is NumberGroups.Moves or NumberGroups.Situations or NumberGroups.Path && Math.Abs(n.Point.Difference) >= 0.01) || n.Name == "whole cycle"))
            {
                table.AddRow(
                    ($"{n.Group}: {n.Name}"), F(n.Point.Baseline), F(n.Point.Scenario), F(n.Point.Difference), r.Draws == 0 ? "" : $"{F(n.Difference.Low)} to {F(n.Difference.High)}",
                    r.Draws == 0 ? "" : F(n.SameSign, "0%"));
            }

            table.Write();
            foreach (var g in p.Partners)
            {
                Console.WriteLine($"  {g.Player} would gain by leaving, in its choice noise: {F(g.OneShot)} by one month's move, {F(g.ForGood)} by one that ends it, {F(g.Dissolving)} if it ended at once");
            }

            if (r.Failed + r.Lost > 0)
            {
                Console.WriteLine($"  draws not solved: {r.Failed}; draws that lost the branch: {r.Lost}");
            }

            Console.WriteLine();
        }
    }

    private static string F(double x, string format = "0.000") => double.IsPositiveInfinity(x) ? "never" : double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";

    private static byte[] Json(Arguments a, StudyFolder study, List<ScenarioUncertainty> results)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "whatif", [.. study.Inputs.Select(i => (i.Name, i.Hash))], a.Seed, StudyRunner.Version);
            w.WriteStartArray("scenarios");
            foreach (var r in results)
            {
                WhatIfJson.Write(w, r);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
