namespace Tumen.Episodes;

/// <summary>Square polynomial equations in chances of actions, no chance more than once in a product: the indifference conditions of a support.</summary>
internal sealed class PolynomialSystem
{
    private readonly record struct Term(Interval Coefficient, double Value, int[] Variables);

    private readonly List<Term[]> _equations = [];
    private readonly List<Term[]> _gains = [];
    private readonly List<(int Sum, int[] Own)> _groups = [];
    private readonly List<(int Variable, bool[] Holds)[]> _uses = [];
    private Interval[] _products = [];

    private readonly bool _interior;

    /// <param name="variables">Number of unknowns.</param>
    /// <param name="interior">Whether only roots with every chance above zero count: then chances that all products of an equation share are divided out.</param>
    public PolynomialSystem(int variables, bool interior) => (Variables, _interior) = (variables, interior);

    public int Variables { get; }

    public int Equations => _equations.Count;

    /// <summary>Marks equations as belonging together: that the chances of a set sum to one, and the indifferences of its mover.</summary>
    public void Group(int sum, int first, int count) => _groups.Add((sum, [.. Enumerable.Range(first, count)]));

    /// <summary>The indifferences of each set together with the sums of the chances in them, then the whole system.</summary>
    public List<LinearRelaxation> Relaxations()
    {
        var list = new List<LinearRelaxation>();
        if (_groups.Count > 1)
            foreach (var (_, own) in _groups)
            {
                var met = own.SelectMany(TermsOf).SelectMany(term => term.Variables).ToHashSet();
                int[] group = [.. own, .. _groups.Where(other => TermsOf(other.Sum).Any(term => term.Variables.Length > 0 && met.Contains(term.Variables[0]))).Select(other => other.Sum)];
                if (own.Length > 1 && group.Length < Equations) list.Add(new LinearRelaxation(this, group));
            }
        list.Add(new LinearRelaxation(this, [.. Enumerable.Range(0, Equations)]));
        return list;
    }

    public void Add(Dictionary<string, (int[] Variables, Rational Coefficient)> monomials) => _equations.Add(Scaled(monomials));

    /// <summary>A condition polynomial ≤ 0: an unused action is not better.</summary>
    public void AddGain(Dictionary<string, (int[] Variables, Rational Coefficient)> monomials)
    {
        if (monomials.Count > 0) _gains.Add(Scaled(monomials));
    }

    // Largest coefficient 1. What every product holds is the way to a later stage.
    private Term[] Scaled(Dictionary<string, (int[] Variables, Rational Coefficient)> monomials)
    {
        var largest = Rational.Zero;
        HashSet<int>? shared = null;
        foreach (var (variables, coefficient) in monomials.Values)
        {
            if (coefficient.IsZero) continue;
            largest = Rational.Max(largest, Rational.Abs(coefficient));
            if (shared is null) shared = [.. variables];
            else if (shared.Count > 0) shared.IntersectWith(variables);
        }
        return [.. monomials.Values.Where(item => !item.Coefficient.IsZero).Select(item =>
        {
            var scaled = item.Coefficient / largest;
            int[] variables = !_interior || shared!.Count == 0 ? item.Variables : [.. item.Variables.Where(v => !shared.Contains(v))];
            return new Term(Interval.Around(scaled), scaled.ToDouble(), variables);
        })];
    }

    /// <summary>An equation's coefficients (largest 1 in size) and the unknowns each multiplies.</summary>
    public IEnumerable<(double Coefficient, int[] Variables)> TermsOf(int equation) => _equations[equation].Select(term => (term.Value, term.Variables));

    /// <summary>Whether some equation says 0 = 0, so that solutions are not isolated.</summary>
    public bool HasEmptyEquation => _equations.Any(terms => terms.Length == 0);

    /// <summary>Whether some unused action is surely better by more than round-off everywhere in the part of the box where chances are at least zero.</summary>
    public bool SomeoneGains(Interval[] x)
    {
        foreach (var terms in _gains)
        {
            var sum = Interval.Point(0);
            foreach (var term in terms)
            {
                var product = term.Coefficient;
                foreach (int v in term.Variables) product *= new Interval(Math.Max(0, x[v].Low), Math.Max(0, x[v].High));
                sum += product;
            }
            if (sum.Low > 1e-7) return true;
        }
        return false;
    }

    public Interval[] Values(Interval[] x)
    {
        var values = new Interval[Equations];
        for (int e = 0; e < Equations; e++)
        {
            var sum = Interval.Point(0);
            foreach (var term in _equations[e])
            {
                var product = term.Coefficient;
                foreach (int v in term.Variables) product *= x[v];
                sum += product;
            }
            values[e] = sum;
        }
        return values;
    }

    /// <summary>Narrows a box by every equation a + b·x_v = 0 for every unknown in it.</summary>
    /// <returns>False if no root can be in the box.</returns>
    public bool Narrow(Interval[] x)
    {
        for (int e = 0; e < _equations.Count; e++)
        {
            var terms = _equations[e];
            if (_products.Length < terms.Length) _products = new Interval[terms.Length];
            var products = _products;
            var sum = Interval.Point(0);
            for (int t = 0; t < terms.Length; t++) sum += products[t] = Product(terms[t], x, -1);
            if (!sum.ContainsZero) return false;
            foreach (var (v, holds) in Uses(e))
            {
                var a = Interval.Point(0);
                var b = Interval.Point(0);
                for (int t = 0; t < terms.Length; t++)
                {
                    if (holds[t]) b += Product(terms[t], x, v);
                    else a += products[t];
                }
                if (b.ContainsZero) continue;
                var bound = a.DividedInto(b);
                if (!bound.Meets(x[v])) return false;
                x[v] = bound.Meet(x[v]);
            }
        }
        return true;
    }

    private static Interval Product(in Term term, Interval[] x, int without)
    {
        var product = term.Coefficient;
        foreach (int v in term.Variables)
            if (v != without) product = x[v] * product;
        return product;
    }

    // Per equation the unknowns in it, and which terms hold each.
    private (int Variable, bool[] Holds)[] Uses(int equation)
    {
        while (_uses.Count <= equation)
        {
            var terms = _equations[_uses.Count];
            _uses.Add([.. terms.SelectMany(term => term.Variables).Distinct().Order().Select(v => (v, terms.Select(term => Array.IndexOf(term.Variables, v) >= 0).ToArray()))]);
        }
        return _uses[equation];
    }

    public Interval[,] Jacobian(Interval[] x)
    {
        var jacobian = new Interval[Equations, Variables];
        for (int e = 0; e < Equations; e++)
            foreach (var term in _equations[e])
                for (int k = 0; k < term.Variables.Length; k++)
                {
                    var product = term.Coefficient;
                    for (int j = 0; j < term.Variables.Length; j++)
                        if (j != k) product *= x[term.Variables[j]];
                    jacobian[e, term.Variables[k]] += product;
                }
        return jacobian;
    }

    public double[] Values(double[] x)
    {
        var values = new double[Equations];
        for (int e = 0; e < Equations; e++)
            foreach (var term in _equations[e])
            {
                double product = term.Value;
                foreach (int v in term.Variables) product *= x[v];
                values[e] += product;
            }
        return values;
    }

    public double[,] Jacobian(double[] x)
    {
        var jacobian = new double[Equations, Variables];
        for (int e = 0; e < Equations; e++)
            foreach (var term in _equations[e])
                for (int k = 0; k < term.Variables.Length; k++)
                {
                    double product = term.Value;
                    for (int j = 0; j < term.Variables.Length; j++)
                        if (j != k) product *= x[term.Variables[j]];
                    jacobian[e, term.Variables[k]] += product;
                }
        return jacobian;
    }
}
