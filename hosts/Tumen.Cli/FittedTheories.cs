using System.Collections.Immutable;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>The theories of a study at their posterior modes on its main record.</summary>
internal static class FittedTheories
{
    public sealed record Fitted(string Name, Likelihood Likelihood, FitResult Mode);

    public static ImmutableArray<Fitted> Of(StudyFolder study, IEnumerable<string> theories, Arguments a, CancellationToken cancel)
    {
        string[] names = [.. theories];
        var result = new Fitted[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = a.Threads, CancellationToken = cancel }, i =>
        {
            var likelihood = new Likelihood(ParametricGame.Compile(study.Game, names[i]), study.Records[0].Sequences);
            var mode = Estimator.Fit(likelihood, new FitOptions { Starts = 3, UsePrior = true, Seed = a.Seed, ObservedInformation = false }, cancel);
            if (!a.Quiet)
            {
                Console.Error.WriteLine($"{names[i]}: {TheoryRunner.Words(mode.Status)}");
            }

            result[i] = new Fitted(names[i], likelihood, mode);
        });
        cancel.ThrowIfCancellationRequested();

        // A theory that cannot be fitted is named with its reason; the others go on.
        foreach (var f in result)
        {
            foreach (var remark in FitReview.Before(f.Likelihood, cancel).Where(r => r.Stops || f.Mode.Status == FitStatus.Impossible))
            {
                Console.Error.WriteLine($"{f.Name}: {remark.Says}; {remark.Remedy}");
            }
        }

        return [.. result.Where(f => f.Mode.Status is not (FitStatus.Impossible or FitStatus.Cancelled))];
    }
}
