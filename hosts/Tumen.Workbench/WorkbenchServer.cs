using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tumen.Workbench.Components;
using Tumen.Workbench.Runs;
using Tumen.Workbench.Study;

namespace Tumen.Workbench;

/// <summary>The local web workbench of one study.</summary>
public sealed class WorkbenchServer : IAsyncDisposable
{
    private const int UsualPort = 5850;
    private readonly WebApplication _app;

    private WorkbenchServer(WebApplication app, Uri start)
    {
        _app = app;
        Start = start;
    }

    /// <summary>The address to open, with its secret.</summary>
    public Uri Start { get; }

    /// <summary>What the pages show; tests look at it.</summary>
    internal StudyDesk Desk => _app.Services.GetRequiredService<StudyDesk>();

    /// <summary>The runs; tests start them.</summary>
    internal RunDesk Runs => _app.Services.GetRequiredService<RunDesk>();

    /// <summary>Serves until cancelled.</summary>
    /// <param name="options">What and where.</param>
    /// <param name="say">Told the start address once the server listens.</param>
    /// <param name="cancel">Stops the server; a run under way is cancelled and keeps what is done.</param>
    /// <returns>Exit code: 0.</returns>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<int> RunAsync(WorkbenchOptions options, Action<string> say, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(say);
        await using var server = await StartAsync(options, cancel);
        say($"the workbench is at {server.Start}");
        say(options.Listen is "127.0.0.1" or "localhost" ? "only this machine can reach it; Ctrl-C stops it" : $"it listens on {options.Listen}: whoever has this address can read and change the study; Ctrl-C stops it");
        // Ctrl-C arrives as cancellation; a plain kill reaches the host itself.
        var stopped = new TaskCompletionSource();
        await using (cancel.Register(() => stopped.TrySetResult()))
        await using (server._app.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult()))
        {
            await stopped.Task;
        }

        return 0;
    }

    /// <summary>Starts the server and returns once it listens.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<WorkbenchServer> StartAsync(WorkbenchOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IPAddress.TryParse(options.Listen == "localhost" ? "127.0.0.1" : options.Listen, out var address))
        {
            throw new IOException($"`{options.Listen}` is not an address to listen on; expected one like 127.0.0.1");
        }

        // A fit keeps pool threads busy for minutes; pages must not wait for the pool to grow.
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + 8), ports);
        int port = options.Port > 0 ? options.Port : FreePort(address);
        string token = options.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WorkbenchServer).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Listen(address, port);
        });
        builder.Logging.ClearProviders();
        if (options.Verbose)
        {
            builder.Logging.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        }

        builder.Services.AddRazorComponents().AddInteractiveServerComponents(c => c.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2));
        builder.Services.Configure<HubOptions>(h => h.MaximumReceiveMessageSize = 8_000_000); // a language file may have 5 MB
        builder.Services.Configure<HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<StudyDesk>();
        builder.Services.AddSingleton<RunDesk>();
        builder.Services.AddScoped<Drafts>();
        var app = builder.Build();
        app.UseMiddleware<Gate>(new GateRule(address, port, token));
        app.UseAntiforgery();
        PageFiles.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(r => r.ContentSecurityFrameAncestorsPolicy = null);
        app.Services.GetRequiredService<StudyDesk>().Begin();
        await app.StartAsync(cancel);
        string host = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : address.ToString();
        return new WorkbenchServer(app, new Uri($"http://{host}:{port}/?token={token}"));
    }

    /// <summary>Stops serving; a run under way is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static int FreePort(IPAddress address)
    {
        foreach (int port in (int[])[UsualPort, 0])
        {
            try
            {
                using var probe = new TcpListener(address, port);
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException) when (port != 0)
            {
                continue; // someone else has it
            }
            catch (SocketException e)
            {
                throw new IOException($"cannot listen on {address}: {e.Message}", e);
            }
        }

        throw new IOException($"no free port on {address}");
    }
}
