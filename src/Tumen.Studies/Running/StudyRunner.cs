using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>A step of a study, for progress displays.</summary>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all.</param>
/// <param name="What">What has just happened, in words.</param>
/// <param name="Reused">Pieces taken from the store.</param>
public sealed record StudyProgress(int Done, int Of, string What, int Reused);

/// <summary>Runs a study: first every theory on every coding (the answer), then what the answer leans on: other assumptions, foresight, what-ifs, claims.</summary>
public static class StudyRunner
{
    /// <summary>Version of the methods; part of every store key, so that old numbers are never mixed with new ones.</summary>
    public const string Version = "0.2.0";

    /// <summary>Runs a study.</summary>
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
        StudyFolder study, ResultStore store, ulong seed, int threads, Action<StudyProgress>? progress, CancellationToken cancel, Action<StudyResults>? answered = null, bool keptOnly = false)
    {
        var pieces = new StudyPieces(study, seed, cancel);
        var (before, identified, varied, foresights, alone, placebos) = (pieces.Before(), pieces.Identified(), pieces.Varied(), pieces.Foresights(), pieces.Alone(), pieces.Placebos());
        var (blind, blindForesights, habits) = (pieces.Blind(), pieces.BlindForesights(), pieces.WithHabits());
        int theories = study.Study.Compare.Length;
        var shop = new Workshop(
            store, threads, before.Count + identified.Count + pieces.Theories.Length + varied.Count + foresights.Count + alone.Count + placebos.Count + blind.Count + blindForesights.Count + habits.Count + FittedPieces.MostOf(pieces), progress, cancel, keptOnly);

        var designs = shop.Do(before, WorkJson.Default.BeforeWork).Zip(pieces.Designs(), (power, d) => new DesignPower(d.Name, power));
        var extras = StudyExtras.None with { Designs = [.. designs], Identified = shop.Do(identified, WorkJson.Default.PriorReviewWork) };
        var works = Split(shop.Do(pieces.Theories, WorkJson.Default.TheoryWork), theories);
        extras = extras with { Blind = shop.Do(blind, WorkJson.Default.TheoryWork), WithHabits = shop.Do(habits, WorkJson.Default.TheoryWork) };
        extras = extras with { LocalPower = LocalPowerOf(pieces, works[0], store, keptOnly) };
        answered?.Invoke(Assembly.Of(study, works, extras, seed));

        var fitted = new FittedPieces(pieces, works);
        var motives = new MotivePieces(pieces, works[0]);
        var family = shop.Do(motives.Family(), WorkJson.Default.MotiveFit);
        extras = extras with
        {
            Scrutinised = shop.Do(fitted.Scrutinised(), WorkJson.Default.ScrutinyWork),
            Coded = fitted.Coded(shop),
            Varied = Split(shop.Do(varied, WorkJson.Default.TheoryWork), theories),
            Foresights = Split(shop.Do(foresights, WorkJson.Default.ForesightWork), theories),
            BlindForesights = shop.Do(blindForesights, WorkJson.Default.ForesightWork),
            Units = Split(shop.Do(alone, WorkJson.Default.TheoryWork), theories),
            Omitted = Split(shop.Do(fitted.Omitted(), WorkJson.Default.OmissionWork), theories),
            Broken = Split(shop.Do(fitted.Broken(), WorkJson.Default.BreakWork), theories),
            Placebos = Split(shop.Do(placebos, WorkJson.Default.TheoryWork), theories),
            Watched = shop.Do(fitted.Watched(), WorkJson.Default.WatchWork),
            Scenarios = shop.Do(fitted.Scenarios(), WorkJson.Default.ScenarioWork),
            Marginal = shop.Do(fitted.Marginal(), WorkJson.Default.MarginalWork),
            Episodes = shop.Do(fitted.Episodes(), WorkJson.Default.EpisodeWork),
            Confused = shop.Do(fitted.Confused(), WorkJson.Default.ConfusionWork),
            MadeFromPriors = shop.Do(motives.FromPriors(), WorkJson.Default.ConfusionWork),
            MadeFromEffect = shop.Do(motives.FromEffect(), WorkJson.Default.ConfusionWork),
            Family = family,
            FamilyRule = shop.Do(motives.Rule(family), WorkJson.Default.MotiveRuleWork),
        };
        return Assembly.Of(study, works, extras, seed);
    }

    // Kept beside the pieces, because whoever opens a finished study wants the answer at once; it is quick enough to be worked out again where it is not kept.
    private static ImmutableArray<ImmutableArray<double>> LocalPowerOf(StudyPieces pieces, ImmutableArray<TheoryWork> works, ResultStore store, bool keptOnly)
    {
        string key = pieces.Key(["local power", pieces.Main.Table.Hash, .. works.Select((_, i) => pieces.Theories[i].Key)]);
        var kept = store.Find(key, WorkJson.Default.LocalPowerWork);
        if (kept is null)
        {
            kept = new LocalPowerWork([.. PowerTable.Of(pieces.Study.Game, pieces.Main.Sequences, works).Select(r => r.ToArray())]);
            pieces.Cancel.ThrowIfCancellationRequested();
            if (!keptOnly)
            {
                store.Keep(key, kept, WorkJson.Default.LocalPowerWork);
            }
        }

        return [.. kept.Table.Select(r => r.ToImmutableArray())];
    }

    private static ImmutableArray<ImmutableArray<T>> Split<T>(ImmutableArray<T> all, int size) =>
        [.. Enumerable.Range(0, all.Length / Math.Max(1, size)).Select(i => all.Slice(i * size, size))];
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
}
