using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Sizes of motives given that they count: the weights' posteriors in every set that holds them, mixed by the sets' probabilities.</summary>
internal static class MotiveSizes
{
    // Sets that together weigh less than this are left out of the mixture.
    private const double Negligible = 1e-4;

    public static MotiveSize[][] Of(MotiveSpace motives, double[] probabilities, SetReading?[] readings, int points)
    {
        var pools = new Dictionary<string, List<(double Value, double Mass)>>(StringComparer.Ordinal);
        double left = 1;
        foreach (int set in Enumerable.Range(0, readings.Length).OrderByDescending(s => probabilities[s]).ThenBy(s => s))
        {
            if (left < Negligible && pools.Count >= motives.Motives.Length)
            {
                break;
            }

            left -= probabilities[set];
            if (readings[set] is not { } reading || reading.Box.Integral(points) is not { } box)
            {
                continue;
            }

            for (int c = 0; c < reading.Box.Names.Length; c++)
            {
                if (!pools.TryGetValue(reading.Box.Names[c], out var pool))
                {
                    pools[reading.Box.Names[c]] = pool = [];
                }

                for (int t = 0; t < box.Points.Length; t++)
                {
                    pool.Add((reading.Box.At[c] + box.Points[t][c], probabilities[set] * box.Weights[t]));
                }
            }
        }

        return [.. motives.Motives.Select(m => pools.Where(p => p.Key == m.Name || p.Key.StartsWith(m.Name + " (", StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => Size(p.Key, p.Value)).ToArray())];
    }

    private static MotiveSize Size(string name, List<(double Value, double Mass)> pool)
    {
        var sorted = pool.OrderBy(p => p.Value).ToArray();
        double total = sorted.Sum(p => p.Mass);
        double Quantile(double q)
        {
            double sum = 0;
            foreach (var (value, mass) in sorted)
            {
                sum += mass;
                if (sum >= q * total)
                {
                    return value;
                }
            }

            return sorted[^1].Value;
        }

        return new MotiveSize(name, Quantile(0.05), Quantile(0.5), Quantile(0.95));
    }
}
