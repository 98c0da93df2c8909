using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>What a power study is asked.</summary>
public sealed record PowerAsk
{
    /// <summary>Theories that take part; empty for all that the study compares.</summary>
    public ImmutableArray<string> Theories { get; init; } = [];

    /// <summary>Lengths, in multiples of the record.</summary>
    public ImmutableArray<int> Times { get; init; } = [1, 2, 5, 10];

    /// <summary>Records a true theory and length.</summary>
    public int Replications { get; init; } = 200;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the outcomes are the same bits for any number.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>What a power study has found so far, as its file tells.</summary>
/// <param name="Result">Theories and finished replications.</param>
/// <param name="IsPresent">Whether game, record and seed are the present ones.</param>
public sealed record PowerReading(PowerResult Result, bool IsPresent)
{
    /// <summary>Lengths that have outcomes, in multiples of the record.</summary>
    public ImmutableArray<int> Times => [.. Result.Outcomes.Select(o => o.Multiple).Distinct().Order()];
}

/// <summary>
/// Simulates records from each theory of a study and refits all of them, twenty-five records a piece. The pieces lie in the study's store under what they belong to, so that another seed, another
/// list of theories or another run at the same time takes nothing from what is there, and several runs share the work.
/// </summary>
public static class PowerStudy
{
    /// <summary>Records in a piece.</summary>
    public const int Block = 25;

    /// <summary>Runs the study, or the rest of it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Where results are kept; the pieces lie in its store.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="say">Told what happens, in lines, from any thread.</param>
    /// <param name="step">Given each outcome that is made here with its true theory, the number done (by whomever) and wanted; calls do not overlap.</param>
    /// <param name="cancel">Stops; finished replications stay in the store.</param>
    /// <param name="options">How to work; null for as many threads as asked, beside others.</param>
    /// <returns>The result; null when fewer than two theories can be fitted.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public static PowerResult? Run(
        StudyFolder study, string folder, PowerAsk ask, Action<string>? say, Action<PowerOutcome, string, int, int>? step, CancellationToken cancel, WorkOptions? options = null)
    {
        var store = new ResultStore(Path.Combine(folder, StudyRunner.StoreName));
        var graph = new PowerGraph(study, ask, say, step, options?.Clock ?? TimeProvider.System);
        int kept = graph.Count(store);
        if (kept > 0)
        {
            say?.Invoke($"{kept} replications of an earlier run are kept");
        }

        using var shop = new Workshop(store, (options ?? new WorkOptions { Told = say }) with { Threads = ask.Threads }, graph.Head, null, cancel);
        shop.Do(graph.All);
        shop.Clear(graph.All);
        if (graph.Failure is { } failure)
        {
            say?.Invoke(failure.Line);
        }

        return graph.Result();
    }

    /// <summary>Reads what is finished, also while a run goes on; null when there is nothing.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Where results are kept.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>What belongs to the present texts and the seed, if anything does; otherwise the largest other.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PowerReading? Read(StudyFolder study, string folder, ulong seed)
    {
        string path = Path.Combine(folder, StudyRunner.StoreName);
        if (!Directory.Exists(path))
        {
            return null;
        }

        var store = new ResultStore(path);
        var found = Directory.GetFiles(path, "*" + PieceFile.Ending).Select(f => store.Find(Path.GetFileNameWithoutExtension(f), WorkJson.Default.PowerWork)).OfType<PowerWork>().Where(w => w.Outcomes.Length > 0);
        var best = found.GroupBy(w => w.Of).Select(g => (Works: g.ToArray(), IsPresent: g.Key == Key(study, g.First().Asked, seed)))
            .OrderByDescending(x => x.IsPresent).ThenByDescending(x => x.Works.Sum(w => w.Outcomes.Length)).FirstOrDefault();
        if (best.Works is not { } works)
        {
            return null;
        }

        ImmutableArray<string> names = [.. works[0].Theories];
        ImmutableArray<PowerOutcome> outcomes = [.. works.SelectMany(w => w.Outcomes.Select(o => o.At(names.IndexOf(w.Truth), w.Multiple))).OrderBy(o => o.Multiple).ThenBy(o => o.Truth).ThenBy(o => o.Replication)];
        return new PowerReading(new PowerResult(names, outcomes, outcomes.Length, []), best.IsPresent);
    }

    /// <summary>What all pieces of a power study belong to.</summary>
    internal static string Key(StudyFolder study, IEnumerable<string> theories, ulong seed) => ResultStore.Key([
        Methods.Key, "power", Methods.Game(study), study.Records[0].Table.Hash, seed.ToString(CultureInfo.InvariantCulture), .. theories]);
}
