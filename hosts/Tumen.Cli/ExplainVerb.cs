using System.Text.Json;
using Tumen.Language;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen explain`.</summary>
internal static class ExplainVerb
{
    public static int Run(Arguments a)
    {
        string what = a.OneFile("a diagnostic code, a .game file, or FILE:LINE");
        if (DiagnosticCatalog.Find(what) is { } story)
        {
            return Tell(a, null, story.Tell() + "\n", w =>
            {
                w.WriteString("code", story.Code);
                w.WriteString("title", story.Title);
                w.WriteString("story", story.Story);
                w.WriteString("example", story.Example);
                w.WriteString("wayOut", story.WayOut);
            });
        }

        if (FileKinds.Of(what) is FileKind.Episode or FileKind.Efg or FileKind.Nfg)
        {
            return EpisodeExplain.Run(a, what);
        }

        int colon = what.LastIndexOf(':');
        int line = 0;
        string file = what;
        if (colon > 0 && int.TryParse(what[(colon + 1)..], out line))
        {
            file = what[..colon];
        }

        if (!File.Exists(file) && !Directory.Exists(file))
        {
            throw new UsageException($"`{what}` is neither a diagnostic code, such as G214, nor a file that is there{(what.Length < 8 ? Suggestion.Ask(what, DiagnosticCatalog.All.Select(s => s.Code)) : "")}");
        }

        if (FileKinds.Of(file) is not (FileKind.Game or FileKind.Plays or FileKind.Unknown) and var kind)
        {
            throw new UsageException($"{a.Shown(file)} is {FileKinds.Called(kind)}; explain takes a code, a game or an episode\n  {FileOfWrongKind.Advice(kind, a.Shown(file))}");
        }

        var (model, _) = Files.Game(file);
        var equations = Explainer.Explain(model, line == 0 ? null : line);
        if (equations.IsEmpty)
        {
            throw new UsageException($"no law or payoff starts on line {line} of {file}");
        }

        return Tell(a, file, string.Concat(equations.Select(e => $"line {e.Line}{(e.Theory is null ? "" : $" (theory \"{e.Theory}\")")}: {e.Text}\n    {e.Latex}\n")), w =>
        {
            w.WriteStartArray("equations");
            foreach (var e in equations)
            {
                w.WriteStartObject();
                w.WriteNumber("line", e.Line);
                w.WriteString("theory", e.Theory);
                w.WriteString("text", e.Text);
                w.WriteString("latex", e.Latex);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        });
    }

    /// <summary>Prints a text, or writes a document with what it says.</summary>
    public static int Tell(Arguments a, string? file, string text, Action<Utf8JsonWriter> body)
    {
        if (a.Json || a.Has("--out"))
        {
            using var stream = new MemoryStream();
            using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                w.WriteStartObject();
                ResultsJson.Head(w, a.Verb.Name, file is null ? [] : [(a.Shown(file), Files.Hash(file))], a.Seed, StudyRunner.Version);
                body(w);
                w.WriteEndObject();
            }

            if (a.Json)
            {
                Output.Json(stream.ToArray());
            }

            if (a.Text("--out") is { } folder)
            {
                Output.WriteFile(folder, $"{a.Verb.Name}.json", stream.ToArray());
            }
        }

        if (!a.Json)
        {
            Output.Text(text); // equations and texts of the language keep their lines
        }

        return 0;
    }
}
