using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Estimation.Once.Tests;

/// <summary>
/// The design of Crisman-Cox and Gibilisco (2021) in which every game has three equilibria: games with x below one third are in the one where B resists least, those below two thirds in the middle one,
/// the others in the one where B resists most.
/// </summary>
internal static class CrisisDesign
{
    /// <summary>The weights that every record is drawn from.</summary>
    public static readonly double[] Truth = [1, -1.9, -2.9, 0.1, -1.2, 1];

    /// <summary>
    /// The authors' own figures: games, observations of each, share of their 1,000 samples in which their constrained maximum likelihood converged, its root mean square error over those
    /// (the root of the sum over the six weights), and that of nested pseudo likelihood. Worked out from the results in their replication archive by their own script.
    /// </summary>
    public static readonly (int Games, int Observations, double Converged, double Cmle, double Npl)[] Published =
    [
        (25, 5, 0.152, 3.714, 5.793), (50, 5, 0.099, 2.828, 3.760), (100, 5, 0.054, 2.463, 2.199), (200, 5, 0.028, 1.701, 1.750),
        (25, 25, 0.328, 1.385, 2.239), (50, 25, 0.218, 0.840, 1.759), (100, 25, 0.120, 0.721, 1.541), (200, 25, 0.066, 0.858, 1.462),
        (25, 50, 0.566, 0.673, 2.110), (50, 50, 0.412, 0.554, 1.635), (100, 50, 0.323, 0.456, 1.485), (200, 50, 0.209, 0.395, 1.443),
        (25, 100, 0.807, 0.441, 1.892), (50, 100, 0.740, 0.379, 1.577), (100, 100, 0.657, 0.402, 1.469), (200, 100, 0.640, 0.412, 1.430),
        (25, 200, 0.966, 0.296, 1.683), (50, 200, 0.943, 0.253, 1.543), (100, 200, 0.921, 0.259, 1.447), (200, 200, 0.925, 0.288, 1.429),
    ];

    /// <summary>Draws a record, and gives the log-likelihood at the weights and equilibria that it was drawn from.</summary>
    /// <param name="games">Games.</param>
    /// <param name="observations">Observations of each.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="anyEquilibrium">Whether each game draws its equilibrium instead of taking the design's; for a harder search.</param>
    public static (CrisisRecord Record, double AtTruth) Draw(int games, int observations, ulong seed, bool anyEquilibrium = false)
    {
        var stream = new Philox(seed, 0);
        double[] x = [.. Enumerable.Range(0, games).Select(_ => stream.NextDouble())];
        DesignEquation One(string name) => new(name, ["1"], [[.. x.Select(_ => 1.0)]]);
        DesignEquation[] payoffs = [DesignEquation.Zero("SA"), One("VA"), DesignEquation.Zero("CB"), One("WA"), new("WB", ["1", "x"], [[.. x.Select(_ => 1.0)], x]), One("a"), One("VB")];
        var counts = new double[games][];
        double atTruth = 0;
        var u = new double[7];
        var bare = new CrisisRecord(payoffs, [.. x.Select(_ => new double[4])]);
        for (int g = 0; g < games; g++)
        {
            bare.PayoffsAt(Truth, g, u);
            var game = new CrisisGame(u);
            var all = game.Census().Interior;
            int which = anyEquilibrium ? stream.NextIndex(all.Count) : Math.Min((int)(3 * x[g]), all.Count - 1);
            double[] chances = game.Outcomes(all[which].Resist);
            counts[g] = new double[4];
            for (int n = 0; n < observations; n++)
            {
                double draw = stream.NextDouble(), sum = chances[0];
                int k = 0;
                while (k < 3 && draw > sum)
                {
                    sum += chances[++k];
                }

                counts[g][k]++;
                atTruth += Math.Log(chances[k]);
            }
        }

        return (new CrisisRecord(payoffs, counts), atTruth);
    }

    /// <summary>What the design's fits come to: the root of the mean squared distance from the truth, summed over the weights, and how many ended below the truth or without a certificate.</summary>
    /// <param name="Error">Root mean square error over all samples, converged or not.</param>
    /// <param name="Below">Samples whose maximum lies below the log-likelihood of the truth.</param>
    /// <param name="Unsure">Samples that did not converge.</param>
    public readonly record struct Outcome(double Error, int Below, int Unsure);

    /// <summary>Fits samples of the design.</summary>
    /// <param name="games">Games.</param>
    /// <param name="observations">Observations of each.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="starts">Starts of each fit.</param>
    public static Outcome Run(int games, int observations, int samples, int starts)
    {
        double squares = 0;
        int below = 0, unsure = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            (CrisisRecord record, double atTruth) = Draw(games, observations, (ulong)(5000 + sample));
            var fit = new CrisisCmle(record).Run(new EstimationOptions(Starts: starts)).Fit;
            below += fit.LogLikelihood >= atTruth ? 0 : 1;
            unsure += fit.Status == EstimationStatus.Converged ? 0 : 1;
            squares += fit.Estimate.Zip(Truth, (e, t) => (e - t) * (e - t)).Sum() / samples;
        }

        return new Outcome(Math.Sqrt(squares), below, unsure);
    }
}
