using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>Which sequence is iterated.</summary>
public enum SequentialMethod
{
    /// <summary>Nested pseudo-likelihood: w ← Φ(w; θ). Diverges where the best-response map has spectral radius above 1.</summary>
    Npl,

    /// <summary>Efficient pseudo-likelihood: one Newton step, w ← w − (I − ∂Φ/∂w)⁻¹(w − Φ(w; θ)), with θ free inside.</summary>
    Epl,
}

/// <summary>Sequential estimators of the entry game: Aguirregabiria and Mira (2007); Dearing and Blevins (2025), Review of Economic Studies 92, 981–1021.</summary>
/// <remarks>Both make the log-odds linear in θ at every round, so the inner problem is a concave logit with eight weights.</remarks>
/// <param name="game">The game.</param>
/// <param name="active">How often each firm was active in each state, laid out as w is.</param>
/// <param name="visits">How often each state was seen.</param>
/// <param name="first">First-stage log-odds.</param>
/// <param name="method">NPL or EPL.</param>
public sealed class EntryEstimator(EntryGame game, IReadOnlyList<double> active, IReadOnlyList<double> visits, IReadOnlyList<double> first, SequentialMethod method) : IEstimator
{
    /// <summary>Largest change of θ and of the choice chances at which the sequence stops.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Rounds after which the change is first held against the tolerance; before that the sequence goes on whatever it is.</summary>
    public int MinimumRounds { get; init; }

    /// <summary>Rounds allowed.</summary>
    public int MaximumRounds { get; init; } = 100;

    /// <inheritdoc />
    public string Name => method == SequentialMethod.Epl ? "EPL" : "NPL";

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options)
    {
        int size = game.Size, k = game.Weights, n = game.States;
        double[] w = [.. first], slope = [], shift = [], theta = new double[k];
        var search = new TrustRegionNewton(k);
        double[] ones = [.. Enumerable.Repeat(1.0, k)], spread = ones;
        double change = double.PositiveInfinity;
        EstimationStatus status = EstimationStatus.Stalled;
        int round = 0;
        for (; round < MaximumRounds; round++)
        {
            // The first round is plain pseudo-likelihood in both methods: it gives the θ at which EPL first differentiates.
            bool newton = method == SequentialMethod.Epl && round > 0;
            var at = new EntryLinearisation(game, w);
            (slope, shift) = (at.Slope, at.Shift);
            if (newton && !Precondition(at, w, theta, slope, shift, size, k)) break;
            double[] before = [.. theta];
            status = search.Maximise((point, gradient, hessian) => Logit(slope, shift, point, gradient, hessian, n, k), theta, spread, NewtonOptions.Default);
            if (status != EstimationStatus.Converged) break;
            change = 0;
            for (int c = 0; c < k; c++) change = Math.Max(change, Math.Abs(theta[c] - before[c]));
            for (int i = 0; i < size; i++)
            {
                double next = shift[i] + FixedOrder.Dot(slope.AsSpan(i * k, k), theta);
                change = Math.Max(change, Math.Abs(Logistic.Cdf(next) - Logistic.Cdf(w[i])));
                // EPL's first round keeps its first stage: only θ is taken from plain pseudo-likelihood.
                if (newton || method == SequentialMethod.Npl) w[i] = next;
            }
            if (round + 1 > MinimumRounds && change <= Tolerance) break;
        }
        if (status == EstimationStatus.Converged && !(change <= Tolerance)) status = EstimationStatus.Stalled;
        var end = new EntryLinearisation(game, w);
        (slope, shift) = (end.Slope, end.Shift);
        double residual = 0;
        for (int i = 0; i < size; i++)
            residual = Math.Max(residual, Math.Abs(Logistic.Cdf(shift[i] + FixedOrder.Dot(slope.AsSpan(i * k, k), theta)) - Logistic.Cdf(w[i])));
        double[] information = [.. search.Hessian.ToArray().Select(h => -h)];
        string[] names = [.. Enumerable.Range(1, game.Firms).Select(j => $"FC_{j}"), "RS", "RN", "EC"];
        double norm = OptimumTable.Norm(search.Gradient);
        return new EstimateResult(names, theta, search.Value, (int)visits.Sum(), norm, residual, round, status,
            [Uncertainty.From(StandardErrorKind.Hessian, Cholesky.Inverse(information, k), k)], [], [new Optimum(search.Value, theta, norm, status, 1, "")], 0);
    }

    /// <summary>Replaces Φ = Aθ + b by w − J⁻¹(w − b) + J⁻¹Aθ with J = I − ∂Φ/∂w.</summary>
    private static bool Precondition(EntryLinearisation at, double[] w, double[] theta, double[] slope, double[] shift, int size, int k)
    {
        at.At(theta);
        var column = new double[size];
        for (int c = 0; c < k; c++)
        {
            for (int i = 0; i < size; i++) column[i] = slope[i * k + c];
            if (!at.Solve(column)) return false;
            for (int i = 0; i < size; i++) slope[i * k + c] = column[i];
        }
        for (int i = 0; i < size; i++) column[i] = w[i] - shift[i];
        if (!at.Solve(column)) return false;
        for (int i = 0; i < size; i++) shift[i] = w[i] - column[i];
        return true;
    }

    private double Logit(double[] slope, double[] shift, ReadOnlySpan<double> theta, Span<double> gradient, Span<double> hessian, int n, int k)
    {
        gradient.Clear();
        hessian.Clear();
        double value = 0;
        for (int i = 0; i < shift.Length; i++)
        {
            double seen = visits[i % n], yes = active[i];
            if (seen == 0) continue;
            ReadOnlySpan<double> x = slope.AsSpan(i * k, k);
            double index = shift[i] + FixedOrder.Dot(x, theta), p = Logistic.Cdf(index);
            value += yes * Logistic.LogCdf(index) + (seen - yes) * Logistic.LogCdf(-index);
            for (int a = 0; a < k; a++)
            {
                gradient[a] += (yes - seen * p) * x[a];
                for (int b = 0; b < k; b++) hessian[a * k + b] -= seen * p * (1 - p) * x[a] * x[b];
            }
        }
        return value;
    }
}
