using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen verify`: runs a packed study again and compares.</summary>
internal static class VerifyVerb
{
    private const long Largest = 4_000_000_000;

    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("an archive made by tumen pack");
        if (!File.Exists(file))
        {
            throw new UsageException($"there is no file {file}");
        }

        string folder = Directory.CreateTempSubdirectory("tumen-verify-").FullName;
        try
        {
            return Verify(a, file, folder, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{a.Shown(file)} is not an archive made by tumen pack: {e.Message}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Verify(Arguments a, string file, string folder, CancellationToken cancel)
    {
        Unpack(file, folder);
        string list = Path.Combine(folder, PackVerb.Manifest);
        using var manifest = JsonDocument.Parse(File.Exists(list) ? File.ReadAllBytes(list) : throw new InvalidDataException($"it has no {PackVerb.Manifest}"));
        var root = manifest.RootElement;
        string version = root.GetProperty("tumen").GetString()!;
        string[] changed = [.. root.GetProperty("sha256").EnumerateObject().Where(h => !File.Exists(Path.Combine(folder, h.Name)) || PackVerb.Hash(File.ReadAllBytes(Path.Combine(folder, h.Name))) != h.Value.GetString()).Select(h => h.Name)];
        foreach (string name in changed)
        {
            Output.Error($"{name} is not the file that was packed: its hash differs, or it is missing");
        }

        if (changed.Length > 0)
        {
            return 1;
        }

        if (version != StudyRunner.Version)
        {
            Console.WriteLine($"packed by Tumen {version}; this is {StudyRunner.Version}, which may compute otherwise");
        }

        var study = StudyFolder.Open(Path.Combine(folder, root.GetProperty("study").GetString()!));
        var results = StudyRunner.Run(study, new ResultStore(Path.Combine(folder, "again")), root.GetProperty("seed").GetUInt64(), a.Threads, null, cancel);
        byte[] now = PackVerb.Results(results), packed = File.ReadAllBytes(Path.Combine(folder, "results.json"));
        if (now.AsSpan().SequenceEqual(packed))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{a.Shown(file)}: every hash agrees, and the study run again gives the same results.json, all {packed.Length:N0} bytes of it"));
            return 0;
        }

        string[] was = Encoding.UTF8.GetString(packed).Split('\n'), isNow = Encoding.UTF8.GetString(now).Split('\n');
        int line = Enumerable.Range(0, Math.Min(was.Length, isNow.Length)).FirstOrDefault(k => was[k] != isNow[k], Math.Min(was.Length, isNow.Length));
        Output.Error($"the study run again gives other results; the first difference is in line {line + 1} of results.json: packed `{At(was, line)}`, now `{At(isNow, line)}`");
        return 1;
    }

    private static string At(string[] lines, int k) => k < lines.Length ? lines[k].Trim() : "the end";

    // Names that would lead out of the folder are refused, and so is an archive that would fill the disk.
    private static void Unpack(string file, string folder)
    {
        using var zip = ZipFile.OpenRead(file);
        if (zip.Entries.Sum(e => e.Length) > Largest)
        {
            throw new InvalidDataException("it would unpack to more than 4 GB");
        }

        foreach (var entry in zip.Entries.Where(e => e.Name.Length > 0))
        {
            string path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
            if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"its file {entry.FullName} lies outside it");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path);
        }
    }
}
