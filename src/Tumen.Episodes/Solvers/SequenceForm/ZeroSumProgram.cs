using System.Numerics;

namespace Tumen.Episodes;

/// <summary>max q_0 over x, q ≥ 0 with all constraints "at most", which positive payoffs allow, so the start is a corner at once.</summary>
internal static class ZeroSumProgram
{
    public static PivotRun Floating(SequenceForm form)
    {
        var (rows, columns, entries) = Build(form);
        var tableau = new FloatingTableau(rows, columns + rows);
        double scale = 0;
        foreach (var (row, column, value) in entries)
            if (row > 0 && column < form.Count[0]) scale = Math.Max(scale, Math.Abs(value.ToDouble()));
        foreach (var (row, column, value) in entries)
            tableau.Set(row, column, row >= 2 + form.Sets[0].Count && column < form.Count[0] ? value.ToDouble() / scale : value.ToDouble());
        for (int r = 0; r < rows; r++)
        {
            tableau.Set(r, columns + r, 1);
            tableau.SetBasic(r, columns + r);
        }
        tableau.Set(1, columns + rows, 1);
        return Run(form, tableau, rows, columns);
    }

    public static PivotRun Exact(SequenceForm form)
    {
        var (rows, columns, entries) = Build(form);
        var tableau = new ExactTableau(rows, columns + rows);
        var multiple = BigInteger.One;
        foreach (var (_, _, value) in entries) multiple = multiple / BigInteger.GreatestCommonDivisor(multiple, value.Denominator) * value.Denominator;
        foreach (var (row, column, value) in entries)
            tableau.Set(row, column, (row >= 2 + form.Sets[0].Count && column < form.Count[0] ? value * multiple : value).Numerator);
        for (int r = 0; r < rows; r++)
        {
            tableau.Set(r, columns + r, BigInteger.One);
            tableau.SetBasic(r, columns + r);
        }
        tableau.Set(1, columns + rows, BigInteger.One);
        return Run(form, tableau, rows, columns);
    }

    // Columns: x by sequence of player 1, then q_0, q_h for each set of player 2. Row 0 is the objective; row 1: x_0 ≤ 1; then one row per set of
    // player 1, Σ_a x_ha ≤ x_parent; then one row per sequence s of player 2: q_h(s) ≤ Σ_{h' after s} q_h' + Σ_x A_xs x (q_0 for the empty sequence).
    private static (int Rows, int Columns, List<(int, int, Rational)> Entries) Build(SequenceForm form)
    {
        int sequences = form.Count[0];
        var entries = new List<(int, int, Rational)> { (0, sequences, -1), (1, 0, 1) };
        for (int k = 0; k < form.Sets[0].Count; k++)
        {
            entries.Add((2 + k, form.ParentSequence[0][k], -1));
            for (int a = 0; a < form.Sets[0][k].Actions.Count; a++) entries.Add((2 + k, form.FirstSequence[0][k] + a, 1));
        }
        int replies = 2 + form.Sets[0].Count;
        entries.Add((replies, sequences, 1));
        for (int k = 0; k < form.Sets[1].Count; k++)
        {
            entries.Add((replies + form.ParentSequence[1][k], sequences + 1 + k, -1));
            for (int a = 0; a < form.Sets[1][k].Actions.Count; a++) entries.Add((replies + form.FirstSequence[1][k] + a, sequences + 1 + k, 1));
        }
        var least = form.Payoffs.Values.Min(cell => cell.First / cell.Weight);
        foreach (var ((first, second), cell) in form.Payoffs) entries.Add((replies + second, first, -(cell.First + (1 - least) * cell.Weight)));
        return (replies + form.Count[1], sequences + 1 + form.Sets[1].Count, entries);
    }

    private static PivotRun Run(SequenceForm form, Tableau tableau, int rows, int columns)
    {
        while (Entering(tableau, columns + rows) is { } column)
        {
            int row = Leaving(tableau, column, columns, rows);
            if (row < 0) throw new InvalidOperationException("The programme of a finite game cannot be unbounded.");
            tableau.Pivot(row, column);
        }
        int replies = 2 + form.Sets[0].Count;
        return new PivotRun((player, s) => player == 0 ? tableau.Exact(s) : Dual(tableau, columns + replies + s), tableau.Pivots);
    }

    private static Rational Dual(Tableau tableau, int slack) => tableau switch
    {
        ExactTableau exact => exact.ObjectiveEntry(slack),
        FloatingTableau floating => Rational.FromDouble(Math.Max(0, floating.Get(0, slack))),
        _ => throw new InvalidOperationException("Unknown table."),
    };

    private static int? Entering(Tableau tableau, int count)
    {
        int? best = null;
        for (int k = 0; k < count; k++)
            if (tableau.Position[k] < 0 && tableau.Sign(0, k) < 0 && (best is null || tableau.CompareEntries(0, k, best.Value) < 0)) best = k;
        return best;
    }

    private static int Leaving(Tableau tableau, int column, int columns, int rows) => tableau.LeavingRow(column, columns + 1, rows - 1, firstRow: 1);
}
