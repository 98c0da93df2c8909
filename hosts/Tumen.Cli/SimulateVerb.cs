using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tumen.Model;
using Tumen.Report;
using Tumen.Scenarios;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen simulate`.</summary>
internal static class SimulateVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a study, or a .game");
        if (a.Text("--records") is { } shape)
        {
            return OnceInput.Read(file, a) is { } plays ? SimulatedPlays.Write(a, plays) : SimulatedRecord.Write(a, file, shape, cancel);
        }

        int units = Whole(a, "--units", 1000), months = Whole(a, "--months", 1000);
        var (runner, baseline) = Solve(a, file, cancel);
        if (baseline.Equilibrium.Status != SolveStatus.Certified)
        {
            Console.Error.WriteLine($"not solved: residual {baseline.Equilibrium.Certificate.Residual.ToString("0.0e+0", CultureInfo.InvariantCulture)}");
            return 1;
        }

        var simulator = new Simulator(baseline.Play);
        var clock = Stopwatch.StartNew();
        // Units start from the exact long run, so that no months need be thrown away.
        var counts = simulator.Count(baseline.LongRun.Shares, units, months, 0, a.Seed, a.Threads, cancel);
        double seconds = clock.Elapsed.TotalSeconds;
        byte[] json = Json(a, file, runner, baseline, simulator, counts);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Print(runner, baseline, simulator, counts);
        }

        if (!a.Quiet)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts.Total} months in {seconds:0.00} s, {counts.Total / seconds / 1e6:0.0} million a second on {a.Threads} thread(s)"));
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "simulate.json", json);
            RunFile.Write(folder, a, ("simulate", seconds));
        }

        return 0;
    }

    private static (ScenarioSolver, SolvedTheory) Solve(Arguments a, string file, CancellationToken cancel)
    {
        if (file.EndsWith(".game", StringComparison.Ordinal))
        {
            var (model, _) = Files.Game(file);
            return SolvedByName.OfGame(a, model, SolvedByName.Checked(model, a.Text("--theory") ?? "base"), cancel);
        }

        var study = StudyFolder.Open(file);
        string theory = SolvedByName.Checked(study.Game, a.Text("--theory") ?? study.Study.Compare[^1]);
        if (!a.Quiet)
        {
            Console.Error.WriteLine($"{theory}: fitting");
        }

        var fitted = FittedTheory.Of(study, theory, a.Seed, cancel, a.Text("--unit")) ?? throw new UsageException($"the record is impossible under \"{theory}\"");
        if (!a.Quiet && fitted.Unit.Says is { } says)
        {
            Console.Error.WriteLine($"{theory}: {says}; another is named by --unit");
        }

        return SolvedByName.OfFit(fitted, cancel);
    }

    private static int Whole(Arguments a, string option, int otherwise)
    {
        double x = a.Number(option) ?? otherwise;
        return x is >= 1 and <= 100_000_000 && x == Math.Floor(x) ? (int)x : throw new UsageException($"{option} is `{a.Text(option)}`; expected a whole number from 1 to 100000000");
    }

    private static IEnumerable<(string Player, string Move, double Exact, double Share, double Error)> Rows(ScenarioSolver runner, SolvedTheory baseline, Simulator simulator, SimulationCounts counts)
    {
        for (int i = 0; i < runner.Whole.Profiles.Players.Length; i++)
        {
            var player = runner.Whole.Profiles.Players[i];
            for (int m = 0; m < player.Moves.Length; m++)
            {
                var (share, error) = counts.Share(simulator.Slot(i, m));
                yield return (player.Name, player.Moves[m], baseline.Means[i][m], share, error);
            }
        }
    }

    private static void Print(ScenarioSolver runner, SolvedTheory baseline, Simulator simulator, SimulationCounts counts)
    {

        var table = new TextTable().AddColumns("player", "move", "long run", "simulated", "standard error");
        foreach (var r in Rows(runner, baseline, simulator, counts))
        {
            table.AddRow((r.Player), (r.Move), F(r.Exact), F(r.Share), F(r.Error));
        }

        table.Write();
        Console.WriteLine($"{runner.Whole.TheoryName}: {counts.Units} units of {counts.Months} months, seed {counts.Seed}");
    }

    private static string F(double x) => x.ToString("0.00000", CultureInfo.InvariantCulture);

    private static byte[] Json(Arguments a, string file, ScenarioSolver runner, SolvedTheory baseline, Simulator simulator, SimulationCounts counts)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "simulate", File.Exists(file) ? [(file, Files.Hash(file))] : [], a.Seed, StudyRunner.Version);
            w.WriteString("theory", runner.Whole.TheoryName);
            w.WriteNumber("units", counts.Units);
            w.WriteNumber("months", counts.Months);
            ResultsJson.Number(w, "residual", baseline.Equilibrium.Certificate.Residual);
            w.WriteStartArray("moves");
            foreach (var r in Rows(runner, baseline, simulator, counts))
            {
                w.WriteStartObject();
                w.WriteString("player", r.Player);
                w.WriteString("move", r.Move);
                ResultsJson.Number(w, "longRun", r.Exact);
                ResultsJson.Number(w, "simulated", r.Share);
                ResultsJson.Number(w, "error", r.Error);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
