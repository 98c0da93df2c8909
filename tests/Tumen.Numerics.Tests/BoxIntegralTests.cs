using Tumen.Numerics.Special;

namespace Tumen.Numerics.Tests;

/// <summary>Integrals of Gaussian bumps over boxes against closed forms of orthants and against quadrature.</summary>
public sealed class BoxIntegralTests
{
    private const double Far = 40;

    // A one-sided bump: ∫₀^∞ exp(g u − ½ s u²) du = √(2π/s) Φ(g/√s) exp(g²/2s), exact whatever the points.
    [Theory]
    [InlineData(0.7, 2, 1)]
    [InlineData(-3, 0.5, 1)]
    [InlineData(-60, 1, 7)]
    public void One_coordinate_is_exact(double slope, double curvature, int points)
    {
        double expected = (0.5 * Math.Log(2 * Math.PI / curvature)) + Normal.LogCdf(slope / Math.Sqrt(curvature)) + (slope * slope / (2 * curvature));
        Assert.Equal(expected, BoxIntegral.Of([slope], [curvature], [0], [Far], points)!.Log, 1e-9 * Math.Max(1, Math.Abs(expected)));
    }

    // P(both > 0) = ¼ + asin(ρ)/2π; P(all three > 0) = ⅛ + Σ asin(ρ)/4π (Sheppard 1899; David 1953).
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(-0.45)]
    public void Orthants_of_two_and_three_are_those_of_the_closed_form(double rho)
    {
        double two = 0.25 + (Math.Asin(rho) / (2 * Math.PI)), three = 0.125 + (3 * Math.Asin(rho) / (4 * Math.PI));
        Assert.Equal(two, Orthant([1, rho, rho, 1], 2, 4000), 0.002);
        Assert.Equal(three, Orthant([1, rho, rho, rho, 1, rho, rho, rho, 1], 3, 4000), 0.002);
        Assert.Equal(three, Orthant([1, rho, rho, rho, 1, rho, rho, rho, 1], 3, 96), 0.01); // as many points as families use
    }

    private static double Orthant(double[] covariance, int n, int points)
    {
        var curvature = Cholesky.Inverse(covariance, n)!;
        var copy = (double[])covariance.Clone();
        Assert.True(Cholesky.Factor(copy, n));
        double whole = 0.5 * n * Math.Log(2 * Math.PI);
        for (int i = 0; i < n; i++)
        {
            whole += Math.Log(copy[(i * n) + i]);
        }

        return Math.Exp(BoxIntegral.Of(new double[n], curvature, new double[n], [.. Enumerable.Repeat(Far, n)], points)!.Log - whole);
    }

    // Slopes into and out of the box, correlated, one narrow side: against a midpoint rule; so are the means of the points.
    [Fact]
    public void A_tilted_box_and_its_mean_agree_with_quadrature()
    {
        double[] g = [-1.5, 2], s = [2, 0.9, 0.9, 1.5], low = [0, -0.3], high = [3, 1.2];
        const int Cells = 1200;
        double sum = 0, first = 0, second = 0, a = (high[0] - low[0]) / Cells, b = (high[1] - low[1]) / Cells;
        for (int i = 0; i < Cells; i++)
        {
            for (int j = 0; j < Cells; j++)
            {
                double u = low[0] + ((i + 0.5) * a), v = low[1] + ((j + 0.5) * b);
                double f = Math.Exp((g[0] * u) + (g[1] * v) - (0.5 * ((s[0] * u * u) + (2 * s[1] * u * v) + (s[3] * v * v))));
                (sum, first, second) = (sum + f, first + (f * u), second + (f * v));
            }
        }

        var box = BoxIntegral.Of(g, s, low, high, 2000)!;
        Assert.Equal(Math.Log(sum * a * b), box.Log, 0.002);
        Assert.Equal(first / sum, box.Points.Zip(box.Weights, (x, w) => x[0] * w).Sum(), 0.005);
        Assert.Equal(second / sum, box.Points.Zip(box.Weights, (x, w) => x[1] * w).Sum(), 0.005);
        Assert.Equal(1, box.Weights.Sum(), 1e-12);
        Assert.All(box.Points, x => Assert.True(x[0] >= 0 && x[0] <= 3 && x[1] >= -0.3 && x[1] <= 1.2));
    }

    [Fact]
    public void What_is_no_bump_has_no_integral()
    {
        Assert.Null(BoxIntegral.Of([0, 0], [1, 2, 2, 1], [0, 0], [1, 1], 10));
        Assert.Equal(0, BoxIntegral.Of([], [], [], [], 10)!.Log);
    }
}
