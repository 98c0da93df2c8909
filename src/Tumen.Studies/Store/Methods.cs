using System.Collections.Immutable;
using Tumen.Bayes;
using Tumen.Episodes;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Record;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>
/// What computed a piece of work, as part of its key: the identities that the compiler gives to the assemblies concerned, which change with any change of their code and with nothing else.
/// Nobody has to remember that old numbers are no longer those of today.
/// </summary>
internal static class Methods
{
    /// <summary>The assemblies whose code decides a number of a study. Language is not among them: what a text says is in the key itself.</summary>
    public static ImmutableArray<System.Reflection.Assembly> Concerned { get; } =
    [
        .. new[]
        {
            typeof(Philox), typeof(GameModel), typeof(RecordTable), typeof(LogitMarkovSolver), typeof(EpisodeSolver), typeof(Likelihood), typeof(TheoryPosterior), typeof(ScenarioSolver), typeof(StudyRunner),
        }.Select(t => t.Assembly),
    ];

    /// <summary>Identity of those assemblies.</summary>
    public static string Key { get; } = Of(Concerned.Select(a => a.ManifestModule.ModuleVersionId));

    /// <summary>Key of a list of module identities.</summary>
    public static string Of(IEnumerable<Guid> modules) => ResultStore.Key([.. modules.Select(m => m.ToString("N"))]);

    /// <summary>Key of what a game says: its words, not its comments, blank lines or spaces between words.</summary>
    public static string Game(StudyFolder study)
    {
        var file = study.Inputs.First(i => i.Name == study.Study.GameFile);
        return ResultStore.Key(Meaning.Of(file.Text));
    }
}
