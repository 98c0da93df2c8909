namespace Tumen.Episodes;

/// <summary>Lemke's method for w = q + M z + z₀, w·z = 0, on a table whose columns are w, z, z₀. Source: Lemke (1965), Management Science 11; lexicographic ratio test.</summary>
internal static class LemkeMethod
{
    /// <returns>False if the run ended on a ray or ran too long.</returns>
    public static bool Run(Tableau tableau, int size, int[] right)
    {
        for (int r = 0; r < size; r++) tableau.SetBasic(r, r);
        int artificial = 2 * size;
        // First pivot: the most negative right-hand side; among ties the last row is lexicographically least.
        int row = -1;
        for (int r = 0; r < size; r++)
            if (right[r] < 0 && (row < 0 || right[r] <= right[row])) row = r;
        int leaving = tableau.Basis[row];
        tableau.Pivot(row, artificial);
        int allowed = 20_000 + 50 * size;
        while (allowed-- > 0)
        {
            int entering = leaving < size ? leaving + size : leaving - size;
            row = tableau.LeavingRow(entering, 0, size);
            if (row < 0) return false;
            leaving = tableau.Basis[row];
            tableau.Pivot(row, entering);
            if (leaving == artificial) return true;
        }
        return false;
    }
}
