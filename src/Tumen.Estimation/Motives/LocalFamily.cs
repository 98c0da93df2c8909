using Tumen.Model;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Every set of motives weighed on a record from one point: the log posterior with all motives taken as quadratic there, so that a set costs one small integral and no solve.
/// </summary>
/// <remarks>
/// For records that were simulated at the point, whose own likelihood is near its top there: what the truth's neighbourhood makes of the record (local asymptotic normality, Le Cam 1960).
/// A motive left out is a weight moved to 0 along the quadratic. Far from the point the quadratic exaggerates neither way systematically, but it is no fit; <see cref="MotiveFamily"/> is.
/// </remarks>
public sealed class LocalFamily
{
    private readonly SubsetIntegral _whole;
    private readonly int[] _motive; // per boxed parameter, or -1
    private readonly double[] _priorAtZero; // per boxed parameter

    private LocalFamily(SubsetIntegral whole, int[] motive, double[] priorAtZero) => (_whole, _motive, _priorAtZero) = (whole, motive, priorAtZero);

    /// <summary>Evaluates the game with all motives at a point; null where it has no certified equilibrium or no curvature.</summary>
    /// <param name="motives">The motives.</param>
    /// <param name="record">The game with all of them, <see cref="MotiveSpace.With"/> the last set, on the record.</param>
    /// <param name="x">The point, one number per free parameter.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static LocalFamily? At(MotiveSpace motives, Likelihood record, double[] x, CancellationToken cancel = default)
    {
        var e = record.Total(x, true, cancel);
        if (!e.Solved || !double.IsFinite(e.LogLikelihood))
        {
            return null;
        }

        var (objective, gradient, curvature) = Estimator.WithPrior(record, e, x, true);
        int[] of = SurfaceSets.MotiveOf(motives, record);
        bool[] all = [.. of.Select(_ => true)], boxed = [.. of.Select(m => m >= 0)];
        return SubsetIntegral.Of(record.Parameters, x, objective, gradient, curvature, all, boxed) is not { } whole ? null
            : new LocalFamily(whole, [.. whole.Boxed.Select(j => of[j])], [.. whole.Boxed.Select(j => record.Parameters.LogPrior(j, 0))]);
    }

    /// <summary>Log marginal likelihood of a set; NaN where its curvature is none.</summary>
    /// <param name="set">The set.</param>
    /// <param name="points">Points of the integral over bounds.</param>
    public double LogMarginal(int set, int points)
    {
        int b = _motive.Length;
        int[] inside = [.. Enumerable.Range(0, b).Where(i => _motive[i] < 0 || MotiveSpace.Has(set, _motive[i]))], outside = [.. Enumerable.Range(0, b).Except(inside)];
        double log = _whole.Log;
        foreach (int i in outside)
        {
            log -= _priorAtZero[i] + (_whole.At[i] * _whole.Slope[i]);
            foreach (int j in outside)
            {
                log -= 0.5 * _whole.At[i] * _whole.At[j] * _whole.Curvature[(i * b) + j];
            }
        }

        double[] slope = [.. inside.Select(i => _whole.Slope[i] + outside.Sum(j => _whole.Curvature[(i * b) + j] * _whole.At[j]))];
        double[] curvature = [.. inside.SelectMany(i => inside.Select(j => _whole.Curvature[(i * b) + j]))];
        return BoxIntegral.Of(slope, curvature, [.. inside.Select(i => _whole.Lower[i])], [.. inside.Select(i => _whole.Upper[i])], points) is { } box ? log + box.Log : double.NaN;
    }
}
