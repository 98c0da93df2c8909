namespace Tumen.Episodes;

/// <summary>Whether the row player of a matrix game can make sure of more than nothing, in exact fractions.</summary>
/// <remarks>The simplex method on "some x ≥ 0 with x A ≥ 1", from the dual, whose start is a corner; Bland's rule (1977) never cycles.</remarks>
internal static class MatrixGame
{
    /// <param name="gain">Payoffs of the row player, at least one row and column.</param>
    /// <returns>True when a mixture of rows pays more than zero whatever the column.</returns>
    public static bool HasPositiveValue(Rational[,] gain)
    {
        // max Σ y over y ≥ 0 with A y ≤ 1 after a shift that makes A positive has the value 1 / (v + shift).
        int rows = gain.GetLength(0), columns = gain.GetLength(1);
        Rational low = gain[0, 0];
        foreach (var x in gain)
        {
            low = x < low ? x : low;
        }

        if (low.Sign > 0)
        {
            return true;
        }

        var shift = Rational.One - low;
        var table = new Rational[rows + 1, columns + rows + 1];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                table[r, c] = gain[r, c] + shift;
            }

            table[r, columns + r] = Rational.One;
            table[r, columns + rows] = Rational.One;
        }

        for (int c = 0; c < columns; c++)
        {
            table[rows, c] = -Rational.One;
        }

        int[] basis = [.. Enumerable.Range(columns, rows)];
        while (Entering(table, rows, columns + rows) is { } column)
        {
            Pivot(table, Leaving(table, basis, column), column, basis);
        }

        return Rational.One / table[rows, columns + rows] > shift;
    }

    private static int? Entering(Rational[,] table, int last, int width)
    {
        for (int c = 0; c < width; c++)
        {
            if (table[last, c].Sign < 0)
            {
                return c;
            }
        }

        return null;
    }

    // Every column has a positive entry somewhere because the matrix is positive, so the programme is bounded.
    private static int Leaving(Rational[,] table, int[] basis, int column)
    {
        int best = -1, end = table.GetLength(1) - 1;
        Rational least = Rational.Zero;
        for (int r = 0; r < basis.Length; r++)
        {
            if (table[r, column].Sign <= 0)
            {
                continue;
            }

            var ratio = table[r, end] / table[r, column];
            int order = best < 0 ? -1 : ratio.CompareTo(least);
            if (order < 0 || (order == 0 && basis[r] < basis[best]))
            {
                (best, least) = (r, ratio);
            }
        }

        return best;
    }

    private static void Pivot(Rational[,] table, int row, int column, int[] basis)
    {
        int height = table.GetLength(0), width = table.GetLength(1);
        var by = table[row, column];
        for (int c = 0; c < width; c++)
        {
            table[row, c] /= by;
        }

        for (int r = 0; r < height; r++)
        {
            var times = table[r, column];
            if (r == row || times.IsZero)
            {
                continue;
            }

            for (int c = 0; c < width; c++)
            {
                table[r, c] -= times * table[row, c];
            }
        }

        basis[row] = column;
    }
}
