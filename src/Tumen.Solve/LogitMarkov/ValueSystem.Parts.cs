using Tumen.Numerics;

namespace Tumen.Solve;

/// <content>Dense factors part by part, where the states fall into parts between which nothing leads, such as regimes that nobody expects to end.</content>
public sealed partial class ValueSystem
{
    private void FactorParts()
    {
        double[] whole = Assemble();
        var parts = _game.Kernel.Parts.All;
        int states = _game.StateCount;
        _parts = parts.Length == 1 ? [([], DenseLu.FactorInPlace(whole, Order))] : [.. parts.Select(part =>
        {
            int[] rows = [.. Enumerable.Range(0, _n).SelectMany(i => part.Select(s => (i * states) + s))];
            var block = new double[rows.Length * rows.Length];
            for (int r = 0; r < rows.Length; r++)
            {
                for (int c = 0; c < rows.Length; c++)
                {
                    block[(r * rows.Length) + c] = whole[(rows[r] * Order) + rows[c]];
                }
            }

            return (rows, DenseLu.FactorInPlace(block, rows.Length));
        })];
        _regular = _parts.All(p => p.Factors.IsRegular);
    }

    private void SolveParts(Span<double> b, int columns)
    {
        if (Parts.Length == 1)
        {
            Parts[0].Factors.Solve(b, columns);
            return;
        }

        foreach (var (rows, factors) in Parts)
        {
            var own = new double[rows.Length * columns];
            for (int r = 0; r < rows.Length; r++)
            {
                b.Slice(rows[r] * columns, columns).CopyTo(own.AsSpan(r * columns, columns));
            }

            factors.Solve(own, columns);
            for (int r = 0; r < rows.Length; r++)
            {
                own.AsSpan(r * columns, columns).CopyTo(b.Slice(rows[r] * columns, columns));
            }
        }
    }

    private void SolvePartsTransposed(Span<double> b)
    {
        if (Parts.Length == 1)
        {
            Parts[0].Factors.SolveTransposed(b);
            return;
        }

        foreach (var (rows, factors) in Parts)
        {
            var own = new double[rows.Length];
            for (int r = 0; r < rows.Length; r++)
            {
                own[r] = b[rows[r]];
            }

            factors.SolveTransposed(own);
            for (int r = 0; r < rows.Length; r++)
            {
                b[rows[r]] = own[r];
            }
        }
    }
}
