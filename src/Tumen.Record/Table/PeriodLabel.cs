using System.Globalization;

namespace Tumen.Record;

/// <summary>The ways a period may be written, so that the next one can be told: yyyy-MM, yyyy-Qn, or a whole number (a year is one).</summary>
internal static class PeriodLabel
{
    public const string Expected = "a month like 2018-10, a quarter like 2018-Q4, or a whole number";

    public enum Form
    {
        None,
        Month,
        Quarter,
        Number,
    }

    /// <summary>Reads a label as a form and a count in which successive periods differ by one.</summary>
    public static Form Read(string label, out int count)
    {
        if (label.Length == 7 && EventTable.TryMonth(label, out count))
        {
            return Form.Month;
        }

        if (label.Length == 7 && label[4..6] == "-Q" && label[6] is >= '1' and <= '4' && int.TryParse(label[..4], NumberStyles.None, CultureInfo.InvariantCulture, out int year))
        {
            count = (year * 4) + label[6] - '1';
            return Form.Quarter;
        }

        return int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count) && count > int.MinValue ? Form.Number : Form.None;
    }
}
