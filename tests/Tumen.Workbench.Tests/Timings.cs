using System.Globalization;

namespace Tumen.Workbench.Tests;

/// <summary>How quick the pages are; runs only when TUMEN_TIMINGS is set, because a time taken on a busy machine says nothing.</summary>
public sealed class Timings(Browser browser) : IClassFixture<Browser>
{
    private const string Drag = """
        async ([id, steps]) => {
          const input = document.getElementById(id), solved = document.getElementById('solved'), times = [];
          const low = +input.min, high = +input.max;
          for (let k = 0; k < steps; k++) {
            const before = solved.dataset.step;
            input.value = low + (high - low) * (0.35 + 0.3 * ((k * 7) % steps) / steps);
            const start = performance.now();
            input.dispatchEvent(new Event('input', { bubbles: true }));
            while (solved.dataset.step === before) await new Promise(r => setTimeout(r, 1));
            times.push(performance.now() - start);
          }
          return times;
        }
        """;

    [Fact]
    public async Task Slider_steps_and_first_page()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TUMEN_TIMINGS")), "TUMEN_TIMINGS is not set");
        string folder = Path.Combine(Desk.Root(), "studies/china-dprk");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var desk = await Desk.At(folder, folder, keep: true);
        double listening = clock.Elapsed.TotalSeconds;
        var page = await browser.Open();
        await page.GotoAsync(desk.Start.ToString());
        double cold = clock.Elapsed.TotalSeconds - listening;
        await page.Until("() => document.querySelector('#answer') !== null");
        double answered = clock.Elapsed.TotalSeconds;
        await page.GotoAsync(desk.Page(""));
        double paint = await page.EvaluateAsync<double>("() => performance.getEntriesByType('paint').find(p => p.name === 'first-contentful-paint')?.startTime ?? -1");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening after {listening:0.00} s; first page of a cold server {cold:0.00} s; answer on screen {answered:0.00} s after the start; warm page first painted after {paint:0} ms; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        foreach (string theory in (string[])["leverage by presence", "staked regime"])
        {
            await page.GotoAsync(desk.Page("what-if?theory=" + Uri.EscapeDataString(theory)));
            await page.UntilText("#solved", "Solved");
            await page.Until("() => document.querySelector('#detail')?.dataset.ready === 'yes'");
            foreach (string id in (string[])["patience-client", "set-price"])
            {
                double[] times = await page.EvaluateAsync<double[]>(Drag, new object[] { id, 60 });
                var sorted = times.Order().ToArray();
                string situations = await page.InnerTextAsync("#solved");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{theory}, {id}: round trip median {sorted[30]:0} ms, 95 % {sorted[57]:0} ms; {situations}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
            }
        }
    }
}
