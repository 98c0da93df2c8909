#if WORKBENCH
using System.Globalization;
using Tumen.Workbench;

namespace Tumen.Cli;

/// <summary>`tumen serve`.</summary>
internal static class ServeVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var options = new WorkbenchOptions(a.OneFile("a study folder or .study file")) { Out = a.Text("--out"), Seed = a.Seed, Listen = a.Text("--listen") ?? "127.0.0.1" };
        if (a.Text("--threads") is not null)
        {
            options = options with { Threads = a.Threads };
        }

        if (a.Text("--port") is { } text)
        {
            options = options with
            {
                Port = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : throw new UsageException($"--port is `{text}`; expected a whole number from 1 to 65535"),
            };
        }

        if (!File.Exists(options.Study) && !Directory.Exists(options.Study))
        {
            throw new UsageException($"there is no study at {options.Study}; give a .study file, or a folder that holds one");
        }

        return WorkbenchServer.RunAsync(options, Console.WriteLine, cancel).GetAwaiter().GetResult();
    }
}
#endif
