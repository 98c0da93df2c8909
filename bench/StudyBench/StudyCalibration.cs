using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics.Special;
using Tumen.Studies;

namespace Tumen.StudyBench;

/// <summary>
/// Simulation-based calibration of a study's theory: parameters from the prior, a record from them, posterior draws, ranks of the truth. One line a record is appended to a
/// file, so that a stopped run goes on; rank histograms of all lines are printed.
/// </summary>
internal static class StudyCalibration
{
    private const int Draws = 63;

    public static void Run(string folder, string theory, int records, int months, string sampler, string file)
    {
        var study = StudyFolder.Open(folder);
        var whole = study.Records[0].Sequences[0];
        var shape = new Likelihood(ParametricGame.Compile(study.Game, theory), [whole.Slice(0, Math.Min(months, whole.Length))]);
        int k = shape.Parameters.Count;
        HashSet<int> done = File.Exists(file) ? [.. File.ReadLines(file).Select(l => int.Parse(l.Split(',')[0], CultureInfo.InvariantCulture))] : [];
        object gate = new();
        Parallel.For(0, records, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
        {
            if (done.Contains(r))
            {
                return;
            }

            // One record at a time, numbered by its seed.
            var result = Calibration.Run(shape, 1, Draws, (l, truth, seed) =>
            {
                var mode = Refit.From(l, [truth], true);
                return mode.Status == RefitStatus.Impossible ? null
                    : sampler == "nuts" ? [.. TheorySampler.Nuts(l, mode.Point, new NutsOptions { Chains = 1, Warmup = 150, Draws = 5 * Draws, Seed = seed }).All]
                    : [.. TheorySampler.Smc(l, mode.Point, new SmcOptions { Particles = 5 * Draws, Seed = seed }).All];
            }, 1_000_000 + ((ulong)r * 1000));
            string ranks = result.Failed > 0 ? "failed" : string.Join(',', result.Ranks.Select(x => x[0]));
            lock (gate)
            {
                File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{r},{ranks}\n"));
            }
        });
        string[][] rows = [.. File.ReadLines(file).Select(l => l.Split(','))];
        int[][] good = [.. rows.Where(r => r.Length == k + 1).Select(r => r[1..].Select(x => int.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
        Console.WriteLine($"{good.Length} records, {rows.Length - good.Length} failed; ranks in 8 bins, chi-square, chance");
        for (int j = 0; j < k; j++)
        {
            var counts = new int[8];
            foreach (int[] r in good)
            {
                counts[r[j] * 8 / (Draws + 1)]++;
            }

            double expected = good.Length / 8.0, x = counts.Sum(c => (c - expected) * (c - expected) / expected);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shape.Parameters.Free[j].Name} | {string.Join(" ", counts)} | {x:0.0} | {Gamma.ChiSquareUpper(x, 7):0.000}"));
        }
    }
}
