using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <summary>Leave-one-out scores of a theory beside those of the best, period by period.</summary>
/// <param name="Difference">Σ of its scores less the best's: 0 for the best, else negative, nats.</param>
/// <param name="StandardError">Of the difference, with periods taken as independent.</param>
/// <param name="DependentError">Of the difference, with neighbouring periods' differences allowed to be alike (Newey and West).</param>
public sealed record ScoreDifference(double Difference, double StandardError, double DependentError)
{
    /// <summary>The larger of the two standard errors.</summary>
    public double Error => Math.Max(StandardError, DependentError);

    /// <summary>Nats below which a difference is small whatever its standard error.</summary>
    public const double Small = 4;

    /// <summary>Standard errors that a difference must exceed.</summary>
    public const double Errors = 2;

    /// <summary>
    /// Whether the difference is at least four nats and at least twice the larger of its two standard errors. Where two theories score nearly the same their difference is not normal and its standard
    /// error too small (Sivula, Magnusson, Matamoros and Vehtari 2020, arXiv:2008.10296), so that a small difference of many standard errors separates nothing.
    /// </summary>
    public bool Separates => Math.Abs(Difference) >= Small && Math.Abs(Difference) >= Errors * Error;

    /// <summary>In words; for a theory that is not the best.</summary>
    public string Says => Separates ? "foretells worse" : Math.Abs(Difference) < Small ? "not separable: under 4 nats" : "not separable: under 2 s.e.";

    /// <summary>Compares with the best on the same periods.</summary>
    /// <param name="scores">The theory's, by period over all units in order.</param>
    /// <param name="best">The best theory's.</param>
    /// <param name="unitLengths">Periods of each unit.</param>
    public static ScoreDifference Of(IReadOnlyList<double> scores, IReadOnlyList<double> best, ImmutableArray<int> unitLengths)
    {
        double[] d = [.. scores.Zip(best, (a, b) => a - b)];
        double sum = d.Sum(), mean = d.Length == 0 ? 0 : sum / d.Length;
        return new ScoreDifference(sum, Math.Sqrt(d.Length * d.Sum(x => (x - mean) * (x - mean)) / Math.Max(1, d.Length - 1)), DependentVuong.NeweyWest(d, unitLengths).StandardError);
    }
}
