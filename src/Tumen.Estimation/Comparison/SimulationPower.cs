using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <summary>A theory that takes part in a power study.</summary>
/// <param name="Name">Name.</param>
/// <param name="Likelihood">The theory on the real record.</param>
/// <param name="Point">Its fitted point (posterior mode): the truth that records are simulated from.</param>
public sealed record PowerTheory(string Name, Likelihood Likelihood, double[] Point);

/// <summary>What to simulate.</summary>
public sealed record PowerOptions
{
    /// <summary>Lengths, in multiples of the record.</summary>
    public ImmutableArray<int> Multiples { get; init; } = [1, 2, 5, 10];

    /// <summary>Records a true theory and length.</summary>
    public int Replications { get; init; } = 200;

    /// <summary>Number of the first record; the record of a number is the same whatever others are made.</summary>
    public int First { get; init; }

    /// <summary>Theories taken as true, by index; empty for all of them.</summary>
    public ImmutableArray<int> Truths { get; init; } = [];

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the outcomes are the same bits for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Newton decrement at which a refit's exact evaluations stop. One more Newton step is then made on the surface alone, which leaves log marginal likelihoods within a few
    /// hundredths of a nat of a full climb's on most records.
    /// </summary>
    public double Tolerance { get; init; } = 0.25;
}

/// <summary>One simulated record, refitted by every theory.</summary>
/// <param name="Truth">Index of the true theory.</param>
/// <param name="Multiple">Length in multiples of the record.</param>
/// <param name="Replication">Number of the replication.</param>
/// <param name="LogMarginal">Laplace's log marginal likelihood of each theory; −∞ where a refit failed.</param>
/// <param name="LogLikelihood">Log-likelihood at each theory's posterior mode.</param>
/// <param name="Failed">Theories whose refit failed or stalled, by index.</param>
public sealed record PowerOutcome(int Truth, int Multiple, int Replication, ImmutableArray<double> LogMarginal, ImmutableArray<double> LogLikelihood, ImmutableArray<int> Failed)
{
    /// <summary>The theory with the largest marginal likelihood, or −1 when every refit failed.</summary>
    public int Winner
    {
        get
        {
            int best = -1;
            for (int k = 0; k < LogMarginal.Length; k++)
            {
                best = !double.IsFinite(LogMarginal[k]) ? best : best < 0 || LogMarginal[k] > LogMarginal[best] ? k : best;
            }

            return best;
        }
    }
}

/// <summary>A share with its Wilson interval.</summary>
/// <param name="Count">Successes.</param>
/// <param name="Of">Trials.</param>
/// <param name="Share">Count / Of; NaN without trials.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record WilsonShare(int Count, int Of, double Share, double Low, double High)
{
    /// <summary>Wilson (1927), JASA 22:209-212.</summary>
    public static WilsonShare Make(int count, int of)
    {
        const double Z = 1.959963984540054;
        if (of == 0)
        {
            return new WilsonShare(0, 0, double.NaN, 0, 1);
        }

        double p = count / (double)of, d = 1 + (Z * Z / of), centre = (p + (Z * Z / (2 * of))) / d;
        double half = Z * Math.Sqrt((p * (1 - p) / of) + (Z * Z / (4.0 * of * of))) / d;
        return new WilsonShare(count, of, p, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}

/// <summary>Who wins when whom is true, at one length.</summary>
/// <param name="Multiple">Length in multiples of the record.</param>
/// <param name="Cells">Row: true theory; column: winner.</param>
/// <param name="MeanPosterior">Row: true theory; column: mean posterior probability at equal odds.</param>
/// <param name="Failures">Refits that failed or stalled, of how many.</param>
public sealed record ConfusionMatrix(
    int Multiple, ImmutableArray<ImmutableArray<WilsonShare>> Cells, ImmutableArray<ImmutableArray<double>> MeanPosterior, (int Failed, int Of) Failures)
{
    /// <summary>How often the true theory wins, over all true theories.</summary>
    public WilsonShare Right => WilsonShare.Make(Cells.Select((row, i) => row[i].Count).Sum(), Cells.Select((row, i) => row[i].Of).Sum());

    /// <summary>Whether the true theory wins no more often than chance: then a comparison on such a record says nothing.</summary>
    public bool IsFlat => !(Right.Low > 1.0 / Cells.Length);

    /// <summary>Theories that win most records they made, and clearly more than they win of any other theory's: by index.</summary>
    public ImmutableArray<int> Recognised => [.. Enumerable.Range(0, Cells.Length).Where(i =>
        Cells[i][i].Low > 0.5 && Enumerable.Range(0, Cells.Length).All(t => t == i || !(Cells[t][i].Share >= Cells[i][i].Low)))];

    /// <summary>In words.</summary>
    /// <param name="names">Names of the theories.</param>
    public string Says(IReadOnlyList<string> names) =>
        IsFlat ? $"inconclusive: at {Multiple} times the record's length the true theory wins no more often than chance"
        : Recognised.IsEmpty ? $"at {Multiple} times the record's length the true theory wins more often than chance, but no theory is recognised most of the time"
        : $"at {Multiple} times the record's length these theories, when true, win most records: {string.Join(", ", Recognised.Select(i => names[i]))}";
}

/// <summary>A power study, finished or not. It is its own checkpoint: give its outcomes to the next run.</summary>
/// <param name="Theories">Names.</param>
/// <param name="Outcomes">Finished replications, in the order (multiple, truth, replication).</param>
/// <param name="Wanted">Replications of the whole study.</param>
/// <param name="Unsolved">True theories that could not be simulated, by index.</param>
public sealed record PowerResult(ImmutableArray<string> Theories, ImmutableArray<PowerOutcome> Outcomes, int Wanted, ImmutableArray<int> Unsolved)
{
    /// <summary>Whether everything that can be done is done.</summary>
    public bool Complete => Outcomes.Length >= Wanted;

    /// <summary>The confusion matrix of one length.</summary>
    public ConfusionMatrix At(int multiple)
    {
        int n = Theories.Length;
        var mine = Outcomes.Where(o => o.Multiple == multiple).ToArray();
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<WilsonShare>>();
        var means = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        for (int truth = 0; truth < n; truth++)
        {
            var own = mine.Where(o => o.Truth == truth).ToArray();
            rows.Add([.. Enumerable.Range(0, n).Select(k => WilsonShare.Make(own.Count(o => o.Winner == k), own.Length))]);
            var posterior = own.Where(o => o.Winner >= 0).Select(o => PosteriorProbabilities.Of(o.LogMarginal)).ToArray();
            means.Add([.. Enumerable.Range(0, n).Select(k => posterior.Length == 0 ? double.NaN : posterior.Average(p => p[k]))]);
        }

        return new ConfusionMatrix(multiple, rows.ToImmutable(), means.ToImmutable(), (mine.Sum(o => o.Failed.Length), mine.Length * n));
    }
}

/// <summary>Simulates records from each fitted theory, refits all theories to each, and tallies who wins.</summary>
/// <remarks>
/// Cheap refits: for each pair of a true and a fitted theory the fit to a long simulated record is found first, with a surface of the theory's responses around it
/// (<see cref="ResponseSurface"/>). Each replication's mode is found on the surface, from counts, and then certified on the likelihood: one or two solves a refit,
/// however long the record.
/// </remarks>
public static class SimulationPower
{
    /// <summary>Runs the study, or the rest of it.</summary>
    /// <param name="theories">Theories, each fitted to the real record.</param>
    /// <param name="options">What to simulate.</param>
    /// <param name="done">Outcomes of an earlier run with the same theories, options and seed; they are kept as they are.</param>
    /// <param name="progress">Given each outcome as it is finished, with the number done and wanted; calls do not overlap.</param>
    /// <param name="cancel">Stops; what is done is returned.</param>
    public static PowerResult Run(
        IReadOnlyList<PowerTheory> theories, PowerOptions options, IEnumerable<PowerOutcome>? done = null, Action<PowerOutcome, int, int>? progress = null, CancellationToken cancel = default)
    {
        int n = theories.Count;
        var have = new ConcurrentDictionary<(int, int, int), PowerOutcome>((done ?? []).Select(o => KeyValuePair.Create((o.Multiple, o.Truth, o.Replication), o)));
        var unsolved = new ConcurrentBag<int>();
        int[] truths = options.Truths.IsDefaultOrEmpty ? [.. Enumerable.Range(0, n)] : [.. options.Truths.Distinct().Order()];
        var wanted = options.Multiples.SelectMany(m => truths.SelectMany(t => Enumerable.Range(options.First, options.Replications).Select(r => (m, t, r)))).ToArray();
        var gate = new Lock();
        int finished = wanted.Count(have.ContainsKey);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
        for (int truth = 0; truth < n && !cancel.IsCancellationRequested; truth++)
        {
            int t = truth;
            var todo = wanted.Where(w => w.t == t && !have.ContainsKey(w)).ToArray();
            if (todo.Length == 0)
            {
                continue;
            }

            if (PowerTruth.Prepare(theories, t, options, cancel) is not { } prepared)
            {
                unsolved.Add(t);
                continue;
            }

            Parallel.For(0, todo.Length, parallel, (i, loop) =>
            {
                var (m, _, r) = todo[i];
                if (prepared.Replicate(m, r, cancel) is not { } outcome)
                {
                    loop.Stop();
                    return;
                }

                have[(m, t, r)] = outcome;
                lock (gate)
                {
                    progress?.Invoke(outcome, ++finished, wanted.Length);
                }
            });
        }

        return new PowerResult([.. theories.Select(x => x.Name)], [.. wanted.Where(have.ContainsKey).Select(w => have[w])], wanted.Length, [.. unsolved.Order()]);
    }
}
