using System.Diagnostics;
using System.Globalization;
using Tumen.Model;
using Tumen.Report;
using Tumen.Report.Tables;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen study` and `tumen compare`.</summary>
internal static class StudyVerb
{
    public static int Run(string verb, Arguments a, CancellationToken cancel)
    {
        Publishing.Check(a);
        if (Publishing.Kind(a) is "clustered" or "bootstrap")
        {
            throw new UsageException($"--errors {Publishing.Kind(a)} is for fit; a study has hessian, expected, opg and sandwich");
        }

        var clock = Stopwatch.StartNew();
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        string outFolder = a.Text("--out") ?? study.OutFolder;
        double read = clock.Elapsed.TotalSeconds;
        var store = OpenStore(outFolder);
        Output.Diagnostics(study.Remarks, study.Folder);

        byte[] Write(StudyResults r)
        {
            byte[] json = ResultsJson.Write(r);
            Output.WriteFile(outFolder, "results.json", json);
            Output.WriteFile(outFolder, CurvesJson.FileName, CurvesJson.Write(r));
            RunFile.Write(outFolder, a, ("read", read), ("run", clock.Elapsed.TotalSeconds - read));
            Output.WriteFile(outFolder, "report.html", Output.Utf8(HtmlReport.Write(r)));
            Output.WriteFile(outFolder, HtmlReport.AppendixFile, Output.Utf8(HtmlReport.WriteAppendices(r)));
            return json;
        }

        // The answer is on disk as soon as the theories are compared; what it leans on is added when it is done.
        void Answered(StudyResults r) => Write(r);
        var results = a.Quiet || a.Json
            ? StudyRunner.Run(study, store, a.Seed, Options(a, null), null, cancel, Answered)
            : WithProgress(study, store, a, Answered, cancel);
        byte[] json = Write(results);
        Publishing.Write(
            a, study.Study.Question ?? study.Game.Name, FittedTables.Of(results, Publishing.Kind(a)), study.Inputs.Select(i => (i.Name, i.Hash)), References.Studies, priors: false, Publishing.Says(Publishing.Kind(a)), outFolder);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Print(results);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(outFolder, "report.html")} and results.json written; {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        foreach (var failure in results.Failures)
        {
            Console.Error.WriteLine($"failed: {failure.Line}");
        }

        return Trustworthy(results) && results.Failures.IsEmpty ? 0 : 1;
    }

    // A theory that cannot be fitted is said and left aside; the answer is to be trusted when there are others and every one of their fits is sound.
    private static bool Trustworthy(StudyResults r)
    {
        var fitted = r.Theories.Where(t => Standing.NotFitted(t) is null).ToArray();
        return fitted.Length > 0 && fitted.All(t => t.Status is "converged" or "a weight ran away to its guard") && r.Answer.Best.Length > 0;
    }

    private static WorkOptions Options(Arguments a, Action<string>? told) => new() { Threads = a.Threads, Told = told };

    internal static ResultStore OpenStore(string folder)
    {
        // Made first and left there: other workers may be at it already.
        var store = new ResultStore(Path.Combine(folder, StudyRunner.StoreName));
        Output.Probe(store.Folder);
        return store;
    }

    private static StudyResults WithProgress(StudyFolder study, ResultStore store, Arguments a, Action<StudyResults> answered, CancellationToken cancel)
    {
        using var progress = new Progress(a.Quiet);
        return StudyRunner.Run(study, store, a.Seed, Options(a, Console.Error.WriteLine), p => progress.Tell(p.Done, p.Of, p.What), cancel, answered);
    }

    private static void Print(StudyResults r)
    {
        string F(double? x, string format) => x is { } v && double.IsFinite(v) ? v.ToString(format, CultureInfo.InvariantCulture) : "–";

        var table = new TextTable().AddColumns("theory", "weights", "log-lik. (moves)", "AIC", "BIC", "held out", "probability", "capacity [5%, 95%]", "exertion");
        for (int i = 1; i < 9; i++)
        {
            table.Columns[i].RightAligned();
        }

        foreach (int i in Enumerable.Range(0, r.Theories.Length).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i]))
        {
            var t = r.Theories[i];
            var l = t.Leverage;
            table.AddRow(
                (t.Name), t.Parameters.Count(p => p.Kind == "weight").ToString(CultureInfo.InvariantCulture), F(t.MoveLogLikelihood, "0.0"), F(t.Aic, "0.0"), F(t.Bic, "0.0"),
                F(t.HoldOutScore, "0.0"), F(r.Posterior[i], "0.000") + (Standing.SizedByPrior(t) is null ? "" : "*"), l is null ? "–" : ($"{F(double.IsNaN(l.Capacity.Median) ? l.Capacity.Value : l.Capacity.Median, "0.000")} [{F(l.Capacity.Low, "0.000")}, {F(l.Capacity.High, "0.000")}]"), F(l is null || double.IsNaN(l.Exertion.Median) ? l?.Exertion.Value : l.Exertion.Median, "0.000"));
        }

        foreach (var b in r.Baselines)
        {
            table.AddRow((b.Name), "–", F(b.LogLikelihood, "0.0"), "–", "–", F(b.HoldOutScore, "0.0"), "–", "–", "–");
        }

        table.Write();
        foreach (var remark in r.Remarks)
        {
            Console.WriteLine(remark.Line);
        }

        Console.WriteLine(r.Study.Study.Question);
        foreach (var line in r.Answer.Lines)
        {
            Console.WriteLine($"{line.Heading}: {ReaderNames.In(r.Study.Game, line.Words)}");
        }

        Motives(r);
        Console.WriteLine("Reasons:");
        foreach (string reason in r.Answer.Reasons)
        {
            Console.WriteLine($"  - {ReaderNames.In(r.Study.Game, reason)}");
        }
    }

    private static void Motives(StudyResults r)
    {
        if (r.MotivesProblem is { } problem)
        {
            Console.WriteLine($"The motives could not be weighed: {problem}.");
        }

        if (r.Motives is not { } m)
        {
            return;
        }

        Console.WriteLine("Motives, whatever the others are:");
        foreach (var motive in m.Motives.OrderByDescending(x => x.Inclusion))
        {
            Console.WriteLine($"  {MotiveWords.Line(motive)}");
        }

        foreach (var pair in m.Pairs.Where(p => p.Substitutes || p.Complements).Take(5))
        {
            Console.WriteLine($"  {MotiveWords.Of(pair)}");
        }

        Console.WriteLine($"  {MotiveWords.HowMade(m)}");
    }
}
