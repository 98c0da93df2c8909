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
    };

#if WORKBENCH
    private static int Serve(Arguments a, CancellationToken cancel) => ServeVerb.Run(a, cancel);
#else
    // The workbench needs a runtime that compiles as it goes; a native build starts the program that was put beside it.
    private static int Serve(Arguments a, CancellationToken cancel)
    {
        string name = OperatingSystem.IsWindows() ? "tumen.exe" : "tumen", own = AppContext.BaseDirectory;
        string program = ((string[])[Path.Combine(own, "workbench", name), Path.Combine(own, "..", "workbench", name)]).FirstOrDefault(File.Exists)
            ?? throw new UsageException("the workbench is not beside this native build; packaging/native.sh puts it there, or install the tool: dotnet tool install --global Tumen");
        var start = new System.Diagnostics.ProcessStartInfo(program) { UseShellExecute = false };
        start.ArgumentList.Add("serve");
        foreach (string word in a.Files.Concat(Verb.Options.Where(o => a.Has(o.Name)).SelectMany(o => o.Value is null ? [o.Name] : (string[])[o.Name, a.Text(o.Name)!])))
        {
            start.ArgumentList.Add(word);
        }

        using var process = System.Diagnostics.Process.Start(start) ?? throw new UsageException($"{program} did not start");
        using var stopping = cancel.Register(() => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        return process.ExitCode;
    }
#endif
}
