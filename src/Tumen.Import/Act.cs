using Tumen.Record;

namespace Tumen.Import;

/// <summary>What one row says, before it is written: one object is filled again and again.</summary>
internal sealed class Act
{
    /// <summary>The source's own id; empty when it has none.</summary>
    public string Id { get; set; } = "";

    public DateOnly Date { get; set; }

    public DatePrecision Precision { get; set; }

    /// <summary>Countries that act, or of one side when the data have no direction.</summary>
    public List<string> Actors { get; } = [];

    /// <summary>Countries acted upon, or of the other side.</summary>
    public List<string> Targets { get; } = [];

    public bool Directed { get; set; }

    public string Kind { get; set; } = "";

    public string Code { get; set; } = "";

    public string Root { get; set; } = "";

    public double? Goldstein { get; set; }

    public QuadClass Quad { get; set; }

    /// <summary>Cells of the format's own columns.</summary>
    public string[] Extra { get; set; } = [];

    public void Clear(int extra, bool directed)
    {
        (Id, Kind, Code, Root, Goldstein, Quad, Directed, Precision) = ("", "", "", "", null, QuadClass.None, directed, DatePrecision.Day);
        Actors.Clear();
        Targets.Clear();
        if (Extra.Length != extra)
        {
            Extra = new string[extra];
        }

        Array.Fill(Extra, "");
    }

    /// <summary>Fills kind, root, weight and quad class from a code; false when it is no code of the scheme.</summary>
    public bool Coded(CodeScheme scheme, ReadOnlySpan<byte> code)
    {
        int root = scheme.Root(code);
        if (root == 0)
        {
            return false;
        }

        Code = TextForm.Decode(code);
        Root = Code[..2];
        Kind = scheme.Kind(root);
        Goldstein = scheme.Weight(Code);
        Quad = scheme.Quad(root);
        return true;
    }
}

/// <summary>Why a row is dropped, in the words of import.json.</summary>
internal static class DropReason
{
    public const string OtherPair = "another pair of countries";
    public const string NoCountry = "no country of the table on one side";
    public const string NoDate = "no date of the calendar";
    public const string NoMonth = "the month is not known";
    public const string Before = "before --from";
    public const string After = "after --to";
    public const string Width = "more or fewer cells than the table has columns";
    public const string TooLong = "longer than a row can be";
    public const string HeaderAgain = "the header line again";
    public const string Missing = "a needed cell is missing";
}

/// <summary>Which pairs of countries are kept.</summary>
public sealed class PairFilter
{
    private readonly HashSet<(string, string)>? _wanted;

    private PairFilter(HashSet<(string, string)>? wanted) => _wanted = wanted;

    /// <summary>Every pair of two different countries.</summary>
    public static PairFilter All { get; } = new(null);

    /// <summary>Some pairs: the order of two countries matters only where data have a direction and <c>OneWay</c> is said.</summary>
    /// <param name="pairs">Letters of two countries each.</param>
    public static PairFilter Of(IEnumerable<(string First, string Second, bool OneWay)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var wanted = new HashSet<(string, string)>();
        foreach (var (first, second, oneWay) in pairs)
        {
            wanted.Add((first, second));
            if (!oneWay)
            {
                wanted.Add((second, first));
            }
        }

        return new PairFilter(wanted);
    }

    /// <summary>Whether acts of one country on another are kept; without a direction either order will do.</summary>
    public bool Admits(string actor, string target, bool directed) =>
        actor != target && (_wanted is null || _wanted.Contains((actor, target)) || (!directed && _wanted.Contains((target, actor))));

    /// <summary>Whether a country is of any pair that is kept.</summary>
    public bool Mentions(string country) => _wanted is null || _wanted.Any(p => p.Item1 == country || p.Item2 == country);

    internal bool Admits(Act act)
    {
        foreach (string actor in act.Actors)
        {
            foreach (string target in act.Targets)
            {
                if (Admits(actor, target, act.Directed))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
