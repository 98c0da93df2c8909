using System.Text.Json;
using Tumen.Model;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>What `check` found, for people or for programs.</summary>
internal static class CheckReport
{
    /// <summary>The document's name in the folder of --out.</summary>
    public const string FileName = "check.json";

    /// <summary>Prints or writes one file's review.</summary>
    /// <param name="a">Options.</param>
    /// <param name="file">The file checked.</param>
    /// <param name="says">One line about what it holds; null when it cannot be used.</param>
    /// <param name="diagnostics">Mistakes and remarks.</param>
    /// <param name="folder">Where their files are, when not beside the caller.</param>
    /// <returns>The exit code.</returns>
    public static int Tell(Arguments a, string file, string? says, IEnumerable<Diagnostic> diagnostics, string? folder)
    {
        Diagnostic[] all = [.. diagnostics.Distinct()];
        bool sound = says is not null && all.All(d => d.Severity != Severity.Error);
        if (a.Json || a.Has("--out"))
        {
            byte[] json = Json(a, file, says, sound, all);
            if (a.Json)
            {
                Output.Json(json);
            }

            if (a.Text("--out") is { } to)
            {
                Output.WriteFile(to, FileName, json);
            }
        }

        if (!a.Json)
        {
            Output.Diagnostics(all, folder);
            if (sound)
            {
                Console.WriteLine($"{a.Shown(file)}: {says}: sound");
            }
        }

        return sound ? 0 : 2;
    }

    private static byte[] Json(Arguments a, string file, string? says, bool sound, Diagnostic[] all)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "check", File.Exists(file) ? [(a.Shown(file), Files.Hash(file))] : [], a.Seed, StudyRunner.Version);
            w.WriteString("file", ResultsJson.Named(a.Shown(file)));
            w.WriteString("kind", FileKinds.Of(file).ToString().ToLowerInvariant());
            w.WriteBoolean("sound", sound);
            w.WriteString("holds", says);
            w.WriteStartArray("diagnostics");
            foreach (var d in all)
            {
                w.WriteStartObject();
                w.WriteString("code", d.Code);
                w.WriteString("severity", d.Severity == Severity.Error ? "error" : "review");
                w.WriteString("message", d.Message);
                w.WriteString("file", d.File is { } named ? ResultsJson.Named(a.Shown(named)) : null);
                w.WriteNumber("line", d.Place.Line);
                w.WriteNumber("column", d.Place.Column);
                Lines(w, "notes", d.Notes);
                Lines(w, "waysOut", d.Helps);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Lines(Utf8JsonWriter w, string name, IEnumerable<string> lines)
    {
        w.WriteStartArray(name);
        foreach (string line in lines)
        {
            w.WriteStringValue(line);
        }

        w.WriteEndArray();
    }
}
