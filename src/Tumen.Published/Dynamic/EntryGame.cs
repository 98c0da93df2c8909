using Tumen.Numerics.Special;
using Tumen.Published.Linear;

namespace Tumen.Published.Dynamic;

/// <summary>The dynamic entry game of Aguirregabiria and Mira (2007, Econometrica 75(1)): firms choose each period whether to be active.</summary>
/// <remarks>
/// Active profit θ_FC,j + θ_RS s − θ_RN ln(1 + active rivals) − θ_EC(1 − active last period), extreme-value shocks. The unknown is w, each firm's
/// log-odds of being active in each state; w = Φ(w; θ) where Φ evaluates the strategies' values exactly and is linear in θ: Φ = A(w)θ + b(w).
/// A state is size × last period's active set; state index = size·2^firms + set. Weights: θ_FC of each firm, θ_RS, θ_RN, θ_EC.
/// </remarks>
public sealed class EntryGame
{
    private readonly double[] _sizeChain;
    private readonly int _masks;

    /// <summary>Builds a game.</summary>
    /// <param name="firms">Number of firms, 2 to 8.</param>
    /// <param name="sizes">Number of market sizes, worth 1, 2, ….</param>
    /// <param name="sizeChain">Transition of the size, row-major.</param>
    /// <param name="discount">Discount factor in [0, 1).</param>
    public EntryGame(int firms, int sizes, IReadOnlyList<double> sizeChain, double discount)
    {
        if (firms is < 2 or > 8) throw new ArgumentOutOfRangeException(nameof(firms), firms, "Two to eight firms.");
        if (!(discount >= 0 && discount < 1)) throw new ArgumentOutOfRangeException(nameof(discount), discount, "A discount factor lies in [0, 1).");
        (Firms, Sizes, Discount, _sizeChain, _masks) = (firms, sizes, discount, [.. sizeChain], 1 << firms);
        States = sizes * _masks;
    }

    /// <summary>Number of firms.</summary>
    public int Firms { get; }

    /// <summary>Number of market sizes.</summary>
    public int Sizes { get; }

    /// <summary>Discount factor.</summary>
    public double Discount { get; }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>Number of weights, firms + 3.</summary>
    public int Weights => Firms + 3;

    /// <summary>Number of unknowns, firms × states; w of firm j in state x is at j·States + x.</summary>
    public int Size => Firms * States;

    /// <summary>A and b at w, and ∂Φ/∂w at (w, θ) when asked.</summary>
    /// <param name="w">Log-odds.</param>
    /// <param name="weights">θ for the Jacobian, or empty when none is wanted.</param>
    /// <param name="slope">Receives A, row-major Size × Weights.</param>
    /// <param name="shift">Receives b.</param>
    /// <param name="jacobian">Receives ∂Φ/∂w, row-major, or empty.</param>
    public void Map(ReadOnlySpan<double> w, ReadOnlySpan<double> weights, Span<double> slope, Span<double> shift, Span<double> jacobian)
    {
        int n = States, k = Weights;
        var p = new double[Size];
        for (int i = 0; i < p.Length; i++) p[i] = Logistic.Cdf(w[i]);
        double[] next = Transition(p), evaluate = Inverse(next);
        for (int j = 0; j < Firms; j++)
        {
            // Flow payoffs of being active, and the value of the firm's own strategy, both linear in θ (last column: the shocks' part).
            var flow = new double[n * (k + 1)];
            for (int x = 0; x < n; x++) Flow(p, j, x, flow.AsSpan(x * (k + 1), k));
            var expected = new double[n * (k + 1)];
            for (int x = 0; x < n; x++)
            {
                double own = p[j * n + x], index = w[j * n + x];
                for (int c = 0; c < k; c++) expected[x * (k + 1) + c] = own * flow[x * (k + 1) + c];
                expected[x * (k + 1) + k] = -own * Logistic.LogCdf(index) - (1 - own) * Logistic.LogCdf(-index);
            }
            double[] value = Matrix.Multiply(evaluate, expected, n, n, k + 1);
            double[] gain = Gain(p, j);
            double[] future = Matrix.Multiply(gain, value, n, n, k + 1);
            for (int x = 0; x < n; x++)
            {
                int row = j * n + x;
                for (int c = 0; c < k; c++) slope[row * k + c] = flow[x * (k + 1) + c] + Discount * future[x * (k + 1) + c];
                shift[row] = Discount * future[x * (k + 1) + k];
            }
            if (!jacobian.IsEmpty) Differentiate(p, w, weights, j, value, gain, evaluate, slope, shift, jacobian);
        }
    }

    /// <summary>Solves for an equilibrium by Newton's method on w − Φ(w).</summary>
    /// <param name="weights">θ.</param>
    /// <param name="w">Start, then solution.</param>
    /// <returns>The residual in choice chances, the steps, and whether it converged.</returns>
    public SolveCertificate Solve(ReadOnlySpan<double> weights, Span<double> w)
    {
        int size = Size, k = Weights;
        double[] slope = new double[size * k], shift = new double[size], jacobian = new double[size * size], gap = new double[size];
        double residual = double.NaN;
        for (int step = 0; step < 60; step++)
        {
            jacobian.AsSpan().Clear();
            Map(w, weights, slope, shift, jacobian);
            residual = 0;
            for (int i = 0; i < size; i++)
            {
                double target = shift[i];
                for (int c = 0; c < k; c++) target += slope[i * k + c] * weights[c];
                gap[i] = target - w[i];
                residual = Math.Max(residual, Math.Abs(Logistic.Cdf(target) - Logistic.Cdf(w[i])));
                for (int c = 0; c < size; c++) jacobian[i * size + c] = -jacobian[i * size + c];
                jacobian[i * size + i] += 1;
            }
            if (residual <= 1e-12) return new SolveCertificate(residual, step, true);
            if (!double.IsFinite(residual) || DenseLu.Factor(jacobian, size) is not { } lu) break;
            lu.Solve(gap);
            double longest = DyadicSolver.Largest(gap), scale = longest > 2 ? 2 / longest : 1;
            for (int i = 0; i < size; i++) w[i] += scale * gap[i];
        }
        return new SolveCertificate(residual, 60, residual <= 1e-10);
    }

    /// <summary>The transition between states under strategies P, row-major.</summary>
    public double[] Transition(ReadOnlySpan<double> p)
    {
        var next = new double[States * States];
        Span<double> joint = stackalloc double[_masks];
        for (int x = 0; x < States; x++)
        {
            Joint(p, x, -1, -1, joint);
            Spread(x, joint, 1, next.AsSpan(x * States, States));
        }
        return next;
    }

    /// <summary>The stationary distribution of a transition matrix, by repeated squaring of the average step.</summary>
    public static double[] Stationary(ReadOnlySpan<double> transition, int states)
    {
        var at = new double[states];
        Array.Fill(at, 1.0 / states);
        for (int step = 0; step < 100_000; step++)
        {
            var next = new double[states];
            for (int x = 0; x < states; x++)
                for (int y = 0; y < states; y++) next[y] += at[x] * transition[x * states + y];
            double change = 0;
            for (int y = 0; y < states; y++) change = Math.Max(change, Math.Abs(next[y] - at[y]));
            at = next;
            if (change < 1e-16) break;
        }
        return at;
    }

    private double[] Inverse(double[] next)
    {
        var matrix = new double[next.Length];
        for (int i = 0; i < next.Length; i++) matrix[i] = -Discount * next[i];
        for (int x = 0; x < States; x++) matrix[x * States + x] += 1;
        return DenseLu.Inverse(matrix, States) ?? throw new InvalidOperationException("I − δF is singular although δ < 1.");
    }

    private void Flow(double[] p, int firm, int x, Span<double> features)
    {
        int set = x % _masks;
        Span<double> joint = stackalloc double[_masks];
        Joint(p, x, firm, -1, joint);
        double crowd = 0;
        for (int m = 0; m < _masks; m++)
            if (joint[m] > 0) crowd += joint[m] * Math.Log(1 + int.PopCount(m));
        features.Clear();
        features[firm] = 1;
        features[Firms] = x / _masks + 1;
        features[Firms + 1] = -crowd;
        features[Firms + 2] = (set >> firm & 1) == 1 ? 0 : -1;
    }

    /// <summary>F(·|firm active) − F(·|firm inactive), row-major.</summary>
    private double[] Gain(double[] p, int firm)
    {
        var gain = new double[States * States];
        Span<double> joint = stackalloc double[_masks], shifted = stackalloc double[_masks];
        for (int x = 0; x < States; x++)
        {
            Joint(p, x, firm, -1, joint);
            shifted.Clear();
            for (int m = 0; m < _masks; m++)
            {
                if (joint[m] == 0) continue;
                shifted[m | 1 << firm] += joint[m];
                shifted[m] -= joint[m];
            }
            Spread(x, shifted, 1, gain.AsSpan(x * States, States));
        }
        return gain;
    }

    /// <summary>Rows j of ∂Φ/∂w. A change of P_k(y) acts at y directly and through the value of firm j's strategy everywhere.</summary>
    private void Differentiate(double[] p, ReadOnlySpan<double> w, ReadOnlySpan<double> weights, int j, double[] value, double[] gain, double[] evaluate,
        ReadOnlySpan<double> slope, ReadOnlySpan<double> shift, Span<double> jacobian)
    {
        int n = States, k = Weights, size = Size;
        var total = new double[n];
        for (int x = 0; x < n; x++)
        {
            total[x] = value[x * (k + 1) + k];
            for (int c = 0; c < k; c++) total[x] += value[x * (k + 1) + c] * weights[c];
        }
        double[] through = Matrix.Multiply(gain, evaluate, n, n, n);
        Span<double> joint = stackalloc double[_masks];
        for (int y = 0; y < n; y++)
            for (int other = 0; other < Firms; other++)
            {
                double direct = 0, effect;
                if (other == j)
                {
                    double target = shift[j * n + y];
                    for (int c = 0; c < k; c++) target += slope[(j * n + y) * k + c] * weights[c];
                    effect = target - w[j * n + y];
                }
                else
                {
                    // Differences in P_other(y) of firm j's active gain and of its inactive value.
                    Joint(p, y, j, other, joint);
                    double crowd = 0, activeNext = 0, idleNext = 0;
                    for (int m = 0; m < _masks; m++)
                    {
                        if (joint[m] == 0) continue;
                        int rivals = int.PopCount(m), with = m | 1 << other, mine = 1 << j;
                        crowd += joint[m] * (Math.Log(2 + rivals) - Math.Log(1 + rivals));
                        for (int s = 0; s < Sizes; s++)
                        {
                            double f = _sizeChain[y / _masks * Sizes + s];
                            if (f == 0) continue;
                            activeNext += f * joint[m] * (total[s * _masks + (with | mine)] - total[s * _masks + (m | mine)]);
                            idleNext += f * joint[m] * (total[s * _masks + with] - total[s * _masks + m]);
                        }
                    }
                    double own = p[j * n + y], profit = -weights[Firms + 1] * crowd;
                    direct = profit + Discount * (activeNext - idleNext);
                    effect = own * profit + Discount * (own * activeNext + (1 - own) * idleNext);
                }
                double density = p[other * n + y] * (1 - p[other * n + y]);
                int column = other * n + y;
                for (int x = 0; x < n; x++) jacobian[(j * n + x) * size + column] = density * Discount * through[x * n + y] * effect;
                jacobian[(j * n + y) * size + column] += density * direct;
            }
    }

    /// <summary>Chances of each active set, with up to two firms left out (their bits stay 0).</summary>
    private void Joint(ReadOnlySpan<double> p, int x, int without, int andWithout, Span<double> joint)
    {
        joint.Clear();
        joint[0] = 1;
        for (int firm = 0; firm < Firms; firm++)
        {
            if (firm == without || firm == andWithout) continue;
            double active = p[firm * States + x];
            int bit = 1 << firm;
            for (int m = _masks - 1; m >= 0; m--)
            {
                if ((m & bit) != 0 || joint[m] == 0) continue;
                joint[m | bit] = joint[m] * active;
                joint[m] *= 1 - active;
            }
        }
    }

    private void Spread(int x, ReadOnlySpan<double> joint, double scale, Span<double> row)
    {
        for (int s = 0; s < Sizes; s++)
        {
            double f = scale * _sizeChain[x / _masks * Sizes + s];
            if (f == 0) continue;
            for (int m = 0; m < _masks; m++) row[s * _masks + m] += f * joint[m];
        }
    }
}
