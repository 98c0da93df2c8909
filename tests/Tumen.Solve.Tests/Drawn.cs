using CsCheck;

namespace Tumen.Solve.Tests;

/// <summary>Cases drawn from generators by fixed seeds, so that a run that passed passes again; TUMEN_DRAWS=N draws other cases.</summary>
internal static class Drawn
{
    private static readonly uint Stream = uint.TryParse(Environment.GetEnvironmentVariable("TUMEN_DRAWS"), out uint n) ? n : 1;

    public static void Each<T>(this Gen<T> cases, Action<T> check, int count)
    {
        for (int k = 0; k < count; k++)
        {
            T drawn = cases.Generate(new PCG(Stream, (ulong)k), null, out _);
            try
            {
                check(drawn);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"case {k} of stream {Stream}, {drawn}: {e.Message}", e);
            }
        }
    }

    public static void Each<A, B>(this Gen<(A, B)> cases, Action<A, B> check, int count) => cases.Each(x => check(x.Item1, x.Item2), count);

    public static void Each<A, B, C>(this Gen<(A, B, C)> cases, Action<A, B, C> check, int count) => cases.Each(x => check(x.Item1, x.Item2, x.Item3), count);

    public static void Each<A, B, C, D>(this Gen<(A, B, C, D)> cases, Action<A, B, C, D> check, int count) => cases.Each(x => check(x.Item1, x.Item2, x.Item3, x.Item4), count);
}
