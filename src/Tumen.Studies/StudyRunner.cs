using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tumen.Compare;
using Tumen.Fit;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A step of a study, for progress displays.</summary>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all.</param>
/// <param name="What">What has just happened, in words.</param>
/// <param name="Reused">Pieces taken from the store.</param>
public sealed record StudyProgress(int Done, int Of, string What, int Reused);

/// <summary>Runs a study: every theory on every coding, in parallel, each piece kept as soon as it is done.</summary>
public static class StudyRunner
{
    /// <summary>Version of the methods; part of every store key, so that old numbers are never mixed with new ones.</summary>
    public const string Version = "0.1.0";

    private const string MethodKey = "methods-1";

    /// <summary>Runs a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="threads">Threads; results do not depend on it.</param>
    /// <param name="progress">Told of every step; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store.</param>
    public static StudyResults Run(StudyFolder study, ResultStore store, ulong seed, int threads, Action<StudyProgress>? progress, CancellationToken cancel)
    {
        string game = study.Inputs.First(i => i.Name == study.Study.GameFile).Hash;
        var jobs = new List<(int Record, string Theory, TheoryOptions Options, string Key)>();
        for (int r = 0; r < study.Records.Length; r++)
        {
            var options = r == 0
                ? new TheoryOptions { HoldOut = study.Study.HoldOut, Seed = seed }
                : new TheoryOptions { Full = false, Draws = 0, ModeStarts = 2, Seed = seed };
            foreach (string theory in study.Study.Compare)
            {
                jobs.Add((r, theory, options, ResultStore.Key(Version, MethodKey, game, theory, study.Records[r].Table.Hash, options.Key)));
            }
        }

        var done = new ConcurrentDictionary<int, TheoryWork>();
        int reused = 0, finished = 0;
        var gate = new Lock();
        void Report(string what)
        {
            lock (gate)
            {
                progress?.Invoke(new StudyProgress(finished, jobs.Count, what, reused));
            }
        }

        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, j =>
        {
            var job = jobs[j];
            var work = store.Find(job.Key);
            if (work is not null)
            {
                Interlocked.Increment(ref reused);
            }
            else
            {
                string label = job.Record == 0 ? job.Theory : $"{job.Theory} ({study.Records[job.Record].Name})";
                work = TheoryRunner.Run(study.Game, job.Theory, study.Records[job.Record].Sequences, job.Options, s => Report($"{label}: {s}"), cancel);
                store.Keep(job.Key, work);
            }

            done[j] = work;
            Interlocked.Increment(ref finished);
            Report(job.Theory);
        });
        cancel.ThrowIfCancellationRequested();
        var byRecord = study.Records.Select((_, r) => jobs.Select((job, j) => (job, j)).Where(x => x.job.Record == r).Select(x => done[x.j]).ToImmutableArray()).ToImmutableArray();
        return Assembly.Of(study, byRecord, seed);
    }
}
