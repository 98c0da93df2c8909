using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Which weights the record can tell apart: spectrum of the information matrix and its weak directions in parameter names.</summary>
public static class Identification
{
    /// <summary>A direction is weak when its standard error exceeds this many units of choice noise: 1. A weight of a covariate counts by what it does at the covariate's typical size.</summary>
    public const double WeakStandardError = 1;

    /// <summary>
    /// A direction is null, that is nothing at all is known along it, when the record's information along it is below this share of what the priors hold: 1e-7.
    /// Weights count in units of their priors' standard deviations (of a uniform one's between the bounds where the prior is flat), so that it does not matter in what a situation is measured.
    /// </summary>
    public const double NullShare = 1e-7;

    // Below this share of the largest eigenvalue an eigenvalue is rounding: information is sums of products of slopes, each good to about thirteen digits.
    private const double Rounding = 1e-13;

    /// <summary>Reports on the weights.</summary>
    /// <param name="space">Free parameters.</param>
    /// <param name="information">K × K information of the record, in nats: what eigenvalues and weak directions are of.</param>
    /// <param name="curvature">K × K curvature of what was maximised, the priors' part included where they had one: what null directions are of. A direction that the record leaves open is
    /// closed by a prior that is not flat along it.</param>
    public static IdentificationReport Of(ParameterSpace space, double[] information, double[] curvature)
    {
        int k = space.Count;
        int[] index = [.. Enumerable.Range(0, k).Where(j => space.Free[j].Kind == ParameterKind.Weight)];
        if (index.Length == 0)
        {
            return new IdentificationReport([], []);
        }

        double[] Weights(double[] of, bool inUnits)
        {
            var a = new double[index.Length * index.Length];
            for (int i = 0; i < index.Length; i++)
            {
                for (int j = 0; j < index.Length; j++)
                {
                    a[(i * index.Length) + j] = of[(index[i] * k) + index[j]] / (inUnits ? space.Free[index[i]].Unit * space.Free[index[j]].Unit : 1);
                }
            }

            return a;
        }

        var eigen = SymmetricEigen.Of(Weights(information, true), index.Length);
        var weak = ImmutableArray.CreateBuilder<WeakDirection>();
        for (int e = 0; e < index.Length; e++)
        {
            if (eigen.Values[e] < 1 / (WeakStandardError * WeakStandardError))
            {
                weak.Add(Describe(space, index, eigen.Values[e], eigen.Vectors[e]));
            }
        }

        return new IdentificationReport([.. eigen.Values], weak.ToImmutable()) { Null = Null(space, index, Weights(curvature, false)), Silent = Null(space, index, Weights(information, false)) };
    }

    // Eigenvectors in prior units, said in the weights' own, as few weights together as can be.
    private static ImmutableArray<WeakDirection> Null(ParameterSpace space, int[] index, double[] curvature)
    {
        int n = index.Length;
        double[] scale = [.. index.Select(j => Scale(space.Free[j]))];
        var scaled = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                scaled[(i * n) + j] = scale[i] * curvature[(i * n) + j] * scale[j];
            }
        }

        var eigen = SymmetricEigen.Of(scaled, n);
        double floor = Math.Max(NullShare, Rounding * eigen.Values[^1]);
        int[] none = [.. Enumerable.Range(0, n).Where(e => eigen.Values[e] < floor)];
        return [.. NullBasis.Of(none.Select(e => eigen.Vectors[e])).Select(vector =>
        {
            double[] direction = [.. vector.Select((v, i) => v * scale[i])];
            double size = Math.Sqrt(direction.Sum(v => v * v));
            return NothingAlong(space, index, [.. direction.Select(v => v / size)]);
        })];
    }

    /// <summary>A direction that moves no choice, whole and in words.</summary>
    internal static WeakDirection NothingAlong(ParameterSpace space, int[] index, double[] vector, string of = "this record")
    {
        var named = Describe(space, index, 0, vector, 0);
        return named with { Says = Nothing(named.Direction, of) };
    }

    /// <summary>A combination of weights that moves no choice, in words; of two, with the rate at which one stands for the other.</summary>
    /// <param name="loads">Loadings by name, largest first.</param>
    /// <param name="of">Whose choices.</param>
    private static string Nothing(ImmutableArray<(string Name, double Loading)> loads, string of) => loads.Length switch
    {
        1 => $"{loads[0].Name} changes no choice of {of}",
        2 => string.Create(CultureInfo.InvariantCulture, $"no choice of {of} tells {loads[0].Name} and {loads[1].Name} apart: one unit of {loads[1].Name} does what {-loads[0].Loading / loads[1].Loading:0.###} of {loads[0].Name} does"),
        _ => $"{Together(loads)} leave every choice of {of} as it is",
    };

    /// <summary>Weights of a direction in words.</summary>
    internal static string Together(ImmutableArray<(string Name, double Loading)> loads) => loads.Length == 1 ? loads[0].Name : string.Join(", ", loads.Where(l => l.Loading > 0).Select(l => l.Name))
        + (loads.Any(l => l.Loading < 0) ? $" up with {string.Join(", ", loads.Where(l => l.Loading < 0).Select(l => l.Name))} down" : " together");

    /// <summary>Standard deviation of a parameter before data, truncation left aside; of a uniform one between the bounds where the prior is flat.</summary>
    public static double Spread(Parameter p) => p.Prior switch
    {
        Prior.Normal n => n.StandardDeviation,
        Prior.Beta b => Math.Sqrt(b.A * b.B / ((b.A + b.B) * (b.A + b.B) * (b.A + b.B + 1))),
        _ => (p.Upper - p.Lower) / Math.Sqrt(12),
    };

    /// <summary>The size by which directions are weighed: the prior's standard deviation; for a weight of something measured in very large or small numbers, what moves payoffs by a unit.</summary>
    internal static double Scale(Parameter p) => p.Unit == 1 ? Spread(p) : p.Unit > 1 ? Math.Min(Spread(p), 1 / p.Unit) : 1 / p.Unit;

    /// <summary>A direction in names.</summary>
    /// <param name="space">Free parameters.</param>
    /// <param name="index">Which of them the vector is about.</param>
    /// <param name="value">Information along it.</param>
    /// <param name="vector">Unit vector.</param>
    /// <param name="least">Loadings up to this size are left out.</param>
    internal static WeakDirection Describe(ParameterSpace space, int[] index, double value, double[] vector, double least = 0.2)
    {
        double sign = Math.Sign(vector[Array.IndexOf(vector, vector.MaxBy(Math.Abs))]);
        var loads = vector.Select((v, i) => (space.Free[index[i]].Name, Loading: v * sign)).Where(x => Math.Abs(x.Loading) > least)
            .OrderByDescending(x => Math.Abs(x.Loading)).ToImmutableArray();
        string error = value > 1e-12 ? $"a standard error of {1 / Math.Sqrt(value):0.0} units of choice noise" : "no information at all";
        string says = loads.Length == 1
            ? $"{loads[0].Name} moves the moves of this record too little to be learned ({error})"
            : $"{Together(loads)} leave the moves of this record almost unchanged ({error})";
        return new WeakDirection(value, loads, says);
    }
}
