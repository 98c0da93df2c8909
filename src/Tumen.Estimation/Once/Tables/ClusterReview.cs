namespace Tumen.Estimation.Once;

/// <summary>Clusters of the rows that a model uses, and what may be built on so many of them.</summary>
/// <param name="Codes">Cluster of each row kept, from 0 in order of appearance.</param>
/// <param name="Count">Clusters, G.</param>
/// <param name="Says">What a reader must know of errors from so few clusters; empty when they are many.</param>
public sealed record ClusterReview(IReadOnlyList<int> Codes, int Count, IReadOnlyList<string> Says)
{
    /// <summary>Clusters below which clustered errors are known to be too small: 30.</summary>
    public const int Few = 30;

    /// <summary>Rows that name a cluster: the only ones that a fit with clustered errors may use.</summary>
    /// <param name="data">The table.</param>
    /// <param name="column">The column of clusters.</param>
    /// <exception cref="SpecificationException">P101: no such column; P124: no row names a cluster.</exception>
    public static IReadOnlySet<int> Named(DataColumns data, string column)
    {
        HashSet<int> named = [.. Enumerable.Range(0, data.Rows).Where(row => !DataColumns.IsMissing(data.Text(column, row)))];
        return named.Count > 0 ? named : throw new SpecificationException("P124", $"no row names its cluster in `{column}`", "fill the column, or leave --cluster out");
    }

    /// <summary>Reads the clusters of the rows kept.</summary>
    /// <param name="data">The table.</param>
    /// <param name="column">The column of clusters.</param>
    /// <param name="kept">Rows kept, each of which names a cluster.</param>
    /// <param name="weights">Weights to estimate, k.</param>
    /// <exception cref="SpecificationException">P124: a row without a cluster, or one cluster only.</exception>
    public static ClusterReview Of(DataColumns data, string column, IReadOnlyList<int> kept, int weights)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[kept.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            string name = data.Text(column, kept[i]);
            if (DataColumns.IsMissing(name))
            {
                throw new SpecificationException([new SpecificationProblem("P124", $"`{column}` is empty: this row names no cluster", kept[i], column, ["fill the cell, or leave the row out"])]);
            }

            index.TryAdd(name, index.Count);
            codes[i] = index[name];
        }

        int groups = index.Count;
        if (groups < 2)
        {
            throw new SpecificationException("P124", $"all {codes.Length} rows are of one cluster in `{column}` (`{index.Keys.FirstOrDefault()}`): errors that allow for dependence within clusters need several", "leave --cluster out", "name a column with more clusters");
        }

        return new ClusterReview(codes, groups, groups <= weights
            ? [$"{groups} clusters for {weights} weights: clustered errors and a bootstrap by clusters mean nothing with no more clusters than weights; do not use them"]
            : groups < Few ? [$"{groups} clusters are few: errors by clusters come out too small, and tests on them reject too often; hold t = estimate / error against Student's t with {groups - 1} degrees of freedom at least"] : []);
    }
}
