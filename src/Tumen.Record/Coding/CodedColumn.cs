using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>One column while it is being coded: a value and its reasons per month, from the origin on.</summary>
internal sealed class CodedColumn
{
    /// <summary>Stands for an unknown value.</summary>
    public const int Unknown = -1;

    private const int Same = -2;

    private readonly int _starts;

    public CodedColumn(CodingRule rule, ImmutableArray<string> values, int months, int firstCoded)
    {
        Rule = rule;
        Lines = [.. rule.Lines.Select(l => (Index(l.Value, values), FlatTest.Of(l.If), l.Place))];
        Otherwise = Index(rule.Otherwise, values);
        Values = new int[months];
        Reasons = new int[months][];
        Places = new Place[months];
        _starts = rule.Starts is null ? Unknown : Math.Max(Unknown, Index(rule.Starts, values));
        FirstDecided = rule.Starts is null ? 0 : firstCoded;
        Array.Fill(Values, _starts, 0, FirstDecided);
        Array.Fill(Reasons, [], 0, FirstDecided);
        Array.Fill(Places, rule.Place, 0, FirstDecided);
    }

    public CodingRule Rule { get; }

    public (int Value, FlatNode<PeriodTest>[] Test, Place Place)[] Lines { get; }

    public int Otherwise { get; }

    /// <summary>First month that the rule decides; a rule with a starting value decides nothing before the first month of the record.</summary>
    public int FirstDecided { get; }

    public int[] Values { get; }

    /// <summary>Per month, the deciding events as ascending indices into the kept events.</summary>
    public int[][] Reasons { get; }

    public Place[] Places { get; }

    /// <summary>The value in a month, where a month before the origin has the starting value.</summary>
    public int At(int month) => month < 0 ? _starts : Values[month];

    /// <summary>What `value` means in a month: `same` is the value of the month before.</summary>
    public int Resolve(int value, int month) => value == Same ? At(month - 1) : value;

    public void Set(int month, int value, Place place, int[] reasons)
    {
        Values[month] = Resolve(value, month);
        Places[month] = place;
        Reasons[month] = value == Same && month > 0 ? Union(reasons, Reasons[month - 1]) : reasons;
    }

    public static int[] Union(int[] a, int[] b) => a.Length == 0 ? b : b.Length == 0 ? a : [.. a.Union(b).Order()];

    private static int Index(string value, ImmutableArray<string> values) => value switch
    {
        "unknown" => Unknown,
        "same" => Same,
        _ => values.IndexOf(value),
    };
}
