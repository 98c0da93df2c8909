using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>A step of a study, for progress displays.</summary>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all.</param>
/// <param name="What">What has just happened, in words.</param>
/// <param name="Reused">Pieces taken from the store, among them those that other processes finish meanwhile.</param>
public sealed record StudyProgress(int Done, int Of, string What, int Reused);

/// <summary>A piece of a study as a list shows it.</summary>
/// <param name="Key">Key in the store.</param>
/// <param name="Kind">Part of the study that it belongs to.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Needs">Keys of the pieces whose values it needs.</param>
/// <param name="Seconds">Time it took, or is guessed to take.</param>
/// <param name="Measured">Whether the time was measured.</param>
/// <param name="State">"done", "failed", "at work" (somebody holds it), "ready", "waiting" (for what it needs) or "not called for".</param>
public sealed record PieceReport(string Key, string Kind, string Label, ImmutableArray<string> Needs, double Seconds, bool Measured, string State);

/// <summary>Runs a study, as one of any number of processes that share a store: pieces with what they need, what most waits for first; then puts the results together.</summary>
public static class StudyRunner
{
    /// <summary>Version of the program, as documents name it. Keys of the store name the assemblies instead, see <see cref="Methods"/>.</summary>
    public const string Version = BuildVersion.Text;

    /// <summary>Name of the store within the folder of results.</summary>
    public const string StoreName = "store";

    /// <summary>Runs a study alone or beside others.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="threads">Threads; results do not depend on it.</param>
    /// <param name="progress">Told of every step; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store.</param>
    /// <param name="answered">Given the results as soon as the theories are compared, before the rest is done; null for no interest.</param>
    /// <param name="keptOnly">Take everything from the store and compute nothing.</param>
    /// <exception cref="NotKeptException">A piece is not in the store, and nothing is to be computed.</exception>
    public static StudyResults Run(
        StudyFolder study, ResultStore store, ulong seed, int threads, Action<StudyProgress>? progress, CancellationToken cancel, Action<StudyResults>? answered = null, bool keptOnly = false) =>
        Run(study, store, seed, new WorkOptions { Threads = threads, KeptOnly = keptOnly }, progress, cancel, answered);

    /// <summary>The same, told how to work.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="options">How to work.</param>
    /// <param name="progress">Told of every step, whoever made it; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store, what is held is given back.</param>
    /// <param name="answered">Given the results as soon as the theories are compared, before the rest is done; null for no interest.</param>
    /// <exception cref="NotKeptException">A piece is not in the store, and nothing is to be computed.</exception>
    public static StudyResults Run(
        StudyFolder study, ResultStore store, ulong seed, WorkOptions options, Action<StudyProgress>? progress, CancellationToken cancel, Action<StudyResults>? answered = null)
    {
        var graph = new StudyGraph(study, seed);
        using var shop = new Workshop(store, options with { Waits = true, Share = null }, graph.Head, progress, cancel);
        shop.When(graph.Compared, () => answered?.Invoke(graph.Answer()));
        shop.Do(graph.All);
        var results = graph.Results();
        shop.Clear(graph.All);
        return results;
    }

    /// <summary>Works on a study's pieces and puts nothing together.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="options">How to work.</param>
    /// <param name="progress">Told of every step, whoever made it; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store, what is held is given back.</param>
    /// <returns>Whether every piece is settled, how many were worked out here, and which failed anywhere.</returns>
    public static (bool Whole, int Made, ImmutableArray<PieceFailure> Failures) Work(StudyFolder study, ResultStore store, ulong seed, WorkOptions options, Action<StudyProgress>? progress, CancellationToken cancel)
    {
        var graph = new StudyGraph(study, seed);
        using var shop = new Workshop(store, options, graph.Head, progress, cancel);
        shop.Do(graph.All);
        return (shop.IsWhole, shop.Made, graph.Failures);
    }

    /// <summary>Lists a study's pieces with what is kept of them. Nothing is computed.</summary>
    public static ImmutableArray<PieceReport> Pieces(StudyFolder study, ResultStore store, ulong seed)
    {
        var graph = new StudyGraph(study, seed);
        return graph.Report(store);
    }

    /// <summary>Time that a study would take on so many workers, replayed from the times of its pieces.</summary>
    /// <param name="pieces">The pieces, from <see cref="Pieces"/>.</param>
    /// <param name="workers">Workers.</param>
    public static double Replay(ImmutableArray<PieceReport> pieces, int workers) => Schedule.Span(pieces, workers);

    /// <summary>Keys of a study's pieces as it is written now.</summary>
    public static ImmutableHashSet<string> Keys(StudyFolder study, ulong seed) => [.. new StudyGraph(study, seed).All.Select(p => p.Key)];
}

/// <summary>What is computed after the theories are compared.</summary>
/// <param name="Designs">What each design could tell apart, before any fit.</param>
/// <param name="Varied">Per variation, every theory.</param>
/// <param name="Foresights">Per stretch, every theory.</param>
/// <param name="Units">Per unit of a panel, every theory fitted to it alone; empty for a single unit.</param>
/// <param name="Omitted">Per stretch left out, every theory.</param>
/// <param name="Placebos">Per placebo, every theory.</param>
/// <param name="Watched">What every theory says of the indicators.</param>
/// <param name="Scenarios">Every what-if under every theory.</param>
internal sealed record StudyExtras(
    ImmutableArray<DesignPower> Designs, ImmutableArray<ImmutableArray<TheoryWork>> Varied, ImmutableArray<ImmutableArray<ForesightWork>> Foresights, ImmutableArray<ImmutableArray<TheoryWork>> Units,
    ImmutableArray<ImmutableArray<OmissionWork>> Omitted, ImmutableArray<ImmutableArray<TheoryWork>> Placebos, ImmutableArray<WatchWork> Watched, ImmutableArray<ScenarioWork> Scenarios)
{
    /// <summary>Nothing yet.</summary>
    public static StudyExtras None { get; } = new([], [], [], [], [], [], [], []);

    /// <summary>What-ifs that claims name, at draws from the priors; empty until they are worked out.</summary>
    public ImmutableArray<ScenarioWork> ScenariosBefore { get; init; } = [];

    /// <summary>What claims ask under every other coding, in the order of the study's records from the second on; empty until it is worked out.</summary>
    public ImmutableArray<CodedExtras> Coded { get; init; } = [];

    /// <summary>Per theory whose mode converged: leave-one-out, census and profiles; empty until they are worked out.</summary>
    public ImmutableArray<ScrutinyWork> Scrutinised { get; init; } = [];

    /// <summary>The base game in which nobody looks ahead; empty until it is fitted.</summary>
    public ImmutableArray<TheoryWork> Blind { get; init; } = [];

    /// <summary>Its forecasts, by stretch.</summary>
    public ImmutableArray<ForesightWork> BlindForesights { get; init; } = [];

    /// <summary>Every theory with the habits that the base game leaves out; empty when it leaves out none.</summary>
    public ImmutableArray<TheoryWork> WithHabits { get; init; } = [];

    /// <summary>Per break, every theory.</summary>
    public ImmutableArray<ImmutableArray<BreakWork>> Broken { get; init; } = [];

    /// <summary>Per theory whose mode converged: where threats pay.</summary>
    public ImmutableArray<MarginalWork> Marginal { get; init; } = [];

    /// <summary>What the main record could tell apart, at the fitted theories; empty for none.</summary>
    public ImmutableArray<ImmutableArray<double>> LocalPower { get; init; } = [];

    /// <summary>Per theory: what its weights could move, before any fit.</summary>
    public ImmutableArray<PriorReviewWork> Identified { get; init; } = [];

    /// <summary>Per theory whose mode converged: what wins when it is true; empty when not asked for.</summary>
    public ImmutableArray<ConfusionWork> Confused { get; init; } = [];

    /// <summary>Per theory that is a set of motives: records that it makes with sizes from the stated priors, weighed under all.</summary>
    public ImmutableArray<ConfusionWork> MadeFromPriors { get; init; } = [];

    /// <summary>The same with the smallest effect of interest.</summary>
    public ImmutableArray<ConfusionWork> MadeFromEffect { get; init; } = [];

    /// <summary>Every set of motives weighed; empty when the study does not ask.</summary>
    public ImmutableArray<MotiveFit> Family { get; init; } = [];

    /// <summary>Records by which the rule for motives is judged.</summary>
    public ImmutableArray<MotiveRuleWork> FamilyRule { get; init; } = [];

    /// <summary>Every episode, alone or under each theory under which it goes on.</summary>
    public ImmutableArray<EpisodeWork> Episodes { get; init; } = [];

    /// <summary>Pieces that failed.</summary>
    public ImmutableArray<PieceFailure> Failures { get; init; } = [];
}
