using System.Numerics;

namespace Tumen.Episodes;

/// <summary>A two-player game as two tables of positive integers, the same equilibria as the original: payoffs are shifted and scaled per player.</summary>
internal sealed class Bimatrix
{
    private Bimatrix(int rows, int columns, BigInteger[,] first, BigInteger[,] second) => (Rows, Columns, First, Second) = (rows, columns, first, second);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Row player's payoffs, all at least 1.</summary>
    public BigInteger[,] First { get; }

    /// <summary>Column player's payoffs, all at least 1.</summary>
    public BigInteger[,] Second { get; }

    public static Bimatrix From(int rows, int columns, Func<int, int, int, Rational> payoff) =>
        new(rows, columns, Positive(rows, columns, (i, j) => payoff(i, j, 0)), Positive(rows, columns, (i, j) => payoff(i, j, 1)));

    private static BigInteger[,] Positive(int rows, int columns, Func<int, int, Rational> payoff)
    {
        var values = new Rational[rows, columns];
        var multiple = BigInteger.One;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                values[i, j] = payoff(i, j);
                var d = values[i, j].Denominator;
                multiple = multiple / BigInteger.GreatestCommonDivisor(multiple, d) * d;
            }
        var table = new BigInteger[rows, columns];
        BigInteger? least = null;
        foreach (var value in values) least = least is { } low ? BigInteger.Min(low, (value * multiple).Numerator) : (value * multiple).Numerator;
        var divisor = BigInteger.Zero;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                table[i, j] = (values[i, j] * multiple).Numerator - least!.Value;
                divisor = BigInteger.GreatestCommonDivisor(divisor, table[i, j]);
            }
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                table[i, j] = (divisor.IsZero ? BigInteger.Zero : table[i, j] / divisor) + 1;
        return table;
    }
}
