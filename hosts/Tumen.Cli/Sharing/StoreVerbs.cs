using System.Globalization;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen merge` and `tumen clean`: stores joined, and pieces of earlier texts taken away.</summary>
internal static class StoreVerbs
{
    /// <summary>Joins the pieces of several stores into one.</summary>
    public static int Merge(Arguments a, CancellationToken cancel)
    {
        string into = a.Text("--into") ?? throw new UsageException("name the folder of results that gets the pieces: --into DIR");
        if (a.Files.Count == 0)
        {
            throw new UsageException("name folders of results whose pieces are joined");
        }

        string[] from = [.. a.Files.Select(f => Store(f, true))];
        var tally = StoreJoin.Into(from, Store(into, false), line => Console.Error.WriteLine(line), cancel);
        Console.WriteLine($"{tally.Copied} pieces copied, {tally.Same} there already, {tally.Broken} not whole and left out, {tally.Different} with other contents than the one there, which was kept");
        return tally.Broken + tally.Different == 0 ? 0 : 1;
    }

    /// <summary>Takes away what belongs to no piece of a study as it is written now.</summary>
    public static int Clean(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        var tally = StoreSweep.Clean(study, Store(a.Text("--out") ?? study.OutFolder, true), cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Removed} files of earlier texts or of ended runs taken away ({tally.Bytes / 1e6:0.0} MB); {tally.Kept} pieces kept"));
        return 0;
    }

    private static string Store(string folder, bool isThere)
    {
        string store = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == StudyRunner.StoreName ? folder : Path.Combine(folder, StudyRunner.StoreName);
        return !isThere || Directory.Exists(store) ? store : throw new UsageException($"{folder} holds no store of pieces");
    }
}
