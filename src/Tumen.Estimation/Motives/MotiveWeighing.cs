using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>
/// Puts together what was read off a surface and what was fitted exactly, and names the sets to be fitted next: none, all, each alone and all but each, then the most probable ones in batches
/// until enough of the probability is exact. What it names follows from what it was given alone.
/// </summary>
public sealed class MotiveWeighing
{
    /// <summary>Sets named at once.</summary>
    public const int Batch = 8;

    private const int SizePoints = 256;
    private const double Ridge = 0.05;

    private readonly MotiveSpace _space;
    private readonly double _chance;
    private readonly MotiveOptions _options;
    private readonly bool _surface;
    private readonly (string[] Names, SetReading Reading)?[] _read;
    private readonly (string[] Names, SetReading Reading)?[] _fitted;
    private readonly bool[] _tried;
    private readonly List<double> _errors = [];
    private double[]? _told;

    /// <param name="space">The motives.</param>
    /// <param name="chance">Chance of each beforehand.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="hasSurface">Whether sets are read off a surface; otherwise all are fitted.</param>
    public MotiveWeighing(MotiveSpace space, double chance, MotiveOptions options, bool hasSurface)
    {
        (_space, _chance, _options, _surface) = (space, chance, options, hasSurface);
        (_read, _fitted, _tried) = (new (string[], SetReading)?[space.Count], new (string[], SetReading)?[space.Count], new bool[space.Count]);
    }

    /// <summary>The sets fitted before any probability is looked at.</summary>
    public ImmutableArray<int> First => FirstOf(_space, _surface);

    /// <summary>The sets fitted before any probability is looked at.</summary>
    /// <param name="space">The motives.</param>
    /// <param name="hasSurface">Whether the others are read off a surface.</param>
    public static ImmutableArray<int> FirstOf(MotiveSpace space, bool hasSurface)
    {
        int n = space.Motives.Length, sets = space.Count;
        return [.. (hasSurface ? new[] { 0, sets - 1 }.Concat(Enumerable.Range(0, n).SelectMany(j => new[] { 1 << j, (sets - 1) ^ (1 << j) })) : Enumerable.Range(0, sets)).Distinct()];
    }

    /// <summary>Batches at most after the first sets.</summary>
    public static int Batches(MotiveSpace space, MotiveOptions options) => (Math.Max(0, Math.Min(options.MostCertified, space.Count) - FirstOf(space, true).Length) + Batch - 1) / Batch;

    /// <summary>The sets to be fitted next, the most probable that were not; empty when enough are.</summary>
    public ImmutableArray<int> Next
    {
        get
        {
            int sets = _space.Count;
            if (!_surface || _tried.Count(t => t) >= Math.Min(_options.MostCertified, sets))
            {
                return [];
            }

            double[] p = Fit(Told).Probabilities();
            return Enumerable.Range(0, sets).Where(s => _fitted[s] is not null).Sum(s => p[s]) >= _options.CertifiedShare ? []
                : [.. Enumerable.Range(0, sets).Where(s => !_tried[s] && p[s] > 0).OrderByDescending(s => p[s]).ThenBy(s => s).Take(Batch)];
        }
    }

    /// <summary>What all sets come to.</summary>
    public MotiveFit Result
    {
        get
        {
            if (Told.All(double.IsNaN))
            {
                return Nothing(_space, _chance, "no set of motives could be fitted");
            }

            var result = Fit(Told) with { Certified = [.. _fitted.Select(f => f is not null)], Errors = [.. _errors], Failed = _tried.Zip(_fitted).Count(x => x.First && x.Second is null) };
            double[] probabilities = result.Probabilities();
            (string[] Names, SetReading Reading)?[] readings = [.. _fitted.Zip(_read, (f, r) => f ?? r)];
            int best = Enumerable.Range(0, _space.Count).Where(s => readings[s] is not null).MaxBy(s => probabilities[s]);
            return result with { Sizes = MotiveSizes.Of(_space, probabilities, [.. readings.Select(r => r?.Reading)], SizePoints), Mode = new Dictionary<string, double>(Named(readings[best]!.Value)) };
        }
    }

    private double[] Told => _told ??= ToldBy(_space.Motives.Length);

    /// <summary>Where the mode of a set is expected, by parameter name; null where nothing was read.</summary>
    public IReadOnlyDictionary<string, double>? Near(int set) => _read[set] is { } read ? Named(read) : null;

    /// <summary>Takes sets read off the surface.</summary>
    public void Take(MotiveReadings read)
    {
        _told = null;
        foreach (var r in read.Sets)
        {
            _read[r.Set] = (read.Names, r);
        }
    }

    /// <summary>Takes exact fits.</summary>
    /// <param name="sets">The sets, as named.</param>
    /// <param name="fits">The fit of each; empty or null where none was found.</param>
    public void Take(ImmutableArray<int> sets, IReadOnlyList<MotiveReadings?> fits)
    {
        bool first = !_tried.Contains(true);
        double[] before = first ? [] : Told;
        for (int i = 0; i < sets.Length; i++)
        {
            _tried[sets[i]] = true;
            if (fits[i] is { Sets: [var fit] } one)
            {
                _fitted[sets[i]] = (one.Names, fit);
                if (!first)
                {
                    _errors.Add(fit.LogMarginal - before[sets[i]]);
                }
            }
        }

        _told = null;
    }

    /// <summary>Says why nothing was weighed.</summary>
    internal static MotiveFit Nothing(MotiveSpace space, double chance, string why) => new([.. space.Motives.Select(m => m.Name)], chance, [], [], [], [], 0, why);

    private static Dictionary<string, double> Named((string[] Names, SetReading Reading) r) => r.Names.Zip(r.Reading.Values).ToDictionary(x => x.First, x => x.Second, StringComparer.Ordinal);

    private MotiveFit Fit(double[] told) => new([.. _space.Motives.Select(m => m.Name)], _chance, told, [], [], [], 0, null);

    // Exact where fitted; elsewhere the surface's, plus what exact fits differ by: a constant and a part for every motive that counts, by least squares with a little shrinkage.
    private double[] ToldBy(int n)
    {
        int k = n + 1;
        double[] a = new double[k * k], b = new double[k], row = new double[k];
        for (int set = 0; set < _read.Length; set++)
        {
            if (_read[set] is not { } r || _fitted[set] is not { } f)
            {
                continue;
            }

            Row(set, row);
            for (int i = 0; i < k; i++)
            {
                b[i] += row[i] * (f.Reading.LogMarginal - r.Reading.LogMarginal);
                Numerics.FixedOrder.AddScaled(a.AsSpan(i * k, k), row, row[i]);
            }
        }

        for (int i = 0; i < k; i++)
        {
            a[(i * k) + i] += i == 0 ? 1e-9 : Ridge;
        }

        Numerics.Cholesky.Factor(a, k);
        Numerics.Cholesky.Solve(a, k, b);
        return [.. _read.Select((r, set) =>
        {
            Row(set, row);
            return _fitted[set]?.Reading.LogMarginal ?? (r is null ? double.NaN : r.Value.Reading.LogMarginal + Numerics.FixedOrder.Dot(b, row));
        })];
    }

    private static void Row(int set, double[] row)
    {
        row[0] = 1;
        for (int j = 1; j < row.Length; j++)
        {
            row[j] = MotiveSpace.Has(set, j - 1) ? 1 : 0;
        }
    }
}
