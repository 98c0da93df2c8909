using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>One weight as a table of results shows it.</summary>
/// <param name="Name">The weight.</param>
/// <param name="Estimate">Its estimate.</param>
/// <param name="Error">Its standard error; NaN where there is none.</param>
/// <param name="Z">Estimate over error; NaN without one.</param>
/// <param name="P">Two-sided chance of so large a z at a weight of 0: normal, or Student's for few clusters; NaN without an error.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end.</param>
public sealed record WeightRow(string Name, double Estimate, double Error, double Z, double P, double Lower, double Upper)
{
    /// <summary>Makes a row.</summary>
    /// <param name="name">The weight.</param>
    /// <param name="estimate">Its estimate.</param>
    /// <param name="error">Its standard error, above 0; otherwise the row has neither test nor interval.</param>
    /// <param name="degrees">Degrees of freedom of Student's t; infinite for the normal.</param>
    /// <param name="level">Level of the interval, in (0, 1).</param>
    public static WeightRow Of(string name, double estimate, double error, double degrees = double.PositiveInfinity, double level = 0.95)
    {
        if (!(error > 0) || !double.IsFinite(error))
        {
            return new WeightRow(name, estimate, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double z = estimate / error, p = 2 * Tail(Math.Abs(z), degrees), half = Quantile(0.5 * (1 - level), degrees) * error;
        return new WeightRow(name, estimate, error, z, p, estimate - half, estimate + half);
    }

    private static double Tail(double z, double degrees) => double.IsPositiveInfinity(degrees) ? Normal.Cdf(-z) : Beta.StudentCdf(-z, degrees);

    /// <summary>The z beyond which lies a given chance.</summary>
    private static double Quantile(double tail, double degrees)
    {
        if (double.IsPositiveInfinity(degrees))
        {
            return -Normal.Quantile(tail);
        }

        double low = 0, high = 1;
        while (Tail(high, degrees) > tail)
        {
            high *= 2;
        }

        for (int i = 0; i < 200 && high - low > 1e-14 * high; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Tail(middle, degrees) > tail ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}

/// <summary>Fits as tables of weights.</summary>
public static class WeightTable
{
    /// <summary>Estimates with z, two-sided p and intervals from one kind of standard errors.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="kind">Which errors.</param>
    /// <param name="clusters">Number of clusters behind clustered errors: Student's t with one degree of freedom less is used; null for the normal.</param>
    /// <param name="level">Level of the intervals.</param>
    /// <exception cref="KeyNotFoundException">That kind was not computed.</exception>
    public static IReadOnlyList<WeightRow> Of(EstimateResult fit, StandardErrorKind kind = StandardErrorKind.Hessian, int? clusters = null, double level = 0.95)
    {
        var errors = fit.ErrorsOf(kind);
        double degrees = clusters is { } g ? Math.Max(1, g - 1) : double.PositiveInfinity;
        return [.. fit.Names.Select((name, i) => WeightRow.Of(name, fit.Estimate[i], errors.Values[i], degrees, level))];
    }
}
