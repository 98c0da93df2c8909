using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>Writes acts as a file of events, gives each an id and marks those that repeat an earlier one.</summary>
internal sealed class EventWriter(TextWriter output, EventFormat format, ImportOptions options)
{
    private static readonly string[] Shared =
        ["event_id", "date", "precision", "actor", "target", "pair", "directed", "kind", "code", "root", "goldstein", "quad"];

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, string> _seen = [];
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, int), bool> _exists = [];
    private readonly StringBuilder _line = new();
    private readonly string _prefix = Prefix(format.Facts.Name);

    public ImmutableArray<string> Columns { get; } = [.. Shared, .. format.Facts.Extra.Where(e => !Shared.Contains(e) && e is not ("source" or "dup_of")), "source", "dup_of"];

    public long Events { get; private set; }

    public long Duplicates { get; private set; }

    public DateOnly? First { get; private set; }

    public DateOnly? Last { get; private set; }

    public SortedDictionary<string, long> Notes { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<(string, long)> Kinds => [.. _kinds.OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal).Select(k => (k.Key, k.Value))];

    public void Header() => output.Write(string.Join(',', Columns.Select(CsvTable.Quote)) + "\n");

    /// <summary>Writes one event for each pair that is asked for.</summary>
    public void Write(Act act, string source)
    {
        foreach (string actor in act.Actors)
        {
            foreach (string target in act.Targets.Where(t => options.Pairs.Admits(actor, t, act.Directed)))
            {
                One(act, actor, target, source);
            }
        }
    }

    private static string Prefix(string name) => name switch
    {
        "phoenix" => "X",
        "ged" => "D",
        "gml" => "L",
        _ => name[..1].ToUpperInvariant(),
    };

    private void One(Act act, string actor, string target, string source)
    {
        Events++;
        First = First is { } f && f <= act.Date ? f : act.Date;
        Last = Last is { } l && l >= act.Date ? l : act.Date;
        _kinds[act.Kind] = _kinds.GetValueOrDefault(act.Kind) + 1;
        Member(actor, act.Date.Year);
        Member(target, act.Date.Year);
        string id = Id(act);
        var key = Key(act, actor, target);
        string duplicate = _seen.TryGetValue(key, out string? first) ? first : "";
        if (first is null)
        {
            _seen.Add(key, id);
        }
        else
        {
            Duplicates++;
        }

        Line(act, actor, target, source, id, duplicate);
    }

    private void Line(Act act, string actor, string target, string source, string id, string duplicate)
    {
        (string a, string b) = string.CompareOrdinal(actor, target) <= 0 ? (actor, target) : (target, actor);
        _line.Clear();
        Cell(id);
        Cell(act.Date.ToString(act.Precision == DatePrecision.Day ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture));
        Cell(act.Precision == DatePrecision.Day ? "day" : "month");
        Cell(act.Directed ? actor : "");
        Cell(act.Directed ? target : "");
        Cell($"{a}-{b}");
        Cell(act.Directed ? "yes" : "no");
        Cell(act.Kind);
        Cell(act.Code);
        Cell(act.Root);
        Cell(act.Goldstein is { } g ? g.ToString("R", CultureInfo.InvariantCulture) : "");
        Cell(act.Quad switch
        {
            QuadClass.VerbalCooperation => "verbal_cooperation",
            QuadClass.MaterialCooperation => "material_cooperation",
            QuadClass.VerbalConflict => "verbal_conflict",
            QuadClass.MaterialConflict => "material_conflict",
            _ => "",
        });
        for (int k = 0; k < act.Extra.Length; k++)
        {
            if (Columns.Contains(format.Facts.Extra[k]) && !Shared.Contains(format.Facts.Extra[k]))
            {
                Cell(act.Extra[k]);
            }
        }

        Cell(source);
        _line.Append(CsvTable.Quote(duplicate)).Append('\n');
        output.Write(_line);
    }

    private void Cell(string text) => _line.Append(CsvTable.Quote(Clean(text))).Append(',');

    // Control characters in cells of others' files would make ours no text.
    private static string Clean(string text)
    {
        bool clean = !text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F', StringComparison.Ordinal);
        return (clean ? text : new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)])).Trim();
    }

    private string Id(Act act)
    {
        string own = Clean(act.Id);
        string id = own.Length > 0 ? _prefix + own : _prefix + Events.ToString("000000", CultureInfo.InvariantCulture);
        int uses = _ids[id] = _ids.GetValueOrDefault(id) + 1;
        if (uses == 1)
        {
            return id;
        }

        string again;
        do
        {
            again = string.Create(CultureInfo.InvariantCulture, $"{id}-{uses++}");
        }
        while (!_ids.TryAdd(again, 1));
        return again;
    }

    // With ids that are unique the id is the act; else everything that is written of it, apart from where.
    private UInt128 Key(Act act, string actor, string target)
    {
        (string a, string b) = act.Directed || string.CompareOrdinal(actor, target) <= 0 ? (actor, target) : (target, actor);
        string text = format.IdIsUnique && act.Id.Length > 0 ? act.Id + "\n" + a + b
            : string.Join('\n', act.Id, act.Date.DayNumber.ToString(CultureInfo.InvariantCulture), a, b, act.Code, act.Kind, string.Join('\n', act.Extra));
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Member(string country, int year)
    {
        if (!_exists.TryGetValue((country, year), out bool exists))
        {
            _exists[(country, year)] = exists = Countries.WithId(country) is null || Countries.Exists(country, year);
        }

        if (!exists)
        {
            string note = $"an act of or on {Countries.WithId(country)!.Name} outside its years in the state system ({Countries.YearsOf(country)})";
            Notes[note] = Notes.GetValueOrDefault(note) + 1;
        }
    }
}
