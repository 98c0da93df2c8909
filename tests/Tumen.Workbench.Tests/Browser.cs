using Microsoft.Playwright;

// One workbench at a time, as an analyst has it; several at once would only measure how busy the machine is.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(Tumen.Workbench.Tests.Browser))]
[assembly: AssemblyFixture(typeof(Tumen.Workbench.Tests.FittedStudy))]

namespace Tumen.Workbench.Tests;

/// <summary>One headless Chromium for all tests, if the machine has one.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the browser is, or null.</summary>
    public static string? Executable => Environment.GetEnvironmentVariable("TUMEN_BROWSER") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        }
    }

    /// <summary>A fresh visitor with a laptop's window; skips the test by name when there is no browser.</summary>
    public async Task<IPage> Open(ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "no Chromium is installed (apt-get install chromium, or set TUMEN_BROWSER)");
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 900 }, ColorScheme = scheme, AcceptDownloads = true });
        context.SetDefaultTimeout(60000); // machines that build may be busy
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
