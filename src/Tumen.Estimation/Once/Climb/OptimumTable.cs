namespace Tumen.Estimation.Once;

/// <summary>Gathers the ends of many searches into distinct optima.</summary>
/// <param name="spread">Size of each weight, by which near and far are judged; 1 each when left out.</param>
public sealed class OptimumTable(IReadOnlyList<double>? spread = null)
{
    private readonly List<Entry> _entries = [];

    /// <summary>One distinct end point.</summary>
    internal sealed class Entry
    {
        public required double Value { get; set; }
        public required double[] Weights { get; set; }
        public required double Norm { get; set; }
        public required EstimationStatus Status { get; set; }
        public required int Iterations { get; set; }
        public int Hits { get; set; } = 1;
    }

    /// <summary>Adds one end point, merging it with an equal one (log-likelihood within 1e-6, weights within 1e-4 relative).</summary>
    public void Add(double value, ReadOnlySpan<double> weights, double gradientNorm, EstimationStatus status, int iterations)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Status != status || !(Math.Abs(entry.Value - value) <= 1e-6) || !Close(entry.Weights, weights)) continue;
            entry.Hits++;
            if (gradientNorm < entry.Norm)
                (entry.Value, entry.Weights, entry.Norm, entry.Iterations) = (value, weights.ToArray(), gradientNorm, iterations);
            return;
        }
        _entries.Add(new Entry { Value = value, Weights = weights.ToArray(), Norm = gradientNorm, Status = status, Iterations = iterations });
    }

    /// <summary>
    /// What is to be said of the best converged end point: <see cref="EstimationStatus.Surpassed"/> where another climb came higher without a certificate,
    /// by more than a hundredth of a nat.
    /// </summary>
    internal EstimationStatus Standing(Entry best) =>
        best.Status == EstimationStatus.Converged && _entries.Any(e => double.IsFinite(e.Value) && e.Value > best.Value + Higher) ? EstimationStatus.Surpassed : best.Status;

    /// <summary>Nats by which an uncertified end must lie above a certified one to say that the latter is not the maximum.</summary>
    internal const double Higher = 0.01;

    /// <summary>The highest converged end point, or the highest of all when none converged.</summary>
    internal Entry Best => _entries
        .OrderBy(entry => entry.Status == EstimationStatus.Converged ? 0 : 1)
        .ThenByDescending(entry => double.IsFinite(entry.Value) ? entry.Value : double.NegativeInfinity).First();

    /// <summary>Every distinct end point, best first.</summary>
    public IReadOnlyList<Optimum> ToList() =>
    [
        .. _entries.OrderBy(entry => entry.Status == EstimationStatus.Converged ? 0 : 1)
            .ThenByDescending(entry => double.IsFinite(entry.Value) ? entry.Value : double.NegativeInfinity)
            .Select(entry => new Optimum(entry.Value, entry.Weights, entry.Norm, entry.Status, entry.Hits,
                string.Concat(entry.Weights.Select(w => w > 0 ? '+' : w < 0 ? '-' : '0')))),
    ];

    internal static double Norm(ReadOnlySpan<double> gradient)
    {
        double worst = 0;
        foreach (double g in gradient) worst = Math.Max(worst, Math.Abs(g));
        return worst;
    }

    private bool Close(double[] a, ReadOnlySpan<double> b)
    {
        for (int i = 0; i < a.Length; i++)
            if (Math.Abs(a[i] - b[i]) > 1e-4 * ((spread?[i] ?? 1) + Math.Abs(a[i]))) return false;
        return true;
    }
}
