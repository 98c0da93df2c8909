using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>One coded cell of a month with what decided it.</summary>
/// <param name="Column">Player or situation.</param>
/// <param name="Label">What it is, in the author's words.</param>
/// <param name="IsMove">Whether it is a player's move.</param>
/// <param name="Value">Move or level, in words.</param>
/// <param name="Rule">The deciding line of the codebook.</param>
/// <param name="Line">Its line number; 0 when there is none.</param>
/// <param name="Events">Events behind it.</param>
public sealed record ReadCell(string Column, string Label, bool IsMove, string Value, string Rule, int Line, ImmutableArray<Event> Events);

/// <summary>A coding of the record, indexed for looking into.</summary>
public sealed class RecordReading
{
    private readonly StudyFolder _study;
    private readonly string[] _book;
    private readonly ILookup<int, Event> _byMonth;

    public RecordReading(StudyFolder study, int coding)
    {
        _study = study;
        Record = study.Records[coding];
        Unit = Record.Table.Units[0];
        _book = study.Inputs.FirstOrDefault(i => i.Name == Record.Source.CodebookFile)?.Text.Split('\n') ?? [];
        _byMonth = (Record.Coded?.Events.Events ?? []).ToLookup(e => e.Month);
    }

    /// <summary>The coding.</summary>
    public StudyRecord Record { get; }

    /// <summary>Its first unit; a record of several is shown one at a time.</summary>
    public RecordUnit Unit { get; }

    /// <summary>The events, or null when the record was given already coded.</summary>
    public EventTable? Events => Record.Coded?.Events;

    /// <summary>Index of a period, or −1.</summary>
    public int IndexOf(string? period) => period is null ? -1 : Unit.Periods.IndexOf(period);

    /// <summary>Events of a period, by date.</summary>
    public IEnumerable<Event> In(int t) => EventTable.TryMonth(Unit.Periods[t], out int month) ? _byMonth[month].OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal) : [];

    /// <summary>How many events of a kind each period has.</summary>
    public ImmutableArray<int> Counts(string kind) => Events is null
        ? [.. Unit.Periods.Select(_ => 0)]
        : [.. Enumerable.Range(0, Unit.Length).Select(t => In(t).Count(e => Events.Value(e, "kind") == kind))];

    /// <summary>Kinds of event, most frequent first.</summary>
    public IReadOnlyList<(string Kind, int Count)> Kinds() => Events is null
        ? []
        : [.. Events.Events.Select(e => Events.Value(e, "kind")).Where(k => k.Length > 0).GroupBy(k => k).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2)];

    /// <summary>Every cell of a period with what decided it.</summary>
    public IReadOnlyList<ReadCell> Cells(int t)
    {
        var game = _study.Game;
        var cells = new List<ReadCell>();
        for (int i = 0; i < game.Players.Length; i++)
        {
            int m = Unit.Move(t, i);
            cells.Add(Cell(t, i, game.Players[i].Display, game.Players[i].Name, true, m < 0 ? "unknown" : Wording.Plain(game.Players[i].Moves[m])));
        }

        for (int v = 0; v < game.Situations.Length; v++)
        {
            int l = Unit.Level(t, v);
            cells.Add(Cell(t, game.Players.Length + v, game.Situations[v].Display, game.Situations[v].Name, false, l < 0 ? "unknown" : Wording.Plain(game.Situations[v].Levels[l])));
        }

        return cells;
    }

    private ReadCell Cell(int t, int column, string label, string name, bool isMove, string value)
    {
        if (Record.Coded is not { } coded)
        {
            return new ReadCell(name, label, isMove, value, "given already coded", 0, []);
        }

        var source = coded.Cell(t, column);
        var (text, line) = RuleText(source.Rule, name);
        return new ReadCell(name, label, isMove, value, text, line, [.. source.Events.Select(coded.Events.Find).OfType<Event>()]);
    }

    // A place that begins with the column's name is the whole rule: no line of it held, so its `otherwise` decided.
    private (string Text, int Line) RuleText(Place place, string name)
    {
        if (place.Line <= 0 || place.Line > _book.Length)
        {
            return ("before the first month", 0);
        }

        string line = _book[place.Line - 1], clause = Tidy(line[Math.Clamp(place.Column - 1, 0, line.Length)..]);
        if (!clause.StartsWith(name + " ", StringComparison.Ordinal) && !clause.StartsWith("situation " + name + " ", StringComparison.Ordinal))
        {
            return (clause, place.Line);
        }

        for (int n = place.Line; n <= _book.Length; n++)
        {
            string trimmed = _book[n - 1].TrimStart();
            int at = trimmed.IndexOf("otherwise", StringComparison.Ordinal);
            if (at >= 0)
            {
                return ($"no line held: {Tidy(trimmed[at..])}", n);
            }
        }

        return (clause, place.Line);
    }

    private static string Tidy(string text) => string.Join(' ', text.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
