using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>The dynamic entry game of Aguirregabiria and Mira (2007, Econometrica 75(1)): firms choose each period whether to be active.</summary>
/// <remarks>
/// Active profit θ_FC,j + θ_RS s − θ_RN ln(1 + active rivals) − θ_EC(1 − active last period), extreme-value shocks. The unknown is w, each firm's
/// log-odds of being active in each state; w = Φ(w; θ) where Φ evaluates the strategies' values exactly and is linear in θ: Φ = A(w)θ + b(w).
/// A state is size × last period's active set; state index = size·2^firms + set. Weights: θ_FC of each firm, θ_RS, θ_RN, θ_EC.
/// </remarks>
public sealed class EntryGame
{
    private static readonly double[] Logs = [.. Enumerable.Range(0, 10).Select(i => Math.Log(i))];
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
        var at = new EntryLinearisation(this, w);
        at.Slope.CopyTo(slope);
        at.Shift.CopyTo(shift);
        if (jacobian.IsEmpty) return;
        at.At(weights);
        at.Jacobian(jacobian);
    }

    /// <summary>Solves for an equilibrium by Newton's method on w − Φ(w).</summary>
    /// <param name="weights">θ.</param>
    /// <param name="w">Start, then solution.</param>
    /// <returns>The residual in choice chances, the steps, and whether it converged.</returns>
    public SolveCertificate Solve(ReadOnlySpan<double> weights, Span<double> w)
    {
        int size = Size, k = Weights;
        var gap = new double[size];
        double residual = double.NaN;
        for (int step = 0; step < 60; step++)
        {
            var at = new EntryLinearisation(this, w);
            residual = 0;
            for (int i = 0; i < size; i++)
            {
                double target = at.Shift[i] + FixedOrder.Dot(at.Slope.AsSpan(i * k, k), weights);
                gap[i] = target - w[i];
                residual = Math.Max(residual, Math.Abs(Logistic.Cdf(target) - Logistic.Cdf(w[i])));
            }
            if (residual <= 1e-12) return new SolveCertificate(residual, step, true);
            if (!double.IsFinite(residual)) break;
            at.At(weights);
            if (!at.Solve(gap)) break;
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

    /// <summary>Chance that the market's size moves from one to another.</summary>
    internal double SizeChance(int from, int to) => _sizeChain[from * Sizes + to];

    /// <summary>ln of 1 to 9 firms.</summary>
    internal static double Log(int firms) => Logs[firms];

    /// <summary>Features of a firm's active profit in a state, given the chances of its rivals' active sets.</summary>
    internal void Flow(ReadOnlySpan<double> joint, int firm, int x, Span<double> features)
    {
        int set = x % _masks;
        double crowd = 0;
        for (int m = 0; m < _masks; m++)
            if (joint[m] > 0) crowd += joint[m] * Log(1 + int.PopCount(m));
        features.Clear();
        features[firm] = 1;
        features[Firms] = x / _masks + 1;
        features[Firms + 1] = -crowd;
        features[Firms + 2] = (set >> firm & 1) == 1 ? 0 : -1;
    }

    /// <summary>Chances of each active set, with up to two firms left out (their bits stay 0).</summary>
    internal void Joint(ReadOnlySpan<double> p, int x, int without, int andWithout, Span<double> joint)
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
