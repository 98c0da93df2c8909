using System.Text;
using Tumen.Model;

namespace Tumen.Cli;

/// <summary>Where results and messages go: results to stdout, everything else to stderr.</summary>
internal static class Output
{
    /// <summary>Prints diagnostics; texts are read again for excerpts where the file still can be.</summary>
    public static void Diagnostics(IEnumerable<Diagnostic> diagnostics, string? folder)
    {
        bool first = true;
        foreach (var d in diagnostics)
        {
            if (!first)
            {
                Console.Error.WriteLine();
            }

            first = false;
            string? text = null;
            if (d.File is not null && d.Place.Line > 0)
            {
                string path = folder is null ? d.File : Path.Combine(folder, d.File);
                path = File.Exists(path) ? path : d.File;
                text = File.Exists(path) && new FileInfo(path).Length < 50_000_000 ? File.ReadAllText(path) : null;
            }

            Console.Error.WriteLine(Language.Diagnostics.Render(d, text));
        }
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void WriteFile(string folder, string name, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, name), part = path + ".part";
            File.WriteAllBytes(part, bytes);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException([Diagnostic.Error("S520", $"{Path.Combine(folder, name)} cannot be written: {e.Message}", null, Place.None, null, null, ["choose another folder with --out"])]);
        }
    }

    public static void Json(byte[] bytes)
    {
        using var stdout = Console.OpenStandardOutput();
        stdout.Write(bytes);
        stdout.Write("\n"u8);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
