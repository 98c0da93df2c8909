using System.Diagnostics;
using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.StudyBench;

/// <summary>What the scrutiny of fitted theories costs, part by part, and how good its importance draws are. Run alone in its process, on one thread.</summary>
internal static class ScrutinyCosts
{
    public static void Run(string folder, string[] only)
    {
        var study = StudyFolder.Open(folder);
        var data = study.Records[0].Sequences;
        bool sample = only.Contains("--sample");
        only = [.. only.Where(o => o != "--sample")];
        double all = 0;
        foreach (string name in study.Study.Compare.Where(t => only.Length == 0 || only.Contains(t)))
        {
            var work = TheoryRunner.Run(study.Game, name, data, new TheoryOptions { Starts = 2, ModeStarts = 1, Draws = 0 });
            var likelihood = new Likelihood(ParametricGame.Compile(study.Game, name, data[0].Covariates), data);
            double[] x = [.. work.Parameters.Select(p => p.Estimate)];
            var (left, a) = Timed(() => Scrutineer.LeaveOneOut(likelihood, work, 1, CancellationToken.None));
            var (censuses, b) = Timed(() => Scrutineer.Censuses(likelihood, x, 1, CancellationToken.None));
            var (profiles, c) = Timed(() => Scrutineer.Profiles(study.Game, likelihood, work, x, CancellationToken.None));
            all += a + b + c;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {likelihood.Solved.States.Count} states, {x.Length} parameters, {work.ModeEdges.Length} at bounds; s: leave one out {a:0.00}, census {b:0.00}, profiles {c:0.00}"));
            Console.WriteLine(left is null ? "  no leave-one-out" : string.Create(CultureInfo.InvariantCulture,
                $"  elpd {left.Score:0.00} (s.e. {left.StandardError:0.0}, Monte Carlo {left.MonteCarloError:0.00}), p_loo {left.EffectiveParameters:0.0}; {left.Draws} draws worth {left.EffectiveDraws:0}, {left.Unsolved} unsolved, k {left.ApproximationShape:0.00}; k of months: largest {left.Shape.Max():0.00}, above 0.7: {left.Doubtful.Length}, above 0.5: {left.Shape.Count(k => k > 0.5)}; refits {string.Join(", ", left.Refits.Select(r => FormattableString.Invariant($"{r.Period}: {r.Smoothed:0.000} to {r.Score:0.000} (k {r.Shape:0.00}, {r.RefitShape:0.00})")))}"));
            if (sample && left is not null)
            {
                var (drawn, d) = Timed(() => TheorySampler.Smc(likelihood, work.ModePoint, new SmcOptions { Particles = 1000 }));
                var scores = ParetoSmoothing.Score(ParetoSmoothing.Pointwise(likelihood, [.. drawn.All]).LogDensity, ParetoSmoothing.Pointwise(likelihood, [.. drawn.All], transitions: true).LogDensity, null);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  by the tempered sampler ({d:0.0} s, {drawn.Status}): elpd {scores.Score:0.00} (Monte Carlo {scores.MonteCarloError:0.00} if draws were independent), p_loo {scores.EffectiveParameters:0.0}; largest k {scores.Shape.Max():0.00}, above 0.7: {scores.Unreliable}; months differ by at most {scores.Pointwise.Zip(left.ByPeriod, (p, q) => Math.Abs(p - q)).Max():0.000}"));
            }

            foreach (var census in censuses)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {census.Starts} starts, {census.Failed} failed: {string.Join("; ", census.Entries.Select(e => FormattableString.Invariant($"{e.Hits} hits, radius {e.SpectralRadius:0.000}, fold {e.FoldDistance:0.000}, {e.LogLikelihood:0.00}, residual {e.Residual:0e+0}, regret {e.Regret:0e+0}")))}"));
            }

            foreach (var p in profiles)
            {
                double? se = work.Parameters.First(q => q.Name == p.Parameter).Hessian;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {p.Parameter}{(p.Own ? "*" : "")} {p.Estimate:0.000}: profile [{p.Low:0.000} {p.LowEnd}, {p.High:0.000} {p.HighEnd}], Wald {p.Estimate - (1.96 * se):0.000} {p.Estimate + (1.96 * se):0.000}{(p.Restarts > 0 ? $"; {p.Restarts} restarts, {p.Gain:0.000} nats" : "")}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all: {all:0.0} s"));
    }

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var process = Process.GetCurrentProcess();
        double from = process.TotalProcessorTime.TotalSeconds;
        var result = work();
        process.Refresh();
        return (result, process.TotalProcessorTime.TotalSeconds - from);
    }
}
