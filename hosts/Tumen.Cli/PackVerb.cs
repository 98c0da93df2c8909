using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen pack`: one archive with everything that another needs to run the study again.</summary>
internal static class PackVerb
{
    /// <summary>Name of the list of files in an archive.</summary>
    public const string Manifest = "manifest.json";

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        Output.Diagnostics(study.Remarks, study.Folder);
        string name = Path.GetFileNameWithoutExtension(study.Inputs[0].Name) + ".zip";
        string path = a.Text("--out") is { } to ? Path.HasExtension(to) ? to : Path.Combine(to, name) : name;
        var results = StudyRunner.Run(study, new ResultStore(Path.Combine(study.OutFolder, "store")), a.Seed, a.Threads, null, cancel);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var input in study.Inputs)
        {
            if (Path.IsPathRooted(input.Name) || input.Name.Split('/', '\\').Contains(".."))
            {
                throw new UsageException($"the study reads {input.Name} from outside its folder, where an archive cannot put it; copy it beside the study");
            }

            files[input.Name.Replace('\\', '/')] = File.ReadAllBytes(Path.Combine(study.Folder, input.Name));
        }

        foreach (string beside in new[] { "import.json", "README.md" }.Where(f => File.Exists(Path.Combine(study.Folder, f))))
        {
            files[beside == "README.md" ? "README-study.md" : beside] = File.ReadAllBytes(Path.Combine(study.Folder, beside));
        }

        files["results.json"] = Results(results);
        files["report.html"] = Output.Utf8(HtmlReport.Write(results));
        files[HtmlReport.AppendixFile] = Output.Utf8(HtmlReport.WriteAppendices(results));
        files["CITATION.cff"] = Output.Utf8(Citation(study));
        files["README.md"] = Output.Utf8(Readme(study, results, a.Seed));
        files[Manifest] = List(files, study, a.Seed);
        byte[] zip = Zip(files);
        Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), zip);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {files.Count} files, {zip.Length:N0} bytes, SHA-256 {Hash(zip)}"));
        return 0;
    }

    /// <summary>Results without the seconds they took, so that equal work gives equal bytes.</summary>
    public static byte[] Results(StudyResults results) => ResultsJson.Write(results);

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // Stored, in order of names, with one date: no clock and no version of a compressor changes the bytes.
    private static byte[] Zip(SortedDictionary<string, byte[]> files)
    {
        using var held = new MemoryStream();
        using (var zip = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return held.ToArray();
    }

    private static byte[] List(SortedDictionary<string, byte[]> files, StudyFolder study, ulong seed)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            w.WriteStartObject();
            w.WriteString("tumen", StudyRunner.Version);
            w.WriteString("study", study.Inputs[0].Name);
            w.WriteNumber("seed", seed);
            w.WriteStartObject("sha256");
            foreach (var (name, bytes) in files)
            {
                w.WriteString(name, Hash(bytes));
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Citation(StudyFolder study) => new StringBuilder("cff-version: 1.2.0\nmessage: \"Cite this study, the sources of its events, and the program.\"\ntype: dataset\n")
        .Append(CultureInfo.InvariantCulture, $"title: \"{study.Study.Question.Replace("\"", "'", StringComparison.Ordinal)}\"\nauthors:\n  - name: \"the authors of the study\"\n")
        .Append(CultureInfo.InvariantCulture, $"references:\n  - type: software\n    title: \"Tumen\"\n    version: \"{StudyRunner.Version}\"\n    authors:\n      - name: \"the authors of Tumen\"\n").ToString();

    private static string Readme(StudyFolder study, StudyResults results, ulong seed) => string.Create(CultureInfo.InvariantCulture, $"""
        # {study.Study.Question}
        {results.Answer.Sentence}

        Made by Tumen {StudyRunner.Version} with seed {seed}. `{Manifest}` has the SHA-256 of every file; report.html is the whole report, results.json every number of it.

        To run it again, with the same version of Tumen:
        ```
        tumen verify ARCHIVE.zip            # unpacks, runs from nothing, compares sign by sign
        ```
        or by hand, in the unpacked folder:
        ```
        tumen study {study.Inputs[0].Name} --seed {seed}
        ```

        """).ReplaceLineEndings("\n");
}
