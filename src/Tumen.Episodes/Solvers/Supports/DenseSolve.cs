namespace Tumen.Episodes;

/// <summary>Dense linear equations by elimination with partial pivoting; enough for the small systems of episodes.</summary>
internal static class DenseSolve
{
    /// <summary>The inverse, or null if the matrix is singular to working precision.</summary>
    public static double[,]? Inverse(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var right = new double[n, n];
        for (int k = 0; k < n; k++) right[k, k] = 1;
        return TrySolve((double[,])matrix.Clone(), right) ? right : null;
    }

    /// <summary>Replaces <paramref name="right"/> by the solution; destroys <paramref name="matrix"/>.</summary>
    /// <returns>False if singular.</returns>
    public static bool TrySolve(double[,] matrix, double[,] right) => LogDeterminant(matrix, right, out _, out _);

    /// <summary>As <see cref="TrySolve"/>, and also the sign of the determinant.</summary>
    public static bool LogDeterminant(double[,] matrix, double[,] right, out int sign, out double smallestPivot)
    {
        int n = matrix.GetLength(0), m = right.GetLength(1);
        sign = 1;
        smallestPivot = double.PositiveInfinity;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int r = k + 1; r < n; r++)
                if (Math.Abs(matrix[r, k]) > Math.Abs(matrix[pivot, k])) pivot = r;
            double size = Math.Abs(matrix[pivot, k]);
            smallestPivot = Math.Min(smallestPivot, size);
            if (!(size > 1e-300)) return false;
            if (pivot != k)
            {
                sign = -sign;
                for (int c = 0; c < n; c++) (matrix[k, c], matrix[pivot, c]) = (matrix[pivot, c], matrix[k, c]);
                for (int c = 0; c < m; c++) (right[k, c], right[pivot, c]) = (right[pivot, c], right[k, c]);
            }
            if (matrix[k, k] < 0) sign = -sign;
            for (int r = k + 1; r < n; r++)
            {
                double factor = matrix[r, k] / matrix[k, k];
                if (factor == 0) continue;
                for (int c = k; c < n; c++) matrix[r, c] -= factor * matrix[k, c];
                for (int c = 0; c < m; c++) right[r, c] -= factor * right[k, c];
            }
        }
        for (int c = 0; c < m; c++)
            for (int r = n - 1; r >= 0; r--)
            {
                double sum = right[r, c];
                for (int k = r + 1; k < n; k++) sum -= matrix[r, k] * right[k, c];
                right[r, c] = sum / matrix[r, r];
            }
        return true;
    }
}
