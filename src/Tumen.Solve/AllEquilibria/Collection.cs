using System.Collections.Immutable;

namespace Tumen.Solve;

/// <summary>Certified equilibria in order of discovery, no two the same.</summary>
internal sealed class Collection(SearchOptions options)
{
    private readonly List<(LogitMarkovEquilibrium Equilibrium, List<string> Ways, int Index)> _all = [];
    private readonly List<int> _basins = [];

    public bool IsFull => _all.Count >= options.MaximumFound;

    public int Count => _all.Count;

    /// <summary>Adds one, or notes the way to one already known.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add(LogitMarkovEquilibrium e, string way, bool fromRandomStart, Func<LogitMarkovEquilibrium, int> index)
    {
        int at = _all.FindIndex(f => Distance(f.Equilibrium.Strategies, e.Strategies) <= options.Same);
        bool isNew = at < 0;
        if (isNew)
        {
            at = _all.Count;
            _all.Add((e, [], index(e)));
            _basins.Add(0);
        }

        _basins[at] += fromRandomStart ? 1 : 0;
        if (!_all[at].Ways.Contains(way))
        {
            _all[at].Ways.Add(way);
        }

        return isNew;
    }

    public EquilibriumSet Finish(int starts, int failures, bool pureComplete)
    {
        var found = _all.Select((f, k) => new FoundEquilibrium(f.Equilibrium, _basins[k], [.. f.Ways], f.Index)).ToImmutableArray();
        int? sum = found.Length == 0 || found.Any(f => f.Index == 0) ? null : found.Sum(f => f.Index);
        string caveat = IsFull ? $"the search stopped at {options.MaximumFound} equilibria: they may form a continuum"
            : sum is { } x && x != 1 ? $"incomplete: the indices add up to {x}, and those of all equilibria of a regular game to 1"
            : "the list may be incomplete: a search by starts and deflation proves no absence" + (sum == 1 ? " (the indices add up to 1, as those of a complete list must)" : "");
        return new EquilibriumSet(found, starts, failures, pureComplete, sum, caveat + (pureComplete ? "; of pure equilibria none is missing" : ""));
    }

    internal static double Distance(double[] x, double[] y)
    {
        double worst = 0;
        for (int k = 0; k < x.Length; k++)
        {
            worst = Math.Max(worst, Math.Abs(x[k] - y[k]));
        }

        return worst;
    }
}
