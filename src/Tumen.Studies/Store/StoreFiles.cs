namespace Tumen.Studies;

/// <summary>The file operations that a store rests on. They hold on any shared folder on which a file can be created exclusively and moved in one step.</summary>
public class StoreFiles
{
    private readonly string _unique = $"{Environment.MachineName}.{Environment.ProcessId}";

    /// <summary>A file's bytes; null when it is not there (or is not to be seen yet).</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public virtual byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Creates a file if nobody has; of several who try at once, one succeeds.</summary>
    /// <returns>Whether it was created here.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public virtual bool Create(string path, byte[] bytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(bytes);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Puts a file in place whole: written beside under a name that no other process on any machine uses, flushed to the disk, then moved.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public virtual void Put(string path, byte[] bytes)
    {
        string part = $"{path}.{_unique}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Writes over a file that is there.</summary>
    /// <returns>Whether it was there.</returns>
    public virtual bool Overwrite(string path, byte[] bytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(bytes);
            file.SetLength(bytes.Length);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Moves a file; of several who try at once, one succeeds.</summary>
    /// <returns>Whether it was moved here.</returns>
    public virtual bool Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Takes a file away, if it is there.</summary>
    public virtual void Delete(string path) => File.Delete(path);
}
