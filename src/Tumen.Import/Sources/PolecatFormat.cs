using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Import;

/// <summary>POLECAT: tabs, a header, PLOVER's event types; some files have a wrong header or tabs inside cells.</summary>
internal sealed class PolecatFormat : EventFormat
{
    private const int Date = 0, Type = 1, ActorCountry = 2, TargetCountry = 3, Id = 4, Mode = 5, Intensity = 6, ActorName = 7, TargetName = 8, Contexts = 9, Source = 10;

    public override FormatFacts Facts { get; } = new(
        "polecat", "POLECAT", true, ["mode", "contexts", "actor_name", "target_name", "publisher"],
        "Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT, Harvard Dataverse, doi:10.7910/DVN/AJGVIT", "Harvard Dataverse; free with a citation",
        [
            "`goldstein` is POLECAT's own intensity, −10 to 10; kinds are PLOVER's event types",
            "a side of several countries makes one act for each pair of them that is asked for",
            "some files have tabs inside cells: a row whose event type is none of the sixteen is dropped and counted",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["event date"], ["event type"], ["actor country"], ["recipient country"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished =>
        [["event id"], ["event mode"], ["intensity"], ["actor name"], ["recipient name"], ["contexts"], ["source", "publisher"]];

    protected override DayOrder UsualOrder => DayOrder.MonthFirst;

    protected override int DateColumn => Date;

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (row.Count < 0)
        {
            return DropReason.TooLong;
        }

        string type = row.Text(At[Type]).ToUpperInvariant();
        var known = CodeScales.Plover.FirstOrDefault(p => p.Type == type);
        if (known.Type is null)
        {
            return "no event type of PLOVER (cells shifted by a tab, or an empty row)";
        }

        if (row.Count != Width)
        {
            Note("another number of cells than the header, but dates, types and countries in their places");
        }

        act.Clear(Facts.Extra.Length, true);
        Add(row.Text(At[ActorCountry]), act.Actors);
        Add(row.Text(At[TargetCountry]), act.Targets);
        if (act.Actors.Count == 0 || act.Targets.Count == 0)
        {
            return DropReason.NoCountry;
        }

        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        if (!Dates.TryRead(row[At[Date]], out var date, out var precision))
        {
            return DropReason.NoDate;
        }

        (act.Date, act.Precision, act.Id) = (date, precision, Cell(row, Id));
        (act.Kind, act.Code, act.Quad) = (type.ToLowerInvariant(), type, known.Quad);
        act.Goldstein = double.TryParse(Cell(row, Intensity), NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && Math.Abs(x) <= 10 ? x : null;
        act.Extra[0] = Cell(row, Mode);
        act.Extra[1] = Cell(row, Contexts);
        act.Extra[2] = Cell(row, ActorName);
        act.Extra[3] = Cell(row, TargetName);
        act.Extra[4] = Cell(row, Source);
        return null;
    }

    private string Cell(RowReader row, int column) => At[column] < 0 ? "" : row.Text(At[column]);

    private static void Add(string cell, List<string> into)
    {
        foreach (string name in cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Countries.Named(name)?.Id is { } id && !into.Contains(id))
            {
                into.Add(id);
            }
        }
    }
}
