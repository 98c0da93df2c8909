using System.Collections.Immutable;
using System.Globalization;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>ACLED: 31 columns (older exports fewer), two date styles; sides in no order, so no direction is written.</summary>
internal sealed class AcledFormat : EventFormat
{
    private const int Date = 0, First = 1, Second = 2, Type = 3, Id = 4, SubType = 5, Deaths = 6, Precision = 7, Place = 8;
    private readonly NameCache _countries = new(ActorCountry);

    public override FormatFacts Facts { get; } = new(
        "acled", "ACLED", false, ["sub_kind", "side_a", "side_b", "deaths", "place"],
        "Raleigh, Kishi and Linke (2023), Political instability patterns are obscured by conflict dataset scope conditions, sources, and coding choices, Humanities and Social Sciences Communications 10, 74",
        "ACLED's terms of use: an account, a citation, no passing on of raw rows",
        [
            "sides come in no order: `actor` and `target` stay empty, `pair` names both countries",
            "a country is read from names such as Military Forces of Russia (2000-); rebels and parties have none",
            "an act that returns with the same id is a later version of it",
        ]);

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["event_date"], ["actor1"], ["actor2"], ["event_type"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished => [["event_id_cnty", "data_id"], ["sub_event_type"], ["fatalities"], ["time_precision"], ["location"]];

    protected override DayOrder UsualOrder => DayOrder.DayFirst;

    protected override int DateColumn => Date;

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(Facts.Extra.Length, false);
        if (_countries.Of(row[At[First]]) is not { } first || _countries.Of(row[At[Second]]) is not { } second)
        {
            return DropReason.NoCountry;
        }

        act.Actors.Add(first);
        act.Targets.Add(second);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        if (!Dates.TryRead(row[At[Date]], out var date, out var precision))
        {
            return DropReason.NoDate;
        }

        act.Date = date;
        act.Precision = Cell(row, Precision) == "3" ? DatePrecision.Month : precision;
        act.Id = Cell(row, Id);
        act.Kind = Cell(row, Type).ToLowerInvariant().Replace('/', ' ').Replace(' ', '_');
        int[] extra = [SubType, First, Second, Deaths, Place];
        for (int k = 0; k < extra.Length; k++)
        {
            act.Extra[k] = Cell(row, extra[k]);
        }

        return null;
    }

    private string Cell(RowReader row, int column) => At[column] < 0 ? "" : row.Text(At[column]);

    // "Military Forces of Russia (2000-) Wagner" and "Police Forces of Iran (1989-)": what stands between " of " and the bracket.
    private static string? ActorCountry(string name)
    {
        int of = name.IndexOf("Forces of ", StringComparison.OrdinalIgnoreCase) is var f and >= 0 ? f + 10 : name.StartsWith("Government of ", StringComparison.OrdinalIgnoreCase) ? 14 : -1;
        if (of < 0)
        {
            return null;
        }

        int end = name.IndexOf('(', of);
        return Countries.Named(end < 0 ? name[of..] : name[of..end])?.Id;
    }
}

/// <summary>UCDP's georeferenced events: 49 columns, one release without a header; sides in no order.</summary>
internal sealed class GedFormat : EventFormat
{
    private const int Start = 0, First = 1, Second = 2, Best = 3, Id = 4, Precision = 5, Type = 6, Dyad = 7, Place = 8, End = 9, Low = 10, High = 11;

    public override FormatFacts Facts { get; } = new(
        "ged", "UCDP GED", false, ["deaths", "deaths_low", "deaths_high", "dyad", "place"],
        "Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4), 523–532", "CC BY 4.0",
        [
            "sides come in no order: `actor` and `target` stay empty, `pair` names both countries",
            "only acts with at least one death; only sides that are governments have a country (columns gwnoa, gwnob)",
            "date precision 4 is a month; 5, a year, is dropped unless both ends lie in one month",
        ]);

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["date_start"], ["gwnoa"], ["gwnob"], ["best", "best_est"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished =>
        [["id"], ["date_prec"], ["type_of_violence"], ["dyad_name"], ["where_coordinates"], ["date_end"], ["low", "low_est"], ["high", "high_est"]];

    protected override int DateColumn => Start;

    public override bool UseWidth(int width)
    {
        if (width != 49)
        {
            return false;
        }

        Layout(49, 38, 47, 48, 44, 0, 37, 5, 11, 25, 39, 46, 45);
        return true;
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(Facts.Extra.Length, false);
        if (!Dates.TryRead(row[At[Start]], out var date, out var precision))
        {
            return DropReason.NoDate;
        }

        if (Side(row, First, date.Year) is not { } first || Side(row, Second, date.Year) is not { } second)
        {
            return DropReason.NoCountry;
        }

        act.Actors.Add(first);
        act.Targets.Add(second);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        bool oneMonth = At[End] < 0 || (Dates.TryRead(row[At[End]], out var end, out _) && end.Year == date.Year && end.Month == date.Month);
        string exact = Cell(row, Precision);
        if (exact == "5" && !oneMonth)
        {
            return DropReason.NoMonth;
        }

        act.Date = date;
        act.Precision = exact is "4" or "5" ? DatePrecision.Month : precision;
        act.Id = Cell(row, Id);
        act.Kind = Cell(row, Type) switch { "1" => "state_based_violence", "2" => "non_state_violence", "3" => "one_sided_violence", _ => "violence" };
        int[] extra = [Best, Low, High, Dyad, Place];
        for (int k = 0; k < extra.Length; k++)
        {
            act.Extra[k] = Cell(row, extra[k]);
        }

        return null;
    }

    private string? Side(RowReader row, int column, int year) =>
        int.TryParse(row.Text(At[column]), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out int number) ? Countries.OfGleditschWard(number, year)?.Id : null;

    private string Cell(RowReader row, int column) => At[column] < 0 ? "" : row.Text(At[column]);
}
