using System.Globalization;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>What the first of two numbers in 3/4/2017 means.</summary>
public enum DayOrder
{
    /// <summary>Not known: dates with slashes are not read.</summary>
    Unknown,

    /// <summary>The day.</summary>
    DayFirst,

    /// <summary>The month.</summary>
    MonthFirst,
}

/// <summary>Reads dates in the styles of event data: 2018-06-01, 20180601, 180601, 1/6/2018, 01 June 2018, 1-Jun-18, with or without a time behind.</summary>
/// <param name="order">Meaning of dates with slashes.</param>
public sealed class DateReader(DayOrder order)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a date, or a month such as 2018-06.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="date">The date; the first of the month when no day is written.</param>
    /// <param name="precision">Whether the day is known.</param>
    /// <returns>False when it is no date of the calendar in a known style.</returns>
    public bool TryRead(ReadOnlySpan<byte> cell, out DateOnly date, out DatePrecision precision)
    {
        precision = DatePrecision.Day;
        date = default;
        cell = Trim(cell);
        if (cell.Length is 0 or > 40)
        {
            return false;
        }

        int digits = cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0)
        {
            return Compact(cell, out date);
        }

        if (digits == 4 && cell[4] is (byte)'-' or (byte)'/' or (byte)'.')
        {
            return YearFirst(cell, out date, out precision);
        }

        return Parts(cell, out date);
    }

    /// <summary>What dates such as 3/4/2017 in these cells must mean: decided by any number above 12.</summary>
    internal static DayOrder OrderOf(IEnumerable<string> cells, DayOrder otherwise)
    {
        bool dayFirst = false, monthFirst = false;
        foreach (string cell in cells)
        {
            string[] parts = cell.Trim().Split(['/', '.', '-', ' '], 4);
            if (parts.Length >= 3 && parts[0].Length <= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int a)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int b))
            {
                dayFirst |= a > 12 && b <= 12;
                monthFirst |= b > 12 && a <= 12;
            }
        }

        return dayFirst == monthFirst ? dayFirst ? DayOrder.Unknown : otherwise : dayFirst ? DayOrder.DayFirst : DayOrder.MonthFirst;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.Trim(" \t\""u8);

    private static bool Compact(ReadOnlySpan<byte> cell, out DateOnly date)
    {
        date = default;
        if (cell.Length == 8)
        {
            return Make(Int(cell[..4]), Int(cell[4..6]), Int(cell[6..]), out date);
        }

        // Six digits are year, month, day of KEDS: 790415; years from 45 on are of the last century.
        return cell.Length == 6 && Make(Century(Int(cell[..2])), Int(cell[2..4]), Int(cell[4..]), out date);
    }

    private static bool YearFirst(ReadOnlySpan<byte> cell, out DateOnly date, out DatePrecision precision)
    {
        precision = DatePrecision.Day;
        int year = Int(cell[..4]);
        var rest = cell[5..];
        int second = rest.IndexOf(cell[4]);
        if (second < 0)
        {
            precision = DatePrecision.Month;
            return Make(year, rest.Length <= 2 ? Int(rest) : -1, 1, out date);
        }

        var day = rest[(second + 1)..];
        int end = day.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (end == 0 || (end > 0 && day[end] is not ((byte)' ' or (byte)'T')))
        {
            date = default;
            return false;
        }

        return Make(year, second is 1 or 2 ? Int(rest[..second]) : -1, (end < 0 ? day : day[..end]) is { Length: <= 2 } d ? Int(d) : -1, out date);
    }

    private bool Parts(ReadOnlySpan<byte> cell, out DateOnly date)
    {
        date = default;
        Span<Range> ranges = stackalloc Range[4];
        Span<char> text = stackalloc char[cell.Length];
        for (int k = 0; k < cell.Length; k++)
        {
            text[k] = (char)cell[k];
        }

        int count = ((ReadOnlySpan<char>)text).SplitAny(ranges, "/.- ", StringSplitOptions.RemoveEmptyEntries);
        if (count < 3)
        {
            return false;
        }

        ReadOnlySpan<char> first = text[ranges[0]], second = text[ranges[1]], third = text[ranges[2]];
        if (count == 4 && cell.IndexOfAny((byte)'/', (byte)'-', (byte)'.') < 0)
        {
            third = third.IndexOf(' ') is var cut and > 0 ? third[..cut] : third;
        }

        if (!int.TryParse(third, NumberStyles.None, CultureInfo.InvariantCulture, out int year))
        {
            return false;
        }

        year = third.Length == 4 ? year : third.Length == 2 ? Century(year) : -1;
        if (Month(second) is var named and > 0)
        {
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int d) && Make(year, named, d, out date);
        }

        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int a) || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out int b))
        {
            return false;
        }

        return order switch
        {
            DayOrder.DayFirst => Make(year, b, a, out date),
            DayOrder.MonthFirst => Make(year, a, b, out date),
            _ => false,
        };
    }

    private static int Month(ReadOnlySpan<char> word)
    {
        for (int m = 0; word.Length >= 3 && m < 12; m++)
        {
            if (word.StartsWith(Months[m], StringComparison.OrdinalIgnoreCase))
            {
                return m + 1;
            }
        }

        return 0;
    }

    private static int Century(int year) => year < 0 ? -1 : year >= 45 ? 1900 + year : 2000 + year;

    private static int Int(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + b - '0';
        }

        return digits.IsEmpty ? -1 : value;
    }

    private static bool Make(int year, int month, int day, out DateOnly date)
    {
        bool ok = year is >= 1000 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = ok ? new DateOnly(year, month, day) : default;
        return ok;
    }
}
