using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>A theory fitted to a study's main record, for verbs that go on from there.</summary>
internal sealed record FittedTheory(string Name, TheoryPoint Point, double[] Solved, ImmutableArray<TheoryPoint> Draws, PlayedUnit Unit)
{
    /// <summary>Posterior mode and draws around it, as a unit plays them (the first unless one is named); null when the record is impossible under the theory.</summary>
    /// <exception cref="UsageException">The record has no such unit.</exception>
    public static FittedTheory? Of(StudyFolder study, string theory, int draws, ulong seed, CancellationToken cancel, string? unit = null)
    {
        var data = study.Records[0].Sequences;
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory, data[0].Covariates), data);
        var played = Played(likelihood, unit);
        var mode = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true, Seed = seed, ObservedInformation = false }, cancel);
        cancel.ThrowIfCancellationRequested();
        if (mode.Status == FitStatus.Impossible || mode.Equilibria.IsEmpty)
        {
            return null;
        }

        int era = likelihood.Parameters.Eras.Length - 1;
        TheoryPoint At(double[] x) => new(likelihood.Parameters.Weights(era, x, played.Kind), likelihood.Parameters.Chances(x));
        var posterior = new PosteriorDraws(likelihood.Parameters, mode, seed + 1000);
        double[] solved = played.Index == 0 ? mode.Equilibria[era].ActionValues : likelihood.EquilibriumOf(played.Index, era, mode.Point, cancel).ActionValues;
        return new FittedTheory(theory, At(mode.Point), solved, [.. Enumerable.Range(0, draws).Select(d => At(posterior.Draw(d)))], played);
    }

    /// <summary>The game of a unit of a record.</summary>
    /// <exception cref="UsageException">The record has no such unit.</exception>
    public static PlayedUnit Played(Likelihood likelihood, string? unit)
    {
        try
        {
            return PlayedUnit.Of(likelihood, unit);
        }
        catch (ArgumentException e) when (e.ParamName == "unit")
        {
            throw new UsageException($"--unit: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    /// <summary>The theories to use: the one named, or all that the study compares.</summary>
    public static ImmutableArray<string> Named(StudyFolder study, string? name) =>
        name is null ? study.Study.Compare
        : name == "base" || study.Game.FindTheory(name) is not null ? [name]
        : throw Arguments.Unknown("the game", "theory", name, study.Game.Theories.Select(t => t.Name));
}
