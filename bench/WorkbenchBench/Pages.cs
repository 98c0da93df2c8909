using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Tumen.Workbench;

namespace Tumen.WorkbenchBench;

/// <summary>What an analyst waits for, in headless Chromium: the first page, a slider step, and how far a page shifts while it fills.</summary>
internal static class Pages
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
    private static readonly string[] Paths = ["", "record", "theories", "what-if", "what-ifs", "episodes", "evidence", "doubts", "runs", "runs?run=fit", "runs?run=power", "take-away"];

    private const string Drag = """
        async ([id, steps]) => {
          const times = [], solves = [];
          for (let k = 0; k < steps; k++) {
            const input = document.getElementById(id), solved = document.getElementById('solved'), low = +input.min, high = +input.max; // a new reading of the study may have drawn them afresh
            const before = solved.dataset.step;
            input.value = low + (high - low) * (0.5 + 0.2 * Math.sin(0.37 * k));
            const start = performance.now();
            const done = new Promise(r => { setTimeout(r, 5000); const seen = new MutationObserver(() => { if (solved.dataset.step !== before) { seen.disconnect(); r(); } }); seen.observe(solved, { attributes: true }); });
            input.dispatchEvent(new Event('input', { bubbles: true }));
            await done;
            times.push(performance.now() - start);
            solves.push(+(solved.textContent.match(/(\d+) ms/) ?? [0, 'NaN'])[1]);
          }
          return [times, solves];
        }
        """;

    private const string Shifts = "window.shifted = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shifted += e.value; }).observe({ type: 'layout-shift', buffered: true });";

    public static async Task Run(string study, int steps)
    {
        string? browser = Environment.GetEnvironmentVariable("TUMEN_BROWSER") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);
        if (browser is null)
        {
            Console.WriteLine("page    no Chromium is installed (TUMEN_BROWSER names one elsewhere); not measured");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = browser, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        await context.AddInitScriptAsync(Shifts);
        var page = await context.NewPageAsync();
        var clock = Stopwatch.StartNew();
        await using var server = await WorkbenchServer.StartAsync(new WorkbenchOptions(study));
        double listening = clock.Elapsed.TotalMilliseconds;
        await page.GotoAsync(server.Start.ToString());
        double shown = clock.Elapsed.TotalMilliseconds;
        await page.WaitForSelectorAsync("#answer, [data-missing=results] a");
        double answered = clock.Elapsed.TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start   listens after {listening:0} ms, first page after {shown:0} ms, its answer after {answered:0} ms; load {Load.Average}"));
        var loads = new List<double>();
        for (int k = 0; k < 10; k++)
        {
            clock.Restart();
            await page.GotoAsync(server.Start.GetLeftPart(UriPartial.Authority));
            await page.WaitForSelectorAsync("#answer, [data-missing=results] a");
            loads.Add(clock.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine($"first   page of a warm server, with its answer: {Load.Sum(loads)}; load {Load.Average}");
        foreach (string theory in Tumen.Studies.StudyFolder.Open(study).Study.Compare.Reverse().Take(3))
        {
            await page.GotoAsync(new Uri(server.Start, "/what-if?theory=" + Uri.EscapeDataString(theory)).ToString());
            await page.WaitForSelectorAsync("#detail[data-ready=yes]");
            foreach (string id in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.slider input')].map(i => i.id).filter((id, k) => k === 0 || id === 'set-price')"))
            {
                double[][] times = await page.EvaluateAsync<double[][]>(Drag, new object[] { id, steps });
                string solved = (await page.InnerTextAsync("#solved")).Trim(); // how many situations
                Console.WriteLine($"slider  {theory}, {id}: round trip {Load.Sum(times[0])}; of which solve {Load.Sum(times[1])}; {solved}; load {Load.Average}");
            }
        }

        foreach (string path in Paths)
        {
            clock.Restart();
            await page.GotoAsync(new Uri(server.Start, "/" + path).ToString());
            await page.WaitForSelectorAsync("body[data-live=yes]");
            double live = clock.Elapsed.TotalMilliseconds;
            await page.WaitForTimeoutAsync(2500);
            double shift = await page.EvaluateAsync<double>("() => window.shifted");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"shift   /{path}: layout shift {shift:0.000}, answers after {live:0} ms; load {Load.Average}"));
        }
    }
}
