using System.Text;
using Tumen.Model;

namespace Tumen.Record.Tests;

/// <summary>Transcripts of diagnostics kept beside the files that cause them. TUMEN_ACCEPT=1 writes them anew, to be reviewed as a diff.</summary>
internal static class Golden
{
    public static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                string path = Path.Combine(at.FullName, "tests", "Tumen.Record.Tests", "bad");
                if (Directory.Exists(path))
                {
                    return path;
                }
            }

            throw new DirectoryNotFoundException("tests/Tumen.Record.Tests/bad is part of the project");
        }
    }

    public static string Transcript(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var d in diagnostics)
        {
            text.Append(d.Severity == Severity.Error ? "error " : "review ").Append(d.Code).Append(": ").Append(d.Message).Append('\n');
            text.Append("  --> ").Append(d.File ?? "(no file)").Append(d.Place == Place.None ? "" : $":{d.Place.Line}:{d.Place.Column} ({d.Place.Length})").Append('\n');
            foreach (string note in d.Notes)
            {
                text.Append("   = ").Append(note).Append('\n');
            }

            foreach (string help in d.Helps)
            {
                text.Append("help: ").Append(help).Append('\n');
            }
        }

        return text.ToString();
    }

    public static void Check(string name, string transcript)
    {
        string path = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("TUMEN_ACCEPT") == "1")
        {
            File.WriteAllText(path, transcript);
        }

        Assert.True(File.Exists(path), $"{name}.txt has not been accepted yet; it would read:\n{transcript}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), transcript);
    }
}
