using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>A theory at its posterior mode on a study's main record, as a unit plays it, for verbs that go on from there.</summary>
internal sealed record FittedTheory(string Name, TheoryPoint Point, double[] Solved, PlayedUnit Unit)
{
    /// <summary>The theory from the study's store or fitted as the study would; the first unit unless one is named. Null when the record is impossible under it.</summary>
    /// <exception cref="UsageException">The record has no such unit.</exception>
    public static FittedTheory? Of(StudyFolder study, string theory, ulong seed, CancellationToken cancel, string? unit = null)
    {
        var data = study.Records[0].Sequences;
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory, data[0].Covariates), data);
        var played = Played(likelihood, unit);
        if (TheoryAtMode.Find(study, theory, study.OutFolder, seed, cancel) is not { } mode)
        {
            return null;
        }

        int era = likelihood.Parameters.Eras.Length - 1;
        return new FittedTheory(
            theory, new TheoryPoint(likelihood.Parameters.Weights(era, mode.Point, played.Kind), likelihood.Parameters.Chances(mode.Point)),
            likelihood.EquilibriumOf(played.Index, era, mode.Point, cancel).ActionValues, played);
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
        name is null ? study.Study.Compare : [SolvedByName.Checked(study.Game, name)];
}
