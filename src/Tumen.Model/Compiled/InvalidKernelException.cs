namespace Tumen.Model;

/// <summary>Transition chances that are not probability distributions.</summary>
public sealed class InvalidKernelException : Exception
{
    internal InvalidKernelException(IReadOnlyList<string> rows, int count)
        : base($"{count} transition row(s) are not probability distributions: {string.Join("; ", rows)}{(count > rows.Count ? $"; and {count - rows.Count} more" : "")}")
    {
        Rows = rows;
        Count = count;
    }

    /// <summary>The first ten, in words.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>How many in all.</summary>
    public int Count { get; }
}
