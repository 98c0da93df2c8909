using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen sample`.</summary>
internal static class SampleVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        string theory = a.Text("--theory") ?? study.Study.Compare[0], method = a.Text("--method") ?? "nuts";
        if (theory != "all" && !study.Study.Compare.Contains(theory))
        {
            throw Arguments.Unknown("the study", "theory", theory, study.Study.Compare, ", and all");
        }

        if (method is not ("nuts" or "smc"))
        {
            throw new UsageException($"--method is `{method}`; expected nuts or smc");
        }

        var ask = Ask(a, theory == "all" ? study.Study.Compare : [theory], method); // a mistake is told before the fits
        string folder = a.Text("--out") ?? study.OutFolder;
        Output.Probe(Path.Combine(folder, StudyRunner.StoreName));
        var clock = Stopwatch.StartNew();
        var samples = SampleStudy.Run(study, folder, ask, a.Quiet ? null : Console.Error.WriteLine, Console.Error.WriteLine, a.Quiet ? null : (at, of) =>
        {
            if (at % Math.Max(1, of / 20) == 0)
            {
                Console.Error.WriteLine($"[{at}/{of}]");
            }
        }, cancel);
        foreach (var s in samples)
        {
            string name = $"draws-{string.Concat(s.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}";
            Output.WriteFile(folder, name + ".csv", s.Sample.ToCsv());
            Output.WriteFile(folder, name + ".posterior.parquet", s.Sample.ToParquet());
            if (s.Sample.StatisticsToParquet() is { } statistics)
            {
                Output.WriteFile(folder, name + ".sample_stats.parquet", statistics);
            }

            var groups = SampleGroups.Write(folder, name, s.Likelihood, s.Sample, cancel);
            if (a.Json)
            {
                continue;
            }

            Print(s.Sample, s.LogMarginalLikelihood);
            Console.WriteLine(groups);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, name)}.posterior.parquet and .csv written; {s.Sample.Evaluations} evaluations, {s.Sample.Unsolved} unsolved; {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        byte[] json = SampleJson.Document(study, a.Seed, samples);
        Output.WriteFile(folder, SampleJson.FileName, json);
        RunFile.Write(folder, a, ("run", clock.Elapsed.TotalSeconds));
        if (a.Json)
        {
            Output.Json(json);
        }
        else if (samples.Length > 1 && method == "smc")
        {
            Probabilities(samples);
        }

        return samples.Length > 0 && samples.All(s => s.Sample.Status == SampleStatus.Good) ? 0 : 1;
    }

    private static double Acceptance(Arguments a)
    {
        double x = a.Number("--target-acceptance") ?? new NutsOptions().TargetAcceptance;
        return x is > 0.2 and < 1 ? x : throw new UsageException($"--target-acceptance is `{a.Text("--target-acceptance")}`; expected a number above 0.2 and below 1");
    }

    private static SampleAsk Ask(Arguments a, ImmutableArray<string> theories, string method) => new()
    {
        Theories = theories, Particles = method == "smc", ParticleCount = a.Count("--particles", 1000, 1_000_000), Seed = a.Seed, Threads = a.Threads,
        Chains = new NutsOptions { Chains = a.Count("--chains", 4, 64), Draws = a.Count("--draws", 500, 1_000_000), Warmup = a.Count("--warmup", 500, 1_000_000), TargetAcceptance = Acceptance(a) },
    };

    // What Laplace's approximation does to the posterior probabilities, at equal prior odds.
    private static void Probabilities(ImmutableArray<SampledTheory> samples)
    {
        var laplace = PosteriorProbabilities.Of([.. samples.Select(s => s.LogMarginalLikelihood)]);
        var monte = PosteriorProbabilities.Of([.. samples.Select(s => s.Sample.LogMarginalLikelihood)]);
        string N(double x, string format) => double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";
        var table = new TextTable().AddColumns("theory", "Laplace", "Monte Carlo", "probability, Laplace", "probability, Monte Carlo");
        foreach (int k in Enumerable.Range(0, samples.Length).OrderByDescending(k => double.IsFinite(monte[k]) ? monte[k] : -1))
        {
            table.AddRow((samples[k].Name), N(samples[k].LogMarginalLikelihood, "0.00"), N(samples[k].Sample.LogMarginalLikelihood, "0.00"), N(laplace[k], "0.000"), N(monte[k], "0.000"));
        }

        table.Write();
    }

    private static void Print(PosteriorSample sample, double? laplace)
    {
        string N(double x, string format = "0.000") => double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";
        var table = new TextTable().AddColumns("parameter", "mean", "s.d.", "5%", "95%", "R-hat", "bulk", "tail");
        for (int j = 0; j < sample.Parameters.Length; j++)
        {
            int at = j;
            double mean = sample.All.Average(d => d[at]), sd = Math.Sqrt(sample.All.Average(d => (d[at] - mean) * (d[at] - mean)));
            var r = sample.Reports.IsEmpty ? null : sample.Reports[j];
            table.AddRow((sample.Parameters[j]), N(mean), N(sd), N(sample.Quantile(j, 0.05)), N(sample.Quantile(j, 0.95)), r is null ? "–" : N(r.RHat), r is null ? "–" : N(r.BulkSize, "0"), r is null ? "–" : N(r.TailSize, "0"));
        }

        table.Write();
        Console.WriteLine($"{sample.Theory}: {sample.Method}");
        if (double.IsFinite(sample.LogMarginalLikelihood))
        {
            Console.WriteLine($"log marginal likelihood {N(sample.LogMarginalLikelihood)} (Laplace {N(laplace ?? double.NaN)})");
        }

        foreach (string warning in sample.Warnings)
        {
            Console.WriteLine($"doubtful: {warning}");
        }
    }
}
