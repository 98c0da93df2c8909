using Tumen.Studies;

namespace Tumen.Workbench.Tests;

/// <summary>The small study run to its end, once for all tests that only look; each takes a copy.</summary>
public sealed class FittedStudy : IDisposable
{
    private readonly Lazy<string> _folder = new(() =>
    {
        string folder = SmallStudy.WriteRich();
        var study = StudyFolder.Open(folder);
        StudyRunner.Run(study, new ResultStore(Path.Combine(study.OutFolder, "store")), 1, 2, null, CancellationToken.None, _ => { });
        return folder;
    });

    /// <summary>A copy of the folder, results included.</summary>
    public string Copy()
    {
        string to = Directory.CreateTempSubdirectory("tumen-workbench-").FullName;
        foreach (string file in Directory.EnumerateFiles(_folder.Value, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(_folder.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
    }
}
