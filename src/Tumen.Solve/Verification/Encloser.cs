using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Proves that an exact Markov perfect equilibrium lies beside a computed one, mixed or pure, by Krawczyk's test on the equations of its support and by strict slack for the moves
/// that are not played.
/// </summary>
/// <remarks>
/// With Y near the inverse of F′, if |Y F(x)| + |I − Y F′(X)| r &lt; r for the box X = x ± r, then X holds exactly one zero of F. F′ is bounded over X in interval
/// arithmetic; the product Y F′ is taken in doubles with its rounding bounded by γ = k u/(1 − k u) (Higham 2002, §3.1). Sources: Krawczyk (1969); Rump (2010),
/// Acta Numerica 19:287-449, §§10, 13. Fails, saying why, where equilibria are not isolated, where an unplayed move is as good as a played one, and beyond <c>largest</c> equations.
/// </remarks>
public static class Encloser
{
    private const double Unit = 1.1102230246251565e-16; // 2^-53
    private const int Rounds = 8;

    /// <summary>Encloses the equilibrium at λ = ∞ beside an answer.</summary>
    /// <param name="e">An answer in the limit; its strategies are taken in their support.</param>
    /// <param name="largest">Most equations to try: memory 24 bytes times its square.</param>
    public static Enclosure Enclose(LogitMarkovEquilibrium e, int largest = 1500) =>
        double.IsInfinity(e.Precision) ? Enclose(e.Game, e.Strategies, [.. e.Values], largest) : No(0, "only Markov perfect equilibria (infinite λ) are enclosed; at finite λ see the bound of the residual");

    /// <summary>Encloses the equilibrium beside a profile.</summary>
    /// <param name="game">The game.</param>
    /// <param name="sigma">σ, S × m; exact zeros are moves that are not played.</param>
    /// <param name="values">Values of σ, per player.</param>
    /// <param name="largest">Most equations to try.</param>
    public static Enclosure Enclose(StochasticGame game, double[] sigma, double[][] values, int largest = 1500)
    {
        var layout = new SupportLayout(game, sigma);
        int n = layout.Count, valueCount = game.StateCount * game.PlayerCount;
        if (n > largest)
        {
            return No(n, $"the support has {n} equations, more than {largest}");
        }

        var system = new SupportSystem(game, layout);
        double[] centre = new double[n], zero = new double[n];
        for (int v = 0; v < valueCount; v++)
        {
            centre[v] = values[v / game.StateCount][v % game.StateCount];
        }

        for (int k = 0; k < sigma.Length; k++)
        {
            if (layout.Unknown[k] >= 0)
            {
                centre[layout.Unknown[k]] = sigma[k];
            }
        }

        var (chances, worth) = Box(game, layout, sigma, centre, zero);
        system.Evaluate(chances, worth, true);
        if (DenseLu.InverseOf(system.Mid, n) is not { } inverse)
        {
            return No(n, "the equations of the support are singular: equilibria are not isolated here, or the support is not the equilibrium's");
        }

        double gamma = (n + 2) * Unit / (1 - ((n + 2) * Unit));
        double[] shift = Newton(inverse, system.Residual, n, gamma);
        double scale = Enumerable.Range(0, game.PlayerCount).Max(i => game.Payoffs[i].Max(Math.Abs)) + 1e-300;
        double[] r = [.. shift.Select((x, k) => (3 * x) + (1e-16 * (k < valueCount ? scale : 1)))];
        for (int round = 0; round < Rounds; round++)
        {
            (chances, worth) = Box(game, layout, sigma, centre, r);
            system.Evaluate(chances, worth, true);
            double[] next = Contract(inverse, system, shift, r, n, gamma);
            if (next.Any(x => !double.IsFinite(x)))
            {
                break;
            }

            if (next.Zip(r).All(x => x.First < x.Second))
            {
                return Judge(game, layout, system, chances, sigma, r, n);
            }

            r = [.. next.Zip(r, (x, y) => 2 * Math.Max(x, y))];
        }

        return No(n, "Krawczyk's test did not close: the equations of the support are too nearly singular for double precision");
    }

    private static Enclosure Judge(StochasticGame game, SupportLayout layout, SupportSystem system, Interval[] chances, double[] sigma, double[] r, int n)
    {
        double near = 0, worth = r.Take(game.StateCount * game.PlayerCount).Max();
        for (int k = 0; k < sigma.Length; k++)
        {
            if (chances[k].Low < 0 || (layout.Unknown[k] >= 0 && chances[k].Low <= 0))
            {
                return No(n, "an exact solution exists, but one of its chances may be 0 or negative: the support is not clear");
            }

            near = Math.Max(near, Math.Max((chances[k] - sigma[k]).High, ((Interval)sigma[k] - chances[k]).High));
        }

        if (!(system.Margin > 0))
        {
            return No(n, string.Create(CultureInfo.InvariantCulture,
                $"the players are exactly indifferent among what they play, but a move that is not played may be as good (slack {system.Margin:0.0e+0})"));
        }

        return new Enclosure(true, near, worth, system.Margin, n, string.Create(CultureInfo.InvariantCulture,
            $"exactly one equilibrium with this support lies within {near:0.0e+0} of the chances and {worth:0.0e+0} of the values{(double.IsInfinity(system.Margin) ? "" : $"; moves not played are worse by at least {system.Margin:0.0e+0}")}"));
    }

    private static (Interval[] Chances, Interval[] Values) Box(StochasticGame game, SupportLayout layout, double[] sigma, double[] centre, double[] r)
    {
        Interval Around(int k) => r[k] == 0 ? centre[k] : new Interval(Math.BitDecrement(centre[k] - r[k]), Math.BitIncrement(centre[k] + r[k]));
        var chances = new Interval[sigma.Length];
        for (int k = 0; k < sigma.Length; k++)
        {
            chances[k] = layout.Unknown[k] >= 0 ? Around(layout.Unknown[k]) : sigma[k];
        }

        for (int at = 0; at < layout.Reference.Length; at++)
        {
            var pt = layout.Points[at % layout.Points.Length];
            int start = (at / layout.Points.Length * game.Profiles.Size) + pt.Start;
            Interval left = 1;
            bool pure = true;
            for (int k = start; k < start + pt.Moves; k++)
            {
                if (k != layout.Reference[at] && sigma[k] != 0)
                {
                    left -= chances[k];
                    pure = false;
                }
            }

            chances[layout.Reference[at]] = pure ? 1 : left;
        }

        return (chances, [.. Enumerable.Range(0, game.StateCount * game.PlayerCount).Select(Around)]);
    }

    // |Y F(x)|, rounded up.
    private static double[] Newton(double[] inverse, Interval[] residual, int n, double gamma)
    {
        double[] mid = [.. residual.Select(x => 0.5 * (x.Low + x.High))];
        double[] error = [.. residual.Select((x, k) => Math.BitIncrement(Math.Max(x.High - mid[k], mid[k] - x.Low)))];
        var size = new double[n];
        for (int k = 0; k < n; k++)
        {
            var row = inverse.AsSpan(k * n, n);
            double bound = 0;
            for (int c = 0; c < n; c++)
            {
                bound += Math.Abs(row[c]) * ((gamma * Math.Abs(mid[c])) + error[c]);
            }

            size[k] = Up(Math.Abs(FixedOrder.Dot(row, mid)) + Up(bound, n), 2);
        }

        return size;
    }

    // |Y F(x)| + |I − Y F′(X)| r, rounded up.
    private static double[] Contract(double[] inverse, SupportSystem system, double[] shift, double[] r, int n, double gamma)
    {
        var product = new double[n * n];
        PanelProduct.Multiply(inverse, system.Mid, product, n, n, n);
        double[] spread = new double[n], next = new double[n];
        for (int k = 0; k < n; k++)
        {
            double sum = 0;
            for (int c = 0; c < n; c++)
            {
                sum += ((gamma * Math.Abs(system.Mid[(k * n) + c])) + system.Radius[(k * n) + c]) * r[c];
            }

            spread[k] = Up(sum, n);
        }

        for (int k = 0; k < n; k++)
        {
            double sum = 0;
            for (int c = 0; c < n; c++)
            {
                sum += (Math.Abs((k == c ? 1 : 0) - product[(k * n) + c]) * r[c]) + (Math.Abs(inverse[(k * n) + c]) * spread[c]);
            }

            next[k] = Up(shift[k] + Up(sum, 2 * n), 2);
        }

        return next;
    }

    // A sum of at most a few times `terms` nonnegative products, made safe against its rounding and against underflow.
    private static double Up(double x, int terms) => Math.BitIncrement((x * (1 + (8 * (terms + 8) * Unit))) + 1e-290);

    private static Enclosure No(int n, string why) => new(false, double.NaN, double.NaN, 0, n, "not enclosed: " + why);
}
