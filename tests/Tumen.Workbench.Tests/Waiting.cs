using System.Diagnostics;
using Microsoft.Playwright;

namespace Tumen.Workbench.Tests;

/// <summary>Asks the page again and again, from outside: waits that run inside a page depend on its animation frames, which a busy machine may not draw.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>Waits until an expression is true in the page.</summary>
    public static async Task Until(this IPage page, string expression, object? argument = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await page.EvaluateAsync<bool>(expression, argument))
        {
            if (clock.Elapsed > Most)
            {
                string[] wanted = argument as string[] ?? [argument?.ToString() ?? ""];
                Assert.Fail($"after {Most.TotalSeconds} s still not: {expression} ({string.Join(", ", wanted)}); the page at {page.Url} says: {await page.InnerTextAsync("body")}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Waits until a page has filled: nothing is being read, solved or worked out.</summary>
    public static Task Settled(this IPage page) => page.Until(
        "() => !document.querySelector('#detail[data-ready=no]') && !/Reading the|Working out which|Working it out|Solving…/.test(document.body.innerText)");

    /// <summary>Waits until the address holds a text.</summary>
    public static Task UntilAddress(this IPage page, string text) => page.Until("t => decodeURIComponent(location.href).includes(t)", text);

    /// <summary>Waits until an element holds a text.</summary>
    public static Task UntilText(this IPage page, string selector, string text) =>
        page.Until("a => [...document.querySelectorAll(a[0])].some(e => e.textContent.includes(a[1]))", new[] { selector, text });
}
