using Tumen.Language;

namespace Tumen.Cli;

/// <summary>`tumen explain`.</summary>
internal static class ExplainVerb
{
    public static int Run(Arguments a)
    {
        string what = a.OneFile("a diagnostic code, a .game file, or FILE:LINE");
        if (DiagnosticCatalog.Find(what) is { } story)
        {
            Console.WriteLine(story.Tell());
            return 0;
        }

        if (EpisodeSource.Is(what) && File.Exists(what))
        {
            return EpisodeExplain.Run(what);
        }

        int colon = what.LastIndexOf(':');
        int line = 0;
        string file = what;
        if (colon > 0 && int.TryParse(what[(colon + 1)..], out line))
        {
            file = what[..colon];
        }

        if (!File.Exists(file))
        {
            throw new UsageException($"`{what}` is neither a diagnostic code, such as G214, nor a file that is there");
        }

        var (model, _) = Files.Game(file);
        var equations = Explainer.Explain(model, line == 0 ? null : line);
        if (equations.IsEmpty)
        {
            throw new UsageException($"no law or payoff starts on line {line} of {file}");
        }

        foreach (var e in equations)
        {
            Console.WriteLine($"line {e.Line}{(e.Theory is null ? "" : $" (theory \"{e.Theory}\")")}: {e.Text}\n    {e.Latex}");
        }

        return 0;
    }
}
