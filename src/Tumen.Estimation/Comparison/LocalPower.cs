using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>How much of one theory another can imitate on this record's states, from one information matrix per theory.</summary>
/// <remarks>
/// If theory A is true at θ, the expected 2·Δ log-likelihood over B is about θ_e' [I_ee − I_eb I_bb⁻¹ I_be] θ_e, where e are A's parameters that B lacks and b
/// are B's (local approximation, Wald 1943). Sign restrictions are off, so it is conservative.
/// </remarks>
public static class LocalPower
{
    /// <summary>2·expected Δ log-likelihood that one parameter needs for 80 % power at 5 %: (1.960 + 0.842)² = 7.85; two 9.63; three 10.90.</summary>
    public static readonly ImmutableArray<double> Needed = [7.85, 9.63, 10.90, 11.94, 12.83, 13.62];

    /// <summary>One cell of the table.</summary>
    /// <param name="space">Free parameters of the encompassing theory.</param>
    /// <param name="information">Its information at the true theory's point, K × K.</param>
    /// <param name="truth">The point: zero for parameters that the true theory lacks.</param>
    /// <param name="trueNames">Parameters of the true theory.</param>
    /// <param name="fittedNames">Parameters of the fitted theory.</param>
    public static double Distance(ParameterSpace space, double[] information, double[] truth, IReadOnlyCollection<string> trueNames, IReadOnlyCollection<string> fittedNames)
    {
        int k = space.Count;
        int[] b = [.. Enumerable.Range(0, k).Where(j => fittedNames.Contains(space.Free[j].Name))];
        int[] e = [.. Enumerable.Range(0, k).Where(j => trueNames.Contains(space.Free[j].Name) && !fittedNames.Contains(space.Free[j].Name))];
        if (e.Length == 0)
        {
            return 0;
        }

        // v = I_be θ_e; quadratic form θ_e' I_ee θ_e − v' I_bb⁻¹ v.
        double whole = 0;
        var v = new double[b.Length];
        foreach (int i in e)
        {
            foreach (int j in e)
            {
                whole += truth[i] * information[(i * k) + j] * truth[j];
            }

            for (int r = 0; r < b.Length; r++)
            {
                v[r] += information[(b[r] * k) + i] * truth[i];
            }
        }

        var a = new double[b.Length * b.Length];
        for (int r = 0; r < b.Length; r++)
        {
            for (int c = 0; c < b.Length; c++)
            {
                a[(r * b.Length) + c] = information[(b[r] * k) + b[c]];
            }

            a[(r * b.Length) + r] += 1e-9;
        }

        var x = (double[])v.Clone();
        if (b.Length > 0)
        {
            DenseLu.FactorInPlace(a, b.Length).Solve(x);
        }

        return Math.Max(0, whole - FixedOrder.Dot(v, x));
    }
}
