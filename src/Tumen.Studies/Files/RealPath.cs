namespace Tumen.Studies;

/// <summary>Where paths lead once links are followed, and files written so that no link leads the writing elsewhere.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path with every link on it followed; parts that do not exist stay as they are.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Of(string path)
    {
        int left = MostLinks;
        return Follow(Path.GetFullPath(path), ref left);
    }

    /// <summary>Whether a path leads to the folder or into it, links followed on both.</summary>
    public static bool IsInside(string folder, string path)
    {
        string outer = Path.TrimEndingDirectorySeparator(Of(folder)), inner = Of(path);
        return inner == outer || inner.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>Writes a file whole or not at all, with the rights of the file that it replaces. A link at its name, or at that of the unfinished file, is replaced, not followed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void WriteWhole(string path, ReadOnlySpan<byte> bytes)
    {
        string part = path + ".part";
        File.Delete(part);
        using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            if (!OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, LinkTarget: null } before)
            {
                File.SetUnixFileMode(file.SafeFileHandle, before.UnixFileMode);
            }

            file.Write(bytes);
        }

        File.Move(part, path, overwrite: true);
    }

    private static string Follow(string full, ref int left)
    {
        string at = Path.GetPathRoot(full)!;
        foreach (string part in full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string here = at;
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is { } target)
            {
                at = --left >= 0 ? Follow(Path.GetFullPath(target, here), ref left) : throw new IOException($"{full} is a link that leads back to itself");
            }
        }

        return at;
    }
}
