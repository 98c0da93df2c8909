using System.Numerics;

namespace Tumen.Episodes;

/// <summary>w = q + M z + d z₀ with w, z ≥ 0 and w·z = 0: equilibria of a two-player tree as a linear complementarity problem, solved by Lemke's method.</summary>
/// <remarks>z = (x, y, p⁺, p⁻, r⁺, r⁻): weights of sequences and values of sets, the latter free and so split. Payoffs are shifted to be negative, which makes Lemke's method end at a solution.</remarks>
internal static class ComplementarityProgram
{
    public static PivotRun? Floating(SequenceForm form)
    {
        var (size, entries, right) = Build(form);
        var tableau = new FloatingTableau(size, 2 * size + 1);
        double scale = entries.Where(entry => entry.Payoff).Select(entry => Math.Abs(entry.Value.ToDouble())).DefaultIfEmpty(1).Max();
        foreach (var (row, column, value, payoff) in entries) tableau.Set(row, size + column, -value.ToDouble() / (payoff ? scale : 1));
        for (int r = 0; r < size; r++)
        {
            tableau.Set(r, r, 1);
            tableau.Set(r, 2 * size, -1);
            tableau.Set(r, 2 * size + 1, right[r]);
        }
        return LemkeMethod.Run(tableau, size, right) ? new PivotRun((player, s) => tableau.Exact(size + (player == 0 ? s : form.Count[0] + s)), tableau.Pivots) : null;
    }

    public static PivotRun Exact(SequenceForm form)
    {
        var (size, entries, right) = Build(form);
        var tableau = new ExactTableau(size, 2 * size + 1);
        var multiple = BigInteger.One;
        foreach (var entry in entries)
            multiple = multiple / BigInteger.GreatestCommonDivisor(multiple, entry.Value.Denominator) * entry.Value.Denominator;
        foreach (var (row, column, value, payoff) in entries) tableau.Set(row, size + column, -(payoff ? value * multiple : value).Numerator);
        for (int r = 0; r < size; r++)
        {
            tableau.Set(r, r, BigInteger.One);
            tableau.Set(r, 2 * size, BigInteger.MinusOne);
            tableau.Set(r, 2 * size + 1, right[r]);
        }
        if (!LemkeMethod.Run(tableau, size, right)) throw new InvalidOperationException("Lemke's method ended on a ray although payoffs are negative.");
        return new PivotRun((player, s) => tableau.Exact(size + (player == 0 ? s : form.Count[0] + s)), tableau.Pivots);
    }

    private static (int Size, List<(int Row, int Column, Rational Value, bool Payoff)> Entries, int[] Right) Build(SequenceForm form)
    {
        int nx = form.Count[0], ny = form.Count[1], np = 1 + form.Sets[0].Count, nr = 1 + form.Sets[1].Count;
        int x = 0, y = nx, p = nx + ny, r = p + 2 * np, size = r + 2 * nr;
        var entries = new List<(int, int, Rational, bool)>();
        var right = new int[size];
        Rational most0 = form.Payoffs.Values.Max(cell => cell.First / cell.Weight) + 1, most1 = form.Payoffs.Values.Max(cell => cell.Second / cell.Weight) + 1;
        foreach (var ((first, second), cell) in form.Payoffs)
        {
            entries.Add((x + first, y + second, most0 * cell.Weight - cell.First, true));
            entries.Add((y + second, x + first, most1 * cell.Weight - cell.Second, true));
        }
        for (int player = 0; player < 2; player++)
        {
            int weight = player == 0 ? x : y, value = player == 0 ? p : r, count = player == 0 ? np : nr;
            void Link(int equation, int sequence, int sign)
            {
                entries.Add((weight + sequence, value + equation, sign, false));
                entries.Add((weight + sequence, value + count + equation, -sign, false));
                entries.Add((value + equation, weight + sequence, -sign, false));
                entries.Add((value + count + equation, weight + sequence, sign, false));
            }
            Link(0, 0, 1);
            right[value] = 1;
            right[value + count] = -1;
            for (int k = 0; k < form.Sets[player].Count; k++)
            {
                Link(1 + k, form.ParentSequence[player][k], -1);
                for (int a = 0; a < form.Sets[player][k].Actions.Count; a++) Link(1 + k, form.FirstSequence[player][k] + a, 1);
            }
        }
        return (size, entries, right);
    }
}
