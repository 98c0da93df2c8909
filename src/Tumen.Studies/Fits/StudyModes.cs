using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A theory at its posterior mode on a study's main record.</summary>
/// <param name="Name">"base" or the theory's name.</param>
/// <param name="Likelihood">Theory and record.</param>
/// <param name="Mode">The mode.</param>
public sealed record TheoryMode(string Name, Likelihood Likelihood, FitResult Mode);

/// <summary>Theories of a study at their posterior modes, for work that starts from there.</summary>
public static class StudyModes
{
    private const int Starts = 3;

    /// <summary>Fits some theories. One that the record makes impossible is named with its reason and left out.</summary>
    /// <param name="study">The study.</param>
    /// <param name="theories">Their names.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="threads">Threads; the modes are the same bits for any number.</param>
    /// <param name="say">Told in a line how each fit ended, from any thread.</param>
    /// <param name="warn">Told in a line why a theory cannot be fitted.</param>
    /// <param name="cancel">Stops by exception.</param>
    public static ImmutableArray<TheoryMode> Of(StudyFolder study, IEnumerable<string> theories, ulong seed, int threads, Action<string>? say, Action<string>? warn, CancellationToken cancel)
    {
        string[] names = [.. theories];
        var result = new TheoryMode[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
        {
            var likelihood = new Likelihood(ParametricGame.Compile(study.Game, names[i], study.Records[0].Sequences[0].Covariates), study.Records[0].Sequences);
            var mode = Estimator.Fit(likelihood, new FitOptions { Starts = Starts, UsePrior = true, Seed = seed, ObservedInformation = false }, cancel);
            say?.Invoke($"{names[i]}: {TheoryRunner.Words(mode.Status)}");
            result[i] = new TheoryMode(names[i], likelihood, mode);
        });
        cancel.ThrowIfCancellationRequested();
        foreach (var f in result)
        {
            foreach (var remark in FitReview.Before(f.Likelihood, cancel).Where(r => r.Stops || f.Mode.Status == FitStatus.Impossible))
            {
                warn?.Invoke($"{f.Name}: {remark.Says}; {remark.Remedy}");
            }
        }

        return [.. result.Where(f => f.Mode.Status is not (FitStatus.Impossible or FitStatus.Cancelled))];
    }
}
