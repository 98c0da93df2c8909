using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>Standard errors from the Hessian and the row scores.</summary>
public static class Uncertainty
{
    /// <summary>Hessian, outer-product and sandwich errors, and clustered ones when clusters are given.</summary>
    /// <param name="likelihood">The model.</param>
    /// <param name="weights">The estimate.</param>
    /// <param name="hessian">Hessian there, row-major k × k.</param>
    /// <param name="clusters">Cluster of each row, or null.</param>
    public static IReadOnlyList<StandardErrors> All(ILogLikelihood likelihood, ReadOnlySpan<double> weights, ReadOnlySpan<double> hessian, IReadOnlyList<int>? clusters)
    {
        int k = weights.Length, rows = likelihood.Rows;
        var logs = new double[rows];
        var scores = new double[rows * k];
        likelihood.RowTerms(weights, logs, scores);
        var information = new double[k * k];
        for (int i = 0; i < information.Length; i++) information[i] = -hessian[i];
        double[]? inverse = UnitScales.Inverse(information, k);
        double[] outer = Outer(scores, rows, k);
        var all = new List<StandardErrors>
        {
            From(StandardErrorKind.Hessian, inverse, k),
            From(StandardErrorKind.OuterProduct, UnitScales.Inverse(outer, k), k),
            From(StandardErrorKind.Sandwich, inverse is null ? null : Sandwich(inverse, outer, k), k),
        };
        if (clusters is not null) all.Add(From(StandardErrorKind.Clustered, inverse is null ? null : Clustered(inverse, scores, clusters, k), k));
        return all;
    }

    /// <summary>Eigenvalues of minus the Hessian, ascending.</summary>
    public static IReadOnlyList<double> InformationSpectrum(ReadOnlySpan<double> hessian, int k)
    {
        var information = new double[k * k];
        for (int i = 0; i < information.Length; i++) information[i] = -hessian[i];
        return SymmetricEigen.Of(information, k).Values;
    }

    /// <summary>Wraps a covariance as standard errors; NaN errors when it is null.</summary>
    public static StandardErrors From(StandardErrorKind kind, double[]? covariance, int k)
    {
        var values = new double[k];
        for (int i = 0; i < k; i++) values[i] = covariance is null ? double.NaN : Math.Sqrt(covariance[i * k + i]);
        return new StandardErrors(kind, values, covariance ?? []);
    }

    /// <summary>A B A for symmetric A, row-major.</summary>
    public static double[] Sandwich(double[] a, double[] b, int k) => DenseMatrix.Multiply(DenseMatrix.Multiply(a, b, k, k, k), a, k, k, k);

    private static double[] Outer(double[] scores, int rows, int k)
    {
        var sum = new double[k * k];
        for (int r = 0; r < rows; r++)
            for (int i = 0; i < k; i++)
            {
                double si = scores[r * k + i];
                for (int j = 0; j < k; j++) sum[i * k + j] += si * scores[r * k + j];
            }
        return sum;
    }

    private static double[] Clustered(double[] inverse, double[] scores, IReadOnlyList<int> clusters, int k)
    {
        var index = new Dictionary<int, int>();
        foreach (int cluster in clusters) index.TryAdd(cluster, index.Count);
        var sums = new double[index.Count * k];
        for (int r = 0; r < clusters.Count; r++)
            for (int i = 0; i < k; i++) sums[index[clusters[r]] * k + i] += scores[r * k + i];
        double[] meat = Outer(sums, index.Count, k);
        // One cluster says nothing of how clusters differ: its scores sum to zero at the estimate.
        double factor = index.Count > 1 ? index.Count / (index.Count - 1.0) : double.NaN;
        for (int i = 0; i < meat.Length; i++) meat[i] *= factor;
        return Sandwich(inverse, meat, k);
    }
}
