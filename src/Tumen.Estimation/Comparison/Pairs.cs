using System.Collections.Immutable;
using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Two theories side by side on the same periods.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Difference">Log-likelihood of the first minus that of the second, nats.</param>
/// <param name="Nested">Whether one is the other with parameters left out; then the likelihood ratio applies, otherwise Vuong and Clarke.</param>
/// <param name="LikelihoodRatio">2 × difference in favour of the larger one, its degrees of freedom and χ² tail chance; null when not nested.</param>
/// <param name="Vuong">Vuong's z without correction, with the AIC and with the BIC correction, and the two-sided chance of the uncorrected; null when nested.</param>
/// <param name="Clarke">Periods that favour the first (BIC-corrected), of how many, and the two-sided binomial chance; null when nested.</param>
public sealed record PairComparison(
    string First, string Second, double Difference, bool Nested, (double Statistic, int DegreesOfFreedom, double Chance)? LikelihoodRatio,
    (double Plain, double Aic, double Bic, double Chance)? Vuong, (int Favour, int Of, double Chance)? Clarke)
{
    /// <summary>Whether any of the applicable tests separates the two at 5 %.</summary>
    public bool Separates => LikelihoodRatio is { } lr ? lr.Chance < 0.05 : Vuong is { } v && v.Chance < 0.05 && Math.Sign(v.Plain) == Math.Sign(v.Bic);
}

/// <summary>Vuong (1989, Econometrica 57:307-333), Clarke (2007, Political Analysis 15:347-363) and likelihood-ratio tests.</summary>
public static class Pairs
{
    /// <summary>Compares two fits by their contributions by period.</summary>
    /// <param name="first">Name.</param>
    /// <param name="second">Name.</param>
    /// <param name="a">Log-likelihood by period of the first.</param>
    /// <param name="b">The same of the second; same periods.</param>
    /// <param name="parametersA">Names of the free parameters of the first.</param>
    /// <param name="parametersB">Names of the free parameters of the second.</param>
    public static PairComparison Compare(
        string first, string second, IReadOnlyList<double> a, IReadOnlyList<double> b, ImmutableArray<string> parametersA, ImmutableArray<string> parametersB)
    {
        int n = a.Count, ka = parametersA.Length, kb = parametersB.Length;
        var d = a.Zip(b, (x, y) => x - y).ToArray();
        double difference = d.Sum();
        bool inB = parametersA.All(parametersB.Contains), inA = parametersB.All(parametersA.Contains);
        if ((inA || inB) && ka != kb)
        {
            double statistic = Math.Max(0, 2 * (inB ? -difference : difference));
            int df = Math.Abs(ka - kb);
            return new PairComparison(first, second, difference, true, (statistic, df, ChiSquareTail(statistic, df)), null, null);
        }

        double mean = difference / n, variance = d.Sum(x => (x - mean) * (x - mean)) / n;
        double scale = Math.Sqrt(n * variance);
        if (!(scale > 0))
        {
            return new PairComparison(first, second, difference, false, null, (0, 0, 0, 1), (0, 0, 1));
        }

        double bic = 0.5 * (ka - kb) * Elementary.Log(n);
        double plain = difference / scale;
        int favour = d.Count(x => x > bic / n);
        return new PairComparison(
            first, second, difference, false, null,
            (plain, (difference - (ka - kb)) / scale, (difference - bic) / scale, 2 * NormalTail(Math.Abs(plain))),
            (favour, n, BinomialTwoSided(favour, n)));
    }

    /// <summary>Upper tail of the standard normal.</summary>
    public static double NormalTail(double z) => Normal.Cdf(-z);

    /// <summary>Upper tail of χ² with the given degrees of freedom.</summary>
    public static double ChiSquareTail(double x, int degreesOfFreedom) => x <= 0 ? 1 : Gamma.ChiSquareUpper(x, degreesOfFreedom);

    private static double BinomialTwoSided(int k, int n)
    {
        int low = Math.Min(k, n - k);
        double sum = 0;
        for (int j = 0; j <= low; j++)
        {
            sum += Elementary.Exp(Gamma.Log(n + 1) - Gamma.Log(j + 1) - Gamma.Log(n - j + 1) - (n * Elementary.Log(2)));
        }

        return Math.Min(1, 2 * sum);
    }
}
