using System.Globalization;
using System.Numerics;

namespace Tumen.Episodes;

/// <summary>An exact fraction of two integers of any size, always in lowest terms with a positive denominator.</summary>
/// <remarks>Immutable; <c>default</c> is zero. Arithmetic never rounds; division by zero throws <see cref="DivideByZeroException"/>.</remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>,
    IAdditionOperators<Rational, Rational, Rational>, ISubtractionOperators<Rational, Rational, Rational>,
    IMultiplyOperators<Rational, Rational, Rational>, IDivisionOperators<Rational, Rational, Rational>,
    IUnaryNegationOperators<Rational, Rational>, IComparisonOperators<Rational, Rational, bool>,
    IAdditiveIdentity<Rational, Rational>, IMultiplicativeIdentity<Rational, Rational>
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorMinusOne;

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/>, reduced.</summary>
    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">Any integer but zero.</param>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A rational cannot have denominator zero.");
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        if (!denominator.IsOne)
        {
            var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
            if (!divisor.IsOne) (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }
        _numerator = numerator;
        _denominatorMinusOne = denominator - BigInteger.One;
    }

    private Rational(BigInteger integer) => (_numerator, _denominatorMinusOne) = (integer, BigInteger.Zero);

    /// <summary>Zero.</summary>
    public static Rational Zero => default;

    /// <summary>One.</summary>
    public static Rational One { get; } = new(BigInteger.One);

    /// <inheritdoc/>
    public static Rational AdditiveIdentity => Zero;

    /// <inheritdoc/>
    public static Rational MultiplicativeIdentity => One;

    /// <summary>The numerator, carrying the sign.</summary>
    public BigInteger Numerator => _numerator;

    /// <summary>The denominator, at least one.</summary>
    public BigInteger Denominator => _denominatorMinusOne + BigInteger.One;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => _numerator.Sign;

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => _numerator.IsZero;

    /// <summary>Whether the value is a whole number.</summary>
    public bool IsInteger => _denominatorMinusOne.IsZero;

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(int value) => new((BigInteger)value);

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(BigInteger value) => new(value);

    /// <summary>The nearest double; infinite if beyond its range.</summary>
    public static explicit operator double(Rational value) => value.ToDouble();

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational left, Rational right) => left.IsInteger && right.IsInteger
        ? new(left._numerator + right._numerator)
        : new(left._numerator * right.Denominator + right._numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>Product.</summary>
    public static Rational operator *(Rational left, Rational right) => left.IsInteger && right.IsInteger
        ? new(left._numerator * right._numerator)
        : new(left._numerator * right._numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational left, Rational right) =>
        new(left._numerator * right.Denominator, left.Denominator * right._numerator);

    /// <summary>The same size with the other sign.</summary>
    public static Rational operator -(Rational value) => new(-value._numerator, value._denominatorMinusOne, 0);

    private Rational(BigInteger numerator, BigInteger denominatorMinusOne, int _) => (_numerator, _denominatorMinusOne) = (numerator, denominatorMinusOne);

    /// <summary>Order.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Equality of value.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Difference of value.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <inheritdoc/>
    public int CompareTo(Rational other)
    {
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        return IsInteger && other.IsInteger
            ? _numerator.CompareTo(other._numerator)
            : (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);
    }

    /// <inheritdoc/>
    public bool Equals(Rational other) => _numerator == other._numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_numerator, _denominatorMinusOne);

    /// <summary>The nearest double, correct to the last bit or two whatever the size of the parts.</summary>
    public double ToDouble()
    {
        if (IsInteger) return (double)_numerator;
        long shift = (long)_numerator.GetBitLength() - (long)_denominatorMinusOne.GetBitLength();
        int scale = (int)Math.Clamp(64 - shift, -100_000_000, 100_000_000);
        var quotient = scale >= 0 ? (_numerator << scale) / Denominator : _numerator / (Denominator << -scale);
        return Math.ScaleB((double)quotient, -scale);
    }

    /// <summary>The exact value of a finite double (every double is a fraction with a power of two below).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers are rational.");
        if (value == 0) return Zero;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0) exponent++; else mantissa |= 1L << 52;
        exponent -= 1075;
        BigInteger signed = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0 ? new(signed << exponent) : new(signed, BigInteger.One << -exponent);
    }

    /// <summary>The fraction with the smallest denominator up to a limit that lies nearest a double: a guess to be checked exactly afterwards.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="maximumDenominator">At least 1.</param>
    public static Rational Nearest(double value, long maximumDenominator)
    {
        var exact = FromDouble(value);
        BigInteger p0 = 0, q0 = 1, p1 = 1, q1 = 0;
        BigInteger n = exact.Numerator, d = exact.Denominator;
        while (!d.IsZero)
        {
            var a = n.Sign >= 0 ? n / d : -((-n + d - 1) / d);
            var q2 = a * q1 + q0;
            if (q2 > maximumDenominator) break;
            (p0, q0, p1, q1) = (p1, q1, a * p1 + p0, q2);
            (n, d) = (d, n - a * d);
        }
        return q1.IsZero ? new Rational(p0, q0) : new Rational(p1, q1);
    }

    /// <summary>Reads <c>3</c>, <c>-1/18</c>, <c>.25</c>, <c>1.5e-3</c> exactly.</summary>
    /// <param name="text">The digits, without surrounding space.</param>
    /// <param name="value">The value read; zero on failure.</param>
    /// <returns>False if the text is not a number, its denominator is zero, or its exponent is beyond ±10,000.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        value = Zero;
        int slash = text.IndexOf('/');
        if (slash < 0) return TryParseDecimal(text, out value);
        if (!TryParseDecimal(text[..slash], out var above) || !TryParseDecimal(text[(slash + 1)..], out var below) || below.IsZero) return false;
        value = above / below;
        return true;
    }

    /// <summary>Reads a number exactly; see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a number such as 3, -1/18, .25 or 1.5e-3.");

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = Zero;
        int exponent = 0;
        int e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > 10_000)
                return false;
            text = text[..e];
        }
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is ('-' or '+')) text = text[1..];
        int dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var part = dot < 0 ? default : text[(dot + 1)..];
        if (whole.Length + part.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || part.ContainsAnyExceptInRange('0', '9')) return false;
        var digits = part.Length == 0
            ? BigInteger.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture)
            : BigInteger.Parse(string.Concat(whole, part), NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) digits = -digits;
        exponent -= part.Length;
        value = exponent >= 0 ? new(digits * BigInteger.Pow(10, exponent)) : new(digits, BigInteger.Pow(10, -exponent));
        return true;
    }

    /// <summary>The larger of two.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    /// <summary>The smaller of two.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>The size without the sign.</summary>
    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    /// <summary><c>7</c> or <c>-1/18</c>.</summary>
    public override string ToString() => IsInteger
        ? _numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{_numerator}/{Denominator}");
}
