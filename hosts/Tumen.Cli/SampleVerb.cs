using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Tumen.Bayes;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen sample`.</summary>
internal static class SampleVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        string theory = a.Text("--theory") ?? study.Study.Compare[0], method = a.Text("--method") ?? "nuts";
        if (!study.Study.Compare.Contains(theory))
        {
            throw new UsageException($"the study has no theory \"{theory}\"; it has {string.Join(", ", study.Study.Compare.Select(t => $"\"{t}\""))}");
        }

        if (method is not ("nuts" or "smc"))
        {
            throw new UsageException($"--method is `{method}`; expected nuts or smc");
        }

        var clock = Stopwatch.StartNew();
        var fitted = FittedTheories.Of(study, [theory], a, cancel);
        if (fitted.IsEmpty)
        {
            return 1;
        }

        var mode = fitted[0].Mode;
        int told = 0;
        PosteriorSample sample;
        if (method == "nuts")
        {
            int chains = a.Count("--chains", 4, 64), draws = a.Count("--draws", 500, 1_000_000), warmup = a.Count("--warmup", 500, 1_000_000);
            sample = TheorySampler.Nuts(fitted[0].Likelihood, mode.Point, new NutsOptions
            {
                Chains = chains, Draws = draws, Warmup = warmup, Seed = a.Seed, Threads = a.Threads,
                Progress = (_, _, of) =>
                {
                    int n = Interlocked.Increment(ref told);
                    if (!a.Quiet && n % Math.Max(1, of * chains / 20) == 0)
                    {
                        Console.Error.WriteLine($"[{n}/{of * chains}]");
                    }
                },
            }, cancel);
        }
        else
        {
            sample = TheorySampler.Smc(fitted[0].Likelihood, mode.Point, new SmcOptions
            {
                Particles = a.Count("--particles", 400, 1_000_000), Seed = a.Seed, Threads = a.Threads,
                Progress = (stage, beta) =>
                {
                    if (!a.Quiet)
                    {
                        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"temperature {stage}: {beta:0.000}"));
                    }
                },
            }, cancel);
        }

        cancel.ThrowIfCancellationRequested();
        string folder = a.Text("--out") ?? Path.Combine(study.Folder, "out"), name = $"draws-{string.Concat(theory.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}";
        Output.WriteFile(folder, name + ".csv", sample.ToCsv());
        Output.WriteFile(folder, name + ".posterior.parquet", sample.ToParquet());
        if (sample.StatisticsToParquet() is { } statistics)
        {
            Output.WriteFile(folder, name + ".sample_stats.parquet", statistics);
        }

        Print(sample, mode.LogMarginalLikelihood);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(folder, name)}.posterior.parquet and .csv written; {sample.Evaluations} evaluations, {sample.Unsolved} unsolved; {clock.Elapsed.TotalSeconds:0.0} s"));
        return sample.Status == SampleStatus.Good ? 0 : 1;
    }

    private static void Print(PosteriorSample sample, double? laplace)
    {
        string N(double x, string format = "0.000") => double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";
        var table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "mean", "s.d.", "5%", "95%", "R-hat", "bulk", "tail");
        for (int j = 0; j < sample.Parameters.Length; j++)
        {
            int at = j;
            double mean = sample.All.Average(d => d[at]), sd = Math.Sqrt(sample.All.Average(d => (d[at] - mean) * (d[at] - mean)));
            var r = sample.Reports.IsEmpty ? null : sample.Reports[j];
            table.AddRow(Markup.Escape(sample.Parameters[j]), N(mean), N(sd), N(sample.Quantile(j, 0.05)), N(sample.Quantile(j, 0.95)), r is null ? "–" : N(r.RHat), r is null ? "–" : N(r.BulkSize, "0"), r is null ? "–" : N(r.TailSize, "0"));
        }

        AnsiConsole.Write(table);
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
