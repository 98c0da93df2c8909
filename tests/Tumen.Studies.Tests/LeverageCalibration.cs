using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies.Calibration;

/// <summary>
/// Studies of simulated records in which a lever is there, or is not, by construction: does the capacity interval hold the truth, and is an absent lever found absent? Truths are drawn from the stated
/// priors; two theories are compared, one without a lever and one with it.
/// </summary>
public static class LeverageCalibration
{
    /// <summary>A client that may threaten, defy or keep still, and a patron that may reward or not; the lever is the patron's dislike of tension when the client is cold.</summary>
    public const string Text = """
        game "Lever or none", month by month
        player client   may provoke, hold, defy
        player patron   may maintain, reward
        first client moves, then patron
        situation tension  low | high
        situation warmth   cold | close
        next tension  rises 0.7 if client plays provoke
                      falls 0.4 if client does not play provoke
        next warmth   becomes close 0.6 if patron plays reward and client does not play defy
                      becomes cold 0.2 if patron plays maintain and client does not play defy
                      becomes cold 0.8 if client plays defy
        client  loses risk if client plays provoke
                loses defiance if client plays defy
                gains spree if client plays provoke and tension is high
                gains feud if client plays defy and warmth is cold
                gains aid * warmth
        patron  loses price if patron plays reward
                gains routine if patron plays reward and warmth is close
        theory "lever" [by construction]  patron loses buffer * tension * lack of warmth
        estimate every weight, prior normal(0.5, 0.5)
        prior of buffer normal(1, 0.5)
        prior of risk, defiance, price normal(1, 0.5)
        assume discount 0.9
        concession of patron to client  +1 if patron plays reward
        threats of client  provoke  quiet hold
        """;

    /// <summary>One simulated study.</summary>
    /// <param name="Truth">Capacity of the game that made the record, from the record's situations.</param>
    /// <param name="Low">2.5 % quantile of capacity under the theory with a lever.</param>
    /// <param name="High">97.5 % quantile.</param>
    /// <param name="Median">Median over both theories, weighted by their probabilities.</param>
    /// <param name="Lever">Probability of the theory with a lever.</param>
    public sealed record Outcome(double Truth, double Low, double High, double Median, double Lever);

    /// <summary>Simulates records and studies each.</summary>
    /// <param name="truth">"base" or "lever": what makes the records.</param>
    /// <param name="records">How many.</param>
    /// <param name="months">Their length.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="draws">Posterior draws of capacity.</param>
    /// <param name="cancel">Stops between records.</param>
    public static ImmutableArray<Outcome> Run(string truth, int records, int months, ulong seed, int draws, CancellationToken cancel = default)
    {
        var model = GameFile.Parse(Text, "lever.game").Required;
        ImmutableArray<int> start = [0, 0], none = [1, 0];
        var shape = new Sequence("", [.. Enumerable.Range(1, months).Select(t => $"{t:00000}")], [.. Enumerable.Repeat(none, months)], [.. Enumerable.Repeat(start, months)]);
        var made = new Likelihood(ParametricGame.Compile(model, truth), [shape]);
        var prior = new PriorSample(made.Parameters, seed);
        var list = ImmutableArray.CreateBuilder<Outcome>();
        for (int k = 0; k < records; k++)
        {
            cancel.ThrowIfCancellationRequested();
            double[] x = prior.Draw(k);
            var data = RecordSimulator.At(made, x, cancel)!.Draw(new Philox(seed + 1, (ulong)k));
            list.Add(Study(model, truth, x, data, draws, seed + 2, cancel));
        }

        return list.ToImmutable();
    }

    private static Outcome Study(GameModel model, string truth, double[] x, ImmutableArray<Sequence> data, int draws, ulong seed, CancellationToken cancel)
    {
        var options = new TheoryOptions { Full = false, ModeStarts = 1, Draws = draws, PriorDraws = 0, Seed = seed };
        TheoryWork none = TheoryRunner.Run(model, "base", data, options, null, cancel), lever = TheoryRunner.Run(model, "lever", data, options, null, cancel);
        double[] sorted = [.. lever.Leverage!.CapacityDraws.Order()];
        double p = 1 / (1 + Math.Exp(none.LogMarginalLikelihood - lever.LogMarginalLikelihood));
        return new Outcome(
            Capacity(model, truth, x, data), Quantile(sorted, 0.025), Quantile(sorted, 0.975),
            Mixture.Interval([(1 - p, none.Leverage!.Capacity.Value, none.Leverage.CapacityDraws), (p, lever.Leverage.Capacity.Value, lever.Leverage.CapacityDraws)]).Median, p);
    }

    private static double Capacity(GameModel model, string theory, double[] x, ImmutableArray<Sequence> data)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory), data);
        var game = likelihood.Solved.At(likelihood.Parameters.Weights(0, x), likelihood.Parameters.Chances(x));
        var e = LogitMarkovSolver.Solve(game, new SolveOptions());
        return Leverage.Measure(likelihood.Solved.Model, e, LeverageRunner.StateShares(likelihood), split: false).Capacity;
    }

    private static double Quantile(double[] sorted, double q) => sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)];
}
