using System.Globalization;
using System.Text;

namespace Tumen.Report.Drawing;

/// <summary>Collects SVG elements, one a line, with escaped text and finite coordinates rounded to hundredths.</summary>
internal sealed class SvgCanvas
{
    private const double Limit = 1e6;
    private readonly StringBuilder _body = new();

    /// <summary>A coordinate as text: invariant, at most two decimals, never "-0"; what is not finite becomes 0.</summary>
    public static string N(double value)
    {
        double rounded = double.IsFinite(value) ? Math.Round(Math.Clamp(value, -Limit, Limit), 2) : 0;
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Text safe inside an XML element or attribute; characters XML forbids become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair)
            {
                safe.Append(c).Append(text[++i]);
                continue;
            }

            safe.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\n' => "&#10;",
                '\t' => " ",
                < ' ' or (>= '\uD800' and <= '\uDFFF') or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return safe.ToString();
    }

    /// <summary>A rectangle; a title becomes its tooltip.</summary>
    public void Rect(string css, double x, double y, double width, double height, string? title = null, double opacity = 1)
    {
        _body.Append("<rect class=\"").Append(css).Append("\" x=\"").Append(N(x)).Append("\" y=\"").Append(N(y))
            .Append("\" width=\"").Append(N(Math.Max(0, width))).Append("\" height=\"").Append(N(Math.Max(0, height))).Append('"');
        if (opacity < 1)
        {
            _body.Append(" fill-opacity=\"").Append(N(opacity)).Append('"');
        }

        Close("rect", title);
    }

    /// <summary>A circle with a tooltip.</summary>
    public void Circle(string css, double x, double y, double radius, string? title = null)
    {
        _body.Append("<circle class=\"").Append(css).Append("\" cx=\"").Append(N(x)).Append("\" cy=\"").Append(N(y))
            .Append("\" r=\"").Append(N(radius)).Append('"');
        Close("circle", title);
    }

    /// <summary>A straight line.</summary>
    public void Line(string css, double x1, double y1, double x2, double y2) =>
        _body.Append("<line class=\"").Append(css).Append("\" x1=\"").Append(N(x1)).Append("\" y1=\"").Append(N(y1))
            .Append("\" x2=\"").Append(N(x2)).Append("\" y2=\"").Append(N(y2)).Append("\"/>\n");

    /// <summary>A path; an empty one is left out.</summary>
    public void Path(string css, string data, string? title = null)
    {
        if (data.Length > 0)
        {
            _body.Append("<path class=\"").Append(css).Append("\" d=\"").Append(data).Append('"');
            Close("path", title);
        }
    }

    /// <summary>Text on a baseline, anchored "start", "middle" or "end", turned by degrees about its anchor, with the whole text as tooltip if cut; empty text is left out.</summary>
    public void Text(string css, double x, double y, string text, string anchor = "start", double turn = 0, string? title = null)
    {
        if (text.Length == 0)
        {
            return;
        }

        _body.Append("<text class=\"").Append(css).Append("\" x=\"").Append(N(x)).Append("\" y=\"").Append(N(y)).Append('"');
        if (anchor != "start")
        {
            _body.Append(" text-anchor=\"").Append(anchor).Append('"');
        }

        if (turn != 0)
        {
            _body.Append(" transform=\"rotate(").Append(N(turn)).Append(' ').Append(N(x)).Append(' ').Append(N(y)).Append(")\"");
        }

        _body.Append('>').Append(Escape(text));
        if (title is not null && title != text)
        {
            _body.Append("<title>").Append(Escape(title)).Append("</title>");
        }

        _body.Append("</text>\n");
    }

    /// <summary>A label cut to a width in units, the whole of it in the tooltip.</summary>
    public void Label(string css, double x, double y, string text, double width, string anchor = "start", double turn = 0) =>
        Text(css, x, y, TextMeasure.Cut(text, width), anchor, turn, text);

    /// <summary>Diagonal hatching of a rectangle, drawn as lines so that no identifiers are needed.</summary>
    public void Hatch(double x, double y, double width, double height)
    {
        const double Step = 5;
        Rect("tc-unknown", x, y, width, height);
        var lines = new StringBuilder();
        double first = Math.Ceiling((x + y) / Step) * Step; // lines x + y = sum, on one lattice for the whole chart so that neighbours join
        for (double sum = first; sum < x + y + width + height; sum += Step)
        {
            double left = Math.Max(x, sum - y - height), right = Math.Min(x + width, sum - y);
            if (right > left)
            {
                lines.Append('M').Append(N(left)).Append(' ').Append(N(sum - left)).Append('L').Append(N(right)).Append(' ').Append(N(sum - right));
            }
        }

        Path("tc-hatch", lines.ToString());
    }

    /// <summary>Begins a link around the elements that follow. Charts have hundreds, so one of them is a stop in the tab order; a page may go on from it by arrows.</summary>
    public void OpenLink(string address, string label, bool stop) =>
        _body.Append("<a href=\"").Append(Escape(address)).Append("\" tabindex=\"").Append(stop ? "0" : "-1").Append("\" aria-label=\"").Append(Escape(label)).Append("\">");

    /// <summary>Ends a link.</summary>
    public void CloseLink() => _body.Append("</a>\n");

    /// <summary>The finished chart.</summary>
    public string Finish(string title, double width, double height) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tc\" role=\"img\" aria-label=\"{Escape(title)}\" "
        + $"viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\">\n{_body}</svg>\n";

    private void Close(string element, string? title)
    {
        if (string.IsNullOrEmpty(title))
        {
            _body.Append("/>\n");
        }
        else
        {
            _body.Append("><title>").Append(Escape(title)).Append("</title></").Append(element).Append(">\n");
        }
    }
}
