using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Strategies of a change that ends, month by month.</summary>
/// <param name="Game">The game while it lasts.</param>
/// <param name="Strategies">[month][S × m].</param>
/// <param name="Residual">Largest |σ − softmax(λ Q)| over months and states: a pure number.</param>
/// <param name="Status">Certified when the residual is at most 1e-10.</param>
internal sealed record FinitePlay(StochasticGame Game, double[][] Strategies, double Residual, SolveStatus Status);

/// <summary>
/// A game that lasts a known number of months and then gives known values: solved from the last month backwards, everyone foreseeing the end.
/// </summary>
/// <remarks>
/// Each state's month is a one-shot logit game with continuation payoffs. With ordered turns of one player a few sweeps are exact; otherwise Newton's method from the
/// following month's solution follows one branch through time.
/// </remarks>
internal static class BackwardInduction
{
    /// <summary>Solves the months.</summary>
    /// <param name="game">The game during the change.</param>
    /// <param name="after">Values per player and state when it is over.</param>
    /// <param name="months">How many months it lasts.</param>
    /// <param name="precision">λ, finite.</param>
    /// <param name="convention">Value convention.</param>
    /// <param name="start">Action values to start from in the last month, S × m.</param>
    /// <param name="cancel">Stops between months.</param>
    public static FinitePlay Solve(
        StochasticGame game, ImmutableArray<double[]> after, int months, double precision, ValueConvention convention, double[] start, CancellationToken cancel) =>
        Solve(_ => game, after, months, precision, convention, start, cancel);

    /// <summary>Solves months that differ.</summary>
    /// <param name="at">The game in a month; all of one shape.</param>
    /// <param name="after">Values per player and state when they are over.</param>
    /// <param name="months">How many there are.</param>
    /// <param name="precision">λ, finite.</param>
    /// <param name="convention">Value convention.</param>
    /// <param name="start">Action values to start from in the last month, S × m.</param>
    /// <param name="cancel">Stops between months.</param>
    public static FinitePlay Solve(
        Func<int, StochasticGame> at, ImmutableArray<double[]> after, int months, double precision, ValueConvention convention, double[] start, CancellationToken cancel)
    {
        var game = at(months - 1);
        int n = game.PlayerCount, states = game.StateCount, count = game.Profiles.Count, m = game.Profiles.Size;
        var stage = new Stage(game.Profiles);
        var result = new double[months][];
        double[][] value = [.. after.Select(v => (double[])v.Clone())];
        var q = (double[])start.Clone();
        double[] w = new double[n * count], local = new double[n];
        double residual = 0;
        for (int t = months - 1; t >= 0; t--)
        {
            cancel.ThrowIfCancellationRequested();
            game = at(t);
            var sigma = result[t] = new double[states * m];
            double[][] before = [.. value.Select(v => new double[v.Length])];
            for (int s = 0; s < states; s++)
            {
                for (int j = 0; j < n; j++)
                {
                    var row = w.AsSpan(j * count, count);
                    game.Kernel.Expect(s, value[j], row);
                    var u = game.Payoffs[j].AsSpan(s * count, count);
                    for (int p = 0; p < count; p++)
                    {
                        row[p] = u[p] + (game.Discounts[j] * row[p]);
                    }
                }

                var here = q.AsSpan(s * m, m);
                residual = Math.Max(residual, Month(stage, w, precision, here, sigma.AsSpan(s * m, m), game.Menu(s)));
                stage.Values(sigma.AsSpan(s * m, m), here, precision, convention, local);
                for (int j = 0; j < n; j++)
                {
                    before[j][s] = local[j];
                }
            }

            value = before;
        }

        return new FinitePlay(game, result, residual, residual <= 1e-10 ? SolveStatus.Certified : SolveStatus.NotConverged);
    }

    // One state's month: returns max |σ − softmax(λ A(σ) w)|.
    private static double Month(Stage stage, double[] w, double precision, Span<double> q, Span<double> sigma, ReadOnlySpan<bool> menu)
    {
        int m = q.Length, exact = stage.PlayerCount + 2;
        double[] r = new double[m], answer = new double[m], jacobian = [];
        double gap = double.PositiveInfinity;
        for (int round = 0; round < 60 && gap > 1e-14; round++)
        {
            stage.Respond(q, precision, sigma, menu);
            stage.Weigh(sigma);
            stage.ActionValues(w, r);
            stage.Respond(r, precision, answer, menu);
            gap = 0;
            for (int k = 0; k < m; k++)
            {
                gap = Math.Max(gap, Math.Abs(answer[k] - sigma[k]));
            }

            if (gap <= 1e-14 || round < exact)
            {
                r.CopyTo(q);
                continue;
            }

            jacobian = jacobian.Length == 0 ? new double[m * m] : jacobian;
            stage.LocalJacobian(sigma, w, precision, jacobian);
            for (int k = 0; k < m; k++)
            {
                r[k] -= q[k];
            }

            var lu = DenseLu.FactorInPlace((double[])jacobian.Clone(), m);
            if (lu.IsRegular)
            {
                lu.Solve(r);
            }

            double size = FixedOrder.MaxAbs(r), step = Math.Min(1, 3 / Math.Max(size * precision, 1e-300)); // at most three units of log-odds at once
            for (int k = 0; k < m; k++)
            {
                q[k] += step * r[k];
            }
        }

        stage.Respond(q, precision, sigma, menu);
        return gap;
    }
}
