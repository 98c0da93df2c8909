using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>One crisis game with known payoffs: its equilibrium equation, and all its solutions.</summary>
/// <remarks>
/// With t = Φ⁻¹(pR) the equation is G(t) = z(t) − t = 0, where z is B's index (W_B − C_B) + (V_B − C_B)·BD/SF at A's cutoff
/// c = V_A + (S_A − V_A)/Φ(t). All roots are found by recursive bisection: an interval is only dropped when the Hermite cubic through the ends'
/// values and slopes fits the midpoint and stays clear of 0.
/// </remarks>
/// <param name="payoffs">S_A, V_A, C_B, W_A, W_B, a, V_B.</param>
public sealed class CrisisGame(IReadOnlyList<double> payoffs)
{
    private readonly double[] _u = payoffs.Count == 7 ? [.. payoffs] : throw new ArgumentException("Seven payoffs expected.", nameof(payoffs));

    private int _budget;

    /// <summary>All equilibria.</summary>
    public CrisisCensus Census()
    {
        var roots = new List<double>();
        double high = 9, low = -1;
        while (high < 1e6 && Gap(high).Value > 0) high *= 2;
        // Downward, pR → 0: to where G is positive for good, Φ(t) underflows, or no challenge is worth the name (cutoff above 1e12).
        double steepest = Elementary.Log(_u[0] > _u[1] ? 1e12 : 1e100) - Elementary.Log(Math.Abs(_u[0] - _u[1]) + 1e-300);
        while (low > -36 && -Normal.LogCdf(low - 0.25) < steepest && (low > -9 || !(Gap(low).Value > 0))) low -= 0.25;
        const int pieces = 20;
        _budget = 50_000;
        (double Value, double Slope) left = Gap(low);
        for (int i = 0; i < pieces; i++)
        {
            double a = low + (high - low) * i / pieces, b = low + (high - low) * (i + 1) / pieces;
            (double Value, double Slope) right = Gap(b);
            Search(a, left, b, right, 0, roots);
            left = right;
        }
        return new CrisisCensus([.. roots.Select(Describe)], HasCorner(), _budget >= 0);
    }

    /// <summary>Polishes one root by Newton's method from a nearby index.</summary>
    /// <param name="start">t to start from.</param>
    /// <param name="root">The root.</param>
    /// <returns>False when no root was reached.</returns>
    public bool TryPolish(double start, out double root)
    {
        root = start;
        for (int i = 0; i < 60; i++)
        {
            (double value, double slope) = Gap(root);
            if (!double.IsFinite(value)) return false;
            double step = -value / slope;
            if (!double.IsFinite(step)) return false;
            root += Math.Clamp(step, -1, 1);
            if (Math.Abs(step) <= 1e-14 * (1 + Math.Abs(root))) return true;
        }
        return Math.Abs(Gap(root).Value) < 1e-11;
    }

    /// <summary>An equilibrium described at its index t.</summary>
    public CrisisEquilibrium Describe(double t)
    {
        Span<double> cells = stackalloc double[20 * JetPad.Stride(1)];
        var pad = new JetPad(cells, 1);
        (int gap, var logs) = Fill(pad, t);
        double resist = Normal.Cdf(t), z = pad[gap][0] + t;
        return new CrisisEquilibrium(t, resist, Elementary.Exp(pad[logs.Challenge][0]), Logistic.Cdf(-pad[logs.Odds][0]), Math.Abs(Normal.Cdf(z) - resist), 1 + pad[gap][1]);
    }

    /// <summary>The four outcome chances when B resists with chance pR: status quo, concession, stood firm, backed down.</summary>
    public double[] Outcomes(double resist)
    {
        Span<double> cells = stackalloc double[20 * JetPad.Stride(1)];
        var pad = new JetPad(cells, 1);
        (_, var logs) = Fill(pad, Normal.Quantile(resist));
        return [Elementary.Exp(pad[logs.Quiet][0]), Elementary.Exp(pad[logs.Challenge][0]) * (1 - resist), Elementary.Exp(pad[logs.Firm][0]) * resist, Elementary.Exp(pad[logs.Back][0]) * resist];
    }

    internal (double Value, double Slope) Gap(double t)
    {
        Span<double> cells = stackalloc double[20 * JetPad.Stride(1)];
        var pad = new JetPad(cells, 1);
        (int gap, _) = Fill(pad, t);
        return (pad[gap][0], pad[gap][1]);
    }

    private (int Gap, (int Quiet, int Firm, int Back, int Challenge, int Odds) Logs) Fill(in JetPad pad, double t)
    {
        pad.Variable(0, 0, t);
        pad.Constant(1, _u[3]);
        pad.Constant(2, _u[5]);
        CrisisIndex.Cutoff(pad, 3, 0, _u[0] - _u[1], _u[1]);
        var logs = CrisisMoves.Set(pad, 3, 1, 2, 6);
        pad.Exp(4, logs.Odds);
        pad.Affine(4, 4, _u[6] - _u[2], _u[4] - _u[2]);
        pad.Combine(4, 1, 4, -1, 0);
        return (4, logs);
    }

    private bool HasCorner() => _u[0] > _u[1] && _u[5] > _u[3] && _u[2] > _u[6];

    private void Search(double a, (double Value, double Slope) fa, double b, (double Value, double Slope) fb, int depth, List<double> roots)
    {
        double mid = 0.5 * (a + b), width = b - a;
        bool crosses = fa.Value > 0 != fb.Value > 0;
        // Far from 0 on both sides of a steep stretch, or out of budget: nothing more to split.
        bool far = depth >= 3 && !crosses && Math.Min(Math.Abs(fa.Value), Math.Abs(fb.Value)) > 1e3;
        if (depth >= 34 || width < 1e-9 || far || --_budget < 0)
        {
            if (crosses) Add(Bisect(a, fa.Value, b), roots);
            return;
        }
        (double Value, double Slope) fm = Gap(mid);
        if (depth >= 1 && double.IsFinite(fa.Value) && double.IsFinite(fb.Value) && double.IsFinite(fm.Value))
        {
            double guess = 0.5 * (fa.Value + fb.Value) + width / 8 * (fa.Slope - fb.Slope), miss = Math.Abs(guess - fm.Value);
            double slopeGuess = 1.5 * (fb.Value - fa.Value) / width - 0.25 * (fa.Slope + fb.Slope), slopeMiss = Math.Abs(slopeGuess - fm.Slope) * width;
            double margin = 4 * (miss + slopeMiss) + 1e-14;
            (double least, double most) = Range(fa, fb, width);
            if (least > margin || most < -margin) return;
            bool monotone = SlopeSigned(fa, fb, fm, width, margin);
            if (monotone)
            {
                if (crosses) Add(Bisect(a, fa.Value, b), roots);
                return;
            }
        }
        Search(a, fa, mid, fm, depth + 1, roots);
        Search(mid, fm, b, fb, depth + 1, roots);
    }

    /// <summary>Range of the Hermite cubic over the interval, at 9 points.</summary>
    private static (double Least, double Most) Range((double Value, double Slope) fa, (double Value, double Slope) fb, double width)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int i = 0; i <= 8; i++)
        {
            double s = i / 8.0, r = 1 - s;
            double value = fa.Value * r * r * (1 + 2 * s) + fb.Value * s * s * (3 - 2 * s) + width * s * r * (r * fa.Slope - s * fb.Slope);
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }
        return (least, most);
    }

    /// <summary>True when ends, midpoint and the cubic's own slope agree that G is monotone here.</summary>
    private static bool SlopeSigned((double Value, double Slope) fa, (double Value, double Slope) fb, (double Value, double Slope) fm, double width, double margin)
    {
        int sign = Math.Sign(fm.Slope);
        if (sign == 0 || Math.Sign(fa.Slope) != sign || Math.Sign(fb.Slope) != sign) return false;
        for (int i = 1; i < 8; i++)
        {
            double s = i / 8.0;
            double slope = 6 * s * (1 - s) * (fb.Value - fa.Value) + width * ((1 - s) * (1 - 3 * s) * fa.Slope + s * (3 * s - 2) * fb.Slope);
            if (Math.Sign(slope) != sign || Math.Abs(slope) < margin) return false;
        }
        return true;
    }

    private double Bisect(double a, double fa, double b)
    {
        for (int i = 0; i < 200; i++)
        {
            double mid = 0.5 * (a + b);
            if (b - a < 1e-3 && TryPolish(mid, out double root) && root >= a - 1e-12 && root <= b + 1e-12) return root;
            if (mid <= a || mid >= b) return mid;
            double value = Gap(mid).Value;
            if (value > 0 == fa > 0) (a, fa) = (mid, value);
            else b = mid;
        }
        return 0.5 * (a + b);
    }

    private static void Add(double root, List<double> roots)
    {
        if (roots.Count == 0 || root - roots[^1] > 1e-10 * (1 + Math.Abs(root))) roots.Add(root);
    }
}

/// <summary>A's cutoff as a function of B's index.</summary>
internal static class CrisisIndex
{
    /// <summary>to := v + d/Φ(t) with constants d, v. Uses slot to + 2 as work.</summary>
    public static void Cutoff(in JetPad pad, int to, int t, double difference, double value)
    {
        Reciprocal(pad, to, t);
        pad.Affine(to, to, difference, value);
    }

    /// <summary>to := 1/Φ(t).</summary>
    public static void Reciprocal(in JetPad pad, int to, int t)
    {
        double v = pad[t][0], mills = Normal.MillsRatio(v), inverse = Elementary.Exp(-Normal.LogCdf(v));
        // (ln Φ)' = m, (ln Φ)'' = −m(v + m): d(1/Φ) = −m/Φ, d² = (m² + m(v + m))/Φ.
        pad.Chain(to, t, inverse, -mills * inverse, mills * (v + 2 * mills) * inverse);
    }
}
