using System.Collections.Immutable;
using System.Globalization;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>Any other table: the user says which column is the date, the actor, the target (or the sides, for data without a direction), the code or kind.</summary>
internal sealed class TableFormat : EventFormat
{
    private static readonly string[] Roles = ["date", "actor", "target", "side", "other", "id", "kind", "code", "year", "month", "day"];
    private readonly ImmutableArray<(string Role, string Column)> _columns;
    private readonly CodeScheme? _scheme;
    private readonly bool _keepNames;
    private readonly DayOrder _order;
    private readonly NameCache _countries = new(n => Country(n));
    private readonly Dictionary<string, int> _role = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> _own;

    /// <param name="columns">Roles and columns, as names of the header or numbers from 1; a role that is none of the known ones is copied under its name.</param>
    /// <param name="scheme">Scheme of the codes, or null.</param>
    /// <param name="keepNames">Whether actors that are no countries stay as they are written.</param>
    /// <param name="order">What 3/4/2017 means when nothing in the file tells.</param>
    public TableFormat(ImmutableArray<(string Role, string Column)> columns, CodeScheme? scheme, bool keepNames, DayOrder order)
    {
        (_columns, _scheme, _keepNames, _order) = (columns, scheme, keepNames, order);
        _own = [.. columns.Select(c => c.Role).Where(r => !Roles.Contains(r))];
        bool directed = columns.Any(c => c.Role == "actor");
        Facts = new FormatFacts("table", "a table", directed, _own, "", "", directed ? [] : ["sides come in no order: `actor` and `target` stay empty, `pair` names both"]);
    }

    /// <summary>Whether its columns are numbers, so that a header is not needed.</summary>
    public bool ByNumber => _columns.All(c => int.TryParse(c.Column, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    public override FormatFacts Facts { get; }

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [.. _columns.Select(c => ImmutableArray.Create(c.Column))];

    protected override DayOrder UsualOrder => _order;

    protected override int DateColumn => _columns.ToList().FindIndex(c => c.Role == "date");

    public override bool UseWidth(int width)
    {
        int[] at = [.. _columns.Select(c => int.TryParse(c.Column, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k - 1 : -1)];
        Layout(0, at);
        return ByNumber && at.All(k => k >= 0 && k < width);
    }

    public override void Look(IReadOnlyList<string[]> sample)
    {
        base.Look(sample);
        _role.Clear();
        for (int k = 0; k < _columns.Length; k++)
        {
            _role[_columns[k].Role] = At[k];
        }
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(_own.Length, Facts.Directed);
        string? first = Side(row, Facts.Directed ? "actor" : "side"), second = Side(row, Facts.Directed ? "target" : "other");
        if (first is null || second is null)
        {
            return _keepNames ? DropReason.Missing : DropReason.NoCountry;
        }

        act.Actors.Add(first);
        act.Targets.Add(second);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        if (When(row) is not { } when)
        {
            return DropReason.NoDate;
        }

        (act.Date, act.Precision) = when;
        act.Id = Cell(row, "id");
        if (_scheme is { } scheme && !act.Coded(scheme, row[_role.GetValueOrDefault("code", -1)]))
        {
            return $"a code outside {scheme.Name}";
        }

        act.Code = _scheme is null ? Cell(row, "code") : act.Code;
        act.Kind = _role.ContainsKey("kind") ? Cell(row, "kind") : act.Kind;
        for (int k = 0; k < _own.Length; k++)
        {
            act.Extra[k] = Cell(row, _own[k]);
        }

        return null;
    }

    private (DateOnly, DatePrecision)? When(RowReader row)
    {
        if (_role.TryGetValue("date", out int column))
        {
            return Dates.TryRead(row[column], out var date, out var precision) ? (date, precision) : null;
        }

        if (!int.TryParse(Cell(row, "year"), out int y) || !int.TryParse(Cell(row, "month"), out int m) || y is < 1000 or > 9999 || m is < 1 or > 12)
        {
            return null;
        }

        return int.TryParse(Cell(row, "day"), out int d) && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? (new DateOnly(y, m, d), DatePrecision.Day) : (new DateOnly(y, m, 1), DatePrecision.Month);
    }

    private string? Side(RowReader row, string role)
    {
        var cell = row[_role.GetValueOrDefault(role, -1)].Trim(" "u8);
        return cell.IsEmpty ? null : _countries.Of(cell) ?? (_keepNames ? TextForm.Decode(cell) : null);
    }

    private string Cell(RowReader row, string role) => _role.TryGetValue(role, out int column) ? row.Text(column) : "";

    private static string? Country(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Countries.OfCow(number, 2000)?.Id : Countries.Named(name)?.Id;
}
