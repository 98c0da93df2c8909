namespace Tumen.Report.Drawing;

/// <summary>The look of every chart: one style sheet of CSS variables, for light and dark pages.</summary>
/// <remarks>
/// Hues are after Okabe and Ito (2008), "Color Universal Design"; shades are chosen so that every mark stands out 3 to 1 from the page, and any two stay apart for readers
/// without red, green or blue cones (simulated after Machado, Oliveira and Fernandes 2009). A test holds them to both.
/// Paper is always light. A page follows the reader's system unless an ancestor carries <c>data-theme="light"</c> or <c>data-theme="dark"</c>. A page may set any
/// <c>--tc-…</c> variable on a chart to change it.
/// </remarks>
public static class ChartStyle
{
    private const string Light =
        "--tc-ink:#1b1f24;--tc-soft:#5a6270;--tc-grid:#dfe3e8;--tc-plane:#f6f7f9;--tc-paper:#ffffff;--tc-gray:#81858f;--tc-blue:#10609a;"
        + "--tc-vermilion:#c93a0c;--tc-green:#148155;--tc-purple:#84107a;--tc-orange:#ad8333;--tc-sky:#1a93dd;--tc-yellow:#4a4a14;";

    private const string Dark =
        "--tc-ink:#e8eaed;--tc-soft:#a3abb8;--tc-grid:#363c46;--tc-plane:#20242b;--tc-paper:#15181d;--tc-gray:#7d8592;--tc-blue:#4fa8e0;"
        + "--tc-vermilion:#f0803c;--tc-green:#2fbf95;--tc-purple:#d993bd;--tc-orange:#f0b040;--tc-sky:#8fd0f5;--tc-yellow:#f0e442;";

    /// <summary>The style sheet, to put once in a page that holds charts.</summary>
    public static string Css { get; } =
        ".tc{" + Light + "max-width:100%;height:auto;font:11px system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",sans-serif;color:var(--tc-ink)}\n"
        + "@media screen and (prefers-color-scheme:dark){.tc{" + Dark + "}}\n"
        + "[data-theme=light] .tc{" + Light + "}\n"
        + "@media screen{[data-theme=dark] .tc{" + Dark + "}}\n"
        + ".tc text{fill:var(--tc-ink)}\n"
        + ".tc .tc-tick,.tc .tc-note{fill:var(--tc-soft);font-size:10px}\n"
        + ".tc .tc-primary{font-size:13px}\n"
        + ".tc .tc-secondary{fill:var(--tc-soft);font-size:12px}\n"
        + ".tc .tc-head{font-weight:600}\n"
        + ".tc .tc-small{font-size:10px}\n"
        + ".tc .tc-value{font-size:10px;paint-order:stroke;stroke:var(--tc-paper);stroke-width:3px;stroke-linejoin:round}\n"
        + ".tc .tc-mark{paint-order:stroke;stroke:var(--tc-paper);stroke-width:2px;font-size:10px;font-weight:700;pointer-events:none}\n"
        + ".tc .tc-grid{stroke:var(--tc-grid);stroke-width:1}\n"
        + ".tc .tc-zero{stroke:var(--tc-soft);stroke-width:1}\n"
        + ".tc .tc-reference{stroke:var(--tc-soft);stroke-width:1;stroke-dasharray:4 3}\n"
        + ".tc .tc-plane{fill:var(--tc-plane)}\n"
        + ".tc .tc-unknown{fill:var(--tc-paper)}\n"
        + ".tc .tc-hatch{stroke:var(--tc-gray);stroke-width:.8;fill:none}\n"
        + ".tc .tc-hit{fill:transparent}\n"
        + ".tc .tc-hit:hover{fill:var(--tc-ink);fill-opacity:.14}\n"
        + ".tc .tc-chosen{fill:var(--tc-ink);fill-opacity:.12;stroke:var(--tc-ink);stroke-width:1.6}\n"
        + ".tc .tc-series{fill:none;stroke-width:2;stroke-linejoin:round}\n"
        + ".tc .tc-before{fill:none;stroke-width:1.4;stroke-dasharray:4 3;opacity:.75}\n"
        + ".tc .tc-edge{fill:none;stroke:var(--tc-soft);stroke-width:1.2;opacity:.7}\n"
        + ".tc .tc-node{fill:var(--tc-plane);stroke:var(--tc-soft);stroke-width:1}\n"
        + ".tc .tc-up{fill:var(--tc-blue)}\n"
        + ".tc .tc-down{fill:var(--tc-vermilion)}\n"
        + ".tc .tc-line{fill:none;stroke:var(--tc-blue);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}\n"
        + ".tc .tc-band{fill:var(--tc-blue);fill-opacity:.22}\n"
        + ".tc .tc-spread{fill-opacity:.2;stroke:none}\n"
        + ".tc .tc-whisker{stroke:var(--tc-blue);stroke-width:1.8;fill:none}\n"
        + ".tc .tc-dot{fill:var(--tc-blue);stroke:var(--tc-paper);stroke-width:1}\n"
        + ".tc .tc-hollow{fill:var(--tc-paper);stroke:var(--tc-blue);stroke-width:1.8}\n"
        + ".tc .tc-link{stroke:var(--tc-grid);stroke-width:2}\n"
        + ".tc .tc-open-square{fill:var(--tc-paper);stroke:var(--tc-vermilion);stroke-width:1.8}\n"
        + ".tc .tc-open-circle{fill:var(--tc-paper);stroke:var(--tc-soft);stroke-width:1.6}\n"
        + ".tc .tc-against{fill:var(--tc-vermilion);fill-opacity:.16}\n"
        + ".tc .tc-gain{stroke:var(--tc-blue);stroke-width:2.4}\n"
        + ".tc .tc-loss{stroke:var(--tc-vermilion);stroke-width:2.4}\n"
        + ".tc .tc-span{stroke:var(--tc-ink);stroke-width:1.6}\n"
        + ".tc .tc-point{fill:var(--tc-ink)}\n"
        + ".tc .tc-card{fill:var(--tc-paper);stroke:var(--tc-soft);stroke-width:1}\n"
        + ".tc .tc-card-yes{fill:var(--tc-blue);fill-opacity:.16;stroke:var(--tc-blue);stroke-width:1.4}\n"
        + ".tc .tc-card-no{fill:var(--tc-vermilion);fill-opacity:.16;stroke:var(--tc-vermilion);stroke-width:1.4}\n"
        + ".tc .tc-card-out{fill:var(--tc-paper);stroke:var(--tc-soft);stroke-width:1;stroke-dasharray:4 3}\n"
        + ".tc .tc-square{fill:var(--tc-gray);stroke:var(--tc-paper);stroke-width:1}\n"
        + ".tc .tc-diagonal{fill:none;stroke:var(--tc-ink);stroke-width:1.4}\n"
        + string.Concat(Enum.GetValues<Tone>().Select(t => $".tc .{Class(t)}{{fill:var(--tc-{Variable(t)})}}\n.tc .{Stroke(t)}{{stroke:var(--tc-{Variable(t)})}}\n"));

    /// <summary>A chart as a file of its own: the same picture with the style sheet inside.</summary>
    /// <param name="svg">What a chart's Draw returned.</param>
    /// <exception cref="ArgumentException">The text is not a chart drawn here.</exception>
    public static string Standalone(string svg)
    {
        ArgumentNullException.ThrowIfNull(svg);
        int head = svg.IndexOf(">\n", StringComparison.Ordinal);
        if (!svg.StartsWith("<svg ", StringComparison.Ordinal) || head < 0)
        {
            throw new ArgumentException("Expected a chart as its Draw returned it, beginning with <svg.", nameof(svg));
        }

        return svg[..(head + 2)] + "<style>\n" + SvgCanvas.Escape(Css).Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&#10;", "\n", StringComparison.Ordinal) + "</style>\n" + svg[(head + 2)..];
    }

    /// <summary>The CSS class of a tone.</summary>
    internal static string Class(Tone tone) => "tc-t-" + Variable(tone);

    /// <summary>The CSS class that strokes a line in a tone.</summary>
    internal static string Stroke(Tone tone) => "tc-s-" + Variable(tone);

    private static string Variable(Tone tone) => tone switch
    {
        Tone.Gray => "gray",
        Tone.Blue => "blue",
        Tone.Vermilion => "vermilion",
        Tone.Green => "green",
        Tone.Purple => "purple",
        Tone.Orange => "orange",
        Tone.Sky => "sky",
        Tone.Yellow => "yellow",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Not a tone."),
    };
}
