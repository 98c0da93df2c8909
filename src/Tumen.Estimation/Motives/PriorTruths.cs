using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>Records of the record's length made by known motives of known sizes, and what the evidence makes of them.</summary>
/// <remarks>
/// Sizes come from the stated priors, or are one smallest size of interest; the base game's weights are those of a fit. Each record is weighed by <see cref="LocalFamily"/> at the truth,
/// so that it costs one solve; truths without a certified equilibrium are drawn again.
/// </remarks>
public sealed class PriorTruths
{
    private const int Attempts = 20;

    private readonly MotiveSpace _motives;
    private readonly Likelihood _likelihood;
    private readonly int[] _motiveOf;

    /// <summary>Prepares truths of some motives on the situations and the length of a record.</summary>
    public PriorTruths(MotiveSpace motives, ImmutableArray<Sequence> data)
    {
        _motives = motives;
        _likelihood = new Likelihood(ParametricGame.Compile(motives.With(motives.Count - 1), MotiveSpace.Together, data[0].Covariates), data);
        _motiveOf = SurfaceSets.MotiveOf(motives, _likelihood);
    }

    /// <summary>Makes one record and weighs sets on it.</summary>
    /// <param name="truth">The true set.</param>
    /// <param name="known">Values of the base game's parameters, by name; of the motives too where their sizes are known.</param>
    /// <param name="sizes">Where the sizes of the true motives come from.</param>
    /// <param name="random">Stream of random numbers.</param>
    /// <param name="sets">Sets to weigh.</param>
    /// <param name="points">Points of each integral.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>Log marginal likelihoods in the order of the sets, and whether a truth with a certified equilibrium was found; NaN where not.</returns>
    public (double[] LogMarginal, bool Solved) Weigh(int truth, IReadOnlyDictionary<string, double> known, TruthSizes sizes, Philox random, IReadOnlyList<int> sets, int points, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            double[] x = Point(truth, known, sizes, random);
            _likelihood.Forget();
            if (RecordSimulator.At(_likelihood, x, cancel) is not { } simulator)
            {
                continue;
            }

            var record = simulator.Draw(random, keepHoles: false);
            if (LocalFamily.At(_motives, _likelihood.On(record), x, cancel) is { } local)
            {
                return ([.. sets.Select(s => local.LogMarginal(s, points))], true);
            }
        }

        return ([.. sets.Select(_ => double.NaN)], false);
    }

    private double[] Point(int truth, IReadOnlyDictionary<string, double> known, TruthSizes sizes, Philox random)
    {
        var space = _likelihood.Parameters;
        double[] x = space.PlainStart();
        for (int j = 0; j < x.Length; j++)
        {
            var p = space.Free[j];
            x[j] = _motiveOf[j] < 0 ? Math.Clamp(known.GetValueOrDefault(p.Name, x[j]), p.Lower, p.Upper)
                : !MotiveSpace.Has(truth, _motiveOf[j]) ? 0
                : sizes.AreKnown ? Math.Clamp(known.GetValueOrDefault(p.Name), p.Lower, p.Upper)
                : sizes.All is { } s ? Math.Clamp(p.Lower >= 0 || random.NextDouble() < 0.5 || p.Upper <= 0 ? (p.Upper <= 0 ? -s : s) : -s, p.Lower, p.Upper)
                : Draw(p, random.NextDouble());
        }

        return x;
    }

    /// <summary>A quantile of a weight's prior within its bounds; a flat prior's is even between them.</summary>
    /// <param name="parameter">The weight.</param>
    /// <param name="u">In (0, 1).</param>
    public static double Draw(Parameter parameter, double u)
    {
        if (parameter.Prior is not Prior.Normal n)
        {
            return parameter.Lower + (u * (parameter.Upper - parameter.Lower));
        }

        double low = Normal.Cdf((parameter.Lower - n.Mean) / n.StandardDeviation), high = Normal.Cdf((parameter.Upper - n.Mean) / n.StandardDeviation);
        return Math.Clamp(n.Mean + (n.StandardDeviation * Normal.Quantile(low + (u * (high - low)))), parameter.Lower, parameter.Upper);
    }
}
