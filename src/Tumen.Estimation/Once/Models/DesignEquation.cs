namespace Tumen.Estimation.Once;

/// <summary>One linear index u = x'b: a payoff at a terminal node, a reservation value, or a log scale.</summary>
/// <remarks>An equation with no terms is the constant 0: a payoff fixed by normalisation.</remarks>
public sealed class DesignEquation
{
    /// <summary>Builds an equation from columns.</summary>
    /// <param name="name">Name of the index, for example "u1(war)".</param>
    /// <param name="terms">Names of its terms.</param>
    /// <param name="columns">One column of covariates per term, all of the same length.</param>
    /// <exception cref="ArgumentException">Counts or lengths differ.</exception>
    public DesignEquation(string name, IReadOnlyList<string> terms, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        if (terms.Count != columns.Count) throw new ArgumentException($"{name}: {terms.Count} term names but {columns.Count} columns.", nameof(columns));
        Name = name;
        Terms = [.. terms];
        Rows = columns.Count == 0 ? 0 : columns[0].Count;
        Values = new double[Rows * terms.Count];
        for (int j = 0; j < columns.Count; j++)
        {
            if (columns[j].Count != Rows) throw new ArgumentException($"{name}: term {terms[j]} has {columns[j].Count} rows, not {Rows}.", nameof(columns));
            for (int i = 0; i < Rows; i++) Values[i * terms.Count + j] = columns[j][i];
        }
    }

    /// <summary>The index fixed at 0.</summary>
    public static DesignEquation Zero(string name) => new(name, [], []);

    /// <summary>Name of the index.</summary>
    public string Name { get; }

    /// <summary>Names of the terms.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Number of rows; 0 for the fixed index.</summary>
    public int Rows { get; }

    /// <summary>Covariates, row-major.</summary>
    internal double[] Values { get; }

    /// <summary>Root mean square of a column; 1 for an empty or zero column.</summary>
    internal double RootMeanSquare(int term)
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++) sum += Values[i * Terms.Count + term] * Values[i * Terms.Count + term];
        return sum > 0 ? Math.Sqrt(sum / Rows) : 1;
    }
}
