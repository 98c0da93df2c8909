using System.Collections.Immutable;

namespace Tumen.Import;

/// <summary>What is known of a format beforehand.</summary>
/// <param name="Name">Word on the command line.</param>
/// <param name="Title">Name of the data set.</param>
/// <param name="Directed">Whether its acts go from one country to another.</param>
/// <param name="Extra">Columns of its own that are written beside the shared ones.</param>
/// <param name="Citation">How it asks to be cited.</param>
/// <param name="Terms">Under which terms it may be used.</param>
/// <param name="Meanings">What its weights and kinds mean, and what its known defects are.</param>
public sealed record FormatFacts(
    string Name, string Title, bool Directed, ImmutableArray<string> Extra, string Citation, string Terms, ImmutableArray<string> Meanings);

/// <summary>One format of event data: finds its columns in a file and reads a row at a time.</summary>
internal abstract class EventFormat
{
    /// <summary>What is known beforehand.</summary>
    public abstract FormatFacts Facts { get; }

    /// <summary>Notes gathered while reading: a sentence and how many rows it holds for.</summary>
    public SortedDictionary<string, long> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the columns that must be found, each with its other spellings, in lower case.</summary>
    protected abstract ImmutableArray<ImmutableArray<string>> Needed { get; }

    /// <summary>Where each of the needed and wished-for columns stands; −1 when it is not there.</summary>
    protected int[] At { get; private set; } = [];

    /// <summary>Cells a row must have; 0 when any number will do.</summary>
    protected int Width { get; set; }

    /// <summary>Reader of dates, once the file was looked at.</summary>
    protected DateReader Dates { get; private set; } = new(DayOrder.Unknown);

    /// <summary>Columns that are used when they are there.</summary>
    protected virtual ImmutableArray<ImmutableArray<string>> Wished => [];

    /// <summary>What 3/4/2017 means when nothing in the file tells.</summary>
    protected virtual DayOrder UsualOrder => DayOrder.Unknown;

    /// <summary>Index of the needed column that holds dates; −1 for none.</summary>
    protected virtual int DateColumn => 0;

    /// <summary>Finds the columns by a header line.</summary>
    /// <param name="names">Cells of the first row.</param>
    /// <returns>The needed names that are missing; empty when it is a header of this format.</returns>
    public ImmutableArray<string> UseHeader(IReadOnlyList<string> names)
    {
        string[] plain = [.. names.Select(Plain)];
        At = [.. Needed.Concat(Wished).Select(spellings => spellings.Select(s => Array.IndexOf(plain, Plain(s))).FirstOrDefault(k => k >= 0, -1))];
        Width = names.Count;
        return [.. Needed.Where((_, k) => At[k] < 0).Select(s => s[0])];
    }

    /// <summary>Finds the columns by the width of a file without a header; false when the format has no such layout.</summary>
    public virtual bool UseWidth(int width) => false;

    /// <summary>Looks at some rows before reading: which day order dates have, which scheme codes have.</summary>
    public virtual void Look(IReadOnlyList<string[]> sample)
    {
        int column = DateColumn < 0 ? -1 : At[DateColumn];
        Dates = new DateReader(DateReader.OrderOf(sample.Where(r => column >= 0 && column < r.Length).Select(r => r[column]), UsualOrder));
    }

    /// <summary>Reads a row into an act; null when it was read, else why it is dropped.</summary>
    public abstract string? Read(RowReader row, Act act, PairFilter pairs);

    /// <summary>Acts that become known only at the end of all files.</summary>
    public virtual IEnumerable<Act> Rest(PairFilter pairs) => [];

    /// <summary>Whether two rows tell the same act: by default when they have the same id, or without ids the same cells.</summary>
    public virtual bool IdIsUnique => true;

    protected static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
    }

    protected void Layout(int width, params int[] at) => (Width, At) = (width, at);

    protected void Note(string sentence) => Notes[sentence] = Notes.GetValueOrDefault(sentence) + 1;

    protected string? CheckWidth(RowReader row) => row.Count < 0 ? DropReason.TooLong : Width > 0 && row.Count != Width ? DropReason.Width : null;
}
