namespace Tumen.Numerics.Special;

/// <summary>ln Φ₂ with its first and second derivatives, safe far below the smallest double.</summary>
/// <param name="Value">ln Φ₂(h, k; r).</param>
/// <param name="H">∂/∂h.</param>
/// <param name="K">∂/∂k.</param>
/// <param name="HH">∂²/∂h².</param>
/// <param name="HK">∂²/∂h∂k.</param>
/// <param name="KK">∂²/∂k².</param>
public readonly record struct BivariateLog(double Value, double H, double K, double HH, double HK, double KK)
{
    private static readonly (double[] Nodes, double[] Weights) Rule = GaussLegendre.Rule(16);

    /// <summary>Evaluates at (h, k) for a correlation r in [0, 1).</summary>
    /// <remarks>∂Φ₂/∂h = φ(h)Φ((k − rh)/s), ∂²Φ₂/∂h∂k = φ₂(h, k; r), s = √(1 − r²); each is divided by Φ₂ in logs.</remarks>
    public static BivariateLog At(double h, double k, double r)
    {
        double s = Math.Sqrt(1 - r * r), log = Log(h, k, r, s);
        double a = (k - r * h) / s, b = (h - r * k) / s;
        double slopeH = Elementary.Exp(Normal.LogPdf(h) + Normal.LogCdf(a) - log), slopeK = Elementary.Exp(Normal.LogPdf(k) + Normal.LogCdf(b) - log);
        double density = Elementary.Exp(Normal.LogPdf(h) + Normal.LogPdf(a) - Elementary.Log(s) - log);
        return new BivariateLog(log, slopeH, slopeK,
            -h * slopeH - r * density - slopeH * slopeH, density - slopeH * slopeK, -k * slopeK - r * density - slopeK * slopeK);
    }

    private static double Log(double h, double k, double r, double s)
    {
        if (h < k) return Log(k, h, r, s);
        // k is now the tighter bound: P(X ≤ h | Y ≤ k) is the mean of Φ((h − r y)/s) over the tail y ≤ k.
        // Beyond 12 the looser bound changes nothing a double can hold.
        if (h > 12 && k >= -4) return Normal.LogCdf(k);
        if (k >= -4) return Elementary.Log(BivariateNormal.Cdf(h, k, r));
        return (h - r * k) / s > -3 ? Normal.LogCdf(k) + Elementary.Log(TailMean(h, k, r, s)) : Deep(h, k, r, s);
    }

    /// <summary>∫₀^∞ e^(−v − v²/2k²) Φ((h − rk + rv/|k|)/s) dv, over the same integral without Φ, which is |k|·(the tail ratio)·√(2π).</summary>
    private static double TailMean(double h, double k, double r, double s)
    {
        double start = (h - r * k) / s, rate = r / (s * -k), bend = 0.5 / (k * k), sum = 0;
        for (int panel = 0; panel < 5; panel++)
            for (int i = 0; i < Rule.Nodes.Length; i++)
            {
                double v = 8 * panel + 4 + 4 * Rule.Nodes[i];
                sum += 4 * Rule.Weights[i] * Elementary.Exp(-v - bend * v * v) * Normal.Cdf(start + rate * v);
            }
        return sum / (-k * Normal.TailRatio(-k) * 2.5066282746310005024);
    }

    /// <summary>ln ∫_{−∞}^k φ(x)Φ((h − r x)/s) dx by quadrature around the integrand's peak; the log-integrand is concave.</summary>
    private static double Deep(double h, double k, double r, double s)
    {
        double At(double x) => Normal.LogPdf(x) + Normal.LogCdf((h - r * x) / s);
        double Slope(double x) => -x - r / s * Normal.MillsRatio((h - r * x) / s);
        double peak = k;
        if (Slope(k) < 0)
        {
            double low = Math.Min(k, h) - 40 - Math.Abs(h) - Math.Abs(k), high = k;
            for (int i = 0; i < 200 && high - low > 1e-12 * (1 + Math.Abs(low)); i++)
            {
                double mid = 0.5 * (low + high);
                if (Slope(mid) > 0) low = mid;
                else high = mid;
            }
            peak = 0.5 * (low + high);
        }
        double top = At(peak), width = 12 / (1 + Math.Max(0, Slope(peak)) / 4), sum = 0;
        for (int panel = -16; panel < 16; panel++)
        {
            double from = peak + panel * width / 16, to = Math.Min(k, from + width / 16);
            if (to <= from) break;
            for (int i = 0; i < Rule.Nodes.Length; i++)
                sum += Rule.Weights[i] * 0.5 * (to - from) * Elementary.Exp(At(0.5 * (from + to) + 0.5 * (to - from) * Rule.Nodes[i]) - top);
        }
        return top + Elementary.Log(sum);
    }
}
