using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once.Tests;

/// <summary>Reference values computed with 40-digit arithmetic (mpmath).</summary>
public sealed class SpecialFunctionTests
{
    [Theory]
    [InlineData(-200.0, 0.0, -20006.21728089819, 200.00499975003123)]
    [InlineData(-37.0, 5.725571222524577e-300, -689.0305855768906, 37.02698768612699)]
    [InlineData(-12.5, 3.732564298877713e-36, -81.57596787074388, 12.579007304406977)]
    [InlineData(-6.0, 9.86587645037698e-10, -20.736768949974707, 6.158482604544599)]
    [InlineData(-5.66, 7.568649751997714e-09, -18.69925115370278, 5.827060206839707)]
    [InlineData(-5.65, 8.022391850663497e-09, -18.64102922378785, 5.817325910362102)]
    [InlineData(-3.0, 0.0013498980316300946, -6.607726221510349, 3.2830986549304364)]
    [InlineData(-1.0, 0.15865525393145705, -1.8410216450092636, 1.525135276160981)]
    [InlineData(-0.68, 0.2482522304535705, -1.3933099913899847, 1.2752872638141461)]
    [InlineData(-0.67, 0.2514288950953101, -1.3805950526951891, 1.2677028960994186)]
    [InlineData(-0.1, 0.460172162722971, -0.7761545927302733, 0.8626174715309362)]
    [InlineData(0.0, 0.5, -0.6931471805599453, 0.7978845608028654)]
    [InlineData(0.3, 0.6179114221889527, -0.4814101615884812, 0.6172208536127345)]
    [InlineData(0.67, 0.7485711049046899, -0.289589083101687, 0.42579407138081293)]
    [InlineData(0.68, 0.7517477695464295, -0.2853544241329591, 0.4211424636509538)]
    [InlineData(1.0, 0.8413447460685429, -0.17275377902344988, 0.2875999709391784)]
    [InlineData(3.0, 0.9986501019683699, -0.0013508099647481938, 0.004437839042125664)]
    [InlineData(5.7, 0.9999999940096286, -5.990371419005803e-09, 3.51395511587033e-08)]
    [InlineData(8.0, 0.9999999999999993, -6.220960574271786e-16, 5.052271083536895e-15)]
    [InlineData(20.0, 1.0, 0.0, 5.520948362159764e-88)]
    public void The_normal_cdf_and_its_log_are_exact_in_both_tails(double z, double cdf, double log, double mills)
    {
        if (cdf > 0) Shared.Close(cdf, Normal.Cdf(z), 4e-15, "cdf");
        Shared.Close(log, Normal.LogCdf(z), 4e-15, "log cdf");
        Shared.Close(mills, Normal.MillsRatio(z), 4e-15, "Mills");
    }

    [Theory]
    [InlineData(0, 0, 0.5, 0.3333333333333333)]
    [InlineData(1, -1, 0.7071067811865476, 0.15819743350162624)]
    [InlineData(-3, -4, 0.7071067811865476, 1.5591453338801608e-05)]
    [InlineData(-8, -9, 0.7071067811865476, 1.6054990982040342e-21)]
    [InlineData(-15, -12, 0.7071067811865476, 1.053887910405259e-52)]
    [InlineData(2, 3, 0.7071067811865476, 0.9768027338062375)]
    [InlineData(-2.5, 1.5, 0.7071067811865476, 0.006209660912703485)]
    [InlineData(0.3, 0.4, 0.95, 0.5868320497656611)]
    [InlineData(-1, -1.2, 0.99, 0.11397527739808642)]
    [InlineData(1, 2, -0.6, 0.8186295851005381)]
    public void The_bivariate_cdf_keeps_relative_accuracy(double h, double k, double r, double value) => Shared.Close(value, BivariateNormal.Cdf(h, k, r), 2e-13, "cdf");

    [Theory]
    [InlineData(0.3, -0.5, -1.2582356730400652)]
    [InlineData(-3.9, -3.5, -11.496793635373601)]
    [InlineData(-2, -4.1, -10.861808992027733)]
    [InlineData(2, -7, -27.384307498811076)]
    [InlineData(-5, -6, -22.43254396240693)]
    [InlineData(-9, -5, -43.64971273250587)]
    [InlineData(-20, -3, -203.91715537109727)]
    [InlineData(-1, -15, -116.1313848457117)]
    [InlineData(0.5, -60, -1805.0135606805673)]
    [InlineData(-12, -12.5, -93.58525927713664)]
    public void The_bivariate_log_and_its_derivatives_hold_in_the_tails(double h, double k, double value)
    {
        const double r = 0.70710678118654752440, e = 1e-5;
        BivariateLog at = BivariateLog.At(h, k, r);
        Shared.Close(value, at.Value, 1e-12, "log");
        BivariateLog up = BivariateLog.At(h + e, k, r), down = BivariateLog.At(h - e, k, r), right = BivariateLog.At(h, k + e, r), left = BivariateLog.At(h, k - e, r);
        Assert.Equal((up.Value - down.Value) / (2 * e), at.H, 1e-7 * (1 + Math.Abs(at.H)));
        Assert.Equal((right.Value - left.Value) / (2 * e), at.K, 1e-7 * (1 + Math.Abs(at.K)));
        Assert.Equal((up.H - down.H) / (2 * e), at.HH, 1e-6 * (1 + Math.Abs(at.HH)));
        Assert.Equal((up.K - down.K) / (2 * e), at.HK, 1e-6 * (1 + Math.Abs(at.HK)));
        Assert.Equal((right.K - left.K) / (2 * e), at.KK, 1e-6 * (1 + Math.Abs(at.KK)));
    }

    [Theory]
    [InlineData(0.5, 0.1, 0.654720846018577)]
    [InlineData(0.5, 3, 0.01430587843542964)]
    [InlineData(3, 2, 0.6766764161830635)]
    [InlineData(3, 20, 4.555149505589213e-07)]
    [InlineData(50, 45, 0.7531979655998298)]
    [InlineData(50, 120, 1.600822679334483e-13)]
    public void Incomplete_gamma_and_chi_square(double a, double x, double upper) => Shared.Close(upper, Gamma.Upper(a, x), 1e-12, "Q");

    [Theory]
    [InlineData(0.3, 2, 5, 0.5798249999999999)]
    [InlineData(0.5, 125, 158, 0.9753962559124721)]
    [InlineData(0.9, 0.5, 0.5, 0.7951672353008665)]
    [InlineData(0.001, 3, 4, 1.9955035990000002e-08)]
    [InlineData(0.7, 40, 3, 5.526387400469024e-05)]
    public void Incomplete_beta(double x, double a, double b, double value) => Shared.Close(value, Beta.Regularised(x, a, b), 1e-12, "I");

    [Fact]
    public void The_quantile_inverts_the_cdf()
    {
        foreach (double p in (double[])[1e-300, 1e-100, 1e-10, 0.001, 0.02, 0.3, 0.5, 0.7, 0.999, 1 - 1e-12])
            Shared.Close(p, Normal.Cdf(Normal.Quantile(p)), 1e-12, "p");
        Assert.Equal(0, Normal.Quantile(0.5), 1e-16);
        Assert.True(double.IsNaN(Normal.Quantile(-0.1)));
    }

    [Fact]
    public void Student_t_and_binomial_agree_with_closed_forms()
    {
        Shared.Close(0.5 + Math.Atan(1.7) / Math.PI, Beta.StudentCdf(1.7, 1), 1e-13, "Cauchy");
        Shared.Close(Math.Pow(0.75, 3), Beta.BinomialCdf(0, 3, 0.25), 1e-13, "binomial");
        Shared.Close(Math.Exp(-2.5), Gamma.ChiSquareUpper(5, 2), 1e-13, "chi-square");
    }
}
