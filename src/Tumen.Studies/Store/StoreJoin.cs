using Tumen.Bayes;
namespace Tumen.Studies;

/// <summary>What joining stores came to.</summary>
/// <param name="Copied">Pieces copied.</param>
/// <param name="Same">Pieces that were there already, with the same contents.</param>
/// <param name="Broken">Pieces that were not whole, and were left out.</param>
/// <param name="Different">Pieces of which the one there, which was kept, has other contents.</param>
public sealed record JoinTally(int Copied, int Same, int Broken, int Different);

/// <summary>Joins stores by key.</summary>
public static class StoreJoin
{
    /// <summary>Copies every whole piece that is not there yet.</summary>
    /// <param name="from">Folders of stores.</param>
    /// <param name="into">Folder of the store that gets the pieces; made when missing.</param>
    /// <param name="told">Told of pieces that are not whole or that differ.</param>
    /// <param name="cancel">Stops between pieces.</param>
    /// <exception cref="IOException">A folder cannot be read or written.</exception>
    public static JoinTally Into(IEnumerable<string> from, string into, Action<string> told, CancellationToken cancel)
    {
        var files = new StoreFiles();
        Directory.CreateDirectory(into);
        int copied = 0, same = 0, broken = 0, different = 0;
        foreach (string path in from.SelectMany(f => Directory.GetFiles(f, "*" + PieceFile.Ending).Order(StringComparer.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            string to = Path.Combine(into, Path.GetFileName(path));
            if (Path.GetFullPath(to) == Path.GetFullPath(path))
            {
                same++;
                continue;
            }

            byte[] bytes = files.Read(path) ?? [];
            if (PieceFile.Read(bytes) is not { } piece)
            {
                broken++;
                told($"{path} is torn or was altered: left out");
            }
            else if (files.Read(to) is { } there && PieceFile.Read(there) is { } kept)
            {
                bool equal = kept.Body.AsSpan().SequenceEqual(piece.Body);
                (same, different) = equal ? (same + 1, different) : (same, different + 1);
                if (!equal)
                {
                    told($"{piece.Head.Label}: {path} has other contents than {to}, which is kept; the two were made by different programs or on machines that compute differently");
                }
            }
            else
            {
                files.Put(to, bytes);
                copied++;
            }
        }

        return new JoinTally(copied, same, broken, different);
    }
}

/// <summary>What a sweep took away.</summary>
/// <param name="Removed">Files taken away.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Kept">Pieces kept.</param>
public sealed record SweepTally(int Removed, long Bytes, int Kept);

/// <summary>Takes pieces of earlier texts out of a store.</summary>
public static class StoreSweep
{
    /// <summary>
    /// Takes away pieces of this study that it no longer asks for as it is written now, with any seed it was run with; pieces that are not whole; and what ended runs left. Pieces of other studies,
    /// of power studies of the present record, of samples, of panels and of bootstraps stay.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="cancel">Stops between files.</param>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static SweepTally Clean(StudyFolder study, string folder, CancellationToken cancel)
    {
        var heads = Directory.GetFiles(folder, "*" + PieceFile.Ending).Select(f => (File: f, Head: PieceFile.Read(File.ReadAllBytes(f)))).ToArray();
        var asked = heads.Where(h => h.Head?.Head.Study == study.File.Name).Select(h => h.Head!.Value.Head.Seed).Append(1UL).Distinct().SelectMany(seed => StudyRunner.Keys(study, seed)).ToHashSet(StringComparer.Ordinal);
        bool Stays(string file, (PieceHead Head, byte[] Body)? piece) => piece is { } p
            && (p.Head.Study != study.File.Name || asked.Contains(Path.GetFileNameWithoutExtension(file)) || p.Head.Kind is nameof(SampledChain) or nameof(ParticlesWork) or nameof(PanelWork) || (p.Head.Kind is nameof(PowerWork) or nameof(ModeWork) && PowerGraph.IsPresent(study, p.Head, p.Body)));
        string[] gone = [.. heads.Where(h => !Stays(h.File, h.Head)).Select(h => h.File), .. Left(folder)];
        long bytes = 0;
        foreach (string file in gone)
        {
            cancel.ThrowIfCancellationRequested();
            bytes += new FileInfo(file).Length;
            File.Delete(file);
        }

        return new SweepTally(gone.Length, bytes, heads.Length - gone.Count(g => g.EndsWith(PieceFile.Ending, StringComparison.Ordinal)));
    }

    // Parts, claims and failures of runs that have ended (nobody has written them for a day), and pieces of the form before this one.
    private static IEnumerable<string> Left(string folder)
    {
        var files = new DirectoryInfo(folder).GetFiles();
        DateTime last = files.Select(f => f.LastWriteTimeUtc).DefaultIfEmpty().Max();
        return files.Where(f => (f.Extension is ".part" or Claims.Ending or ".stale" or FailureFile.Ending
            && last - f.LastWriteTimeUtc > TimeSpan.FromDays(1)) || (f.Extension == ".json" && f.Name.Length == 37)).Select(f => f.FullName);
    }
}
