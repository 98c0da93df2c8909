using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>The best-response map of an <see cref="EntryGame"/> at one profile: its weights' part A and b, and products with ∂Φ/∂w that never form the matrix.</summary>
/// <remarks>
/// A change of P_o(y) acts on firm j at y directly and through the value of j's strategy everywhere, so ∂Φ_j/∂w = D_j + δ G_j (I − δF)⁻¹ E_j with E_j and D_j
/// diagonal in the state. (I − δF)⁻¹ is formed once, of the order of the states; systems in I − ∂Φ/∂w, of the order of firms × states, are solved by GMRES
/// (restarted, to 1e-12), and by a dense factorisation only where that fails. Cost: one inversion of order n, then about n·firms·(n + 2^firms) per product.
/// </remarks>
internal sealed class EntryLinearisation
{
    private readonly EntryGame _game;
    private readonly int _n, _firms, _masks, _k;
    private readonly double[] _w, _p, _joint, _value, _flow;
    private readonly double[] _inverse;
    private readonly double[] _effect, _direct, _ahead, _source, _image;
    private DenseLu? _dense;

    /// <summary>Evaluates A and b at w.</summary>
    public EntryLinearisation(EntryGame game, ReadOnlySpan<double> w)
    {
        _game = game;
        (_n, _firms, _masks, _k) = (game.States, game.Firms, 1 << game.Firms, game.Weights);
        _w = w.ToArray();
        _p = new double[game.Size];
        for (int i = 0; i < _p.Length; i++) _p[i] = Logistic.Cdf(w[i]);
        _joint = new double[_firms * _n * _masks];
        for (int j = 0; j < _firms; j++)
            for (int x = 0; x < _n; x++) game.Joint(_p, x, j, -1, Joint(j, x));
        double[] next = game.Transition(_p);
        for (int i = 0; i < next.Length; i++) next[i] *= -game.Discount;
        for (int x = 0; x < _n; x++) next[x * _n + x] += 1;
        DenseLu lu = DenseLu.FactorInPlace(next, _n);
        if (!lu.IsRegular) throw new InvalidOperationException("I − δF is singular although δ < 1.");
        _inverse = new double[_n * _n];
        lu.Invert(_inverse);
        int wide = _k + 1, all = _firms * wide;
        _flow = new double[_firms * _n * _k];
        _value = new double[_n * all];
        Slope = new double[game.Size * _k];
        Shift = new double[game.Size];
        var expected = new double[_n * all];
        for (int j = 0; j < _firms; j++)
            for (int x = 0; x < _n; x++)
            {
                Span<double> flow = _flow.AsSpan((j * _n + x) * _k, _k);
                game.Flow(Joint(j, x), j, x, flow);
                double own = _p[j * _n + x], index = w[j * _n + x];
                Span<double> row = expected.AsSpan(x * all + j * wide, wide);
                for (int c = 0; c < _k; c++) row[c] = own * flow[c];
                row[_k] = -own * Logistic.LogCdf(index) - (1 - own) * Logistic.LogCdf(-index);
            }
        for (int x = 0; x < _n; x++)
            for (int y = 0; y < _n; y++)
            {
                double e = _inverse[x * _n + y];
                if (e != 0) FixedOrder.AddScaled(_value.AsSpan(x * all, all), expected.AsSpan(y * all, all), e);
            }
        _ahead = new double[_n];
        _source = new double[_n];
        _image = new double[_n];
        _effect = new double[_firms * _firms * _n];
        _direct = new double[_firms * _firms * _n];
        for (int j = 0; j < _firms; j++)
            for (int c = 0; c < wide; c++)
            {
                for (int x = 0; x < _n; x++) _source[x] = _value[x * all + j * wide + c];
                Gain(j, _source, _image);
                for (int x = 0; x < _n; x++)
                {
                    int row = j * _n + x;
                    if (c < _k) Slope[row * _k + c] = _flow[row * _k + c] + game.Discount * _image[x];
                    else Shift[row] = game.Discount * _image[x];
                }
            }
    }

    /// <summary>A, row-major size × weights.</summary>
    public double[] Slope { get; }

    /// <summary>b.</summary>
    public double[] Shift { get; }

    /// <summary>Prepares products with ∂Φ/∂w at weights θ.</summary>
    public void At(ReadOnlySpan<double> weights)
    {
        _dense = null;
        int wide = _k + 1, all = _firms * wide;
        double rivalry = weights[_firms + 1], discount = _game.Discount;
        for (int j = 0; j < _firms; j++)
        {
            for (int x = 0; x < _n; x++)
            {
                ReadOnlySpan<double> part = _value.AsSpan(x * all + j * wide, wide);
                double total = part[_k];
                for (int c = 0; c < _k; c++) total += part[c] * weights[c];
                _source[x] = total;
            }
            Ahead(_source);
            int mine = 1 << j;
            for (int y = 0; y < _n; y++)
            {
                int size = y / _masks * _masks;
                ReadOnlySpan<double> joint = Joint(j, y);
                double own = _p[j * _n + y];
                for (int other = 0; other < _firms; other++)
                {
                    double density = _p[other * _n + y] * (1 - _p[other * _n + y]);
                    int at = (j * _firms + other) * _n + y;
                    if (other == j)
                    {
                        double target = Shift[j * _n + y];
                        for (int c = 0; c < _k; c++) target += Slope[(j * _n + y) * _k + c] * weights[c];
                        (_effect[at], _direct[at]) = (density * (target - _w[j * _n + y]), 0);
                        continue;
                    }
                    double crowd = 0, active = 0, idle = 0;
                    int bit = 1 << other;
                    for (int m = 0; m < _masks; m++)
                    {
                        if ((m & (bit | mine)) != 0) continue;
                        double chance = joint[m] + joint[m | bit];
                        int rivals = int.PopCount(m);
                        crowd += chance * (EntryGame.Log(2 + rivals) - EntryGame.Log(1 + rivals));
                        active += chance * (_ahead[size + (m | bit | mine)] - _ahead[size + (m | mine)]);
                        idle += chance * (_ahead[size + (m | bit)] - _ahead[size + m]);
                    }
                    double profit = -rivalry * crowd;
                    _direct[at] = density * (profit + discount * (active - idle));
                    _effect[at] = density * (own * profit + discount * (own * active + (1 - own) * idle));
                }
            }
        }
    }

    /// <summary>product := ∂Φ/∂w · direction. Not for concurrent use.</summary>
    public void Multiply(ReadOnlySpan<double> direction, Span<double> product)
    {
        for (int j = 0; j < _firms; j++)
        {
            Array.Clear(_source);
            Span<double> mine = product.Slice(j * _n, _n);
            mine.Clear();
            for (int other = 0; other < _firms; other++)
            {
                ReadOnlySpan<double> d = direction.Slice(other * _n, _n);
                int at = (j * _firms + other) * _n;
                for (int y = 0; y < _n; y++)
                {
                    _source[y] += _effect[at + y] * d[y];
                    mine[y] += _direct[at + y] * d[y];
                }
            }
            for (int x = 0; x < _n; x++) _image[x] = FixedOrder.Dot(_inverse.AsSpan(x * _n, _n), _source);
            Gain(j, _image, _source);
            for (int x = 0; x < _n; x++) mine[x] += _game.Discount * _source[x];
        }
    }

    /// <summary>Solves (I − ∂Φ/∂w) x = b in place.</summary>
    /// <returns>False where the matrix is singular.</returns>
    public bool Solve(Span<double> b)
    {
        if (_dense is null)
        {
            var x = new double[b.Length];
            (double residual, _) = Gmres.Solve(Difference, b, x, 1e-12, 150, 75);
            if (residual < 1e-9)
            {
                x.CopyTo(b);
                return true;
            }
            var matrix = new double[b.Length * b.Length];
            Jacobian(matrix);
            for (int i = 0; i < matrix.Length; i++) matrix[i] = -matrix[i];
            for (int i = 0; i < b.Length; i++) matrix[i * (b.Length + 1)] += 1;
            _dense = DenseLu.FactorInPlace(matrix, b.Length);
        }
        if (!_dense.IsRegular) return false;
        _dense.Solve(b);
        return true;
    }

    /// <summary>Writes ∂Φ/∂w, row-major, one product per column.</summary>
    public void Jacobian(Span<double> matrix)
    {
        int size = _game.Size;
        double[] unit = new double[size], column = new double[size];
        for (int c = 0; c < size; c++)
        {
            unit[c] = 1;
            Multiply(unit, column);
            unit[c] = 0;
            for (int r = 0; r < size; r++) matrix[r * size + c] = column[r];
        }
    }

    private void Difference(ReadOnlySpan<double> x, Span<double> y)
    {
        Multiply(x, y);
        for (int i = 0; i < x.Length; i++) y[i] = x[i] - y[i];
    }

    private Span<double> Joint(int firm, int x) => _joint.AsSpan((firm * _n + x) * _masks, _masks);

    /// <summary>Expected value over next period's size, given the next active set.</summary>
    private void Ahead(ReadOnlySpan<double> value)
    {
        Array.Clear(_ahead);
        for (int s = 0; s < _game.Sizes; s++)
            for (int t = 0; t < _game.Sizes; t++)
                if (_game.SizeChance(s, t) is var f and not 0) FixedOrder.AddScaled(_ahead.AsSpan(s * _masks, _masks), value.Slice(t * _masks, _masks), f);
    }

    /// <summary>result := (F(·|firm active) − F(·|firm inactive)) value.</summary>
    private void Gain(int firm, ReadOnlySpan<double> value, Span<double> result)
    {
        Ahead(value);
        int bit = 1 << firm;
        for (int x = 0; x < _n; x++)
        {
            int size = x / _masks * _masks;
            ReadOnlySpan<double> joint = Joint(firm, x);
            double sum = 0;
            for (int block = 0; block < _masks; block += 2 * bit)
                for (int m = block; m < block + bit; m++) sum += joint[m] * (_ahead[size + m + bit] - _ahead[size + m]);
            result[x] = sum;
        }
    }
}
