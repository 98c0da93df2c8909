using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>How the number of weights is held against a model.</summary>
public enum SizeCorrection
{
    /// <summary>Not at all: the plain statistic.</summary>
    None,

    /// <summary>k1 − k2, as in Akaike's criterion.</summary>
    Aic,

    /// <summary>(k1 − k2) ln(n)/2, as in Schwarz's criterion.</summary>
    Bic,
}

/// <summary>A test of one model against another on the same rows.</summary>
/// <param name="Statistic">Vuong: standard normal when the models are equally close to the truth. Clarke: rows on which model 1 does better.</param>
/// <param name="TwoSided">Two-sided p value.</param>
/// <param name="Rows">Rows compared.</param>
/// <param name="Difference">Uncorrected log-likelihood difference, model 1 minus model 2.</param>
public sealed record NonNestedTest(double Statistic, double TwoSided, int Rows, double Difference);

/// <summary>Tests between models neither of which contains the other.</summary>
public static class NonNested
{
    /// <summary>Vuong (1989), Econometrica 57(2), 307–333: the mean row difference over its standard error (variance with 1/n).</summary>
    /// <param name="first">Row log-likelihoods of model 1.</param>
    /// <param name="second">The same rows under model 2.</param>
    /// <param name="k1">Weights of model 1.</param>
    /// <param name="k2">Weights of model 2.</param>
    /// <param name="correction">Size correction.</param>
    /// <exception cref="ArgumentException">Different rows, or the models agree on every row, so that nothing can be compared.</exception>
    public static NonNestedTest Vuong(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int k1, int k2, SizeCorrection correction)
    {
        int n = Same(first, second);
        double sum = 0, squares = 0;
        for (int i = 0; i < n; i++) sum += first[i] - second[i];
        for (int i = 0; i < n; i++) squares += Elementary.Pow(first[i] - second[i] - sum / n, 2);
        double deviation = Math.Sqrt(squares / n);
        if (!(deviation > 0)) throw new ArgumentException("The two models give every row the same log-likelihood difference: they cannot be told apart on this record.");
        double z = (sum - Penalty(k1, k2, n, correction)) / (Math.Sqrt(n) * deviation);
        return new NonNestedTest(z, 2 * Normal.Cdf(-Math.Abs(z)), n, sum);
    }

    /// <summary>Clarke (2007), Political Analysis 15(3), 347–363: the number of rows on which model 1 does better, binomial(n, ½).</summary>
    /// <param name="first">Row log-likelihoods of model 1.</param>
    /// <param name="second">The same rows under model 2.</param>
    /// <param name="k1">Weights of model 1.</param>
    /// <param name="k2">Weights of model 2.</param>
    /// <param name="correction">Size correction, spread evenly over rows.</param>
    public static NonNestedTest Clarke(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int k1, int k2, SizeCorrection correction)
    {
        int n = Same(first, second), wins = 0;
        double sum = 0, bar = Penalty(k1, k2, n, correction) / n;
        for (int i = 0; i < n; i++)
        {
            double d = first[i] - second[i];
            sum += d;
            if (d > bar) wins++;
        }
        return new NonNestedTest(wins, Math.Min(1, 2 * Beta.BinomialCdf(Math.Min(wins, n - wins), n, 0.5)), n, sum);
    }

    private static double Penalty(int k1, int k2, int n, SizeCorrection correction) => correction switch
    {
        SizeCorrection.None => 0,
        SizeCorrection.Aic => k1 - k2,
        _ => (k1 - k2) * Elementary.Log(n) / 2,
    };

    private static int Same(ReadOnlySpan<double> first, ReadOnlySpan<double> second) =>
        first.Length == second.Length && first.Length > 1 ? first.Length
            : throw new ArgumentException($"Both models must score the same rows, at least two: {first.Length} and {second.Length} given.");
}

/// <summary>Corrections in words.</summary>
public static class SizeCorrections
{
    /// <summary>As a reader may read it: "uncorrected", "corrected as by AIC", "corrected as by BIC".</summary>
    public static string Words(this SizeCorrection correction) => correction switch
    {
        SizeCorrection.None => "uncorrected",
        SizeCorrection.Aic => "corrected as by AIC",
        _ => "corrected as by BIC",
    };
}
