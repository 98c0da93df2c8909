using System.Collections.Immutable;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>The theories of a study at their posterior modes on its main record, with progress on stderr.</summary>
internal static class FittedTheories
{
    public static ImmutableArray<TheoryMode> Of(StudyFolder study, IEnumerable<string> theories, Arguments a, CancellationToken cancel) =>
        StudyModes.Of(study, theories, a.Seed, a.Threads, a.Quiet ? null : Console.Error.WriteLine, Console.Error.WriteLine, cancel);
}
