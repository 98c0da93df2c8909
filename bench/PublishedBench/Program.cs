using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Tumen.Oracles;
using Tumen.Estimation.Once;
using Tumen.Estimation.Once.Tests;
using Tumen.PublishedBench;

switch (args)
{
    case ["bars", .. var which]:
        Bars.Run(which.Length > 0 ? which[0] : "all");
        return;
    case ["optima"]:
        Optima.Run();
        return;
    case ["crisis", var samples, .. var games]:
        foreach (var (g, n, converged, cmle, npl) in CrisisDesign.Published.Where(p => games.Length == 0 || games.Contains($"{p.Games}x{p.Observations}")))
        {
            var o = CrisisDesign.Run(g, n, int.Parse(samples, CultureInfo.InvariantCulture), 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {g} | {n} | {o.Error:F3} | {samples} | {o.Below} | {o.Unsure} | {cmle:F3} | {100 * converged:F1} % | {npl:F3} |"));
        }

        return;
    case ["entry", var rivalry, var markets, var first, var last, var method, var file, .. var rules]:
        MonteCarlo(double.Parse(rivalry, CultureInfo.InvariantCulture), int.Parse(markets), int.Parse(first), int.Parse(last), Enum.Parse<SequentialMethod>(method, true), file, rules is ["published"]);
        return;
    case ["benchmark", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(StaticModels).Assembly).Run(rest);
        return;
    default:
        Console.WriteLine("PublishedBench bars [egame12|sanctions|dyads|tow|cold|entry]\n"
            + "PublishedBench optima                                               every optimum found of the Tug of War, with certificates\n"
            + "PublishedBench crisis SAMPLES [GAMESxOBSERVATIONS…]                  root mean square errors on the design with three equilibria, beside the authors'\n"
            + "PublishedBench entry THETA_RN MARKETS FIRST LAST epl|npl FILE.csv [published]   one line per replication; replications already in the file are not run again; `published` goes by the authors' stopping rule\n"
            + "PublishedBench benchmark --filter *                                 BenchmarkDotNet, for a quiet machine");
        return;
}

static void MonteCarlo(double rivals, int markets, int first, int last, SequentialMethod method, string file, bool published)
{
    var run = new EntryMonteCarlo(rivals, markets);
    string key = string.Create(CultureInfo.InvariantCulture, $"{method}{(published ? " published" : "")},{rivals},{markets},");
    HashSet<string> done = File.Exists(file) ? [.. File.ReadLines(file).Select(line => string.Join(',', line.Split(',').Take(4)))] : [];
    TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
    object gate = new();
    Parallel.For(first, last, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
    {
        if (done.Contains(key + r)) return;
        EstimateResult fit = run.Estimate(r, method, published);
        string line = string.Create(CultureInfo.InvariantCulture, $"{key}{r},{fit.Status},{fit.Iterations},{fit.Residual:E2},{string.Join(',', fit.Estimate.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}\n");
        lock (gate) File.AppendAllText(file, line);
    });
    string[][] rows = [.. File.ReadLines(file).Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line.Split(','))];
    string[][] good = [.. rows.Where(row => row[4] == "Converged")];
    double[] truth = run.Theta;
    // The authors count every replication, wherever it was stopped; the mean over those that converged is another number.
    foreach (string[][] kept in (string[][][])[rows, good])
    {
        double Mean(int i) => kept.Average(row => At(row, i));
        double Spread(int i) => Math.Sqrt(kept.Average(row => Math.Pow(At(row, i) - Mean(i), 2)) / kept.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kept.Length} replications: bias of RN {Mean(6):F4} (Monte Carlo error {Spread(6):F4}), MSE {kept.Average(row => At(row, 6) * At(row, 6)):F4}"));
    }
    double At(string[] row, int i) => double.Parse(row[7 + i], CultureInfo.InvariantCulture) - truth[i];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{key} failures {rows.Length - good.Length} of {rows.Length}, rounds {rows.Average(row => double.Parse(row[5])):F2}, processor {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:F0} s; bias (MSE) of FC_1..FC_5 RS RN EC: ")
        + string.Join(" ", Enumerable.Range(0, truth.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"{good.Average(row => At(row, i)):F3} ({good.Average(row => At(row, i) * At(row, i)):F3})"))));
}

/// <summary>The static models under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class StaticModels
{
    private readonly MaximumLikelihood _ml = new(GamesData.War1800());

    /// <summary>A full fit.</summary>
    [Benchmark]
    public double Egame12() => _ml.Estimate(EstimationOptions.Default).LogLikelihood;

    /// <summary>A thousand refits.</summary>
    [Benchmark]
    public int ThousandRefits() => Bootstrap.Run(GamesData.War1800(), _ml.Estimate(EstimationOptions.Default).Estimate, 1000, 7).Replications;
}
