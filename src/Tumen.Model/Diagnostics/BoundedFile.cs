namespace Tumen.Model;

/// <summary>Reads files whole, up to a limit that counts what is read: devices and pipes tell no length, and may have no end.</summary>
public static class BoundedFile
{
    private const int PatienceMilliseconds = 3000;

    /// <summary>The bytes of a file; null when it holds more than a limit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most bytes to read.</param>
    /// <exception cref="IOException">It cannot be read, or is a pipe that nobody writes to.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static byte[]? Read(string path, int limit)
    {
        using var stream = Open(path);
        if (stream.CanSeek && stream.Length > limit)
        {
            return null;
        }

        using var bytes = new MemoryStream(stream.CanSeek ? (int)stream.Length : 0);
        var buffer = new byte[1 << 16];
        for (int n; (n = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + n > limit)
            {
                return null;
            }

            bytes.Write(buffer, 0, n);
        }

        return bytes.ToArray();
    }

    /// <summary>Bytes in a file, links followed; 0 for a pipe or a device, which tell no length.</summary>
    /// <param name="path">The file.</param>
    public static long Length(string path) => Behind(path) is { Exists: true } file ? file.Length : 0;

    // The file behind a path. The path is made full first: a link named from the folder it stands in is not followed otherwise.
    private static FileInfo Behind(string path)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is FileInfo target ? target : new FileInfo(full);
    }

    // Opening a pipe waits for somebody who writes. Files that are not empty open at once and need no thread of their own.
    private static FileStream Open(string path)
    {
        FileStream Now() => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (Length(path) > 0)
        {
            return Now();
        }

        var opening = Task.Factory.StartNew(Now, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WhenAny(opening, Task.Delay(PatienceMilliseconds)).GetAwaiter().GetResult() == opening ? opening.GetAwaiter().GetResult()
            : throw new IOException("it is a pipe that nobody writes to");
    }
}
