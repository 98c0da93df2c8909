using System.Globalization;
using Tumen.Workbench;

// Exit codes as the command line's: 0 stopped by the user, 2 wrong input.
string? study = null;
var options = new WorkbenchOptions("");
for (int i = 0; i < args.Length; i++)
{
    string Value() => i + 1 < args.Length ? args[++i] : "";
    switch (args[i])
    {
        case "--out": options = options with { Out = Value() }; break;
        case "--listen": options = options with { Listen = Value() }; break;
        case "--verbose": options = options with { Verbose = true }; break;
        case "--port" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port < 65536: options = options with { Port = port }; break;
        case "--seed" when ulong.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed): options = options with { Seed = seed }; break;
        case "--threads" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0: options = options with { Threads = threads }; break;
        case { } word when study is null && !word.StartsWith('-'): study = word; break;
        default:
            Console.Error.WriteLine("usage: Tumen.Workbench STUDY [--port N] [--listen ADDRESS] [--out DIR] [--seed N] [--threads N] [--verbose]");
            return 2;
    }
}

if (study is null)
{
    Console.Error.WriteLine("error: name a study folder or .study file, such as studies/china-dprk");
    return 2;
}

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancel.Cancel();
};
try
{
    return await WorkbenchServer.RunAsync(options with { Study = study }, Console.WriteLine, cancel.Token);
}
catch (IOException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
