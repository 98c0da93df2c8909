using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.StudyBench;

/// <summary>Every estimator on a study's main record, from one start: what it reaches and what it costs.</summary>
internal static class EstimatorCosts
{
    public static void Run(string folder, string[] only)
    {
        var study = StudyFolder.Open(folder);
        foreach (string theory in study.Study.Compare.Where(t => only.Length == 0 || only.Contains(t)))
        {
            var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory), study.Records[0].Sequences);
            foreach (var (name, kind) in Estimators.Names)
            {
                // The estimate alone: no differenced Hessian, one start. Once to warm up, then the median of five.
                var options = new FitOptions { Starts = 1, ObservedInformation = false };
                FitResult fit = Estimators.Fit(likelihood, kind, options);
                var times = new double[5];
                for (int i = 0; i < times.Length; i++)
                {
                    double before = Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;
                    fit = Estimators.Fit(likelihood, kind, options);
                    times[i] = Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds - before;
                }

                Array.Sort(times);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{theory} | {name} | {TheoryRunner.Words(fit.Status)} | {fit.LogLikelihood:0.000000} | {fit.Estimator?.Rounds.Length} | {fit.Estimator?.SpectralRadius:0.00} | {times[2]:0} ms"));
            }
        }
    }
}
