using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A theory fitted to the record without one stretch of it.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Stretch">Name of what was left out.</param>
/// <param name="Status">Status of the fit.</param>
/// <param name="LogMarginalLikelihood">Laplace's, of what remains.</param>
public sealed record OmissionWork(string Theory, string Stretch, string Status, double LogMarginalLikelihood);

/// <summary>What the theories come to without one stretch of the record.</summary>
/// <param name="Stretch">What was left out.</param>
/// <param name="Periods">Periods left out.</param>
/// <param name="Best">Theory that leads without it.</param>
/// <param name="Posterior">Posterior probability of every theory without it, in the order of the study.</param>
/// <param name="Families">The same for the families that the study declares.</param>
/// <param name="Foretold">Log probability, in nats, that each theory fitted to the rest gives to what was left out: the evidence that lies in it.</param>
/// <param name="Unsound">Theories whose fit did not converge, with why.</param>
public sealed record OmissionResult(
    OmissionSpec Stretch, int Periods, string Best, ImmutableArray<double> Posterior, ImmutableArray<double> Families, ImmutableArray<double> Foretold, ImmutableArray<(string Theory, string Why)> Unsound);

/// <summary>Leaves out one stretch of the record at a time. A verdict that rests on one episode has an effective sample of one.</summary>
public static class Omissions
{
    /// <summary>The record without the stretch: what comes before and what comes after, as separate pieces, so that no transition leads across the gap.</summary>
    public static ImmutableArray<Sequence> Without(ImmutableArray<Sequence> data, OmissionSpec stretch)
    {
        var rest = ImmutableArray.CreateBuilder<Sequence>();
        foreach (var d in data)
        {
            int from = d.Periods.Count(p => string.CompareOrdinal(p, stretch.From) < 0), to = d.Periods.Count(p => string.CompareOrdinal(p, stretch.To) <= 0);
            foreach (var part in new[] { d.Slice(0, from), d.Slice(Math.Max(from, to), d.Length) }.Where(x => x.Length > 0))
            {
                rest.Add(part);
            }
        }

        return rest.ToImmutable();
    }

    /// <summary>Fits one theory without the stretch, starting from its posterior mode on the whole record.</summary>
    public static OmissionWork Run(GameModel model, ImmutableArray<Sequence> data, OmissionSpec stretch, TheoryWork whole, ulong seed, CancellationToken cancel)
    {
        if (Standing.NotFitted(whole) is { } why)
        {
            return new OmissionWork(whole.Name, stretch.Name, why, double.NaN);
        }

        var game = ParametricGame.Compile(model, whole.Name, data[0].Covariates);
        var fit = KnownMode.Fit(new Likelihood(game, Without(data, stretch)), whole, new FitOptions { Starts = 1, UsePrior = true, ObservedInformation = false, Seed = seed }, cancel);
        cancel.ThrowIfCancellationRequested();
        return new OmissionWork(whole.Name, stretch.Name, TheoryRunner.Words(fit.Status), fit.LogMarginalLikelihood ?? double.NaN);
    }

    /// <summary>Joins the theories' fits without one stretch.</summary>
    internal static OmissionResult Of(StudyFolder study, OmissionSpec stretch, ImmutableArray<TheoryWork> whole, ImmutableArray<OmissionWork> works)
    {
        ImmutableArray<double> evidence = [.. works.Select(w => w.Status == "converged" ? w.LogMarginalLikelihood : double.NaN)];
        var p = Standing.Among(evidence);
        int best = Standing.Leader(p);
        var data = study.Records[0].Sequences;
        return new OmissionResult(
            stretch, data.Sum(d => d.Length) - Without(data, stretch).Sum(d => d.Length), best < 0 ? "" : works[best].Theory, p,
            [.. study.Study.Families.Select(f => Standing.Sum(p, i => f.Theories.Contains(works[i].Theory)))],
            [.. whole.Zip(evidence, (a, e) => Standing.Evidence(a) - e)], [.. works.Where(w => w.Status != "converged").Select(w => (w.Theory, w.Status))]);
    }
}
