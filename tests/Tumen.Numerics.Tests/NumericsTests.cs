namespace Tumen.Numerics.Tests;

public class NumericsTests
{
    private static double[] Matrix(int n, ulong seed)
    {
        var rng = new Philox(seed, 0);
        return [.. Enumerable.Range(0, n * n).Select(_ => rng.NextDouble() - 0.5)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(48)]
    [InlineData(65)]
    [InlineData(150)]
    public void Lu_solves_and_inverts(int n)
    {
        double[] a = Matrix(n, 3), x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], b = new double[n], bt = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                b[i] += a[(i * n) + j] * x[j];
                bt[j] += a[(i * n) + j] * x[i];
            }
        }

        var lu = DenseLu.FactorInPlace((double[])a.Clone(), n);
        double[] one = (double[])b.Clone(), transposed = (double[])bt.Clone(), two = [.. b.SelectMany(v => new[] { v, 2 * v })], inverse = new double[n * n];
        lu.Solve(one);
        lu.Solve(two, 2);
        lu.SolveTransposed(transposed);
        lu.Invert(inverse);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(x[i], one[i], 1e-9);
            Assert.Equal(2 * x[i], two[(2 * i) + 1], 1e-9);
            Assert.Equal(x[i], transposed[i], 1e-9);
            Assert.Equal(x[i], FixedOrder.Dot(inverse.AsSpan(i * n, n), b), 1e-9);
        }
    }

    [Fact]
    public void A_singular_matrix_is_said_to_be_singular() => Assert.False(DenseLu.FactorInPlace([1, 2, 2, 4], 2).IsRegular);

    [Fact]
    public void Gmres_reaches_its_tolerance()
    {
        int n = 80;
        double[] a = Matrix(n, 5), b = new double[n], x = new double[n];
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] += 6;
            b[i] = i;
        }

        var (relative, _) = Gmres.Solve((v, y) =>
        {
            for (int i = 0; i < n; i++)
            {
                y[i] = FixedOrder.Dot(a.AsSpan(i * n, n), v);
            }
        }, b, x, 1e-12, 500);
        Assert.InRange(relative, 0, 1e-12);
    }

    // Asked for more digits than there are, it ends at round-off and does not spend all it may.
    [Fact]
    public void Gmres_ends_at_round_off()
    {
        int n = 80;
        double[] a = Matrix(n, 5), b = new double[n], x = new double[n];
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] += 6;
            b[i] = 1 + i;
        }

        var (relative, products) = Gmres.Solve((v, y) =>
        {
            for (int i = 0; i < n; i++)
            {
                y[i] = FixedOrder.Dot(a.AsSpan(i * n, n), v);
            }
        }, b, x, 1e-19, 6000);
        Assert.InRange(relative, 0, 1e-14);
        Assert.InRange(products, 1, 400);
    }

    // Known answers of the reference implementation (Random123 1.09, kat_vectors, philox4x32 10 rounds).
    [Fact]
    public void Philox_equals_its_known_answers()
    {
        var r = new uint[4];
        Philox.Block(0, 0, 0, 0, r);
        Assert.Equal([0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u], r);
        Philox.Block(ulong.MaxValue, ulong.MaxValue, uint.MaxValue, uint.MaxValue, r);
        Assert.Equal([0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu], r);
    }

    // [[2,1],[1,2]] has eigenvalues 1 and 3 with vectors (1,−1)/√2 and (1,1)/√2.
    [Fact]
    public void Eigenvalues_by_hand()
    {
        var e = SymmetricEigen.Of([2, 1, 1, 2], 2);
        Assert.Equal(1, e.Values[0], 1e-14);
        Assert.Equal(3, e.Values[1], 1e-14);
        Assert.Equal(Math.Abs(e.Vectors[1][0]), Math.Sqrt(0.5), 1e-14);
    }

    [Fact]
    public void Logit_in_log_space_neither_overflows_nor_clamps()
    {
        var p = new double[2];
        Assert.Equal(1e6, Logit.Choose([1e6, 0], 1, p), 1e-9);
        Assert.Equal([1, 0], p);
        Assert.Equal(0.5, Logit.Choose([0, 1], 0, p), 1e-15);
        Assert.Equal(Math.Log(2) + 3, Logit.LogSumExp([3, 3]), 1e-14);
    }
}
