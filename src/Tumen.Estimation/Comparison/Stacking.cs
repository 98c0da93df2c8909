using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Weights with which theories' forecasts of a left-out period are best mixed.</summary>
/// <param name="Weights">One a theory, none negative, adding up to 1.</param>
/// <param name="Score">Leave-one-out log score of the mixture, nats.</param>
/// <param name="Gap">What the best mixture could score more at most, nats.</param>
public sealed record StackingWeights(ImmutableArray<double> Weights, double Score, double Gap);

/// <summary>Stacking of predictive distributions: the mixture of theories that foretells left-out periods best.</summary>
/// <remarks>
/// max over w of Σ_t log Σ_k w_k p_kt with p_kt the leave-one-out density of period t under theory k. Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13:917-1007. Concave; each round
/// multiplies every weight by the mean of p_kt over the mixture's density, which never lowers the score (expectation and maximisation), and what is missing to the top is at most
/// T (max_k of that mean − 1).
/// </remarks>
public static class Stacking
{
    private const double Enough = 1e-3;
    private const int MostRounds = 100_000;

    /// <summary>Finds the weights.</summary>
    /// <param name="logScores">Theory, period: leave-one-out log scores, finite.</param>
    /// <exception cref="ArgumentException">No theory, or not the same periods for all.</exception>
    public static StackingWeights Of(IReadOnlyList<IReadOnlyList<double>> logScores)
    {
        int theories = logScores.Count, periods = theories == 0 ? 0 : logScores[0].Count;
        if (theories == 0 || logScores.Any(s => s.Count != periods))
        {
            throw new ArgumentException("scores of the same periods are needed for every theory", nameof(logScores));
        }

        double[] top = [.. Enumerable.Range(0, periods).Select(t => logScores.Max(s => s[t]))];
        var density = logScores.Select(s => s.Select((l, t) => Elementary.Exp(l - top[t])).ToArray()).ToArray();
        double[] w = [.. Enumerable.Repeat(1.0 / theories, theories)], mix = new double[periods];
        double gap = 0, score = 0;
        for (int round = 0; round <= MostRounds; round++)
        {
            Array.Clear(mix);
            for (int k = 0; k < theories; k++)
            {
                Numerics.FixedOrder.AddScaled(mix, density[k], w[k]);
            }

            score = top.Sum() + mix.Sum(Elementary.Log);
            double most = 0;
            var next = new double[theories];
            for (int k = 0; k < theories; k++)
            {
                double ratio = 0;
                for (int t = 0; t < periods; t++)
                {
                    ratio += density[k][t] / mix[t];
                }

                ratio /= Math.Max(1, periods);
                most = Math.Max(most, ratio);
                next[k] = w[k] * ratio;
            }

            gap = periods * Math.Max(0, most - 1);
            if (gap < Enough || round == MostRounds)
            {
                break;
            }

            double sum = next.Sum();
            w = [.. next.Select(x => x / sum)];
        }

        return new StackingWeights([.. w], score, gap);
    }
}
