using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Draws from the priors as stated, cut off at the bounds. A parameter's d-th draw depends on its name, its prior and the seed only, so that theories that share a parameter share its draws.
/// </summary>
public sealed class PriorSample
{
    private readonly ParameterSpace _space;
    private readonly ulong _seed;

    /// <summary>Prepares draws.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="seed">Seed.</param>
    public PriorSample(ParameterSpace space, ulong seed) => (_space, _seed) = (space, seed);

    /// <summary>Whether every parameter has a prior to draw from; a flat weight has none.</summary>
    public bool IsProper => _space.Free.All(p => p.Kind == ParameterKind.Chance || p.Prior is not Prior.Flat);

    /// <summary>The d-th draw, one number per free parameter.</summary>
    public double[] Draw(int d) => [.. _space.Free.Select(p => Math.Clamp(Quantile(p, new Philox(_seed ^ Hash(p.Name), (ulong)d).NextDouble()), p.Lower, p.Upper))];

    /// <summary>Quantile of a parameter's prior between its bounds.</summary>
    /// <param name="p">The parameter.</param>
    /// <param name="u">In (0, 1).</param>
    public static double Quantile(Parameter p, double u)
    {
        switch (p.Prior)
        {
            case Prior.Normal n:
                double a = (p.Lower - n.Mean) / n.StandardDeviation, b = (p.Upper - n.Mean) / n.StandardDeviation;
                // The lighter tail is the accurate one.
                return a > 0 ? n.Mean - (n.StandardDeviation * Normal.Quantile(Between(Normal.Cdf(-a), Normal.Cdf(-b), u))) : n.Mean + (n.StandardDeviation * Normal.Quantile(Between(Normal.Cdf(a), Normal.Cdf(b), u)));
            case Prior.Beta beta:
                return BetaQuantile(beta, u);
            default:
                return p.Lower + (u * (p.Upper - p.Lower));
        }
    }

    private static double Between(double low, double high, double u) => low + (u * (high - low));

    private static double BetaQuantile(Prior.Beta beta, double u)
    {
        if (beta.A == 1 && beta.B == 1)
        {
            return u;
        }

        double low = 0, high = 1;
        for (int k = 0; k < 60; k++)
        {
            double middle = (low + high) / 2;
            (low, high) = Beta.Regularised(middle, beta.A, beta.B) < u ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // FNV-1a (Fowler, Noll and Vo), 64 bits.
    private static ulong Hash(string name)
    {
        ulong h = 14695981039346656037;
        foreach (char c in name)
        {
            h = (h ^ c) * 1099511628211;
        }

        return h;
    }
}
