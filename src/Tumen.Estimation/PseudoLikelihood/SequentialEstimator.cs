using System.Collections.Immutable;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>Estimators that go round between a logit and the players' expectations: two-step choice chances, nested and efficient pseudo-likelihood.</summary>
internal static class SequentialEstimator
{
    private const int MostRounds = 200;
    private const double Settled = 1e-8;

    /// <summary>Where one start ended.</summary>
    /// <param name="Point">Parameters.</param>
    /// <param name="ActionValues">By block.</param>
    /// <param name="Objective">Log (pseudo-)likelihood with the prior where it is used.</param>
    /// <param name="Converged">Whether the rounds settled.</param>
    /// <param name="Rounds">Rounds.</param>
    public sealed record End(double[] Point, double[]?[] ActionValues, double Objective, bool Converged, ImmutableArray<EstimatorRound> Rounds);

    /// <summary>Hotz and Miller: one logit at the first step's choice chances.</summary>
    public static End? ConditionalChoice(Likelihood likelihood, double[] start, bool usePrior)
    {
        var x = FirstStep.Chances(likelihood, start, usePrior);
        if (PolicyResponse.Of(likelihood, x, FirstStep.Frequencies(likelihood)) is not { } response)
        {
            return null;
        }

        var (point, objective) = Logit(likelihood, response, x, usePrior, FirstStep.IsChance(likelihood.Parameters));
        return new End(point, response.At(point), objective, true, [new EstimatorRound(1, objective, Distance(start, point), double.NaN)]);
    }

    /// <summary>Aguirregabiria and Mira: P ← softmax(λ q(θ, P)), θ by the logit at P, until both rest.</summary>
    /// <param name="likelihood">Theory and record, wholly observed.</param>
    /// <param name="start">Parameters to start from.</param>
    /// <param name="p">Choice chances to start from.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between rounds.</param>
    public static End? NestedPseudoLikelihood(Likelihood likelihood, double[] start, double[]?[] p, bool usePrior, CancellationToken cancel)
    {
        var fixedChances = FirstStep.IsChance(likelihood.Parameters);
        var x = FirstStep.Chances(likelihood, start, usePrior);
        var rounds = ImmutableArray.CreateBuilder<EstimatorRound>();
        AffineResponse? response = null;
        double objective = double.NegativeInfinity;
        bool rests = false;
        while (!rests && rounds.Count < MostRounds && !cancel.IsCancellationRequested)
        {
            response = PolicyResponse.Of(likelihood, x, p);
            if (response is null)
            {
                return null;
            }

            (double[] next, objective) = Logit(likelihood, response, x, usePrior, fixedChances);
            var chances = Chances(likelihood, response.At(next));
            double moved = Distance(x, next), change = Distance(p, chances);
            rounds.Add(new EstimatorRound(rounds.Count + 1, objective, moved, change));
            rests = moved < Settled && change < Settled;
            (x, p) = (next, chances);
        }

        return response is null ? null : new End(x, response.At(x), objective, rests, rounds.ToImmutable());
    }

    /// <summary>Dearing and Blevins: a logit along the equilibrium conditions' linearisation, then a Newton step of the action values; joint in weights and chances.</summary>
    /// <param name="likelihood">Theory and record, wholly observed.</param>
    /// <param name="start">Parameters to start from.</param>
    /// <param name="q">Action values to start from, by block.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between rounds.</param>
    public static End? EfficientPseudoLikelihood(Likelihood likelihood, double[] start, double[]?[] q, bool usePrior, CancellationToken cancel)
    {
        double[] x = (double[])start.Clone();
        var rounds = ImmutableArray.CreateBuilder<EstimatorRound>();
        double objective = double.NegativeInfinity;
        while (rounds.Count < MostRounds && !cancel.IsCancellationRequested)
        {
            if (AffineResponse.Newton(likelihood, x, q, out double residual) is not { } response || !double.IsFinite(residual))
            {
                return null;
            }

            (double[] next, objective) = Logit(likelihood, response, x, usePrior, null);
            double moved = Distance(x, next);
            rounds.Add(new EstimatorRound(rounds.Count + 1, objective, moved, residual));
            (x, q) = (next, response.At(next));
            if (moved < Settled && residual < Settled)
            {
                return new End(x, q, objective, true, rounds.ToImmutable());
            }
        }

        return new End(x, q, objective, false, rounds.ToImmutable());
    }

    /// <summary>Largest modulus of an eigenvalue of the nested pseudo-likelihood's map of choice chances, by power iteration with differences.</summary>
    /// <remarks>Kasahara and Shimotsu (2012), Econometrica 80:2303-2319: rounds converge near a fixed point only when it is below 1.</remarks>
    public static double SpectralRadius(Likelihood likelihood, End at, bool usePrior, CancellationToken cancel)
    {
        const double Size = 1e-5;
        var p = Chances(likelihood, at.ActionValues);
        var random = new Philox(11, 0);
        var direction = p.Select(b => b?.Select(_ => random.NextNormal()).ToArray()).ToArray();
        var pinned = FirstStep.IsChance(likelihood.Parameters);
        double radius = 0;
        double[]?[]? Map(double[]?[] from) => PolicyResponse.Of(likelihood, at.Point, from) is { } r
            ? Chances(likelihood, r.At(Logit(likelihood, r, at.Point, usePrior, pinned).Point)) : null;
        if (Map(p) is not { } here)
        {
            return double.NaN;
        }

        // The geometric mean over the last half of the steps evens out pairs of complex eigenvalues.
        double sum = 0;
        const int Steps = 24;
        for (int i = 0; i < Steps && !cancel.IsCancellationRequested; i++)
        {
            double length = Math.Sqrt(direction.Sum(b => b is null ? 0 : FixedOrder.Dot(b, b)));
            if (!(length > 0))
            {
                return 0;
            }

            var trial = p.Select((b, k) => b?.Select((v, r) => Math.Clamp(v + (Size / length * direction[k]![r] * v), 1e-12, 1)).ToArray()).ToArray();
            if (Map(trial) is not { } there)
            {
                return double.NaN;
            }

            // In relative terms, so that chances stay chances.
            var next = there.Select((b, k) => b?.Select((v, r) => (v - here[k]![r]) / (Size * Math.Max(p[k]![r], 1e-12))).ToArray()).ToArray();
            radius = Math.Sqrt(next.Sum(b => b is null ? 0 : FixedOrder.Dot(b, b)));
            sum += i >= Steps / 2 ? Elementary.Log(Math.Max(radius, 1e-300)) : 0;
            direction = next;
        }

        return Elementary.Exp(sum / (Steps / 2));
    }

    /// <summary>Choice chances of action values, by block.</summary>
    public static double[]?[] Chances(Likelihood likelihood, double[]?[] q)
    {
        var stage = new Stage(likelihood.Solved.Profiles);
        int m = likelihood.Solved.Profiles.Size;
        return [.. q.Select(b =>
        {
            if (b is null)
            {
                return null;
            }

            var p = new double[b.Length];
            for (int s = 0; s < b.Length / m; s++)
            {
                stage.Respond(b.AsSpan(s * m, m), likelihood.Options.Precision, p.AsSpan(s * m, m), likelihood.Solved.Menus is { } menus ? menus.At(s) : default);
            }

            return p;
        })];
    }

    /// <summary>Largest difference.</summary>
    public static double Distance(double[]?[] a, double[]?[] b) => Enumerable.Range(0, a.Length).Max(k => a[k] is null ? 0 : Distance(a[k]!, b[k]!));

    private static double Distance(double[] a, double[] b)
    {
        double most = 0;
        for (int j = 0; j < a.Length; j++)
        {
            most = Math.Max(most, Math.Abs(a[j] - b[j]));
        }

        return most;
    }

    private static (double[] Point, double Objective) Logit(Likelihood likelihood, AffineResponse response, double[] start, bool usePrior, bool[]? pinned) => Ascent.Run(
        likelihood.Parameters, start, x => response.Read(likelihood, x, likelihood.Options.Precision), (e, x) => Estimator.WithPrior(likelihood, e, x, usePrior), pinned, 1e-13, 60);
}
