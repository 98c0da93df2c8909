using Tumen.Episodes;
using Tumen.Model;

namespace Tumen.Cli;

/// <summary>`tumen check` and `tumen convert` for episodes.</summary>
internal static class EpisodeVerbs
{
    /// <summary>Reads an episode, prints every remark with its place, and says whether it can be solved.</summary>
    public static int Check(Arguments a, string file)
    {
        if (EpisodeSource.Read(file) is not { } source) return 2;
        bool forgetful = PerfectRecall.FindViolation(source.Tree) is not null;
        if (a.Json || a.Has("--out"))
        {
            Diagnostic[] remarks = [.. source.Remarks.Select(r => new Diagnostic(r.Code, Severity.Review, r.Message, r.Path, new Place(r.Line, r.Column, 1), null, [], [], []))];
            int code = CheckReport.Tell(a, file, forgetful ? null : source.Summary, remarks, null);
            return code;
        }

        source.PrintRemarks(a);
        Console.WriteLine($"{a.Shown(file)}: {source.Summary}: {(forgetful ? "readable, but somebody must forget, so it cannot be solved" : "sound")}");
        return forgetful ? 2 : 0;
    }

    /// <summary>Writes a game in another format, decided by the ending of the second name.</summary>
    public static int Convert(Arguments a)
    {
        if (a.Files.Count != 2) throw new UsageException("name two files: tumen convert FROM TO, for instance crisis.efg crisis.nfg");
        if (FileKinds.Of(a.Files[0]) is not (FileKind.Episode or FileKind.Efg or FileKind.Nfg) && File.Exists(a.Files[0])) throw new UsageException($"{a.Files[0]} cannot be converted; expected an .efg or .nfg file, or a .game played once");
        if (EpisodeSource.Read(a.Files[0]) is not { } source) return 2;
        source.PrintRemarks(a);
        string to = a.Files[1];
        if (to.EndsWith(".sgame.json", StringComparison.OrdinalIgnoreCase))
        {
            Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(to))!, Path.GetFileName(to), EpisodeArrays.Write(Table(a.Files[0], source)));
            return Written(a, to, source);
        }

        string text = Path.GetExtension(to).ToLowerInvariant() switch
        {
            ".efg" => GameFiles.Write(source.Tree),
            ".nfg" => GameFiles.Write(Table(a.Files[0], source)),
            ".svg" => GameTreeSvg.Draw(source.Tree),
            var other => throw new UsageException($"{to} ends in `{other}`; expected .efg, .nfg, .sgame.json or .svg"),
        };
        Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(to))!, Path.GetFileName(to), Output.Utf8(text));
        return Written(a, to, source);
    }

    private static int Written(Arguments a, string to, EpisodeSource source)
    {
        if (!a.Quiet && !a.Json) Console.Error.WriteLine($"{to} written: {source.Summary}");
        return a.Json || a.Has("--out") ? ExplainVerb.Tell(a, a.Files[0], "", w =>
        {
            w.WriteString("from", a.Shown(a.Files[0]));
            w.WriteString("to", to);
            w.WriteString("holds", source.Summary);
        }) : 0;
    }

    private static StrategicGame Table(string file, EpisodeSource source) =>
        source.Table is { } table ? table
        : PerfectRecall.FindViolation(source.Tree) is { } violation ? throw new UsageException($"{file} has no strategic form with the same equilibria: {violation.Message}")
        : (ReducedForm.TryBuild(source.Tree) ?? throw new UsageException($"{file} has too many strategies for a table (limit 200,000 cells)")).Game;
}
