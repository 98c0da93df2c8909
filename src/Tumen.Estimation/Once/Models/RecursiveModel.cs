
namespace Tumen.Estimation.Once;

/// <summary>A static model whose rows are solved by backward induction: each row's log-likelihood is a smooth function of a few linear indices.</summary>
/// <remarks>
/// Derivatives in the indices are exact (<see cref="JetPad"/>) and are lifted to the weights by the covariates. Log-probabilities are
/// formed in log space from tail-safe functions; nothing is clamped, and rows that still come out −∞ are counted by the estimator.
/// </remarks>
public abstract class RecursiveModel : ILogLikelihood
{
    private readonly DesignEquation[] _equations;
    private readonly int[] _variable, _offset;
    private readonly int _variables, _size, _slots;
    private readonly string[] _names;

    /// <summary>Checks the equations against the number of rows.</summary>
    /// <param name="equations">Indices in the order <see cref="Row"/> expects; slot e holds equation e.</param>
    /// <param name="rows">Rows of the record.</param>
    /// <param name="scratch">Scratch slots <see cref="Row"/> needs after the equations' slots.</param>
    /// <exception cref="ArgumentException">An equation has another number of rows, or nothing is free.</exception>
    protected RecursiveModel(IReadOnlyList<DesignEquation> equations, int rows, int scratch)
    {
        _equations = [.. equations];
        _variable = new int[_equations.Length];
        _offset = new int[_equations.Length];
        var names = new List<string>();
        for (int e = 0; e < _equations.Length; e++)
        {
            DesignEquation equation = _equations[e];
            _offset[e] = names.Count;
            _variable[e] = equation.Terms.Count == 0 ? -1 : _variables++;
            if (equation.Terms.Count > 0 && equation.Rows != rows)
                throw new ArgumentException($"{equation.Name} has {equation.Rows} rows; the moves have {rows}. Drop incomplete rows from both.", nameof(equations));
            names.AddRange(equation.Terms.Select(term => term.Length == 0 ? equation.Name : $"{equation.Name}:{term}"));
        }
        if (names.Count == 0) throw new ArgumentException("No weight is free: every payoff is fixed at 0. Add a term to at least one payoff.", nameof(equations));
        _names = [.. names];
        _size = names.Count;
        _slots = _equations.Length + scratch;
        Rows = rows;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc />
    public int Rows { get; }

    /// <inheritdoc />
    public virtual IReadOnlyList<double> Start => new double[_size];

    /// <inheritdoc />
    public virtual IReadOnlyList<double> Spread
    {
        get
        {
            var spread = new List<double>(_size);
            foreach (DesignEquation equation in _equations)
                for (int j = 0; j < equation.Terms.Count; j++) spread.Add(1 / equation.RootMeanSquare(j));
            return spread;
        }
    }

    /// <summary>First scratch slot.</summary>
    protected int Scratch => _equations.Length;

    /// <summary>First weight of an equation.</summary>
    protected int FirstWeight(int equation) => _offset[equation];

    /// <summary>True when the equation is fixed at 0.</summary>
    protected bool IsFixed(int equation) => _variable[equation] < 0;

    /// <summary>Computes one row's log-likelihood from the indices in slots 0..E−1.</summary>
    /// <param name="pad">The pad.</param>
    /// <param name="row">Row number.</param>
    /// <returns>The slot that holds the log-likelihood.</returns>
    protected abstract int Row(in JetPad pad, int row);

    /// <inheritdoc />
    public double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> rowWeights, Span<double> gradient, Span<double> hessian)
    {
        Span<double> cells = stackalloc double[_slots * JetPad.Stride(_variables)];
        var pad = new JetPad(cells, _variables);
        gradient.Clear();
        hessian.Clear();
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            double frequency = rowWeights.IsEmpty ? 1 : rowWeights[row];
            if (frequency == 0) continue;
            Load(pad, weights, row);
            Span<double> log = pad[Row(pad, row)];
            sum += frequency * log[0];
            if (!gradient.IsEmpty) Lift(log, row, frequency, gradient, hessian);
        }
        for (int i = 0; hessian.Length > 0 && i < _size; i++)
            for (int j = 0; j < i; j++) hessian[i * _size + j] = hessian[j * _size + i];
        return sum;
    }

    /// <inheritdoc />
    public void RowTerms(ReadOnlySpan<double> weights, Span<double> logs, Span<double> scores)
    {
        Span<double> cells = stackalloc double[_slots * JetPad.Stride(_variables)];
        var pad = new JetPad(cells, _variables);
        scores.Clear();
        for (int row = 0; row < Rows; row++)
        {
            Load(pad, weights, row);
            Span<double> log = pad[Row(pad, row)];
            logs[row] = log[0];
            if (!scores.IsEmpty) Lift(log, row, 1, scores.Slice(row * _size, _size), []);
        }
    }

    private void Load(in JetPad pad, ReadOnlySpan<double> weights, int row)
    {
        for (int e = 0; e < _equations.Length; e++)
        {
            if (_variable[e] < 0)
            {
                pad.Constant(e, 0);
                continue;
            }
            int terms = _equations[e].Terms.Count;
            ReadOnlySpan<double> x = _equations[e].Values.AsSpan(row * terms, terms);
            double index = 0;
            for (int j = 0; j < terms; j++) index += x[j] * weights[_offset[e] + j];
            pad.Variable(e, _variable[e], index);
        }
    }

    private void Lift(ReadOnlySpan<double> log, int row, double frequency, Span<double> gradient, Span<double> hessian)
    {
        for (int e = 0; e < _equations.Length; e++)
        {
            if (_variable[e] < 0) continue;
            int terms = _equations[e].Terms.Count, at = _offset[e];
            ReadOnlySpan<double> x = _equations[e].Values.AsSpan(row * terms, terms);
            double slope = frequency * log[1 + _variable[e]];
            for (int i = 0; i < terms; i++) gradient[at + i] += slope * x[i];
            if (hessian.IsEmpty) continue;
            int triangle = 1 + _variables + _variable[e] * _variables - _variable[e] * (_variable[e] - 1) / 2;
            for (int f = e; f < _equations.Length; f++)
            {
                if (_variable[f] < 0) continue;
                double curve = frequency * log[triangle + _variable[f] - _variable[e]];
                if (curve == 0) continue;
                int others = _equations[f].Terms.Count, to = _offset[f];
                ReadOnlySpan<double> y = _equations[f].Values.AsSpan(row * others, others);
                for (int i = 0; i < terms; i++)
                {
                    double c = curve * x[i];
                    Span<double> target = hessian.Slice((at + i) * _size + to, others);
                    for (int j = f == e ? i : 0; j < others; j++) target[j] += c * y[j];
                }
            }
        }
    }
}
