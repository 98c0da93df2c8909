namespace Tumen.Model;

/// <content>A kernel from rows, checked.</content>
public sealed partial class TransitionKernel
{
    /// <summary>A kernel from sparse rows given as arrays.</summary>
    /// <param name="states">S.</param>
    /// <param name="profiles">P.</param>
    /// <param name="rows">For every (state, profile), row-major, its (next state, chance) pairs with chances ≥ 0 that sum to 1.</param>
    /// <exception cref="InvalidKernelException">A row has a negative or non-finite entry, a bad index or does not sum to 1.</exception>
    public static TransitionKernel FromRows(int states, int profiles, Func<int, int, IReadOnlyList<(int Next, double Chance)>> rows)
    {
        var baseStart = new int[states + 1];
        var rowStart = new int[(states * profiles) + 1];
        List<int> bases = [], column = [];
        List<double> chance = [];
        List<string> bad = [];
        int badCount = 0;
        var position = new Dictionary<int, int>();
        for (int s = 0; s < states; s++)
        {
            position.Clear();
            for (int p = 0; p < profiles; p++)
            {
                double sum = 0;
                bool fine = true;
                foreach (var (next, given) in rows(s, p))
                {
                    double c = given < 0 && given > -RowSumTolerance ? 0 : given; // what rounding leaves of nothing
                    fine &= next >= 0 && next < states && c >= 0 && double.IsFinite(c);
                    sum += c;
                    if (c == 0 || !fine)
                    {
                        continue;
                    }

                    if (!position.TryGetValue(next, out int at))
                    {
                        position[next] = at = position.Count;
                        bases.Add(next);
                    }

                    column.Add(at);
                    chance.Add(c);
                }

                if (!fine || !(Math.Abs(sum - 1) <= RowSumTolerance))
                {
                    badCount++;
                    if (bad.Count < 10)
                    {
                        bad.Add($"state {s}, joint move {p}: sum {sum:R}{(fine ? "" : ", with an entry that is negative, not finite or out of range")}");
                    }
                }

                rowStart[(s * profiles) + p + 1] = column.Count;
            }

            baseStart[s + 1] = bases.Count;
        }

        if (badCount > 0)
        {
            throw new InvalidKernelException(bad, badCount);
        }

        var free = new int[states + 1];
        for (int s = 0; s <= states; s++)
        {
            free[s] = s;
        }

        var ones = new double[states];
        Array.Fill(ones, 1.0);
        return new TransitionKernel(states, profiles, free, new int[states], ones, baseStart, [.. bases], rowStart, [.. column], [.. chance]);
    }
}
