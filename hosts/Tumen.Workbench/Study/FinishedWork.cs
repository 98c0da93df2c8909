using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>What the store holds for a study.</summary>
/// <param name="Results">Results when the theories are compared, otherwise null.</param>
/// <param name="Finished">Pieces found.</param>
/// <param name="Of">Pieces in all; 0 when there is no store.</param>
public sealed record FinishedWork(StudyResults? Results, int Finished, int Of)
{
    /// <summary>Reads what is kept and computes nothing but the comparison.</summary>
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

        StudyResults? answer = null;
        try
        {
            var results = StudyRunner.Run(study, new ResultStore(path), seed, 1, null, CancellationToken.None, r =>
            {
                answer = r;
                early(r);
            }, keptOnly: true);
            return new FinishedWork(results, 1, 1);
        }
        catch (NotKeptException e)
        {
            return new FinishedWork(answer, e.Kept, e.Of);
        }
        catch (IOException)
        {
            return new FinishedWork(null, 0, 0); // the folder cannot be written; the runs page says so when a run is asked for
        }
    }
}
