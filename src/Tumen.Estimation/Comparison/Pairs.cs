using System.Collections.Immutable;
using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Two theories side by side on the same periods.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Difference">Log-likelihood of the first minus that of the second, nats.</param>
/// <param name="Nested">Whether one is the other with parameters left out; then the likelihood ratio applies, otherwise Vuong and Clarke.</param>
/// <param name="LikelihoodRatio">2 × difference in favour of the larger one, its degrees of freedom and tail chance by χ², or by χ̄² where weights left out have a bound at zero; null when not nested.</param>
/// <param name="Vuong">Vuong's z without correction, with the AIC and with the BIC correction, and the two-sided chance of the uncorrected; null when nested, or when the record does not tell the two apart.</param>
/// <param name="Clarke">Periods that favour the first (BIC-corrected), of how many, and the two-sided binomial chance; null where Vuong's is.</param>
public sealed record PairComparison(
    string First, string Second, double Difference, bool Nested, (double Statistic, int DegreesOfFreedom, double Chance)? LikelihoodRatio,
    (double Plain, double Aic, double Bic, double Chance)? Vuong, (int Favour, int Of, double Chance)? Clarke)
{
    /// <summary>Size of the variance test that comes before Vuong's.</summary>
    public const double Level = 0.05;

    /// <summary>Weights left out by the smaller theory that cannot lie on one side of zero; 0 when not nested.</summary>
    public int AtBounds { get; init; }

    /// <summary>Whether the chance of the likelihood ratio is an upper bound: three and more weights left out have a bound at zero.</summary>
    public bool AtMost => AtBounds > 2;

    /// <summary>The variance test of theories neither of which contains the other: whether the record tells them apart at all. Null when nested, or when it was not made.</summary>
    public DistinctModels? Distinct { get; init; }

    /// <summary>Chance of the test that applies.</summary>
    public double Chance => LikelihoodRatio?.Chance ?? Vuong?.Chance ?? Distinct?.P ?? double.NaN;

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
    /// <param name="evidenceA">What the first fit knows of its parameters; null leaves bounds and the variance test out.</param>
    /// <param name="evidenceB">The same of the second.</param>
    public static PairComparison Compare(
        string first, string second, IReadOnlyList<double> a, IReadOnlyList<double> b, ImmutableArray<string> parametersA, ImmutableArray<string> parametersB,
        PairEvidence? evidenceA = null, PairEvidence? evidenceB = null)
    {
        int n = a.Count, ka = parametersA.Length, kb = parametersB.Length;
        var d = a.Zip(b, (x, y) => x - y).ToArray();
        double difference = d.Sum();
        bool inB = parametersA.All(parametersB.Contains), inA = parametersB.All(parametersA.Contains);
        if ((inA || inB) && ka != kb)
        {
            double statistic = Math.Max(0, 2 * (inB ? -difference : difference));
            int df = Math.Abs(ka - kb);
            var (larger, names, smaller) = inB ? (evidenceB, parametersB, parametersA) : (evidenceA, parametersA, parametersB);
            int[] bounded = larger is null ? [] : [.. Enumerable.Range(0, names.Length).Where(k => !smaller.Contains(names[k]) && larger.IsBounded(k))];
            double chance = bounded.Length == 0 ? ChiSquareTail(statistic, df) : ChiBarSquare.Tail(statistic, df, bounded.Length, bounded.Length == 2 ? larger!.Correlation(bounded[0], bounded[1]) : 0);
            return new PairComparison(first, second, difference, true, (statistic, df, chance), null, null) { AtBounds = bounded.Length };
        }

        double mean = difference / n, variance = d.Sum(x => (x - mean) * (x - mean)) / n;
        double scale = Math.Sqrt(n * variance);
        if (!(scale > 0))
        {
            return new PairComparison(first, second, difference, false, null, (0, 0, 0, 1), (0, 0, 1));
        }

        var distinct = evidenceA is { HasScores: true } x && evidenceB is { HasScores: true } y ? DistinctModels.Of(d, x.Scores, x.Inverse, y.Scores, y.Inverse) : null;
        if (distinct is not null && !(distinct.P < PairComparison.Level))
        {
            return new PairComparison(first, second, difference, false, null, null, null) { Distinct = distinct };
        }

        double bic = 0.5 * (ka - kb) * Elementary.Log(n);
        double plain = difference / scale;
        int favour = d.Count(x => x > bic / n);
        return new PairComparison(
            first, second, difference, false, null,
            (plain, (difference - (ka - kb)) / scale, (difference - bic) / scale, 2 * NormalTail(Math.Abs(plain))),
            (favour, n, BinomialTwoSided(favour, n))) { Distinct = distinct };
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
