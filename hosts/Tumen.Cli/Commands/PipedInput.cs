using Tumen.Record;

namespace Tumen.Cli;

/// <summary>Standard input and other pipes named as files. They can be read once only, and are copied to files of this run's own, with the ending of what they hold.</summary>
internal static class PipedInput
{
    private static string? _folder;

    /// <summary>Puts copies in place of pipes among the files.</summary>
    /// <exception cref="UsageException">A pipe without an end.</exception>
    public static void Take(Arguments a)
    {
        for (int k = 0; k < a.Files.Count; k++)
        {
            string name = a.Files[k];
            if (name is "-" or "/dev/stdin" || name.StartsWith("/dev/fd/", StringComparison.Ordinal) || name.StartsWith("/proc/self/fd/", StringComparison.Ordinal))
            {
                a.Files[k] = Copy(name, k);
                a.Call(a.Files[k], name);
            }
        }
    }

    /// <summary>Deletes the copies.</summary>
    public static void Forget()
    {
        if (_folder is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Copy(string name, int number)
    {
        _folder ??= Directory.CreateTempSubdirectory("tumen-").FullName;
        string plain = Path.Combine(_folder, FormattableString.Invariant($"input{number}"));
        using (var from = name is "-" or "/dev/stdin" ? Console.OpenStandardInput() : new FileStream(name, FileMode.Open, FileAccess.Read))
        using (var to = File.Create(plain))
        {
            var buffer = new byte[1 << 16];
            long read = 0;
            for (int n; (n = from.Read(buffer)) > 0; read += n)
            {
                if (read + n > CsvTable.SizeLimit)
                {
                    throw new UsageException($"{name} gives more than {CsvTable.SizeLimit / 1_000_000} MB; at most so much is read");
                }

                to.Write(buffer, 0, n);
            }
        }

        string ended = plain + FileKinds.Of(plain) switch
        {
            FileKind.Game or FileKind.Episode or FileKind.Plays => ".game",
            FileKind.Efg => ".efg",
            FileKind.Nfg => ".nfg",
            FileKind.Study => ".study",
            FileKind.Codebook => ".codebook",
            FileKind.Claims => ".claims",
            FileKind.Arrays => ".json",
            _ => ".csv",
        };
        File.Move(plain, ended);
        return ended;
    }
}
