namespace Tumen.Numerics;

/// <summary>A number that data sets use where nothing is known, found among others that it does not belong to.</summary>
/// <param name="Value">Such as −999.</param>
/// <param name="Count">How often it stands.</param>
/// <param name="First">Index at which it stands first.</param>
public sealed record LoneCode(double Value, int Count, int First)
{
    private static readonly double[] Negative = [-7, -8, -9, -66, -77, -88, -99, -666, -777, -888, -999, -6666, -7777, -8888, -9999, -99999, -999999];

    private static readonly double[] Positive = [99, 999, 9999, 99999, 999999];

    /// <summary>Finds such numbers in a column; NaN are passed over.</summary>
    /// <remarks>
    /// A code counts when it lies further from every other value than those lie from each other, or when it is the only negative value, below −1, among others
    /// of which none is negative.
    /// </remarks>
    /// <param name="values">The column.</param>
    public static IReadOnlyList<LoneCode> In(IReadOnlyList<double> values)
    {
        double[] codes = [.. values.Where(v => Negative.Contains(v) || Positive.Contains(v)).Distinct().Order()];
        if (codes.Length == 0)
        {
            return [];
        }

        double[] others = [.. values.Where(v => !double.IsNaN(v) && !codes.Contains(v))];
        if (others.Length == 0)
        {
            return [];
        }

        double least = others.Min(), most = others.Max(), range = most - least;
        return [.. codes.Where(c => (c < 0 && least >= 0) || Gap(c, least, most) > Math.Max(range, 5)).Select(c => new LoneCode(c, values.Count(v => v == c), Enumerable.Range(0, values.Count).First(i => values[i] == c)))];
    }

    private static double Gap(double code, double least, double most) => code < least ? least - code : code > most ? code - most : 0;
}
