using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Leave-one-out predictive scores.</summary>
/// <param name="Score">Σ of the pointwise scores, nats (elpd).</param>
/// <param name="StandardError">Of the sum.</param>
/// <param name="EffectiveParameters">Log score of the whole sample less the leave-one-out score.</param>
/// <param name="Pointwise">Score of each period.</param>
/// <param name="Shape">Pareto k of each period: above 0.7 its score is unreliable and the period is one that the theory learns from unusually much.</param>
public sealed record LeaveOneOut(double Score, double StandardError, double EffectiveParameters, ImmutableArray<double> Pointwise, ImmutableArray<double> Shape)
{
    /// <summary>Pareto k above which a pointwise score is unreliable.</summary>
    public const double ShapeLimit = 0.7;

    /// <summary>Periods whose score is unreliable.</summary>
    public int Unreliable => Shape.Count(k => !(k <= ShapeLimit));

    /// <summary>Monte Carlo standard error of the score: how far another set of draws would have brought it.</summary>
    public double MonteCarloError { get; init; }

    /// <summary>The scores with some periods' replaced by better ones.</summary>
    /// <param name="better">Period and score.</param>
    public LeaveOneOut With(IEnumerable<(int Period, double Score)> better)
    {
        var scores = Pointwise.ToBuilder();
        foreach (var (period, score) in better)
        {
            scores[period] = score;
        }

        double sum = scores.Sum();
        return this with { Pointwise = scores.ToImmutable(), Score = sum, StandardError = ErrorOf(scores), EffectiveParameters = EffectiveParameters + Score - sum };
    }

    internal static double ErrorOf(IReadOnlyCollection<double> pointwise)
    {
        int n = pointwise.Count;
        double mean = n == 0 ? 0 : pointwise.Sum() / n;
        return Math.Sqrt(n * pointwise.Sum(x => (x - mean) * (x - mean)) / Math.Max(1, n - 1));
    }
}

/// <summary>Pareto-smoothed importance sampling.</summary>
/// <remarks>Vehtari, Gelman and Gabry (2017), Statistics and Computing 27:1413-1432; Pareto fit: Zhang and Stephens (2009), Technometrics 51:316-325.</remarks>
public static class ParetoSmoothing
{
    /// <summary>Leave-one-out scores from log densities of each period at each posterior draw.</summary>
    /// <param name="logDensity">Draw, period.</param>
    /// <remarks>Months are scored each by itself given the state it began in; leaving one out leaves its successors in, so this measures fit, not foresight: see leave-future-out.</remarks>
    public static LeaveOneOut Score(IReadOnlyList<double[]> logDensity) => Score(logDensity, logDensity, null);

    /// <summary>Leave-one-out scores from draws of an approximation to the posterior.</summary>
    /// <param name="scored">Draw, period: log density of what is foretold of the period.</param>
    /// <param name="leftOut">Draw, period: log density of all that goes with the period when it is left out.</param>
    /// <param name="logRatio">Per draw: log posterior less log approximation, up to a constant; null for draws from the posterior.</param>
    /// <remarks>Both ratios, posterior over approximation and 1/p(period), are one weight and smoothed once: Magnusson, Andersen, Jonasson and Vehtari (2019), PMLR 97:4244-4253.</remarks>
    public static LeaveOneOut Score(IReadOnlyList<double[]> scored, IReadOnlyList<double[]> leftOut, IReadOnlyList<double>? logRatio)
    {
        int draws = scored.Count, periods = draws == 0 ? 0 : scored[0].Length;
        double[] pointwise = new double[periods], shape = new double[periods], ratio = new double[draws], share = new double[draws], pull = new double[draws];
        double[] posterior = logRatio is null ? [.. Enumerable.Repeat(-Elementary.Log(Math.Max(1, draws)), draws)] : Smooth(logRatio).LogWeights;
        double whole = 0;
        for (int t = 0; t < periods; t++)
        {
            for (int s = 0; s < draws; s++)
            {
                ratio[s] = (logRatio?[s] ?? 0) - leftOut[s][t];
            }

            (var weights, shape[t]) = Smooth(ratio);
            double top = double.NegativeInfinity, all = double.NegativeInfinity;
            for (int s = 0; s < draws; s++)
            {
                top = Math.Max(top, weights[s] + scored[s][t]);
                all = Math.Max(all, posterior[s] + scored[s][t]);
            }

            double sum = 0, plain = 0;
            for (int s = 0; s < draws; s++)
            {
                share[s] = Elementary.Exp(weights[s] + scored[s][t] - top);
                sum += share[s];
                plain += Elementary.Exp(posterior[s] + scored[s][t] - all);
            }

            for (int s = 0; s < draws; s++)
            {
                pull[s] += (share[s] / sum) - Elementary.Exp(weights[s]); // what the draw adds to the log of the ratio of two sums
            }

            pointwise[t] = top + Elementary.Log(sum);
            whole += all + Elementary.Log(plain);
        }

        double score = pointwise.Sum();
        return new LeaveOneOut(score, LeaveOneOut.ErrorOf(pointwise), whole - score, [.. pointwise], [.. shape]) { MonteCarloError = Math.Sqrt(pull.Sum(p => p * p)) };
    }

    /// <summary>Log density of each period's moves at each draw.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="draws">Posterior draws.</param>
    /// <param name="transitions">Whether the steps of the situations count too; false by default, since theories that share laws differ in moves only.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Draws with a certified equilibrium, in order; the others are left out and counted.</returns>
    public static (ImmutableArray<double[]> LogDensity, int Unsolved) Pointwise(Likelihood likelihood, IReadOnlyList<double[]> draws, bool transitions = false, CancellationToken cancel = default)
    {
        var rows = ImmutableArray.CreateBuilder<double[]>();
        foreach (double[] x in draws)
        {
            cancel.ThrowIfCancellationRequested();
            var e = likelihood.Evaluate(x, false, cancel);
            if (e.Solved)
            {
                rows.Add(transitions ? e.ByPeriod : e.MovesByPeriod);
            }
        }

        return (rows.ToImmutable(), draws.Count - rows.Count);
    }

    /// <summary>Normalised log weights with the largest ones smoothed, and the Pareto shape (NaN for fewer than five tail draws, or none that vary).</summary>
    /// <param name="logRatio">Log importance ratios.</param>
    public static (double[] LogWeights, double Shape) Smooth(IReadOnlyList<double> logRatio)
    {
        int n = logRatio.Count, tail = (int)Math.Ceiling(Math.Min(0.2 * n, 3 * Math.Sqrt(n)));
        double top = logRatio.Max();
        var log = logRatio.Select(r => r - top).ToArray();
        double shape = double.NaN;
        if (tail >= 5)
        {
            var order = Enumerable.Range(0, n).OrderBy(i => log[i]).ToArray();
            double cut = log[order[n - tail - 1]], cutRatio = Elementary.Exp(cut);
            var excess = order[^tail..].Select(i => Elementary.Exp(log[i]) - cutRatio).ToArray();
            if (excess[^1] > excess[0] && excess[^1] > 1e-12)
            {
                (shape, double scale) = GeneralisedPareto(excess);
                if (double.IsFinite(shape))
                {
                    for (int i = 0; i < tail; i++)
                    {
                        // Expected order statistics, never above the largest raw weight.
                        double p = (i + 0.5) / tail;
                        double q = Math.Abs(shape) < 1e-12 ? -scale * Elementary.Log(1 - p) : scale / shape * (Elementary.Pow(1 - p, -shape) - 1);
                        log[order[n - tail + i]] = Math.Min(0, Elementary.Log(q + cutRatio));
                    }
                }
            }
            else
            {
                shape = excess[^1] > excess[0] ? 0 : double.NegativeInfinity; // no variation worth a tail
            }
        }

        double most = log.Max(), sum = log.Sum(l => Elementary.Exp(l - most));
        for (int i = 0; i < n; i++)
        {
            log[i] -= most + Elementary.Log(sum);
        }

        return (log, shape);
    }

    /// <summary>Shape and scale of a generalised Pareto distribution; the shape is drawn towards one half by a prior worth ten observations.</summary>
    /// <param name="sorted">Positive excesses, ascending.</param>
    public static (double Shape, double Scale) GeneralisedPareto(IReadOnlyList<double> sorted)
    {
        int n = sorted.Count, m = 30 + (int)Math.Sqrt(n);
        double quartile = sorted[Math.Max(0, (int)((n / 4.0) + 0.5) - 1)];
        double[] theta = new double[m], profile = new double[m];
        double Shape(double b) => sorted.Sum(x => Elementary.Log(1 - (b * x))) / n; // −k in Zhang and Stephens' sign
        for (int j = 0; j < m; j++)
        {
            theta[j] = (1 / sorted[n - 1]) + ((1 - Math.Sqrt(m / (j + 0.5))) / (3 * quartile));
            double k = Shape(theta[j]);
            profile[j] = n * (Elementary.Log(-theta[j] / k) - k - 1);
        }

        double mean = 0;
        for (int j = 0; j < m; j++)
        {
            double weight = 1 / profile.Sum(l => Elementary.Exp(l - profile[j]));
            mean += double.IsNaN(weight) ? 0 : theta[j] * weight;
        }

        double shape = Shape(mean), scale = -shape / mean;
        return (((n * shape) + 5) / (n + 10), scale);
    }
}
