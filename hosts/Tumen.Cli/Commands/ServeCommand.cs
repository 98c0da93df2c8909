namespace Tumen.Cli;

/// <summary>`tumen serve`.</summary>
internal static class ServeCommand
{
    public static readonly Verb Verb = new("serve", "STUDY", "the workbench, in a browser", Serve)
    {
        Own = [new("--port", "N", "port to listen on (any free one)"), new("--listen", "ADDRESS", "address to listen on (127.0.0.1, this machine only)")],
        Accepts = [FileKind.Study],
        Notes = "Open the address it prints. Ctrl-C stops it.",
        Examples = [("tumen serve studies/china-dprk", "prints an address to open"), ("tumen serve . --port 8080", "at a port of one's own")],
        Grace = 3,
    };

#if WORKBENCH
    private static int Serve(Arguments a, CancellationToken cancel) => ServeVerb.Run(a, cancel);
#else
    private static int Serve(Arguments a, CancellationToken cancel) =>
        throw new UsageException("this native build has no workbench; start it with: dotnet run -c Release --project hosts/Tumen.Workbench -- STUDY");
#endif
}
