namespace Tumen.Episodes;

/// <summary>Payoffs of a table, each player's scaled to [0, 1], and how they change with mixed strategies. Cells where an opponent's chance is zero are skipped.</summary>
internal sealed class TablePayoffs
{
    private readonly StrategicGame _game;
    private readonly double[][] _payoff;
    private readonly int[] _cells, _next;
    private readonly double[] _weights, _nextWeights;
    private int _count;

    public TablePayoffs(StrategicGame game)
    {
        _game = game;
        Players = game.Players.Count;
        Offset = new int[Players + 1];
        for (int i = 0; i < Players; i++) Offset[i + 1] = Offset[i] + game.Strategies[i].Count;
        _payoff = new double[Players][];
        for (int i = 0; i < Players; i++)
        {
            var own = new double[game.CellCount];
            for (int cell = 0; cell < own.Length; cell++) own[cell] = game.PayoffArray[cell * Players + i];
            double low = own.Min(), range = own.Max() - low;
            for (int cell = 0; cell < own.Length; cell++) own[cell] = range > 0 ? (own[cell] - low) / range : 0;
            _payoff[i] = own;
        }
        (_cells, _next, _weights, _nextWeights) = (new int[game.CellCount], new int[game.CellCount], new double[game.CellCount], new double[game.CellCount]);
    }

    public int Players { get; }

    /// <summary>Where each player's strategies start in a flat vector; the last entry is its length.</summary>
    public int[] Offset { get; }

    public int Total => Offset[^1];

    /// <summary>Payoff of every strategy against the others' mixtures.</summary>
    /// <param name="x">Chances.</param>
    /// <param name="values">Filled in.</param>
    /// <param name="moved">A player whose values are right already, because it alone has changed its chances; −1 for none.</param>
    public void Values(double[] x, double[] values, int moved = -1)
    {
        for (int i = 0; i < Players; i++)
        {
            if (i == moved) continue;
            Walk(x, i, i);
            double[] u = _payoff[i];
            int stride = _game.Stride(i);
            if (stride == 1)
            {
                var own = values.AsSpan(Offset[i], Offset[i + 1] - Offset[i]);
                own.Clear();
                for (int k = 0; k < _count; k++)
                {
                    double weight = _weights[k];
                    var row = u.AsSpan(_cells[k], own.Length);
                    for (int s = 0; s < own.Length; s++) own[s] += weight * row[s];
                }
                continue;
            }
            for (int s = Offset[i]; s < Offset[i + 1]; s++)
            {
                double sum = 0;
                int shift = (s - Offset[i]) * stride;
                for (int k = 0; k < _count; k++) sum += _weights[k] * u[_cells[k] + shift];
                values[s] = sum;
            }
        }
    }

    /// <summary>Derivative of strategy <paramref name="rows"/>[r]'s payoff by the chance of strategy <paramref name="columns"/>[c].</summary>
    public void Slopes(double[] x, int[] rows, int[] columns, double[,] slope)
    {
        for (int i = 0; i < Players; i++)
            for (int j = 0; j < Players; j++)
            {
                if (i == j || !Any(rows, i) || !Any(columns, j)) continue;
                Walk(x, i, j);
                double[] u = _payoff[i];
                for (int r = 0; r < rows.Length; r++)
                {
                    if (rows[r] < Offset[i] || rows[r] >= Offset[i + 1]) continue;
                    for (int c = 0; c < columns.Length; c++)
                    {
                        if (columns[c] < Offset[j] || columns[c] >= Offset[j + 1]) continue;
                        int shift = (rows[r] - Offset[i]) * _game.Stride(i) + (columns[c] - Offset[j]) * _game.Stride(j);
                        double sum = 0;
                        for (int k = 0; k < _count; k++) sum += _weights[k] * u[_cells[k] + shift];
                        slope[r, c] = sum;
                    }
                }
            }
    }

    /// <summary>Largest gain of any player from another strategy, over its payoff range.</summary>
    public double Regret(double[] x, double[] values)
    {
        Values(x, values);
        double regret = 0;
        for (int i = 0; i < Players; i++)
        {
            double mean = 0, best = double.NegativeInfinity;
            for (int s = Offset[i]; s < Offset[i + 1]; s++)
            {
                mean += x[s] * values[s];
                best = Math.Max(best, values[s]);
            }
            regret = Math.Max(regret, best - mean);
        }
        return regret;
    }

    public double[][] Split(double[] x) => [.. Enumerable.Range(0, Players).Select(i => x[Offset[i]..Offset[i + 1]])];

    private bool Any(int[] indices, int player)
    {
        foreach (int k in indices)
            if (k >= Offset[player] && k < Offset[player + 1]) return true;
        return false;
    }

    // All pure profiles of the players but two (or one), with the chance of each.
    private void Walk(double[] x, int skip, int alsoSkip)
    {
        (_count, _cells[0], _weights[0]) = (1, 0, 1);
        for (int k = 0; k < Players; k++)
        {
            if (k == skip || k == alsoSkip) continue;
            int grown = 0, stride = _game.Stride(k);
            for (int s = Offset[k]; s < Offset[k + 1]; s++)
            {
                if (x[s] == 0) continue;
                int shift = (s - Offset[k]) * stride;
                for (int c = 0; c < _count; c++) (_next[grown], _nextWeights[grown++]) = (_cells[c] + shift, _weights[c] * x[s]);
            }
            Array.Copy(_next, _cells, grown);
            Array.Copy(_nextWeights, _weights, grown);
            _count = grown;
        }
    }
}
