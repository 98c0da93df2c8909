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

/// <summary>Simulates records from each theory of a study and refits all of them; every finished replication is a line of <c>power.txt</c>, from which a stopped study goes on.</summary>
public static class PowerStudy
{
    /// <summary>The file of finished replications.</summary>
    public const string FileName = "power.txt";

    /// <summary>Runs the study, or the rest of it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Where <see cref="FileName"/> is.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="say">Told what happens, in lines, from any thread.</param>
    /// <param name="step">Given each outcome as it is finished with its true theory, the number done and wanted; calls do not overlap.</param>
    /// <param name="cancel">Stops; finished replications stay in the file.</param>
    /// <returns>The result; null when fewer than two theories can be fitted.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The file cannot be written, or another run holds it.</exception>
    public static PowerResult? Run(StudyFolder study, string folder, PowerAsk ask, Action<string>? say, Action<PowerOutcome, string, int, int>? step, CancellationToken cancel)
    {
        ImmutableArray<string> names = ask.Theories.IsEmpty ? study.Study.Compare : [.. ask.Theories.Distinct()];
        PowerTheory[] theories = [.. StudyModes.Of(study, names, ask.Seed, ask.Threads, say, say, cancel).Select(f => new PowerTheory(f.Name, f.Likelihood, f.Mode.Point))];
        if (theories.Length < 2)
        {
            return null;
        }

        string key = Key(study, theories.Select(t => t.Name), ask.Seed);
        ImmutableArray<PowerOutcome> done = [];
        using var file = new GrowingFile(Path.Combine(folder, FileName), text =>
        {
            done = PowerCheckpoint.Read(text, key, theories.Length);
            return PowerCheckpoint.Header(key) + PowerCheckpoint.Names(theories.Select(t => t.Name)) + string.Concat(done.Select(PowerCheckpoint.Line));
        });
        if (done.Length > 0)
        {
            say?.Invoke($"{done.Length} replications of an earlier run are kept");
        }

        var options = new PowerOptions { Multiples = ask.Times, Replications = ask.Replications, Seed = ask.Seed, Threads = ask.Threads };
        var result = SimulationPower.Run(theories, options, done, (o, at, of) =>
        {
            file.Add(PowerCheckpoint.Line(o));
            step?.Invoke(o, theories[o.Truth].Name, at, of);
        }, cancel);
        cancel.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>Reads what is finished, also while a run goes on; null when there is no such file or it is not one of ours.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PowerReading? Read(StudyFolder study, string folder, ulong seed)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        if (PowerCheckpoint.Of(text) is not { } head)
        {
            return null;
        }

        var outcomes = PowerCheckpoint.Read(text, head.Key, head.Theories.Length);
        return new PowerReading(new PowerResult(head.Theories, outcomes, outcomes.Length, []), head.Key == Key(study, head.Theories, seed));
    }

    private static string Key(StudyFolder study, IEnumerable<string> theories, ulong seed) => ResultStore.Key([
        Methods.Key, "power", Methods.Game(study), study.Records[0].Table.Hash, seed.ToString(CultureInfo.InvariantCulture), .. theories]);
}
