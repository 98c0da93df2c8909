using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Tumen.Workbench.Runs;

namespace Tumen.Workbench.Tests;

/// <summary>A workbench on a copy of a study, in a folder of its own that goes with it.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WorkbenchServer _server;
    private readonly bool _keep;

    private Desk(string folder, WorkbenchServer server, bool keep)
    {
        Folder = folder;
        _server = server;
        _keep = keep;
    }

    /// <summary>The copy's folder.</summary>
    public string Folder { get; }

    /// <summary>The address with its secret.</summary>
    public Uri Start => _server.Start;

    /// <summary>The address of a page, without the secret.</summary>
    public string Page(string path) => new Uri(Start, path).ToString();

    /// <summary>Copies a study (a folder under studies/ or beside the tests) and serves it.</summary>
    public static Task<Desk> Of(string study)
    {
        string folder = Copy(study), file = Path.Combine(folder, Path.GetFileName(study) + ".study");
        return At(File.Exists(file) ? file : folder, folder, keep: false);
    }

    /// <summary>Serves a folder that goes with the desk.</summary>
    public static Task<Desk> At(string folder) => At(folder, folder, keep: false);

    /// <summary>Serves a study.</summary>
    public static async Task<Desk> At(string study, string folder, bool keep) =>
        new(folder, await WorkbenchServer.StartAsync(new WorkbenchOptions(study) { Port = FreePort(), Threads = 2, Verbose = Environment.GetEnvironmentVariable("TUMEN_VERBOSE") == "1" }), keep);

    /// <summary>A copy of a study's own files in a new folder.</summary>
    public static string Copy(string study)
    {
        string from = Path.Combine(Root(), study), to = Directory.CreateTempSubdirectory("tumen-workbench-").FullName;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !Path.GetRelativePath(from, f).StartsWith("out", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }

        return to;
    }

    /// <summary>Opens a page as a visitor who has the start address, and waits until it answers.</summary>
    public async Task<IPage> Visit(Browser browser, string path = "", ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.Open(scheme);
        var complaints = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
            {
                complaints.Add(m.Text);
            }
        };
        page.Close += (_, _) => { };
        await page.GotoAsync(Start.ToString());
        if (path.Length > 0)
        {
            await page.GotoAsync(Page(path));
        }

        await page.WaitForSelectorAsync("body[data-live=yes]");
        Complaints[page] = complaints;
        return page;
    }

    /// <summary>Fits a theory as the runs page does, without a page.</summary>
    public Task Fit(string theory = "kin", int? bootstrap = null) => Run(new FitOrder(theory, 2, bootstrap));

    /// <summary>Runs a power study as the runs page does, without a page.</summary>
    public Task Power(int records) => Run(new PowerOrder([1], records));

    private async Task Run(RunOrder order)
    {
        while (_server.Desk.View.Study is null)
        {
            await Task.Delay(50);
        }

        _server.Runs.Start(order);
        while (_server.Runs.View.Busy)
        {
            await Task.Delay(50);
        }

        Assert.True(_server.Runs.View.Status == RunStatus.Done, _server.Runs.View.Error ?? _server.Runs.View.Status.ToString());
    }

    /// <summary>What the browser's console complained of, by page.</summary>
    public Dictionary<IPage, List<string>> Complaints { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (!_keep)
        {
            // a run that has just been stopped may still be writing its last piece
            for (int n = 0; Directory.Exists(Folder); n++)
            {
                try
                {
                    Directory.Delete(Folder, recursive: true);
                }
                catch (IOException) when (n < 50)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    /// <summary>The top of the source tree.</summary>
    public static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
