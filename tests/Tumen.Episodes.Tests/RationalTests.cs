using System.Numerics;

namespace Tumen.Episodes.Tests;

public class RationalTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("-6/8", "-3/4")]
    [InlineData(".25", "1/4")]
    [InlineData("1.50", "3/2")]
    [InlineData("-1.5e-3", "-3/2000")]
    [InlineData("2e3", "2000")]
    [InlineData("0.1/0.3", "1/3")]
    [InlineData("5.", "5")]
    public void Numbers_are_read_exactly(string text, string expected) => Assert.Equal(expected, Rational.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1/0")]
    [InlineData("1e999999999")]
    [InlineData("1..2")]
    [InlineData("0x10")]
    public void Not_every_text_is_a_number(string text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void Default_is_zero_and_adds() => Assert.Equal(Rational.One, default(Rational) + Rational.One);

    [Fact]
    public void Order_and_field_laws_hold_on_a_grid()
    {
        var values = (from n in Enumerable.Range(-4, 9) from d in Enumerable.Range(1, 5) select new Rational(n, d)).ToArray();
        foreach (var a in values)
            foreach (var b in values)
            {
                Assert.Equal(a, a + b - b);
                Assert.Equal(a.ToDouble() < b.ToDouble() - 1e-12, a < b);
                if (!b.IsZero) Assert.Equal(a, a / b * b);
            }
    }

    [Fact]
    public void Large_parts_still_become_the_right_double() =>
        Assert.Equal(1.0 / 3, new Rational(BigInteger.Pow(10, 400), 3 * BigInteger.Pow(10, 400)).ToDouble(), 1e-16);

    [Fact]
    public void Doubles_are_fractions()
    {
        Assert.Equal("1/8", Rational.FromDouble(0.125).ToString());
        Assert.Equal("-1/3", Rational.Nearest(-1.0 / 3, 1000).ToString());
        Assert.Equal("22/7", Rational.Nearest(Math.PI, 100).ToString());
    }
}
