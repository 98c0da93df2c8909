using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.StudyBench;

/// <summary>What one evaluation of each theory's likelihood costs: processor time of its parts, median of runs.</summary>
internal static class Evaluations
{
    public static void Run(string folder, string[] only)
    {
        var study = StudyFolder.Open(folder);
        foreach (string name in study.Study.Compare.Where(t => only.Length == 0 || only.Contains(t)))
        {
            var likelihood = new Likelihood(ParametricGame.Compile(study.Game, name), study.Records[0].Sequences);
            var mode = Refit.From(likelihood, [likelihood.Parameters.PlainStart()], true);
            var x = mode.Point;
            var random = new Philox(1, 1);
            var near = x.Select((v, j) => Math.Clamp(v + (0.05 * random.NextNormal() * (likelihood.Parameters.Free[j].Kind == ParameterKind.Chance ? 0.1 : 1)), likelihood.Parameters.Free[j].Lower, likelihood.Parameters.Free[j].Upper)).ToArray();
            bool flip = false;
            double Cold() => Time(() => { likelihood.Forget(); likelihood.Evaluate(x, false); });
            double Solve() => Time(() => likelihood.Evaluate((flip = !flip) ? x : near, false));
            double Slopes() => Time(() => likelihood.Evaluate((flip = !flip) ? x : near, true));
            likelihood.Anchor(x);
            double read = Time(() => likelihood.Evaluate(x, true)), value = Time(() => likelihood.Evaluate(x, false));
            likelihood = likelihood.On(likelihood.Data);
            likelihood = new Likelihood(likelihood.Game, likelihood.Data);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {likelihood.Solved.States.Count} states, {likelihood.Parameters.Count} parameters; ms: cold solve {Cold():0.00}, moved a little {Solve():0.00}, with derivatives {Slopes():0.00}, reading the record {value:0.00}, with derivatives {read:0.00}"));
        }
    }

    /// <summary>Refits of simulated records: on a surface, and by the ordinary climb from the same place.</summary>
    public static void Refits(string folder, string truth, string fitted, int replications)
    {
        var study = StudyFolder.Open(folder);
        var likelihoods = new[] { truth, fitted }.Select(t => new Likelihood(ParametricGame.Compile(study.Game, t), study.Records[0].Sequences)).ToArray();
        var modes = likelihoods.Select(l => Refit.From(l, [l.Parameters.PlainStart()], true)).ToArray();
        var simulator = RecordSimulator.At(likelihoods[0], modes[0].Point)!;
        var pilot = likelihoods[1].On(simulator.Draw(new Philox(9, 9), 6));
        var fit = Refit.From(pilot, [modes[1].Point], true, 0.05);
        long from = Stopwatch.GetTimestamp();
        var surface = ResponseSurface.Around(pilot, fit.Point, fit.Spread(pilot.Parameters, 6))!;
        Console.WriteLine($"surface {Stopwatch.GetElapsedTime(from).TotalMilliseconds:0} ms");
        pilot.Forget();
        pilot.Anchor(fit.Point);
        foreach (int times in new[] { 1, 2, 5, 10 })
        {
            double near = 0, plain = 0, worst = 0;
            var statuses = new List<RefitStatus>();
            for (int r = 0; r < replications; r++)
            {
                var on = pilot.On(simulator.Draw(new Philox(10, (ulong)((times * 1000) + r)), times));
                from = Stopwatch.GetTimestamp();
                double cpu = Cpu();
                var a = Refit.Near(surface, on, true, 0.4);
                near += Cpu() - cpu;
                on = pilot.On(on.Data);
                cpu = Cpu();
                var b = Refit.From(on, [fit.Point], true, 0.005);
                plain += Cpu() - cpu;
                worst = Math.Max(worst, Math.Abs(a.LogMarginalLikelihood - b.LogMarginalLikelihood));
                statuses.Add(a.Status);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times} x: surface {near / replications:0.0} ms, climb {plain / replications:0.0} ms, marginal differs by at most {worst:0.0000}; {statuses.Count(x => x == RefitStatus.Converged)} converged"));
        }
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    private static double Time(Action work)
    {
        work();
        var times = new double[9];
        for (int i = 0; i < times.Length; i++)
        {
            long from = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[1];
    }
}
