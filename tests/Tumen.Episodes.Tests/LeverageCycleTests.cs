using Tumen.Oracles;

namespace Tumen.Episodes.Tests;

/// <summary>E8, the leverage cycle: formulas against one-month deviations and against the logit path.</summary>
public class LeverageCycleTests
{
    private static Rational R(string text) => Rational.Parse(text);

    private static LeverageCycle Cycle(string r) => new(R(r), 1, R("4/5"), R("1/2"), R("9/10"), R("9/10"));

    [Fact]
    public void E8_example_numbers()
    {
        var cycle = Cycle("3/2");
        Assert.Equal((R("95/59"), R("25/7"), R("19/27")), (cycle.PaysUpTo, cycle.NeverFrom, cycle.PersistenceThreshold));
        Assert.Equal((LeverageRegion.Cycle, R("3/4"), R("27/38")), (cycle.Region, cycle.Leverage, cycle.DiscountedLeverage));
        var mixed = Cycle("2");
        Assert.Equal((R("22/45"), R("7/72"), R("44/69")), (mixed.Provoke, mixed.Pay, mixed.TenseShare));
        Assert.Equal((R("77/621"), R("77/711")), (mixed.Leverage, mixed.DiscountedLeverage));
        Assert.Equal((LeverageRegion.Quiet, Rational.Zero), (Cycle("4").Region, Cycle("4").Leverage));
    }

    // No formula: a profile is an equilibrium if no one-month change gains; on a grid of profiles only the closed form passes.
    [Theory]
    [InlineData("5/4")]
    [InlineData("3/2")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void E8_is_the_only_grid_profile_without_a_gainful_one_month_change(string reward)
    {
        var cycle = Cycle(reward);
        double Gain(double x, double y)
        {
            var (provoke, pay) = cycle.Advantages(cycle.Values(x, y));
            return Math.Max(Math.Max(provoke * (1 - x), -provoke * x), Math.Max(pay * (1 - y), -pay * y));
        }
        double bestX = cycle.Provoke.ToDouble(), bestY = cycle.Pay.ToDouble();
        Assert.Equal(0, Gain(bestX, bestY), 1e-12);
        for (int i = 0; i <= 40; i++)
            for (int j = 0; j <= 40; j++)
            {
                double x = i / 40.0, y = j / 40.0;
                if (Math.Abs(x - bestX) + Math.Abs(y - bestY) < 0.08) continue;
                Assert.True(Gain(x, y) > 1e-6, $"{x} {y}");
            }
    }

    // The logit version of E8, followed in λ by small Newton steps on the two log-odds. Reference numbers: theory.md, section 5, E8, printed to ten digits.
    [Theory]
    [InlineData(false, 1, .6139967603, .4760689471)]
    [InlineData(false, 10, .6817641165, .1502238400)]
    [InlineData(false, 100, .5088786122, .0974215518)]
    [InlineData(false, 1000, .4908495317, .0972020953)]
    [InlineData(true, 1, .4476544458, .3867133376)]
    [InlineData(true, 10, .6205258050, .1715637515)]
    [InlineData(true, 100, .5058292215, .1016848813)]
    [InlineData(true, 1000, .4905895119, .0976346275)]
    public void E8_logit_path_has_the_reference_points(bool shocks, double lambda, double x, double y)
    {
        var cycle = Cycle("2");
        double Entropy(double p) => shocks ? -(p * Math.Log(p) + (1 - p) * Math.Log(1 - p)) : 0;
        (double, double) Residual(double a, double b, double l)
        {
            double px = 1 / (1 + Math.Exp(-a)), py = 1 / (1 + Math.Exp(-b));
            var plain = cycle.Values(px, py);
            double bonusCalm = Entropy(px) / l, bonusTense = Entropy(py) / l;
            var (pc, pt) = Extra(cycle, px, py, 0, bonusTense);
            // The client alone chooses in calm, the patron alone in tension; only the chooser of a month gets its shock.
            var client = Extra(cycle, px, py, bonusCalm, 0);
            var values = (plain.ClientCalm + client.Calm, plain.ClientTense + client.Tense, plain.PatronCalm + pc, plain.PatronTense + pt);
            var (provoke, pay) = cycle.Advantages(values);
            return (a - l * provoke, b - l * pay);
        }
        double logX = 0, logY = 0;
        for (double l = 0.01; ; l = Math.Min(lambda, l * 1.05))
        {
            for (int k = 0; k < 60; k++)
            {
                var (f, g) = Residual(logX, logY, l);
                const double h = 1e-7;
                var (fx, gx) = Residual(logX + h, logY, l);
                var (fy, gy) = Residual(logX, logY + h, l);
                double a = (fx - f) / h, b = (fy - f) / h, c = (gx - g) / h, d = (gy - g) / h, determinant = a * d - b * c;
                double dx = (d * f - b * g) / determinant, dy = (a * g - c * f) / determinant;
                logX -= dx;
                logY -= dy;
                if (Math.Abs(dx) + Math.Abs(dy) < 1e-13) break;
            }
            if (l >= lambda) break;
        }
        Assert.Equal(x, 1 / (1 + Math.Exp(-logX)), 1e-9);
        Assert.Equal(y, 1 / (1 + Math.Exp(-logY)), 1e-9);
    }

    /// <summary>Discounted sums of an extra flow in calm and in tense months, by iterating the recursion.</summary>
    private static (double Calm, double Tense) Extra(LeverageCycle cycle, double x, double y, double calm, double tense)
    {
        double discount = 0.9, stays = (1 - y) * cycle.Persistence.ToDouble();
        double vc = 0, vt = 0;
        for (int k = 0; k < 2000; k++) (vc, vt) = (calm + discount * (x * vt + (1 - x) * vc), tense + discount * (stays * vt + (1 - stays) * vc));
        return (vc, vt);
    }
}
