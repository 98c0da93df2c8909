namespace Tumen.Workbench;

/// <summary>How to serve a study.</summary>
/// <param name="Study">A .study file, or a folder that holds exactly one.</param>
public sealed record WorkbenchOptions(string Study)
{
    /// <summary>Where results are kept: the `out` folder beside the study unless said otherwise; the same files as the command line's.</summary>
    public string? Out { get; init; }

    /// <summary>Address to listen on; this machine only by default.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes 5850 if it is free, otherwise any free one.</summary>
    public int Port { get; init; }

    /// <summary>Seed of the runs that the page starts; the command line's default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of the runs that the page starts; one fewer than the machine has, so that pages stay quick.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Secret that the start address carries; random unless a test gives one.</summary>
    public string? Token { get; init; }

    /// <summary>Whether to log requests and errors to standard error.</summary>
    public bool Verbose { get; init; }
}
