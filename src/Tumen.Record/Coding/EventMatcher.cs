using Tumen.Model;

namespace Tumen.Record;

/// <summary>One event test made ready for one table: columns found, numbers read once.</summary>
internal sealed class EventMatcher
{
    private readonly FlatNode<EventTest>[] _nodes;
    private readonly int[] _column;
    private readonly bool[] _truth;

    public EventMatcher(EventTest test, EventTable events)
    {
        _nodes = FlatTest.Of(test);
        _column = [.. _nodes.Select(n => ColumnOf(n.Test) is { } c ? events.Columns.IndexOf(c) : -1)];
        _truth = new bool[_nodes.Length];
    }

    /// <summary>The column a leaf reads, or null for a junction.</summary>
    public static string? ColumnOf(EventTest test) => test switch
    {
        EventTest.ColumnIn c => c.Column,
        EventTest.ColumnBegins c => c.Column,
        EventTest.ColumnCompares c => c.Column,
        _ => null,
    };

    /// <summary>Whether a number stands in a relation to another: at least, at most, above, below.</summary>
    public static bool Compares(double found, string relation, double number) => relation switch
    {
        "at least" => found >= number,
        "at most" => found <= number,
        "above" => found > number,
        "below" => found < number,
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "the codebook check lets four relations through"),
    };

    public bool Holds(Event e)
    {
        for (int k = 0; k < _nodes.Length; k++)
        {
            var node = _nodes[k];
            _truth[k] = node.Junction switch
            {
                Junction.And => _truth[node.Left] && _truth[node.Right],
                Junction.Or => _truth[node.Left] || _truth[node.Right],
                Junction.Not => !_truth[node.Left],
                _ => Leaf(node.Test, e.Row[_column[k]]),
            };
        }

        return _truth[^1];
    }

    private static bool Leaf(EventTest test, string cell) => test switch
    {
        EventTest.ColumnIn c => c.Values.Contains(cell, StringComparer.Ordinal),
        EventTest.ColumnBegins c => c.Beginnings.Any(b => cell.StartsWith(b, StringComparison.Ordinal)),
        EventTest.ColumnCompares c => EventFile.TryNumber(cell, out double x) && Compares(x, c.Relation, c.Number),
        _ => throw new InvalidOperationException("a junction is no leaf"),
    };
}
