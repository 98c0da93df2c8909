using System.Globalization;
using System.Net;
using System.Text;

namespace Tumen.Report;

/// <summary>Writes SVG elements: invariant numbers, escaped text, nothing that a reader's browser would have to fetch.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _b = new();

    public Svg(double width, double height, string label)
    {
        _b.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{Escape(label)}\" xmlns=\"http://www.w3.org/2000/svg\">");
        _b.Append(CultureInfo.InvariantCulture, $"<title>{Escape(label)}</title>");
    }

    public static string Escape(string s) => WebUtility.HtmlEncode(s);

    public static string N(double x) => double.IsFinite(x) ? Math.Round(x, 2).ToString(CultureInfo.InvariantCulture) : "0";

    public void Rect(double x, double y, double w, double h, string css, string? title = null, double opacity = 1)
    {
        _b.Append($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, w))}\" height=\"{N(Math.Max(0, h))}\" class=\"{css}\"");
        _b.Append(opacity < 1 ? $" fill-opacity=\"{N(opacity)}\"" : "");
        _b.Append(title is null ? "/>" : $"><title>{Escape(title)}</title></rect>");
    }

    public void Line(double x1, double y1, double x2, double y2, string css) =>
        _b.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{css}\"/>");

    public void Circle(double x, double y, double r, string css, string? title = null) =>
        _b.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\" class=\"{css}\">{(title is null ? "" : $"<title>{Escape(title)}</title>")}</circle>");

    public void Text(double x, double y, string text, string css = "t", string anchor = "start") =>
        _b.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{css}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    public void Path(IEnumerable<(double X, double Y)> points, string css) =>
        _b.Append($"<polyline class=\"{css}\" points=\"{string.Join(' ', points.Select(p => $"{N(p.X)},{N(p.Y)}"))}\"/>");

    public override string ToString() => _b + "</svg>";
}
