using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Fit;

/// <summary>Which weights the record can tell apart: spectrum of the information matrix and its weak directions in parameter names.</summary>
public static class Identification
{
    /// <summary>A direction is weak when its standard error exceeds this many units of choice noise: 1.</summary>
    public const double WeakStandardError = 1;

    /// <summary>Reports on the weights.</summary>
    /// <param name="space">Free parameters.</param>
    /// <param name="information">K × K information, in nats.</param>
    public static IdentificationReport Of(ParameterSpace space, double[] information)
    {
        int k = space.Count;
        int[] index = [.. Enumerable.Range(0, k).Where(j => space.Free[j].Kind == ParameterKind.Weight)];
        if (index.Length == 0)
        {
            return new IdentificationReport([], []);
        }

        var a = new double[index.Length * index.Length];
        for (int i = 0; i < index.Length; i++)
        {
            for (int j = 0; j < index.Length; j++)
            {
                a[(i * index.Length) + j] = information[(index[i] * k) + index[j]];
            }
        }

        var eigen = SymmetricEigen.Of(a, index.Length);
        var weak = ImmutableArray.CreateBuilder<WeakDirection>();
        for (int e = 0; e < index.Length; e++)
        {
            if (eigen.Values[e] < 1 / (WeakStandardError * WeakStandardError))
            {
                weak.Add(Describe(space, index, eigen.Values[e], eigen.Vectors[e]));
            }
        }

        return new IdentificationReport([.. eigen.Values], weak.ToImmutable());
    }

    private static WeakDirection Describe(ParameterSpace space, int[] index, double value, double[] vector)
    {
        double sign = Math.Sign(vector[Array.IndexOf(vector, vector.MaxBy(Math.Abs))]);
        var loads = vector.Select((v, i) => (space.Free[index[i]].Name, Loading: v * sign)).Where(x => Math.Abs(x.Loading) > 0.2)
            .OrderByDescending(x => Math.Abs(x.Loading)).ToImmutableArray();
        string error = value > 1e-12 ? $"a standard error of {1 / Math.Sqrt(value):0.0} units of choice noise" : "no information at all";
        string says = loads.Length == 1
            ? $"{loads[0].Name} moves the moves of this record too little to be learned ({error})"
            : $"{string.Join(", ", loads.Where(l => l.Loading > 0).Select(l => l.Name))}"
                + (loads.Any(l => l.Loading < 0) ? $" up with {string.Join(", ", loads.Where(l => l.Loading < 0).Select(l => l.Name))} down" : " together")
                + $" leave the moves of this record almost unchanged ({error})";
        return new WeakDirection(value, loads, says);
    }
}
