using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>What the store holds for a study.</summary>
/// <param name="Results">Results when the theories are compared, otherwise null.</param>
/// <param name="Finished">Pieces found before the first missing one.</param>
/// <param name="Of">Pieces in all.</param>
public sealed record FinishedWork(StudyResults? Results, int Finished, int Of)
{
    /// <summary>Reads without computing: a run that is stopped at the first piece that would have to be made.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Where results are kept.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="early">Given the results as soon as the theories are compared.</param>
    public static FinishedWork Read(StudyFolder study, string folder, ulong seed, Action<StudyResults> early)
    {
        ArgumentNullException.ThrowIfNull(early);
        string path = Path.Combine(folder, "store");
        if (!Directory.Exists(path))
        {
            return new FinishedWork(null, 0, 0);
        }

        using var stop = new CancellationTokenSource();
        int finished = 0, of = 0;
        StudyResults? answer = null;
        try
        {
            var results = StudyRunner.Run(study, new ResultStore(path), seed, 2, p =>
            {
                (finished, of) = (Math.Max(finished, p.Done), p.Of);
                if (p.Reused < p.Done || p.What.Contains(": ", StringComparison.Ordinal))
                {
                    stop.Cancel(); // a step inside a piece: the store does not hold it
                }
            }, stop.Token, r =>
            {
                answer = r;
                early(r);
            });
            return new FinishedWork(results, of, of);
        }
        catch (OperationCanceledException)
        {
            return new FinishedWork(answer, finished, of);
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.All(x => x is OperationCanceledException))
        {
            return new FinishedWork(answer, finished, of);
        }
        catch (IOException)
        {
            return new FinishedWork(null, 0, 0); // the folder cannot be written; the runs page says so when a run is asked for
        }
    }
}
