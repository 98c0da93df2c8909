namespace Tumen.Scenarios;

/// <summary>A nonnegative S × S matrix by rows: chances, or chances weighted by what happened, of going from state to state.</summary>
/// <param name="Count">S.</param>
/// <param name="RowStart">Start of each row; length S + 1.</param>
/// <param name="Column">Next state of each entry.</param>
/// <param name="Value">Chance of each entry, &gt; 0.</param>
public sealed record SparseRows(int Count, int[] RowStart, int[] Column, double[] Value)
{
    /// <summary>y = x A: one step of a law over states.</summary>
    public void Left(ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        for (int s = 0; s < Count; s++)
        {
            double mass = x[s];
            for (int k = RowStart[s]; mass != 0 && k < RowStart[s + 1]; k++)
            {
                y[Column[k]] += mass * Value[k];
            }
        }
    }

    /// <summary>y = A x: expectation of next period's x.</summary>
    public void Right(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int s = 0; s < Count; s++)
        {
            double sum = 0;
            for (int k = RowStart[s]; k < RowStart[s + 1]; k++)
            {
                sum += Value[k] * x[Column[k]];
            }

            y[s] = sum;
        }
    }

    /// <summary>Two-by-two block matrix of order 2S.</summary>
    internal static SparseRows Blocks(SparseRows a, SparseRows b, SparseRows c, SparseRows d)
    {
        int n = a.Count;
        var start = new int[(2 * n) + 1];
        List<int> column = [];
        List<double> value = [];
        void Copy(SparseRows from, int row, int shift)
        {
            for (int k = from.RowStart[row]; k < from.RowStart[row + 1]; k++)
            {
                column.Add(from.Column[k] + shift);
                value.Add(from.Value[k]);
            }
        }

        for (int s = 0; s < 2 * n; s++)
        {
            Copy(s < n ? a : c, s % n, 0);
            Copy(s < n ? b : d, s % n, n);
            start[s + 1] = column.Count;
        }

        return new SparseRows(2 * n, start, [.. column], [.. value]);
    }
}
