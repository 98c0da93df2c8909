using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>A family of responses over menus: each decision point answers with the moves that its state allows, the others have chance 0 whatever the path parameter is.</summary>
internal sealed class MenuFamily(Response inner, Menus menus) : Response
{
    public override double ShareSlope => inner.ShareSlope;

    /// <summary>The family itself where every move may be chosen.</summary>
    public static Response Over(Response inner, Menus? menus) => menus is null ? inner : new MenuFamily(inner, menus);

    public override double Share(double t) => inner.Share(t);

    public override double Span(double t) => inner.Span(t);

    public override double Sharpness(double t) => inner.Sharpness(t);

    public override double LogScale(double t) => inner.LogScale(t);

    public override double Speed(double t, double q, double dq, double dt) => inner.Speed(t, q, dq, dt);

    public override double Move(double q, double step, double t, double dt) => inner.Move(q, step, t, dt);

    public override double Answer(int at, double t, ReadOnlySpan<double> q, Span<double> sigma)
    {
        var menu = menus.At(at, q.Length);
        Span<double> own = stackalloc double[q.Length], chosen = stackalloc double[q.Length];
        int n = Logit.Gather(q, menu, own);
        double value = inner.Answer(at, t, own[..n], chosen[..n]);
        Logit.Scatter(chosen, menu, sigma);
        return value;
    }

    public override double Slopes(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, double value, Span<double> g, Span<double> sigmaT, Span<double> valueQ)
    {
        var menu = menus.At(at, q.Length);
        Span<double> own = stackalloc double[q.Length], chosen = stackalloc double[q.Length], og = stackalloc double[q.Length], ot = stackalloc double[q.Length], ov = stackalloc double[q.Length];
        int n = Logit.Gather(q, menu, own);
        Logit.Gather(sigma, menu, chosen);
        double slope = inner.Slopes(at, t, own[..n], chosen[..n], value, og[..n], ot[..n], ov[..n]);
        Logit.Scatter(og, menu, g);
        Logit.Scatter(ot, menu, sigmaT);
        Logit.Scatter(ov, menu, valueQ);
        return slope;
    }

    public override void LogRate(int at, double t, ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, ReadOnlySpan<double> g, ReadOnlySpan<double> sigmaT, ReadOnlySpan<double> dq, double dt, Span<double> rate)
    {
        var menu = menus.At(at, q.Length);
        Span<double> own = stackalloc double[q.Length], chosen = stackalloc double[q.Length], og = stackalloc double[q.Length], ot = stackalloc double[q.Length], od = stackalloc double[q.Length];
        Span<double> rates = stackalloc double[q.Length];
        int n = Logit.Gather(q, menu, own);
        Logit.Gather(sigma, menu, chosen);
        Logit.Gather(g, menu, og);
        Logit.Gather(sigmaT, menu, ot);
        Logit.Gather(dq, menu, od);
        inner.LogRate(at, t, own[..n], chosen[..n], og[..n], ot[..n], od[..n], dt, rates[..n]);
        Logit.Scatter(rates, menu, rate);
    }

    public override double ChanceAfter(int at, double t, ReadOnlySpan<double> q, int action, double rate)
    {
        var menu = menus.At(at, q.Length);
        Span<double> own = stackalloc double[q.Length];
        int n = Logit.Gather(q, menu, own), place = 0;
        for (int k = 0; k < action; k++)
        {
            place += menu[k] ? 1 : 0;
        }

        return menu[action] ? inner.ChanceAfter(at, t, own[..n], place, rate) : 0;
    }
}
