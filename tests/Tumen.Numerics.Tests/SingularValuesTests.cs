namespace Tumen.Numerics.Tests;

/// <summary>Singular values against eigenvalues, and at exact rank deficiency.</summary>
public class SingularValuesTests
{
    private static double[][] Random(int rows, int columns, ulong seed)
    {
        var rng = new Philox(seed, 0);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => rng.NextNormal()).ToArray())];
    }

    [Fact]
    public void Squares_are_the_eigenvalues_of_the_Gram_matrix_and_the_triangle_has_the_same_values()
    {
        var a = Random(40, 6, 1);
        var gram = new double[36];
        foreach (var row in a)
        {
            for (int i = 0; i < 6; i++)
            {
                FixedOrder.AddScaled(gram.AsSpan(i * 6, 6), row, row[i]);
            }
        }

        var values = SingularValues.Of(a);
        var eigen = SymmetricEigen.Of(gram, 6);
        var triangle = SingularValues.Triangle(a);
        Assert.Equal(6, triangle.Length);
        var again = SingularValues.Of(triangle);
        for (int j = 0; j < 6; j++)
        {
            Assert.Equal(Math.Sqrt(eigen.Values[5 - j]), values.Values[j], 1e-10);
            Assert.Equal(values.Values[j], again.Values[j], 1e-10);
            Assert.Equal(1, Math.Abs(FixedOrder.Dot(values.Vectors[j], again.Vectors[j])), 1e-9);
        }
    }

    // A column that is three times another, and a column of zeros: rank two short, to rounding, with the combination as the vector.
    [Fact]
    public void Rank_counts_what_rounding_leaves()
    {
        double[][] a = [.. Random(500, 5, 2).Select(r => r.Select((x, j) => j == 3 ? 3 * r[1] : j == 4 ? 0 : x).ToArray())];
        var s = SingularValues.Of(SingularValues.Triangle(a));
        Assert.Equal(3, s.Rank(1e-10));
        Assert.All(s.Vectors.Skip(3), v => Assert.Equal(0, v[0], 1e-12));
        var direct = SingularValues.Of(a);
        Assert.Equal(3, direct.Rank(1e-10));
        Assert.Equal(0, SingularValues.Of([[0, 0], [0, 0]]).Rank(1e-10));
    }

    [Fact]
    public void Fewer_rows_than_columns_leave_zeros()
    {
        var s = SingularValues.Of(SingularValues.Triangle([[1, 2, 3], [2, 4, 6]]));
        Assert.Equal(1, s.Rank(1e-10));
        Assert.Equal(Math.Sqrt(70), s.Values[0], 1e-12);
    }
}
