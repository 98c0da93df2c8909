using Tumen.Numerics;

namespace Tumen.Bayes.Tests;

/// <summary>Targets whose moments and integrals are known.</summary>
internal sealed class Gaussian(double[] mean, double[] covariance) : ITemperedDensity
{
    private readonly Cholesky _factor = Cholesky.Of(covariance, mean.Length);

    public const double LogIntegral = 3.25;

    public int Dimension => mean.Length;

    public void Forget()
    {
    }

    public double Value(ReadOnlySpan<double> z, Span<double> gradient)
    {
        var d = new double[mean.Length];
        for (int i = 0; i < d.Length; i++)
        {
            d[i] = z[i] - mean[i];
        }

        double q = _factor.InverseQuadratic(d, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = -gradient[i];
        }

        return LogIntegral - (0.5 * q) - (0.5 * _factor.LogDeterminant) - (0.5 * d.Length * Math.Log(2 * Math.PI));
    }

    // Reference: normal with standard deviation 3 around the origin.
    public double[] DrawReference(Philox random) => [.. Enumerable.Range(0, mean.Length).Select(_ => 3 * random.NextNormal())];

    public double Reference(ReadOnlySpan<double> z, Span<double> gradient)
    {
        double q = 0;
        for (int i = 0; i < z.Length; i++)
        {
            q += z[i] * z[i] / 9;
            if (gradient.Length > 0)
            {
                gradient[i] = -z[i] / 9;
            }
        }

        return (-0.5 * q) - (z.Length * Math.Log(3 * Math.Sqrt(2 * Math.PI)));
    }
}

/// <summary>Half-normal in the first parameter and Beta(2, 5) in the second, through the transform.</summary>
internal sealed class Bounded : ILogDensity
{
    public BoundTransform Transform { get; } = new([(0, double.PositiveInfinity), (0, 1)]);

    public int Dimension => 2;

    public void Forget()
    {
    }

    public double Value(ReadOnlySpan<double> z, Span<double> gradient)
    {
        double[] x = new double[2], slope = new double[2], bend = new double[2];
        double jacobian = Transform.Parameters(z, x, slope, bend);
        if (gradient.Length > 0)
        {
            gradient[0] = (-x[0] * slope[0]) + bend[0];
            gradient[1] = (((1 / x[1]) - (4 / (1 - x[1]))) * slope[1]) + bend[1];
        }

        return jacobian - (0.5 * x[0] * x[0]) + Math.Log(x[1]) + (4 * Math.Log(1 - x[1]));
    }
}
