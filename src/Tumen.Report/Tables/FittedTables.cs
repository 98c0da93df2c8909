using Tumen.Estimation;
using Tumen.Numerics.Special;
using Tumen.Studies;

namespace Tumen.Report.Tables;

/// <summary>Fits and studies as columns of tables for publication.</summary>
public static class FittedTables
{
    /// <summary>Kinds of errors that <see cref="Of(TheoryFit, string)"/> knows, with what a table's note says of them.</summary>
    public static IReadOnlyList<(string Name, string Says)> Errors { get; } =
    [
        ("hessian", "from the observed information"), ("expected", "from the expected information"), ("opg", "from the outer product of scores"),
        ("sandwich", "sandwich"), ("clustered", "clustered by unit"), ("bootstrap", "from resamples"),
    ];

    /// <summary>A fitted theory; null where a remark kept it from being fitted.</summary>
    /// <param name="f">The theory.</param>
    /// <param name="errors">A name of <see cref="Errors"/>.</param>
    public static PublishedModel? Of(TheoryFit f, string errors)
    {
        if (f.Fit is not { } fit)
        {
            return null;
        }

        PublishedWeight[] weights = [.. fit.Estimates.Select((e, j) =>
        {
            double? error = errors switch
            {
                "hessian" => e.StandardError, "expected" => e.Errors.Expected, "opg" => e.Errors.Opg, "sandwich" => e.Errors.Sandwich, "clustered" => e.Errors.Clustered, _ => f.Bootstrap?.StandardError(j),
            };
            return Weight(e.Parameter.Name, e.Value, error, e.Parameter.Kind == ParameterKind.Weight, e.Parameter.Lower, e.Parameter.Upper);
        })];
        return new PublishedModel(f.Theory, weights, f.Status, fit.MoveCount, fit.LogLikelihood, fit.Aic, fit.Bic) { Converged = fit.Status == FitStatus.Converged };
    }

    /// <summary>The theories of a study, likeliest first; those that could not be fitted are left out.</summary>
    /// <param name="r">Its results.</param>
    /// <param name="errors">hessian, expected, opg or sandwich.</param>
    public static IReadOnlyList<PublishedModel> Of(StudyResults r, string errors) =>
    [
        .. Enumerable.Range(0, r.Theories.Length).Where(i => Standing.NotFitted(r.Theories[i]) is null).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i]).Select(i =>
        {
            var t = r.Theories[i];
            return new PublishedModel(
                t.Name, [.. t.Parameters.Select(p => Weight(p.Name, p.Estimate, errors switch { "hessian" => p.Hessian ?? p.Expected, "expected" => p.Expected, "opg" => p.Opg, _ => p.Sandwich }, p.Kind == "weight", double.NegativeInfinity, double.PositiveInfinity))],
                t.Status, t.Moves, t.LogLikelihood, t.Aic, t.Bic)
            {
                Converged = t.Status == "converged", Probability = double.IsNaN(r.Posterior[i]) ? null : r.Posterior[i],
            };
        }),
    ];

    /// <summary>One weight with the normal distribution's test and interval; a chance has no test, as 0 is no hypothesis for it.</summary>
    private static PublishedWeight Weight(string name, double value, double? error, bool tested, double lower, double upper)
    {
        if (error is not { } e || !(e > 0) || !double.IsFinite(e))
        {
            return new PublishedWeight(name, value, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double z = value / e, half = -Normal.Quantile(0.025) * e;
        return new PublishedWeight(name, value, e, tested ? z : double.NaN, tested ? 2 * Normal.Cdf(-Math.Abs(z)) : double.NaN, Math.Max(lower, value - half), Math.Min(upper, value + half));
    }
}
