using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Bayes;

/// <summary>What records could teach about a motive: worked out from the situations that they hold and the stated priors, before any fit.</summary>
/// <param name="Weight">Name of the motive.</param>
/// <param name="InformationByUnit">Expected information of each unit's whole record, given that everything else is estimated too.</param>
/// <param name="PriorVariance">Variance of the motive's size where it is there.</param>
/// <param name="AMonth">Mean information a month over all units.</param>
/// <param name="Months">Mean months of a unit.</param>
public sealed record PanelDesign(string Weight, ImmutableArray<double> InformationByUnit, double PriorVariance, double AMonth, double Months)
{
    // A size that is there is found four times in five at two standard errors: 2 + 0.84.
    private const double Needed = 2.84;

    /// <summary>Most units that a panel of relationships can be thought to have: a motive that needs more is out of reach.</summary>
    public const int Reach = 100;

    /// <summary>Months that one unit needs for a size to be found four times in five at two standard errors.</summary>
    public double MonthsFor(double size) => Needed * Needed / (size * size * AMonth);

    /// <summary>Units of the panel's mean length that a mean size needs to be found four times in five at two standard errors.</summary>
    public double UnitsFor(double size) => MonthsFor(size) / Months;

    /// <summary>Whether a mean size of 0.2 needs more units than can be had.</summary>
    public bool OutOfReach => !(UnitsFor(0.2) <= Reach);

    /// <summary>Whether a unit's record is silent: what it teaches is less than what was believed before, information × prior variance below 1.</summary>
    public bool Silent(int unit) => !(InformationByUnit[unit] * PriorVariance >= 1);

    /// <summary>Expected information about every weight that may be absent, with everybody looking ahead who may.</summary>
    /// <param name="game">The panel.</param>
    /// <param name="at">Parameters of each unit, or null for those expected before any record is seen.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static ImmutableArray<PanelDesign> Of(PanelGame game, IReadOnlyList<double[]>? at = null, CancellationToken cancel = default)
    {
        var motives = game.Model.Weights.Where(w => w.Presence is not null).ToArray();
        var found = motives.Select(_ => new double[game.Records.Length]).ToArray();
        int k = game.Model.Count;
        for (int u = 0; u < game.Records.Length; u++)
        {
            cancel.ThrowIfCancellationRequested();
            var e = game.LikelihoodOf(u, game.Patterns[^1]).Total(at?[u] ?? game.Expected(), true, cancel);
            for (int m = 0; m < motives.Length; m++)
            {
                found[m][u] = e.Solved ? Partial(game, e, motives[m].At, k) : double.NaN;
            }
        }

        double months = game.Records.Average(r => (double)r.Months);
        return [.. motives.Select((w, m) => new PanelDesign(w.Name, [.. found[m]], VarianceOf(w), found[m].Where(double.IsFinite).Sum() / game.Records.Sum(r => r.Months), months))];
    }

    // Information about one motive where weights that are always there are estimated too, under their priors; other motives absent.
    private static double Partial(PanelGame game, Evaluation e, int at, int k)
    {
        int[] others = [.. game.Model.Weights.Where(w => w.Presence is null).Select(w => w.At).Concat(game.Model.Own.Select(p => p.At))];
        int n = others.Length;
        double[] a = new double[n * n], cross = new double[n], solved = new double[n];
        for (int i = 0; i < n; i++)
        {
            cross[i] = e.Information[(others[i] * k) + at];
            for (int j = 0; j < n; j++)
            {
                a[(i * n) + j] = e.Information[(others[i] * k) + others[j]];
            }

            a[(i * n) + i] += 0.1;
        }

        return Math.Max(0, e.Information[(at * k) + at] - Cholesky.Of(a, n).InverseQuadratic(cross, solved));
    }

    private static double VarianceOf(PanelWeight w)
    {
        double s = (w.Deviation * w.Deviation) + (w.Spread * w.Spread);
        return w.Form == CoordinateForm.Plain ? s : (Numerics.Elementary.Exp(s) - 1) * Numerics.Elementary.Exp((2 * w.Mean) + s);
    }
}
