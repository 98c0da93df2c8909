using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>How a solution of a game was certified.</summary>
/// <param name="Residual">Largest |Φ(v) − v|.</param>
/// <param name="Steps">Newton steps used.</param>
/// <param name="Converged">True when the residual met its tolerance.</param>
public readonly record struct SolveCertificate(double Residual, int Steps, bool Converged);

/// <summary>Newton's method in v, with halved steps when the residual would grow, and continuation in δ for cold starts.</summary>
internal static class DyadicSolver
{
    public const double Tolerance = 1e-11;

    /// <summary>Solves from v in place. The scale of v enters the tolerance, because rounding in v of size m cannot be beaten below m·1e-15.</summary>
    public static SolveCertificate Newton(DyadicGame game, ReadOnlySpan<double> weights, Span<double> v, DyadicGame.Work work, int maximum = 60)
    {
        double residual = double.PositiveInfinity;
        for (int step = 0; step < maximum; step++)
        {
            game.Equations(weights, v, work.Gap, work.Jacobian, [], work);
            residual = Largest(work.Gap);
            if (!double.IsFinite(residual)) return new SolveCertificate(residual, step, false);
            double floor = Math.Max(Tolerance, 1e-14 * Largest(v));
            if (residual <= floor) return new SolveCertificate(residual, step, true);
            if (!work.Jacobian.Factor()) return new SolveCertificate(residual, step, false);
            work.Gap.CopyTo(work.Column, 0);
            work.Jacobian.Solve(work.Column);
            double scale = 1, best = residual;
            bool moved = false;
            for (int half = 0; half < 25 && !moved; half++, scale /= 2)
            {
                for (int k = 0; k < v.Length; k++) work.Trial[k] = v[k] - scale * work.Column[k];
                game.Equations(weights, work.Trial, work.Gap, null, [], work);
                double next = Largest(work.Gap);
                if (!(next < best * (1 - 1e-4 * scale)) && !(next <= floor)) continue;
                moved = true;
                work.Trial.AsSpan(0, v.Length).CopyTo(v);
                residual = next;
            }
            if (residual <= floor) return new SolveCertificate(residual, step + 1, true);
            if (!moved) return new SolveCertificate(residual, step, residual <= 1e-9 * (1 + Largest(v) * 1e-3));
        }
        return new SolveCertificate(residual, maximum, false);
    }

    /// <summary>Solves from nothing: at δ = 0 the game is static, then δ rises to its value, with 1 − δ shrinking by a factor at each step.</summary>
    public static SolveCertificate Cold(DyadicGame game, ReadOnlySpan<double> weights, Span<double> v)
    {
        v.Clear();
        double patience = 1, last = 1 - game.Discount, factor = 0.6;
        SolveCertificate certificate = default;
        double[] kept = new double[v.Length];
        for (int tries = 0; tries < 400; tries++)
        {
            double next = tries == 0 ? 1 : Math.Max(last, patience * factor);
            DyadicGame at = next == last ? game : game.WithDiscount(1 - next);
            v.CopyTo(kept);
            certificate = Newton(at, weights, v, new DyadicGame.Work(at));
            if (certificate.Converged)
            {
                if (next == last) return certificate;
                patience = next;
                factor = Math.Max(0.3, factor * 0.9);
            }
            else
            {
                kept.CopyTo(v);
                factor = 1 - (1 - factor) / 2;
                if (factor > 0.9999) return certificate;
            }
        }
        return certificate;
    }

    internal static double Largest(ReadOnlySpan<double> x)
    {
        double worst = 0;
        foreach (double value in x)
        {
            if (double.IsNaN(value)) return double.NaN;
            worst = Math.Max(worst, Math.Abs(value));
        }
        return worst;
    }
}
