using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Redrawing = Tumen.Estimation.Bootstrap;

namespace Tumen.Studies;

/// <summary>One redrawn record, refitted; plain data.</summary>
/// <param name="Replication">Number of the replication.</param>
/// <param name="Status">How the refit ended.</param>
/// <param name="Point">Where it ended.</param>
internal sealed record BootstrapOutcomeWork(int Replication, RefitStatus Status, double[] Point);

/// <summary>Some replications of a bootstrap; plain data, kept in the store.</summary>
/// <param name="Outcomes">Those done so far.</param>
internal sealed record BootstrapWork(BootstrapOutcomeWork[] Outcomes);

/// <summary>The pieces of one fit's bootstrap, twenty-five replications each.</summary>
/// <param name="likelihood">Theory and record.</param>
/// <param name="point">The estimate.</param>
/// <param name="how">How records are redrawn.</param>
/// <param name="replications">How many.</param>
/// <param name="ask">Seed, and what the fit is of.</param>
/// <param name="theory">Name of the theory.</param>
/// <param name="step">Told how many are done, and of how many; calls do not overlap.</param>
internal sealed class BootstrapGraph(Likelihood likelihood, double[] point, BootstrapKind how, int replications, TheoryFitAsk ask, string theory, Action<int, int>? step)
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(2);

    private readonly string _of = ResultStore.Key([
        Methods.Key, "bootstrap", ask.Of, theory, how.ToString(), ask.Seed.ToString(CultureInfo.InvariantCulture), ask.UsePrior ? "posterior" : "likelihood",
        .. likelihood.Parameters.Free.Select(p => p.Name), .. point.Select(x => x.ToString("R", CultureInfo.InvariantCulture))]);

    private readonly Lock _gate = new();
    private int _done;

    /// <summary>Runs it, or the rest of it.</summary>
    public BootstrapResult Run(string folder, Action<string>? say, CancellationToken cancel)
    {
        var store = new ResultStore(Path.Combine(folder, StudyRunner.StoreName));
        ImmutableArray<Piece<BootstrapWork>> blocks = [.. Enumerable.Range(0, (replications + FittedPieces.Block - 1) / FittedPieces.Block).Select(Block)];
        _done = blocks.Select((b, k) => store.Find(b.Key, WorkJson.Default.BootstrapWork)?.Outcomes.Count(o => o.Replication < replications) ?? 0).Sum();
        if (_done > 0)
        {
            say?.Invoke($"{theory}: {_done} replications of an earlier run are kept");
        }

        using var shop = new Workshop(store, new WorkOptions { Threads = ask.Threads, Told = say }, (p, seconds) => new PieceHead("", "", ask.Seed, p.Label, seconds), null, cancel);
        shop.Do(blocks);
        shop.Clear(blocks);
        if (blocks.Select(b => b.Failure).FirstOrDefault(f => f is not null) is { } failure)
        {
            say?.Invoke(failure.Line);
        }

        // Everything is done: this only puts it together.
        return Redrawing.Run(likelihood, point, how, replications, ask.Seed, usePrior: ask.UsePrior, only: _ => false, done: blocks.Known().SelectMany(b => b.Outcomes).Select(o => new BootstrapOutcome(o.Replication, o.Status, [.. o.Point])), cancel: cancel);
    }

    private Piece<BootstrapWork> Block(int block)
    {
        int first = block * FittedPieces.Block, end = Math.Min(first + FittedPieces.Block, replications);
        return new Piece<BootstrapWork>(
            ResultStore.Key(_of, first.ToString(CultureInfo.InvariantCulture)), $"{theory}, replications {first + 1} to {end}", "bootstrap", WorkJson.Default.BootstrapWork, [], (work, before, keep) =>
            {
                var outcomes = (before?.Outcomes ?? []).ToList();
                BootstrapWork Now() => new([.. outcomes.OrderBy(o => o.Replication)]);
                long kept = TimeProvider.System.GetTimestamp();
                var missing = Enumerable.Range(first, end - first).Where(r => outcomes.All(o => o.Replication != r)).ToHashSet();
                Redrawing.Run(likelihood, point, how, end, ask.Seed, usePrior: ask.UsePrior, only: missing.Contains, progress: (o, _, _) =>
                {
                    outcomes.Add(new BootstrapOutcomeWork(o.Replication, o.Status, [.. o.Point]));
                    lock (_gate)
                    {
                        step?.Invoke(++_done, replications);
                    }

                    if (TimeProvider.System.GetElapsedTime(kept) >= KeepEvery)
                    {
                        keep(Now());
                        kept = TimeProvider.System.GetTimestamp();
                    }
                }, cancel: work.Cancel);
                if (work.Cancel.IsCancellationRequested)
                {
                    keep(Now());
                    work.Cancel.ThrowIfCancellationRequested();
                }

                return Now();
            })
        {
            Enough = w => Enumerable.Range(first, end - first).All(r => w.Outcomes.Any(o => o.Replication == r)),
        };
    }
}
