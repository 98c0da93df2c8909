using System.Text;

namespace Tumen.Studies;

/// <summary>A text of finished pieces that grows line by line, so that whoever stops or is stopped loses at most the line under way. One writer at a time.</summary>
internal sealed class GrowingFile : IDisposable
{
    private readonly StreamWriter _log;

    /// <summary>Begins a file anew with what is kept of it, and holds it open.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="kept">Given the text of an earlier run (empty when there is none): what to keep, header included.</param>
    /// <exception cref="IOException">The file cannot be written, for example because another run holds it.</exception>
    public GrowingFile(string path, Func<string, string> kept)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"{path} is a link to another file; take it away");
        }

        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
            string before = reader.ReadToEnd(), text = kept(before);
            _log = new StreamWriter(file, new UTF8Encoding(false));
            if (text != before)
            {
                file.SetLength(0); // otherwise the file is left as it is, and goes on at its end
                Add(text);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds finished lines; they are on disk when this returns.</summary>
    public void Add(string lines)
    {
        _log.Write(lines);
        _log.Flush();
    }

    public void Dispose() => _log.Dispose();
}
