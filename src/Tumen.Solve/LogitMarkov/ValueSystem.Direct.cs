using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <content>Direct solutions: with the factors of <see cref="Factor"/>, dense or banded.</content>
public sealed partial class ValueSystem
{
    // Products of GMRES that a banded factorisation may cost; it pays from the second right-hand side on, and with long sight at once.
    private const int WorthProducts = 60;

    /// <summary>
    /// Whether a game's kernel has so narrow a band that I − M is best factored in it: few levels are within one period's reach of any, as in a numeric situation with a fine grid.
    /// </summary>
    public static bool IsNarrow(StochasticGame game)
    {
        int n = game.PlayerCount;
        if (game.StateCount * n <= SmallOrder)
        {
            return false;
        }

        var band = game.Kernel.Band;
        long order = (long)game.StateCount * n, lower = ((long)n * band.Lower) + n - 1, upper = ((long)n * band.Upper) + n - 1;
        long product = ((long)n * n * game.Kernel.Bases.Length) + (30 * order);
        return order * lower * (lower + upper) <= WorthProducts * product && 3 * lower * (lower + upper) * 8 < order * order;
    }

    /// <summary>Up to this order (states × players) a dense factorisation is the cheapest.</summary>
    internal const int SmallOrder = 160;

    /// <summary>Solves (I − M) x = b in place for <paramref name="columns"/> right-hand sides stored row-major, after <see cref="Factor"/>.</summary>
    public void Solve(Span<double> b, int columns)
    {
        if (_band is not { } band)
        {
            SolveParts(b, columns);
            return;
        }

        var one = new double[Order];
        for (int c = 0; c < columns; c++)
        {
            Gather(b, columns, c, one);
            band.Solve(one);
            Scatter(one, b, columns, c);
        }
    }

    /// <summary>Solves (I − M)ᵀ x = b in place, after <see cref="Factor"/>.</summary>
    public void SolveTransposed(Span<double> b)
    {
        if (_band is not { } band)
        {
            SolvePartsTransposed(b);
            return;
        }

        var one = new double[Order];
        Gather(b, 1, 0, one);
        band.SolveTranspose(one);
        Scatter(one, b, 1, 0);
    }

    private (int[] Rows, DenseLu Factors)[] Parts => _parts ?? throw new InvalidOperationException("call Factor first");

    // Row i · S + s of the system is row place(s) · n + i in the band.
    private void Gather(ReadOnlySpan<double> b, int columns, int column, double[] one)
    {
        var place = _game.Kernel.Band.Position;
        int states = _game.StateCount;
        for (int i = 0; i < _n; i++)
        {
            for (int s = 0; s < states; s++)
            {
                one[(place[s] * _n) + i] = b[(((i * states) + s) * columns) + column];
            }
        }
    }

    private void Scatter(double[] one, Span<double> b, int columns, int column)
    {
        var place = _game.Kernel.Band.Position;
        int states = _game.StateCount;
        for (int i = 0; i < _n; i++)
        {
            for (int s = 0; s < states; s++)
            {
                b[(((i * states) + s) * columns) + column] = one[(place[s] * _n) + i];
            }
        }
    }

    private BandedLu AssembleBand()
    {
        var k = _game.Kernel;
        var place = k.Band.Position;
        var a = new BandedLu(Order, (_n * k.Band.Lower) + _n - 1, (_n * k.Band.Upper) + _n - 1);
        int pairs = _n * _n;
        double[] coefficient = new double[pairs * _count], sums = new double[pairs * k.MaximumBases];
        for (int s = 0; s < _game.StateCount; s++)
        {
            Coefficients(s, coefficient);
            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0, row = place[s] * _n;
            KernelSums.Weigh(k, s, coefficient, pairs, sums);
            for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
            {
                double chance = k.FreeChance[f];
                for (int e = 0; e < bases; e++)
                {
                    int column = place[k.Bases[b0 + e] + k.FreeOffset[f]] * _n;
                    for (int ij = 0; ij < pairs; ij++)
                    {
                        a[row + (ij / _n), column + (ij % _n)] -= chance * sums[(ij * bases) + e];
                    }
                }
            }
        }

        for (int r = 0; r < Order; r++)
        {
            a[r, r] += 1;
        }

        return a;
    }
}
