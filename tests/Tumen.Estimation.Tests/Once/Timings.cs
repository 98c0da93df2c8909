using System.Diagnostics;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Timings, run only when asked for (explicit): median of repeated runs after warm-up, in one process, Release.</summary>
public sealed class Timings
{
    internal static double Median(int warm, int runs, Action work)
    {
        for (int i = 0; i < warm; i++) work();
        var times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long from = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[runs / 2];
    }

    internal static void Time(string target, string limit, int warm, int runs, Action work) =>
        Report.Note("timing", $"{target} (limit {limit})", FormattableString.Invariant($"{Median(warm, runs, work):F2} ms, median of {runs} after {warm}"));

    [Fact(Explicit = true)]
    public void Egame12_fit_and_bootstrap()
    {
        Egame12 model = GamesData.War1800();
        var ml = new MaximumLikelihood(model);
        EstimateResult fit = ml.Estimate(EstimationOptions.Default);
        Time("egame12, 282 rows: fit, all errors, spectrum", "5 ms", 50, 101, () => ml.Estimate(EstimationOptions.Default));
        Time("egame12: 1,000 bootstrap refits", "3 s", 1, 5, () => Bootstrap.Run(model, fit.Estimate, 1000, 7));
        foreach ((string name, ILogLikelihood big) in ((string, ILogLikelihood)[])[("egame122", GamesData.Data122(ChoiceLink.Probit)),
            ("egame123", GamesData.Data123(ChoiceLink.Probit, ShockSource.PrivateInformation)), ("ultimatum", GamesData.DataUlt())])
            Time($"{name}: fit and errors", "-", 10, 21, () => new MaximumLikelihood(big).Estimate(EstimationOptions.Default));
    }
}
