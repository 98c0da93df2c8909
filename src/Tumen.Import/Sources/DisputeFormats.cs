using System.Collections.Immutable;
using System.Globalization;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>What dispute data share: numbers, −9 for missing, acts by number.</summary>
internal abstract class DisputeFormat : EventFormat
{
    /// <summary>Dates are written in parts.</summary>
    protected override int DateColumn => -1;

    protected int? Number(RowReader row, int column) =>
        At[column] >= 0 && int.TryParse(row.Text(At[column]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int x) && x >= 0 ? x : null;

    /// <summary>Date and precision from a day that may be missing, a month and a year; null when the month is missing or there is no such date.</summary>
    protected static (DateOnly Date, DatePrecision Precision)? Date(int? day, int? month, int? year) =>
        year is not { } y || month is not { } m || y is < 1000 or > 9999 || m is < 1 or > 12 ? null
        : day is { } d && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? (new DateOnly(y, m, d), DatePrecision.Day) : (new DateOnly(y, m, 1), DatePrecision.Month);

    protected static void Dispute(Act act, int? highest, int? level)
    {
        act.Kind = highest is { } h && h < CodeScales.DisputeActs.Length ? CodeScales.DisputeActs[h] : "dispute";
        act.Code = highest is { } code ? code.ToString(CultureInfo.InvariantCulture) : "";
        act.Extra[0] = level is { } l ? l.ToString(CultureInfo.InvariantCulture) : "";
    }
}

/// <summary>Gibler, Miller and Little's directed dyad-years: a row for each side and year of a dispute.</summary>
internal sealed class GmlFormat : DisputeFormat
{
    private const int Dispute1 = 0, Actor = 1, Target = 2, Year = 3, Highest = 4, Level = 5, Onset = 6, Month = 7, Many = 8, ManyOthers = 9;

    public override FormatFacts Facts { get; } = new(
        "gml", "GML militarized disputes", true, ["hostility", "dispute", "by"],
        "Gibler, Miller and Little (2016), An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816–2001, International Studies Quarterly 60(4), 719–730", "free with a citation",
        [
            "an act is the actor's highest one in the dispute; its month is the one in which the pair's dispute began, so only first years are dated",
            "in a dispute of two the other side is the target; in a larger one nobody knows at whom the highest act was aimed, so the row has no direction; `by` says whose act it is",
            "`hostility` is the actor's level, 1 none to 5 war; −9 is missing",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["dispnum", "dispnum3", "dispnum4"], ["ccode1"], ["ccode2"], ["year"], ["hiact1"], ["hostlev1"], ["midonset"], ["stmon", "stmon1"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished => [["numa"], ["numb"]];

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        bool two = Number(row, Many) == 1 && Number(row, ManyOthers) == 1;
        act.Clear(Facts.Extra.Length, two);
        if (Number(row, Actor) is not { } a || Number(row, Target) is not { } b || Number(row, Year) is not { } year)
        {
            return DropReason.Missing;
        }

        if (Countries.OfCow(a, year)?.Id is not { } actor || Countries.OfCow(b, year)?.Id is not { } target)
        {
            return DropReason.NoCountry;
        }

        act.Actors.Add(actor);
        act.Targets.Add(target);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        if (Number(row, Onset) != 1)
        {
            return "a later year of a dispute: no month is known";
        }

        if (Date(null, Number(row, Month), year) is not { } when)
        {
            return DropReason.NoMonth;
        }

        if (Number(row, Highest) is not { } highest)
        {
            return "the highest act is missing (-9)";
        }

        if (highest == 0)
        {
            return "no militarized act by this side";
        }

        (act.Date, act.Precision) = when;
        Dispute(act, highest, Number(row, Level));
        act.Extra[1] = row.Text(At[Dispute1]);
        act.Extra[2] = actor;
        act.Quad = highest <= 6 ? QuadClass.VerbalConflict : QuadClass.MaterialConflict;
        return null;
    }
}

/// <summary>The Correlates of War's dyadic disputes (a row for each pair and year) or their participants, MIDB (a row for each participant, pairs are made here).</summary>
internal sealed class MidFormat : DisputeFormat
{
    private const int Id = 0, FirstColumn = 1, StartDay = 2, StartMonth = 3, StartYear = 4, Level = 5, SecondOrSide = 6, Highest = 7, EndDay = 8, EndMonth = 9, EndYear = 10, OtherLevel = 11;
    private readonly Dictionary<int, List<Participant>> _disputes = [];

    public override FormatFacts Facts { get; } = new(
        "mid", "COW militarized disputes", false, ["hostility", "dispute"],
        "Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules (2022), The MID5 Dataset, 2011–2014, Conflict Management and Peace Science 39(4), 470–482", "free with a citation",
        [
            "who acted on whom is not told: `actor` and `target` stay empty, `pair` names both countries; `hostility` is the higher level of the two",
            "an event stands at the first day on which both sides take part; a day of -9 leaves the month",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed =>
    [
        ["disno", "dispnum", "dispnum3", "dispnum4"], ["ccode", "statea"], ["stday", "strtday"], ["stmon", "strtmnth"], ["styear", "strtyr"], ["hostlev", "mihosta", "hihosta"], ["sidea", "stateb"],
    ];

    protected override ImmutableArray<ImmutableArray<string>> Wished => [["hiact", "highact"], ["endday"], ["endmon", "endmnth"], ["endyear"], ["hihostb"]];

    private bool _participants;

    public override void Look(IReadOnlyList<string[]> sample) =>
        _participants = sample.Where(r => r.Length > At[SecondOrSide]).All(r => r[At[SecondOrSide]].Trim() is "0" or "1" or "0.0" or "1.0");

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(Facts.Extra.Length, false);
        if (Number(row, Id) is not { } id || Number(row, FirstColumn) is not { } first || Number(row, SecondOrSide) is not { } second || Number(row, StartYear) is not { } year)
        {
            return DropReason.Missing;
        }

        if (Countries.OfCow(first, year)?.Id is not { } country)
        {
            return DropReason.NoCountry;
        }

        if (!pairs.Mentions(country))
        {
            return DropReason.OtherPair;
        }

        if (Date(Number(row, StartDay), Number(row, StartMonth), year) is not { } when)
        {
            return DropReason.NoMonth;
        }

        var end = Date(Number(row, EndDay), Number(row, EndMonth), Number(row, EndYear));
        if (_participants)
        {
            Keep(id, new Participant(country, second == 1, when.Date, when.Precision, LastDay(end), Number(row, Level), Number(row, Highest)));
            return null;
        }

        if (Countries.OfCow(second, year)?.Id is not { } other)
        {
            return DropReason.NoCountry;
        }

        act.Actors.Add(country);
        act.Targets.Add(other);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        (act.Date, act.Precision) = when;
        Dispute(act, Number(row, Highest), Math.Max(Number(row, Level) ?? 0, Number(row, OtherLevel) ?? 0) is > 0 and var level ? level : null);
        act.Extra[1] = id.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    public override IEnumerable<Act> Rest(PairFilter pairs)
    {
        foreach (var (id, sides) in _disputes.OrderBy(d => d.Key))
        {
            foreach (var a in sides.Where(p => p.SideA))
            {
                foreach (var b in sides.Where(p => !p.SideA && p.Country != a.Country))
                {
                    var later = a.From >= b.From ? a : b;
                    if (!pairs.Admits(a.Country, b.Country, false) || later.From > a.To || later.From > b.To)
                    {
                        continue;
                    }

                    var act = new Act();
                    act.Clear(Facts.Extra.Length, false);
                    act.Actors.Add(a.Country);
                    act.Targets.Add(b.Country);
                    (act.Date, act.Precision) = (later.From, later.Precision);
                    Dispute(act, Max(a.Highest, b.Highest), Max(a.Level, b.Level));
                    act.Extra[1] = id.ToString(CultureInfo.InvariantCulture);
                    yield return act;
                }
            }
        }
    }

    private static int? Max(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static DateOnly LastDay((DateOnly Date, DatePrecision Precision)? end) =>
        end is not { } e ? DateOnly.MaxValue : e.Precision == DatePrecision.Day ? e.Date : e.Date.AddMonths(1).AddDays(-1);

    private void Keep(int id, Participant participant)
    {
        if (!_disputes.TryGetValue(id, out var sides))
        {
            _disputes[id] = sides = [];
        }

        sides.Add(participant);
    }

    private sealed record Participant(string Country, bool SideA, DateOnly From, DatePrecision Precision, DateOnly To, int? Level, int? Highest);
}
