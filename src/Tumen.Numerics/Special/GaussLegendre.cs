namespace Tumen.Numerics.Special;

/// <summary>Gauss–Legendre nodes and weights on [−1, 1].</summary>
public static class GaussLegendre
{
    /// <summary>The rule with <paramref name="points"/> nodes, found by Newton's method on the Legendre polynomial.</summary>
    /// <param name="points">At least 1.</param>
    /// <returns>Nodes in ascending order and their weights, which sum to 2.</returns>
    public static (double[] Nodes, double[] Weights) Rule(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var nodes = new double[points];
        var weights = new double[points];
        for (int i = 0; i < points; i++)
        {
            double x = -Elementary.Cos(Math.PI * (i + 0.75) / (points + 0.5)), slope = 1;
            for (int step = 0; step < 100; step++)
            {
                double previous = 1, current = x;
                for (int n = 2; n <= points; n++) (previous, current) = (current, ((2 * n - 1) * x * current - (n - 1) * previous) / n);
                slope = points == 1 ? 1 : points * (x * current - previous) / (x * x - 1);
                double move = current / slope;
                x -= move;
                if (Math.Abs(move) < 1e-16) break;
            }
            nodes[i] = x;
            weights[i] = points == 1 ? 2 : 2 / ((1 - x * x) * slope * slope);
        }
        return (nodes, weights);
    }
}
