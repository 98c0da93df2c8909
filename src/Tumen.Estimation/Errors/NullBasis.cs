using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>A basis of a null space that a reader can use: each vector with as few weights as elimination can leave it.</summary>
internal static class NullBasis
{
    // Loadings below this are rounding of the decomposition.
    private const double Nothing = 1e-6;

    /// <summary>Reduced row echelon form with full pivoting, each vector of unit length.</summary>
    /// <param name="vectors">Any basis.</param>
    public static List<double[]> Of(IEnumerable<double[]> vectors)
    {
        List<double[]> rows = [.. vectors.Select(v => (double[])v.Clone())];
        var taken = new HashSet<int>();
        for (int r = 0; r < rows.Count; r++)
        {
            // Largest entry left, over the rows not yet used and the columns not yet taken.
            var (best, row, column) = (0.0, r, -1);
            for (int i = r; i < rows.Count; i++)
            {
                for (int j = 0; j < rows[i].Length; j++)
                {
                    if (!taken.Contains(j) && Math.Abs(rows[i][j]) > best)
                    {
                        (best, row, column) = (Math.Abs(rows[i][j]), i, j);
                    }
                }
            }

            (rows[r], rows[row]) = (rows[row], rows[r]);
            taken.Add(column);
            double pivot = rows[r][column];
            for (int i = 0; i < rows.Count; i++)
            {
                if (i != r)
                {
                    FixedOrder.AddScaled(rows[i], rows[r], -rows[i][column] / pivot);
                }
            }
        }

        return rows.ConvertAll(v =>
        {
            double top = v.Max(Math.Abs), size = Math.Sqrt(v.Where(x => Math.Abs(x) > Nothing * top).Sum(x => x * x));
            return v.Select(x => Math.Abs(x) > Nothing * top ? x / size : 0).ToArray();
        });
    }
}
