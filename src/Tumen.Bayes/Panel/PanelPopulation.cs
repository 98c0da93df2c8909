using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>The laws from which the units are drawn, as they stand in a sweep.</summary>
internal sealed class PanelPopulation
{
    private readonly PanelModel _model;
    private readonly int[][] _clusters; // units by cluster; a unit by itself is a cluster of one

    /// <summary>Starts at the prior means.</summary>
    public PanelPopulation(PanelModel model, int[][] clusters)
    {
        (_model, _clusters) = (model, clusters);
        Middle = [.. model.Weights.Select(w => w.Mean)];
        Spread = [.. model.Weights.Select(w => 0.7 * w.Spread)];
        Presence = [.. model.Weights.Select(w => w.Presence is { } p ? p.A / (p.A + p.B) : 1)];
        Ahead = [.. model.Foresight.Select(f => f.A / (f.A + f.B))];
        Offset = [.. clusters.Select(_ => new double[model.Weights.Length])];
        ClusterOf = new int[clusters.Sum(c => c.Length)];
        for (int c = 0; c < clusters.Length; c++)
        {
            foreach (int j in clusters[c])
            {
                ClusterOf[j] = c;
            }
        }
    }

    public double[] Middle { get; }

    public double[] Spread { get; }

    public double[] Presence { get; }

    public double[] Ahead { get; }

    /// <summary>What the units of a cluster have in common, by cluster and weight; 0 for a unit by itself and for weights that may be absent.</summary>
    public double[][] Offset { get; }

    public int[] ClusterOf { get; }

    private bool Shares(int cluster, int w) => _clusters[cluster].Length > 1 && _model.Weights[w].Presence is null;

    /// <summary>Mean and standard deviation of a unit's coordinate before its noise.</summary>
    public (double Mean, double Deviation) LawOf(int unit, int w)
    {
        int c = ClusterOf[unit];
        return Shares(c, w) ? (Middle[w] + Offset[c][w], Spread[w] * Math.Sqrt(1 - PanelModel.ClusterShare)) : (Middle[w], Spread[w]);
    }

    /// <summary>Draws a weight's middle and spread given the units that have it, and what clusters have in common.</summary>
    /// <param name="w">The weight.</param>
    /// <param name="values">Coordinate less noise, by unit.</param>
    /// <param name="has">Whether a unit has it.</param>
    /// <param name="random">Numbers.</param>
    public void Draw(int w, double[] values, bool[] has, Philox random)
    {
        var law = _model.Weights[w];
        double share = law.Presence is null ? PanelModel.ClusterShare : 0, precision = 0, sum = 0, within = 0;
        int n = 0;
        var groups = new List<(int Count, double Mean)>();
        foreach (int[] cluster in law.Presence is null ? _clusters : [.. Enumerable.Range(0, values.Length).Select(j => new[] { j })])
        {
            double[] own = [.. cluster.Where(j => has[j]).Select(j => values[j])];
            if (own.Length == 0)
            {
                continue;
            }

            double mean = own.Sum() / own.Length, weight = own.Length / (1 + ((own.Length - 1) * share));
            n += own.Length;
            precision += weight;
            sum += weight * mean;
            within += own.Length == 1 ? 0 : own.Sum(v => (v - mean) * (v - mean)) / (1 - share);
            groups.Add((own.Length, mean));
        }

        double tau = Spread[w], total = (precision / (tau * tau)) + (1 / (law.Deviation * law.Deviation));
        double centre = ((sum / (tau * tau)) + (law.Mean / (law.Deviation * law.Deviation))) / total;
        double mu = centre + (random.NextNormal() / Math.Sqrt(total));
        double q = within + groups.Sum(g => g.Count * (g.Mean - mu) * (g.Mean - mu) / (1 + ((g.Count - 1) * share)));
        Middle[w] = mu;
        Spread[w] = Elementary.Exp(Slice(Elementary.Log(tau), l => LogSpread(l, n, q, law.Spread), random));
        for (int c = 0; c < _clusters.Length; c++)
        {
            if (Shares(c, w))
            {
                double v = Spread[w] * Spread[w], p = (1 / (share * v)) + (_clusters[c].Length / ((1 - share) * v));
                double m = _clusters[c].Sum(j => values[j] - mu) / ((1 - share) * v) / p;
                Offset[c][w] = m + (random.NextNormal() / Math.Sqrt(p));
            }
        }
    }

    /// <summary>Log density of a middle and the log of a spread before any unit is seen.</summary>
    public double LogPrior(int w, double middle, double logSpread)
    {
        var law = _model.Weights[w];
        double z = (middle - law.Mean) / law.Deviation;
        return (-0.5 * z * z) + LogSpread(logSpread, 0, 0, law.Spread);
    }

    /// <summary>Draws the chances of presence and of foresight.</summary>
    public void DrawChances(bool[][] present, bool[][] ahead, Philox random)
    {
        int n = present.Length;
        for (int w = 0; w < Presence.Length; w++)
        {
            if (_model.Weights[w].Presence is { } p)
            {
                int count = present.Count(x => x[w]);
                Presence[w] = Beta(p.A + count, p.B + n - count, random);
            }
        }

        for (int i = 0; i < Ahead.Length; i++)
        {
            int count = ahead.Count(x => x[i]);
            Ahead[i] = Beta(_model.Foresight[i].A + count, _model.Foresight[i].B + n - count, random);
        }
    }

    private static double LogSpread(double log, int n, double q, double scale)
    {
        double tau = Elementary.Exp(log);
        return ((1 - n) * log) - (0.5 * q / (tau * tau)) - (0.5 * tau * tau / (scale * scale));
    }

    // Neal (2003), Annals of Statistics 31:705-767: stepping out and shrinking.
    private static double Slice(double at, Func<double, double> log, Philox random)
    {
        double level = log(at) + Elementary.Log(random.NextDouble()), low = at - random.NextDouble(), high = low + 1;
        for (int i = 0; i < 30 && log(low) > level; i++)
        {
            low -= 1;
        }

        for (int i = 0; i < 30 && log(high) > level; i++)
        {
            high += 1;
        }

        for (int i = 0; i < 200; i++)
        {
            double to = low + (random.NextDouble() * (high - low));
            if (log(to) >= level)
            {
                return to;
            }

            (low, high) = to < at ? (to, high) : (low, to);
        }

        return at;
    }

    private static double Beta(double a, double b, Philox random)
    {
        double x = LogGammaDraw(a, random), y = LogGammaDraw(b, random), top = Math.Max(x, y);
        double ex = Elementary.Exp(x - top), ey = Elementary.Exp(y - top);
        return Math.Clamp(ex / (ex + ey), 1e-12, 1 - 1e-12);
    }

    // Log of a gamma draw; Marsaglia and Tsang (2000), ACM TOMS 26:363-372.
    private static double LogGammaDraw(double shape, Philox random)
    {
        double boost = shape < 1 ? Elementary.Log(random.NextDouble()) / shape : 0, d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = random.NextNormal(), v = 1 + (c * z);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Elementary.Log(random.NextDouble()) < (0.5 * z * z) + d - (d * v) + (d * Elementary.Log(v)))
            {
                return Elementary.Log(d * v) + boost;
            }
        }
    }
}
