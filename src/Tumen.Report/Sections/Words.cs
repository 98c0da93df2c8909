using System.Globalization;
using Tumen.Report.Drawing;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Escaping and number formats shared by the sections of a report.</summary>
internal static class Words
{
    public static string E(string s) => SvgCanvas.Escape(s);

    public static string F(double? x, string format = "0.00") => x is { } v && double.IsFinite(v) ? v.ToString(format, CultureInfo.InvariantCulture) : "–";

    public static string Interval(IntervalWork? i, string format = "0.000") => i is null ? "–" : $"{F(double.IsNaN(i.Median) ? i.Value : i.Median, format)} [{F(i.Low, format)}, {F(i.High, format)}]";

    public static string Signed(double x, string format = "0.00") => double.IsFinite(x) ? x.ToString($"+{format};−{format};0", CultureInfo.InvariantCulture) : "–";
}
