using System.Diagnostics;
using Tumen.Cli;
using Tumen.Cli.Lsp;
using Tumen.Model;
using Tumen.Studies;

// Exit codes: 0 done; 1 ended without a trustworthy result; 2 wrong input; 130 cancelled.
using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true; // finish what is under way, keep what is done
    cancel.Cancel();
};
string verb = args.Length > 0 ? args[0] : "--help";
string? folder = null;
try
{
    var rest = new Arguments(args.Skip(1).ToArray());
    folder = rest.Files.Count > 0 ? Directory.Exists(rest.Files[0]) ? rest.Files[0] : Path.GetDirectoryName(rest.Files[0]) : null;
    if (rest.Has("--help") || verb is "--help" or "-h" or "help")
    {
        Console.WriteLine(Help.Text(verb));
        return 0;
    }

    return verb switch
    {
        "--version" => Version(),
        "check" => rest.Files.Count == 1 && EpisodeSource.Is(rest.Files[0]) ? EpisodeVerbs.Check(rest.Files[0]) : CheckVerb.Run(rest),
        "explain" => ExplainVerb.Run(rest),
        "format" => FormatVerb.Run(rest),
        "lsp" => new LanguageServer(new MessageStream(Console.OpenStandardInput(), Console.OpenStandardOutput())).Run(),
        "solve" => rest.Files.Count == 1 && EpisodeSource.Is(rest.Files[0]) ? EpisodeSolveVerb.Run(rest, cancel.Token) : SolveVerb.Run(rest, cancel.Token),
        "convert" => EpisodeVerbs.Convert(rest),
        "code" => CodeVerb.Run(rest),
        "fit" => FitVerb.Run(rest, cancel.Token),
        "power" => PowerVerb.Run(rest, cancel.Token),
        "watch" => WatchVerb.Run(rest, cancel.Token),
        "sample" => SampleVerb.Run(rest, cancel.Token),
        "work" => WorkVerb.Run(rest, cancel.Token),
        "pieces" => PiecesVerb.Run(rest, cancel.Token),
        "merge" => StoreVerbs.Merge(rest, cancel.Token),
        "clean" => StoreVerbs.Clean(rest, cancel.Token),
        "study" or "compare" => StudyVerb.Run(verb, rest, cancel.Token),
#if WORKBENCH
        "serve" => ServeVerb.Run(rest, cancel.Token),
#else
        "serve" => throw new UsageException("this native build has no workbench; start it with: dotnet run -c Release --project hosts/Tumen.Workbench -- STUDY"),
#endif
        "whatif" => WhatIfVerb.Run(rest, cancel.Token),
        "simulate" => SimulateVerb.Run(rest, cancel.Token),
        _ => throw new UsageException($"unknown verb `{verb}`\n{Help.Text("")}"),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
catch (BadInputException e)
{
    Output.Diagnostics(e.Diagnostics, folder);
    return 2;
}
catch (InvalidKernelException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("cancelled; what was finished is kept and will be used by the next run");
    return 130;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

static int Version()
{
    Console.WriteLine($"tumen {StudyRunner.Version}");
    return 0;
}
