using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>A scratch pad of numbers that carry their exact first and second derivatives; allocates nothing.</summary>
/// <remarks>
/// Every slot holds a value, m first derivatives and the m(m+1)/2 second derivatives (upper triangle, row by row):
/// second-order forward differentiation as in Griewank and Walther (2008), ch. 13. A destination may equal an operand.
/// </remarks>
public readonly ref struct JetPad
{
    private readonly Span<double> _cells;

    /// <summary>Lays a pad over memory.</summary>
    /// <param name="cells">At least <see cref="Stride"/>(m) × slots doubles.</param>
    /// <param name="variables">m, the number of independent variables.</param>
    public JetPad(Span<double> cells, int variables)
    {
        _cells = cells;
        Variables = variables;
        Size = Stride(variables);
    }

    /// <summary>m.</summary>
    public int Variables { get; }

    /// <summary>Doubles per slot.</summary>
    public int Size { get; }

    /// <summary>Doubles per slot for m variables.</summary>
    public static int Stride(int variables) => 1 + variables + variables * (variables + 1) / 2;

    /// <summary>The slot's value, then gradient, then upper triangle of the Hessian.</summary>
    public Span<double> this[int slot] => _cells.Slice(slot * Size, Size);

    /// <summary>slot := an independent variable.</summary>
    public void Variable(int slot, int index, double value)
    {
        Constant(slot, value);
        _cells[slot * Size + 1 + index] = 1;
    }

    /// <summary>slot := a constant.</summary>
    public void Constant(int slot, double value)
    {
        Span<double> cell = this[slot];
        cell.Clear();
        cell[0] = value;
    }

    /// <summary>to := p·a + q·b.</summary>
    public void Combine(int to, double p, int a, double q, int b)
    {
        Span<double> t = this[to], x = this[a], y = this[b];
        for (int i = 0; i < t.Length; i++) t[i] = p * x[i] + q * y[i];
    }

    /// <summary>to := scale·a + shift.</summary>
    public void Affine(int to, int a, double scale, double shift)
    {
        Span<double> t = this[to], x = this[a];
        for (int i = 0; i < t.Length; i++) t[i] = scale * x[i];
        t[0] += shift;
    }

    /// <summary>to := a·b.</summary>
    public void Multiply(int to, int a, int b)
    {
        Span<double> t = this[to], x = this[a], y = this[b];
        int m = Variables, h = 1 + m;
        double xv = x[0], yv = y[0];
        for (int i = 0; i < m; i++)
        {
            double xi = x[1 + i], yi = y[1 + i];
            for (int j = i; j < m; j++, h++) t[h] = xv * y[h] + yv * x[h] + xi * y[1 + j] + yi * x[1 + j];
        }
        for (int i = 1; i <= m; i++) t[i] = xv * y[i] + yv * x[i];
        t[0] = xv * yv;
    }

    /// <summary>to := f(a), given f, f' and f'' at a's value.</summary>
    public void Chain(int to, int a, double f, double slope, double curve)
    {
        Span<double> t = this[to], x = this[a];
        int m = Variables, h = 1 + m;
        for (int i = 0; i < m; i++)
        {
            double ci = curve * x[1 + i];
            for (int j = i; j < m; j++, h++) t[h] = slope * x[h] + ci * x[1 + j];
        }
        for (int i = 1; i <= m; i++) t[i] = slope * x[i];
        t[0] = f;
    }

    /// <summary>to := f(a, b), given f and its partial derivatives at the values of a and b; <paramref name="to"/> must differ from both.</summary>
    public void Chain(int to, int a, int b, double f, double fa, double fb, double faa, double fab, double fbb)
    {
        Span<double> t = this[to], x = this[a], y = this[b];
        int m = Variables, h = 1 + m;
        for (int i = 0; i < m; i++)
        {
            double xi = faa * x[1 + i] + fab * y[1 + i], yi = fab * x[1 + i] + fbb * y[1 + i];
            for (int j = i; j < m; j++, h++) t[h] = fa * x[h] + fb * y[h] + xi * x[1 + j] + yi * y[1 + j];
        }
        for (int i = 1; i <= m; i++) t[i] = fa * x[i] + fb * y[i];
        t[0] = f;
    }

    /// <summary>to := e^a.</summary>
    public void Exp(int to, int a)
    {
        double e = Elementary.Exp(this[a][0]);
        Chain(to, a, e, e, e);
    }
}
