using Tumen.Model;

namespace Tumen.Record;

/// <summary>How one node of a flattened test joins its children.</summary>
internal enum Junction
{
    Leaf,
    And,
    Or,
    Not,
}

/// <summary>One node; children stand before it in the array, −1 for none.</summary>
internal readonly record struct FlatNode<T>(Junction Junction, T Test, int Left, int Right);

/// <summary>A tree of and, or and not laid out children first, so that however deep it is written it is read by loops.</summary>
internal static class FlatTest
{
    public static FlatNode<EventTest>[] Of(EventTest root) => Of(root, test => test switch
    {
        EventTest.And a => (Junction.And, a.Left, a.Right),
        EventTest.Or o => (Junction.Or, o.Left, o.Right),
        EventTest.Not n => (Junction.Not, n.Inner, null),
        _ => (Junction.Leaf, null, null),
    });

    public static FlatNode<PeriodTest>[] Of(PeriodTest root) => Of(root, test => test switch
    {
        PeriodTest.And a => (Junction.And, a.Left, a.Right),
        PeriodTest.Or o => (Junction.Or, o.Left, o.Right),
        PeriodTest.Not n => (Junction.Not, n.Inner, null),
        _ => (Junction.Leaf, null, null),
    });

    /// <summary>Three-valued and: false beats unknown.</summary>
    public static bool? And(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    /// <summary>Three-valued or: true beats unknown.</summary>
    public static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    private static FlatNode<T>[] Of<T>(T root, Func<T, (Junction, T?, T?)> open)
        where T : class
    {
        var nodes = new List<FlatNode<T>>();
        var built = new Stack<int>();
        var open1 = new Stack<(T Test, bool ChildrenDone)>();
        open1.Push((root, false));
        while (open1.TryPop(out var top))
        {
            var (junction, left, right) = open(top.Test);
            if (!top.ChildrenDone && junction != Junction.Leaf)
            {
                open1.Push((top.Test, true));
                if (right is not null)
                {
                    open1.Push((right, false));
                }

                open1.Push((left!, false));
                continue;
            }

            int r = right is null ? -1 : built.Pop();
            int l = junction == Junction.Leaf ? -1 : built.Pop();
            built.Push(nodes.Count);
            nodes.Add(new FlatNode<T>(junction, top.Test, l, r));
        }

        return [.. nodes];
    }
}
