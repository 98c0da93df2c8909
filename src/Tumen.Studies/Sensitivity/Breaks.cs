using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>A theory fitted with one break in a player's weights after each of several dates.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Break">Name of the break.</param>
/// <param name="LogMarginalLikelihoods">Laplace's, per date; NaN where the fit did not converge.</param>
public sealed record BreakWork(string Theory, string Break, double[] LogMarginalLikelihoods);

/// <summary>What the theories come to when a player's weights may have changed once, nobody says when.</summary>
/// <param name="Spec">The break looked for.</param>
/// <param name="Dates">Last period of the first era, per date tried; equally probable beforehand.</param>
/// <param name="LogMarginalLikelihoods">Per theory, with a break at an unknown date: the mean over the dates of the marginal likelihood, as a logarithm.</param>
/// <param name="LogOdds">Per theory, log Bayes factor of a break at an unknown date against none, in nats.</param>
/// <param name="ByDate">Per theory and date, log marginal likelihood less that without a break; NaN where a fit did not converge.</param>
/// <param name="Chances">Probability of every date given a break, theories and dates weighed by their evidence.</param>
/// <param name="WithBreak">Posterior probability of every theory if there was a break.</param>
/// <param name="Either">Posterior probability of every theory when a break and none are equally probable beforehand.</param>
/// <param name="Chance">Posterior probability of a break under the same prior, averaged over the theories.</param>
/// <param name="Failed">Fits that did not converge; their dates count as impossible for that theory.</param>
/// <param name="LogEvidence">Log marginal likelihood of a change at an unknown date, the theories equally probable beforehand: comparable between breaks of one record.</param>
/// <remarks>
/// Trying many dates and quoting the best counts luck as evidence. Averaging over the dates charges for the search: the marginal likelihood of a break at an unknown date is Σ_d p(record | break at d) / D
/// (Chib 1998, Journal of Econometrics 86:221-241, for the model; here every date is fitted).
/// A change of one player's conduct may also be explained by a change of another's weights, to which the first responds; <see cref="LogEvidence"/> weighs the two.
/// </remarks>
public sealed record BreakResult(
    BreakSpec Spec, ImmutableArray<string> Dates, ImmutableArray<double> LogMarginalLikelihoods, ImmutableArray<double> LogOdds, ImmutableArray<ImmutableArray<double>> ByDate, ImmutableArray<double> Chances,
    ImmutableArray<double> WithBreak, ImmutableArray<double> Either, double Chance, int Failed, double LogEvidence)
{
    /// <summary>Index of the most probable date.</summary>
    public int Likeliest => Chances.IndexOf(Chances.Max());
}

/// <summary>Looks for a break at an unknown date.</summary>
public static class Breaks
{
    /// <summary>Dates to try: periods of the record, so many apart, with months after them in every unit that reaches so far.</summary>
    public static ImmutableArray<string> Dates(ImmutableArray<Sequence> data, BreakSpec spec)
    {
        string[] periods = [.. data.SelectMany(d => d.Periods).Distinct().Order(StringComparer.Ordinal)];
        int first = Array.FindIndex(periods, p => string.CompareOrdinal(p, spec.From) >= 0);
        return first < 0 ? [] : [.. periods.Where((p, t) => t >= first && (t - first) % spec.Every == 0 && string.CompareOrdinal(p, spec.To) <= 0 && t + 1 < periods.Length)];
    }

    /// <summary>Fits one theory with a break after each date. Every fit starts from the posterior mode without a break or from the mode at the date before, whichever is higher.</summary>
    public static BreakWork Run(GameModel model, ImmutableArray<Sequence> data, BreakSpec spec, TheoryWork whole, CancellationToken cancel)
    {
        if (Standing.NotFitted(whole) is not null)
        {
            return new BreakWork(whole.Name, spec.Name, [.. Dates(data, spec).Select(_ => double.NaN)]);
        }

        var found = new List<double>();
        double[]? before = null;
        foreach (string date in Dates(data, spec))
        {
            var split = Variations.Of(model, [new Variation.Eras(spec.Player, date)]);
            var likelihood = new Likelihood(ParametricGame.Compile(split, whole.Name, data[0].Covariates), data);
            double[] same = KnownMode.In(likelihood.Parameters, whole) ?? likelihood.Parameters.PlainStart(); // both eras at the mode of the whole record
            double[] start = before is not null && before.Length == same.Length && Height(likelihood, before, cancel) > Height(likelihood, same, cancel) ? before : same;
            var fit = Refit.From(likelihood, [start], usePrior: true, cancel: cancel);
            cancel.ThrowIfCancellationRequested();
            bool sound = fit.Status == RefitStatus.Converged;
            found.Add(sound ? fit.LogMarginalLikelihood : double.NaN);
            before = sound ? fit.Point : before;
        }

        return new BreakWork(whole.Name, spec.Name, [.. found]);
    }

    private static double Height(Likelihood likelihood, double[] x, CancellationToken cancel)
    {
        var at = likelihood.Evaluate(x, false, cancel);
        return at.Solved ? at.LogLikelihood + likelihood.Parameters.LogPrior(x, new double[x.Length], new double[x.Length]) : double.NegativeInfinity;
    }

    /// <summary>Joins the theories' fits.</summary>
    internal static BreakResult Of(BreakSpec spec, ImmutableArray<Sequence> data, ImmutableArray<TheoryWork> whole, ImmutableArray<BreakWork> works)
    {
        var dates = Dates(data, spec);
        ImmutableArray<double> none = [.. whole.Select(Standing.Evidence)];
        ImmutableArray<double> with = [.. works.Select(w => LogMean(w.LogMarginalLikelihoods))];
        double top = with.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double[] mass = [.. dates.Select((_, d) => works.Sum(w => double.IsFinite(w.LogMarginalLikelihoods[d]) ? Elementary.Exp(w.LogMarginalLikelihoods[d] - top) : 0))];
        double total = mass.Sum();
        var both = PosteriorProbabilities.Of([.. none, .. with]);
        return new BreakResult(
            spec, dates, with, [.. with.Zip(none, (a, b) => a - b)], [.. works.Zip(none, (w, n) => w.LogMarginalLikelihoods.Select(x => x - n).ToImmutableArray())],
            [.. mass.Select(m => total > 0 ? m / total : double.NaN)], Standing.Among(with), [.. whole.Select((_, i) => both[i] + both[whole.Length + i])], both.Skip(whole.Length).Sum(),
            works.Sum(w => w.LogMarginalLikelihoods.Count(x => !double.IsFinite(x))), LogMean([.. with]));
    }

    private static double LogMean(double[] logs)
    {
        double top = logs.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        return double.IsNaN(top) ? double.NaN : top + Elementary.Log(logs.Where(double.IsFinite).Sum(x => Elementary.Exp(x - top)) / logs.Length);
    }
}
