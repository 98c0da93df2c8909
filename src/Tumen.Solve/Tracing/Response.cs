using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// How a player answers action values at one decision point when the path parameter is t, and how that answer moves. A family of responses is
/// a homotopy: easy at its start, best replies at its end.
/// </summary>
/// <remarks>The slope of the answer is always ∂σ/∂q = diag(g) − g gᵀ/Σg, so that every family shares one elimination.</remarks>
internal abstract class Response
{
    /// <summary>Share of the action values that the current strategies give; the rest comes from the prior.</summary>
    public virtual double Share(double t) => 1;

    /// <summary>∂Share/∂t.</summary>
    public virtual double ShareSlope => 0;

    /// <summary>Natural length of a change in t at t: a step of this size counts as one.</summary>
    public abstract double Span(double t);

    /// <summary>How sharply the family answers at t, as the precision of a logit response would be.</summary>
    public abstract double Sharpness(double t);

    /// <summary>|dt| per unit of the logarithm of λ, or of 1 − t.</summary>
    public abstract double LogScale(double t);

    /// <summary>σ and the value U of the decision point.</summary>
    /// <param name="at">Where the point stands in the S × m vectors.</param>
    /// <param name="t">Path parameter.</param>
    /// <param name="q">Action values.</param>
    /// <param name="sigma">Receives σ.</param>
    public abstract double Answer(int at, double t, ReadOnlySpan<double> q, Span<double> sigma);

    /// <summary>g, ∂σ/∂t and ∂U/∂q, after <see cref="Answer"/>.</summary>
    /// <returns>∂U/∂t.</returns>
    public abstract double Slopes(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, double value, Span<double> g, Span<double> sigmaT, Span<double> valueQ);

    /// <summary>Rate of log σ along a direction (dq, dt), whose σ-mean is 0.</summary>
    public abstract void LogRate(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, ReadOnlySpan<double> g, ReadOnlySpan<double> sigmaT, ReadOnlySpan<double> dq, double dt, Span<double> rate);

    /// <summary>About the chance of an action after its log rate is applied; 0 when the linear rate tells enough.</summary>
    public virtual double ChanceAfter(int at, double t, ReadOnlySpan<double> q, int action, double rate) => 0;

    /// <summary>Speed of the coordinates in which this family's paths are nearly straight.</summary>
    public abstract double Speed(double t, double q, double dq, double dt);

    /// <summary>Action value after a step of those coordinates.</summary>
    public abstract double Move(double q, double step, double t, double dt);
}

/// <summary>Logit response, σ ∝ exp(λ q); t is λ. The uniform strategy at λ = 0, best replies as λ → ∞ (McKelvey and Palfrey 1995, 1998).</summary>
internal sealed class LogitFamily(ValueConvention convention) : Response
{
    public override double Span(double t) => 1 + Math.Abs(t);

    public override double Sharpness(double t) => t;

    public override double LogScale(double t) => Math.Max(Math.Abs(t), 1e-300);

    // Under taste shocks U = (1/λ) log mean exp(λ q): the constant log A / λ of (1/λ) log Σ is left out, which keeps U finite at λ = 0 and
    // shifts a player's value in every state alike. Near λ = 0 the cumulants' series is used.
    public override double Answer(int at, double t, ReadOnlySpan<double> q, Span<double> sigma)
    {
        int a = q.Length;
        double top = q[0], mean = 0;
        for (int k = 0; k < a; k++)
        {
            top = Math.Max(top, q[k]);
        }

        double sum = 0;
        for (int k = 0; k < a; k++)
        {
            double e = Elementary.Exp(t * (q[k] - top));
            sigma[k] = e;
            sum += e;
        }

        double inverse = 1 / sum;
        for (int k = 0; k < a; k++)
        {
            sigma[k] *= inverse;
            mean += sigma[k] * (q[k] - top);
        }

        if (convention == ValueConvention.ChoiceErrors)
        {
            return top + mean;
        }

        return Small(t, q, top, out double series, out _) ? series : top + (Elementary.Log(sum / a) / t);
    }

    public override double Slopes(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, double value, Span<double> g, Span<double> sigmaT, Span<double> valueQ)
    {
        double mean = 0;
        for (int k = 0; k < q.Length; k++)
        {
            mean += sigma[k] * (q[k] - q[0]);
        }

        mean += q[0];
        double variance = 0;
        for (int k = 0; k < q.Length; k++)
        {
            double gap = q[k] - mean;
            g[k] = t * sigma[k];
            sigmaT[k] = sigma[k] * gap;
            variance += sigma[k] * gap * gap;
            valueQ[k] = convention == ValueConvention.TasteShocks ? sigma[k] : sigma[k] * (1 + (t * gap));
        }

        if (convention == ValueConvention.ChoiceErrors)
        {
            return variance;
        }

        return Small(t, q, mean, out _, out double slope) ? slope : (mean - value) / t;
    }

    public override void LogRate(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, ReadOnlySpan<double> g, ReadOnlySpan<double> sigmaT, ReadOnlySpan<double> dq, double dt, Span<double> rate)
    {
        double mean = 0;
        for (int k = 0; k < q.Length; k++)
        {
            rate[k] = (t * (dq[k] - dq[0])) + (dt * (q[k] - q[0]));
            mean += sigma[k] * rate[k];
        }

        for (int k = 0; k < q.Length; k++)
        {
            rate[k] -= mean;
        }
    }

    // σ may have underflowed to 0, where no rate can be seen; the exponent still tells.
    public override double ChanceAfter(int at, double t, ReadOnlySpan<double> q, int action, double rate)
    {
        double top = q[0];
        foreach (double x in q)
        {
            top = Math.Max(top, x);
        }

        return Elementary.Exp(Math.Min(0, (t * (q[action] - top)) + rate));
    }

    // Straight in log-odds z = λ q: a mixed choice keeps its odds and a pure one its gap, whatever the step.
    public override double Speed(double t, double q, double dq, double dt) => (t * dq) + (q * dt);

    public override double Move(double q, double step, double t, double dt) => ((t * q) + step) / (t + dt);

    private static bool Small(double t, ReadOnlySpan<double> q, double near, out double value, out double slope)
    {
        double low = near, high = near, mean = 0;
        foreach (double x in q)
        {
            low = Math.Min(low, x);
            high = Math.Max(high, x);
            mean += (x - near) / q.Length;
        }

        if (t * (high - low) > 1e-3)
        {
            value = slope = 0;
            return false;
        }

        double second = 0, third = 0;
        foreach (double x in q)
        {
            double gap = x - near - mean;
            second += gap * gap / q.Length;
            third += gap * gap * gap / q.Length;
        }

        value = near + mean + (t * ((second / 2) + (t * third / 6)));
        slope = (second / 2) + (t * third / 3);
        return true;
    }
}

/// <summary>
/// Logarithmic tracing (Herings and Peeters 2004; Eibelshäuser and Poensgen 2019): maximise t Q(σ) + (1 − t) Q(prior) + (1 − t) η Σ log σ.
/// One strictly concave problem per decision point at t = 0, best replies at t = 1.
/// </summary>
internal sealed class LogTracingFamily(double eta) : Response
{
    public override double Share(double t) => t;

    public override double ShareSlope => 1;

    public override double Span(double t) => Math.Max(1 - t, 1e-12);

    // A worse action keeps a chance of about (1 − t) η over its loss, much more than a logit response with λ = 1/((1 − t) η) would leave it; the
    // square root makes sharpness × chance vanish, as it must where strategies are polished.
    public override double Sharpness(double t) => 1 / Math.Sqrt(Math.Max(1 - t, 1e-300) * eta);

    public override double LogScale(double t) => Math.Max(1 - t, 1e-300);

    public override double Answer(int at, double t, ReadOnlySpan<double> q, Span<double> sigma)
    {
        // σ_a = κ/(μ − q_a); μ solves Σ κ/(μ − q_a) = 1, by Newton on a convex decreasing function from the left, which never overshoots.
        double kappa = (1 - t) * eta, top = q[0];
        int a = q.Length;
        for (int k = 1; k < a; k++)
        {
            top = Math.Max(top, q[k]);
        }

        double gap = kappa; // μ − top ≥ κ, since the best action alone gives κ/(μ − top) ≤ 1
        for (int round = 0; round < 200; round++)
        {
            double f = -1, slope = 0;
            for (int k = 0; k < a; k++)
            {
                double x = kappa / (gap + top - q[k]);
                f += x;
                slope += x / (gap + top - q[k]);
            }

            double step = f / slope;
            gap += step;
            if (!(Math.Abs(step) > 1e-16 * gap))
            {
                break;
            }
        }

        double sum = 0, value = 0;
        for (int k = 0; k < a; k++)
        {
            sigma[k] = kappa / (gap + top - q[k]);
            sum += sigma[k];
        }

        for (int k = 0; k < a; k++)
        {
            sigma[k] /= sum;
            value += (sigma[k] * (q[k] - top)) + (kappa * Elementary.Log(sigma[k]));
        }

        return top + value;
    }

    public override double Slopes(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, double value, Span<double> g, Span<double> sigmaT, Span<double> valueQ)
    {
        double kappa = (1 - t) * eta, total = 0, logs = 0;
        for (int k = 0; k < q.Length; k++)
        {
            g[k] = sigma[k] * sigma[k] / kappa;
            total += g[k];
            logs += Elementary.Log(sigma[k]);
            valueQ[k] = sigma[k];
        }

        for (int k = 0; k < q.Length; k++)
        {
            sigmaT[k] = -eta * ((sigma[k] / kappa) - (g[k] / (kappa * total)));
        }

        return -eta * logs;
    }

    public override void LogRate(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, ReadOnlySpan<double> g, ReadOnlySpan<double> sigmaT, ReadOnlySpan<double> dq, double dt, Span<double> rate)
    {
        double total = 0, mean = 0;
        for (int k = 0; k < q.Length; k++)
        {
            total += g[k];
            mean += g[k] * (dq[k] - dq[0]);
        }

        mean /= total;
        for (int k = 0; k < q.Length; k++)
        {
            rate[k] = ((g[k] * (dq[k] - dq[0] - mean)) + (sigmaT[k] * dt)) / sigma[k];
        }
    }

    public override double Speed(double t, double q, double dq, double dt) => dq;

    public override double Move(double q, double step, double t, double dt) => q + step;
}
