using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Maps parameters with bounds to the real line and back, with the log Jacobian.</summary>
/// <remarks>
/// One bound: x = lower + log(1 + e^z). Two: x = lower + (upper − lower)/(1 + e^−z). None: x = z. The run-away guards at ±30 are not bounds of a theory: coordinates
/// are not bent towards them, and a point beyond has density zero.
/// </remarks>
public sealed class BoundTransform
{
    private readonly (double Lower, double Upper)[] _bounds;

    /// <summary>For the free parameters of a theory.</summary>
    public BoundTransform(ParameterSpace space) => _bounds = [.. space.Free.Select(p => p.Kind == ParameterKind.Chance
        ? (p.Lower, p.Upper)
        : (p.Lower <= -p.Guard ? double.NegativeInfinity : p.Lower, p.Upper >= p.Guard ? double.PositiveInfinity : p.Upper))];

    /// <summary>For given bounds; infinities where there is none.</summary>
    public BoundTransform(IEnumerable<(double Lower, double Upper)> bounds) => _bounds = [.. bounds];

    /// <summary>Number of coordinates.</summary>
    public int Dimension => _bounds.Length;

    /// <summary>Whether a coordinate is bent: its parameter has a bound.</summary>
    public bool Bends(int coordinate) => !double.IsInfinity(_bounds[coordinate].Lower) || !double.IsInfinity(_bounds[coordinate].Upper);

    /// <summary>Parameters at coordinates.</summary>
    /// <param name="z">Coordinates.</param>
    /// <param name="x">Receives the parameters.</param>
    /// <param name="slope">Receives dx/dz.</param>
    /// <param name="logSlope">Receives d log(dx/dz)/dz.</param>
    /// <returns>Log Jacobian, Σ log dx/dz.</returns>
    public double Parameters(ReadOnlySpan<double> z, Span<double> x, Span<double> slope, Span<double> logSlope)
    {
        double jacobian = 0;
        for (int j = 0; j < _bounds.Length; j++)
        {
            var (lower, upper) = _bounds[j];
            double p = Sigmoid(z[j]);
            if (double.IsInfinity(lower) && double.IsInfinity(upper))
            {
                (x[j], slope[j], logSlope[j]) = (z[j], 1, 0);
            }
            else if (double.IsInfinity(upper))
            {
                (x[j], slope[j], logSlope[j]) = (lower + SoftPlus(z[j]), p, 1 - p);
                jacobian -= SoftPlus(-z[j]);
            }
            else if (double.IsInfinity(lower))
            {
                (x[j], slope[j], logSlope[j]) = (upper - SoftPlus(z[j]), -p, 1 - p);
                jacobian -= SoftPlus(-z[j]);
            }
            else
            {
                double width = upper - lower;
                (x[j], slope[j], logSlope[j]) = (lower + (width * p), width * p * (1 - p), 1 - (2 * p));
                jacobian += Elementary.Log(width) - SoftPlus(z[j]) - SoftPlus(-z[j]);
            }
        }

        return jacobian;
    }

    /// <summary>Coordinates of parameters; those at a bound are put a little inside (a thousandth of a unit; a ten-thousandth of a finite range), or by a hair if exact.</summary>
    /// <param name="x">Parameters.</param>
    /// <param name="exact">Whether points near a bound must stay where they are, as draws must.</param>
    public double[] Coordinates(ReadOnlySpan<double> x, bool exact = false)
    {
        var z = new double[_bounds.Length];
        for (int j = 0; j < z.Length; j++)
        {
            var (lower, upper) = _bounds[j];
            z[j] = (double.IsInfinity(lower), double.IsInfinity(upper)) switch
            {
                (true, true) => x[j],
                (false, true) => InverseSoftPlus(x[j] - lower, exact),
                (true, false) => InverseSoftPlus(upper - x[j], exact),
                _ => Logit(Math.Clamp((x[j] - lower) / (upper - lower), exact ? 1e-14 : 1e-4, 1 - (exact ? 1e-14 : 1e-4))),
            };
        }

        return z;
    }

    /// <summary>Parameters at coordinates, without derivatives.</summary>
    public double[] Parameters(ReadOnlySpan<double> z)
    {
        double[] x = new double[_bounds.Length], a = new double[x.Length], b = new double[x.Length];
        Parameters(z, x, a, b);
        return x;
    }

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Elementary.Exp(-z)) : Elementary.Exp(z) / (1 + Elementary.Exp(z));

    private static double SoftPlus(double z) => z > 30 ? z + Elementary.Exp(-z) : Elementary.Log(1 + Elementary.Exp(z));

    private static double InverseSoftPlus(double y, bool exact)
    {
        double v = Math.Max(y, exact ? 1e-14 : 1e-3);
        return v > 30 ? v : v + Elementary.Log(-NegativeExpMinusOne(v));
    }

    // e^−v − 1 without cancellation for small v.
    private static double NegativeExpMinusOne(double v) => v < 1e-5 ? -v + (0.5 * v * v) : Elementary.Exp(-v) - 1;

    private static double Logit(double p) => Elementary.Log(p / (1 - p));
}
