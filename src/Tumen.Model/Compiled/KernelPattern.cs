namespace Tumen.Model;

/// <summary>
/// Where a theory's kernels store chances. It depends only on which level chances are zero, so kernels at other chances, and their derivatives, are filled into it: one
/// product for each distinct combination of law cases, then copies.
/// </summary>
internal sealed class KernelPattern
{
    private readonly TransitionKernel _like;
    private readonly bool[][][] _possible; // [situation][case][level]
    private readonly Part _free;
    private readonly Part _moved;

    public KernelPattern(TransitionKernel like, double[][][] support, int[][] cases, int[] free, int[] moved)
    {
        _like = like;
        _possible = [.. support.Select(v => v.Select(c => c.Select(x => x != 0).ToArray()).ToArray())];
        int profiles = like.Profiles;
        _free = new Part(free, Enumerable.Range(0, like.States), s => s * profiles, cases);
        _moved = new Part(moved, Enumerable.Range(0, like.States * profiles), c => c, cases);
    }

    /// <summary>Whether the same entries exist.</summary>
    /// <param name="support">Level chances by situation, case and level; nonzero ones must be those of the pattern.</param>
    /// <param name="value">What the entries hold; zero wherever the pattern has no entry.</param>
    public bool Fits(double[][][] support, double[][][] value)
    {
        for (int v = 0; v < _possible.Length; v++)
        {
            for (int c = 0; c < _possible[v].Length; c++)
            {
                for (int l = 0; l < _possible[v][c].Length; l++)
                {
                    if (support[v][c][l] != 0 != _possible[v][c][l] || (value[v][c][l] != 0 && !_possible[v][c][l]))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>The kernel with these values.</summary>
    public TransitionKernel Fill(double[][][] value) =>
        new(_like, _free.Fill(_possible, value, _like.FreeStart, _like.FreeChance.Length), _moved.Fill(_possible, value, _like.RowStart, _like.Chance.Length));

    // Rows that depend on the same cases of the same situations hold the same numbers.
    private sealed class Part
    {
        private readonly int[] _situations;
        private readonly int[] _kindOf;
        private readonly List<int[]> _kinds = [];

        public Part(int[] situations, IEnumerable<int> rows, Func<int, int> cell, int[][] cases)
        {
            _situations = situations;
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            var list = new List<int>();
            foreach (int row in rows)
            {
                int[] kind = [.. situations.Select(v => cases[v][cell(row)])];
                string key = string.Join(' ', kind);
                if (!ids.TryGetValue(key, out int id))
                {
                    ids[key] = id = _kinds.Count;
                    _kinds.Add(kind);
                }

                list.Add(id);
            }

            _kindOf = [.. list];
        }

        public double[] Fill(bool[][][] possible, double[][][] value, int[] start, int length)
        {
            var products = new double[_kinds.Count][];
            for (int k = 0; k < products.Length; k++)
            {
                products[k] = Product(_kinds[k], possible, value);
            }

            var all = new double[length];
            for (int row = 0; row < _kindOf.Length; row++)
            {
                products[_kindOf[row]].CopyTo(all, start[row]);
            }

            return all;
        }

        // In the order in which entries are assembled: the last situation's level runs fastest.
        private double[] Product(int[] kind, bool[][][] possible, double[][][] value)
        {
            double[] row = [1];
            for (int i = 0; i < kind.Length; i++)
            {
                bool[] can = possible[_situations[i]][kind[i]];
                double[] with = value[_situations[i]][kind[i]];
                int levels = 0;
                foreach (bool c in can)
                {
                    levels += c ? 1 : 0;
                }

                var next = new double[row.Length * levels];
                int at = 0;
                foreach (double r in row)
                {
                    for (int l = 0; l < can.Length; l++)
                    {
                        if (can[l])
                        {
                            next[at++] = r * with[l];
                        }
                    }
                }

                row = next;
            }

            return row;
        }
    }
}
