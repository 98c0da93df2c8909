using System.Text;
using Tumen.Model;

namespace Tumen.Cli;

/// <summary>Where results and messages go: results to stdout, everything else to stderr.</summary>
internal static class Output
{
    private static readonly HashSet<string> Inputs = new(StringComparer.Ordinal);
    private static Arguments? _arguments;

    /// <summary>Looks, before any work, whether the folder of results can be written.</summary>
    public static void Begin(Arguments a)
    {
        _arguments = a;
        Protect(a.Inputs);
        if (a.Text("--out") is { } folder)
        {
            Probe(a.Verb.OutIsFile && Path.HasExtension(folder) ? Path.GetDirectoryName(Path.GetFullPath(folder))! : folder);
        }
    }

    /// <summary>Refuses to write over a file that was read.</summary>
    public static void Refuse(string path)
    {
        if (Inputs.Contains(Real(path)))
        {
            throw new UsageException($"{path} is one of the files read, and would be written over; name another with --out");
        }
    }

    /// <summary>Files that results may never be written over.</summary>
    public static void Protect(IEnumerable<string> files) => Inputs.UnionWith(files.Where(File.Exists).Select(Real));

    /// <summary>Writes and deletes a file in a folder, which is left as it was.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Probe(string folder)
    {
        try
        {
            bool made = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, FormattableString.Invariant($".probe-{Environment.ProcessId}-{Guid.NewGuid():N}"));
            for (int k = 0; ; k++)
            {
                try
                {
                    File.WriteAllText(probe, "");
                    break;
                }
                catch (DirectoryNotFoundException) when (k < 20)
                {
                    Directory.CreateDirectory(folder); // another worker looked at the same moment and left it as it was
                }
            }

            File.Delete(probe);
            if (made && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException) when (Directory.Exists(folder))
                {
                    return; // another worker has begun to write there
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
    }

    /// <summary>Prints an error in one way.</summary>
    public static void Error(string message) => Console.Error.WriteLine(Screen.Painted($"error: {message}"));

    /// <summary>Prints diagnostics; texts are read again for excerpts where the file still can be. Remarks obey <c>--remarks</c>.</summary>
    public static void Diagnostics(IEnumerable<Diagnostic> diagnostics, string? folder)
    {
        Diagnostic[] all = [.. diagnostics.Distinct()];
        string manner = _arguments is not { } a ? "all" : a.Text("--remarks") ?? (a.Quiet ? "none" : a.Verb.Name == "check" ? "all" : "short");
        Diagnostic[] whole = [.. all.Where(d => d.Severity == Severity.Error || manner == "all")];
        for (int k = 0; k < whole.Length; k++)
        {
            Console.Error.WriteLine((k > 0 ? "\n" : "") + Screen.Painted(Language.Diagnostics.Render(Renamed(whole[k]), Text(whole[k], folder))));
        }

        if (manner != "short")
        {
            return;
        }

        // One line a kind of remark: the first, and how many more there are.
        var kinds = all.Where(d => d.Severity != Severity.Error).GroupBy(d => d.Code).ToArray();
        foreach (var kind in kinds)
        {
            var first = Renamed(kind.First());
            string place = first.File is null ? "" : $" ({first.File}{(first.Place.Line > 0 ? FormattableString.Invariant($":{first.Place.Line}") : "")})";
            Console.Error.WriteLine(Screen.Painted($"review {first.Code}: {first.Message}{place}{(kind.Count() > 1 ? $", and {kind.Count() - 1} more of its kind" : "")}"));
        }

        if (kinds.Length > 0)
        {
            Console.Error.WriteLine("  --remarks shows them whole, with ways out");
        }
    }

    /// <summary>Writes a file whole or not at all, never over an input.</summary>
    public static void WriteFile(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        if (Inputs.Contains(Real(path)))
        {
            throw new UsageException($"{path} is one of the files read, and would be written over; name another folder with --out");
        }

        try
        {
            Directory.CreateDirectory(folder);
            string part = FormattableString.Invariant($"{path}.{Environment.ProcessId}.part");
            try
            {
                using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
                {
                    stream.Write(bytes);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(part, path, overwrite: true);
            }
            catch
            {
                File.Delete(part);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Writes JSON to stdout, and to the folder of <c>--out</c> under a name when one is given.</summary>
    public static void Json(byte[] bytes)
    {
        using var stdout = Console.OpenStandardOutput();
        Screen.Guard(() =>
        {
            stdout.Write(bytes);
            stdout.Write("\n"u8);
            stdout.Flush();
        });
    }

    /// <summary>Writes text to stdout as it is, however long its lines.</summary>
    public static void Text(string text)
    {
        using var stdout = Console.OpenStandardOutput();
        Screen.Guard(() =>
        {
            stdout.Write(Utf8(text));
            stdout.Flush();
        });
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static BadInputException Unwritable(string path, Exception e) =>
        new([Diagnostic.Error("S520", $"{path} cannot be written: {e.Message.ReplaceLineEndings(" ")}", null, Place.None, null, null, ["choose another folder with --out"])]);

    private static Diagnostic Renamed(Diagnostic d) => d.File is { } file && _arguments is { } a ? d with { File = a.Shown(file) } : d;

    private static string? Text(Diagnostic d, string? folder)
    {
        if (d.File is null || d.Place.Line <= 0)
        {
            return null;
        }

        string path = folder is null ? d.File : Path.Combine(folder, d.File);
        path = File.Exists(path) ? path : d.File;
        return File.Exists(path) && BoundedFile.Length(path) is > 0 and < 50_000_000 ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
    }

    // The path with symbolic links followed, of the folder at least when the file is not there yet.
    private static string Real(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is { } target)
        {
            return target.FullName;
        }

        string folder = Path.GetDirectoryName(full) ?? full;
        return Directory.Exists(folder) && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } real ? Path.Combine(real.FullName, Path.GetFileName(full)) : full;
    }
}
