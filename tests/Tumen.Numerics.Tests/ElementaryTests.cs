namespace Tumen.Numerics.Tests;

/// <summary>Own elementary functions against whole-number arithmetic, and one number against eight at a time.</summary>
public class ElementaryTests
{
    private static readonly double[] Odd = [0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 1e-310, 2.2250738585072014e-308, double.MaxValue, 710, 709.782712893384, -745.2, -745, -708.4, -746.5, 1e300, -1e300];

    private static IEnumerable<double> Points(int count, double low, double high, ulong seed)
    {
        var random = new Philox(seed, 0);
        return Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()));
    }

    private static double Worst(IEnumerable<double> points, Func<double, double> error) => points.Max(error);

    [Fact]
    public void Exp_is_right_to_five_eighths_of_a_unit_in_the_last_place()
    {
        Assert.InRange(Worst(Points(4000, -1, 1, 1), x => LongNumber.ErrorOfExp(x, Elementary.Exp(x))), 0.4, 0.62);
        Assert.InRange(Worst(Points(4000, -708, 709, 2), x => LongNumber.ErrorOfExp(x, Elementary.Exp(x))), 0.4, 0.62);
        Assert.InRange(Worst(Points(500, -745, -709, 3), x => LongNumber.ErrorOfExp(x, Elementary.Exp(x))), 0.3, 0.62);
    }

    [Fact]
    public void Log_is_right_to_half_a_unit_in_the_last_place()
    {
        Assert.InRange(Worst(Points(4000, 0.5, 2, 4), x => LongNumber.ErrorOfLog(x, Elementary.Log(x))), 0.4, 0.53);
        Assert.InRange(Worst(Points(2000, -150, 300, 5).Select(e => Math.ScaleB(1.37, (int)e)), x => LongNumber.ErrorOfLog(x, Elementary.Log(x))), 0.3, 0.53);
        Assert.InRange(Worst(Points(2000, 1 - 1e-6, 1 + 1e-6, 6), x => LongNumber.ErrorOfLog(x, Elementary.Log(x))), 0.3, 0.53);
    }

    [Fact]
    public void Powers_and_circular_functions_are_right_to_their_stated_units()
    {
        Assert.InRange(Worst(Points(2000, 0.1, 30, 7), x => LongNumber.ErrorOfPower(x, 7.3, Elementary.Pow(x, 7.3))), 0.4, 1);
        Assert.InRange(Worst(Points(2000, -200, 200, 8), y => LongNumber.ErrorOfPower(1.9, y, Elementary.Pow(1.9, y))), 0.4, 8);
        Assert.InRange(Worst(Points(3000, -30, 30, 9), x => LongNumber.ErrorOfSine(x, Elementary.Sin(x))), 0.4, 1);
        Assert.InRange(Worst(Points(3000, -1e5, 1e5, 10), x => LongNumber.ErrorOfSine(x, Elementary.Cos(x), cosine: true)), 0.4, 1);
        Assert.All(Points(2000, -3, 3, 11), x => Assert.Equal(x, Elementary.Atan2(Elementary.Sin(x), Elementary.Cos(x)), 1e-15));
        Assert.All(Points(2000, -1, 1, 12), x => Assert.Equal(x, Elementary.Sin(Elementary.Asin(x)), 4e-16));
        Assert.All(Points(2000, -40, 40, 13), x => Assert.Equal(x, Elementary.Cbrt(x * x * x), 1e-13));
    }

    [Fact]
    public void Powers_of_ten_and_their_logarithms_are_exact()
    {
        Assert.All(Enumerable.Range(0, 23), k => Assert.Equal(double.Parse($"1e{k}", System.Globalization.CultureInfo.InvariantCulture), Elementary.Pow(10, k)));
        Assert.All(Enumerable.Range(-300, 609), k => Assert.Equal(k, Elementary.Log10(double.Parse($"1e{k}", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.InRange(Worst(Points(2000, 0.01, 1000, 14), x => LongNumber.ErrorOfLogTen(x, Elementary.Log10(x))), 0.3, 0.6);
    }

    [Fact]
    public void Odd_arguments_give_what_the_standard_gives()
    {
        Assert.All(Odd, x => Near(Math.Exp(x), Elementary.Exp(x)));
        Assert.All(Odd, x => Near(Math.Log(x), Elementary.Log(x)));
        var pairs = from x in Odd.Append(-2.0).Append(0.5) from y in Odd.Append(3.0).Append(2.0).Append(-3.0) select (x, y);
        Assert.All(pairs, p => Near(Math.Pow(p.x, p.y), Elementary.Pow(p.x, p.y)));
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(0, Elementary.Log(1));
    }

    private static void Near(double want, double got) => Assert.True(want.Equals(got) || Math.Abs(want - got) <= 1e-12 * Math.Abs(want), $"{got} in place of {want}");

    [Fact]
    public void Eight_at_a_time_have_the_bits_of_one_at_a_time()
    {
        double[] points = [.. Points(4001, -750, 715, 15), .. Odd, .. Points(3000, -1, 1, 16)];
        double[] exps = [.. points], logs = [.. points.Select(Math.Abs)];
        Elementary.Exp(exps.AsSpan());
        Elementary.Log(logs.AsSpan());
        Assert.All(points.Zip(exps), p => Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Exp(p.First)), BitConverter.DoubleToInt64Bits(p.Second)));
        Assert.All(points.Zip(logs), p => Assert.Equal(BitConverter.DoubleToInt64Bits(Elementary.Log(Math.Abs(p.First))), BitConverter.DoubleToInt64Bits(p.Second)));
        for (int n = 0; n < 20; n++)
        {
            double[] few = [.. points.Take(n)];
            Elementary.Exp(few.AsSpan());
            Assert.Equal(exps.Take(n), few);
        }
    }

    // The hash of these bits is the same on every machine; it was taken with and without fused products and wide registers.
    [Fact]
    public void Bits_are_those_of_every_other_machine()
    {
        ulong hash = 14695981039346656037;
        foreach (double x in Points(20000, -20, 20, 17))
        {
            foreach (double v in new[] { Elementary.Exp(x), Elementary.Log(Math.Abs(x)), Elementary.Pow(Math.Abs(x), 1.7), Elementary.Sin(x), Elementary.Cos(x), Elementary.Atan2(x, 1.5), Elementary.Cbrt(x), Elementary.Log10(Math.Abs(x)) })
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(v)) * 1099511628211;
            }
        }

        Assert.Equal(11052842543976052032UL, hash);
    }
}
