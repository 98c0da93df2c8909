using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve.Tests;

public class VerifierTests
{
    [Fact]
    public void Intervals_contain_the_exact_result()
    {
        // 0.1 and 0.2 as doubles do not add up to the double 0.3; in decimal their exact sum is 0.3000000000000000166…
        Interval sum = (Interval)0.1 + 0.2;
        Assert.True((decimal)sum.Low <= 0.3000000000000000166m && sum.High >= 0.30000000000000001);
        var product = new Interval(-2, 3) * new Interval(-5, 4);
        Assert.InRange(product.Low, -15 - 1e-12, -15);
        Assert.InRange(product.High, 12, 12 + 1e-12);
        var quotient = (Interval)1 / 3;
        Assert.True(quotient.Low < quotient.High && quotient.Low <= 1.0 / 3 && quotient.High >= 1.0 / 3);
        Assert.Equal(double.PositiveInfinity, ((Interval)1 / new Interval(-1, 1)).High);
        var unit = Interval.Exp(Interval.Log(7));
        Assert.True(unit.Low <= 7 && unit.High >= 7 && unit.Width < 1e-13);
    }

    // The proof agrees with the certificate: it bounds the regret from above, and tightly.
    [Theory]
    [InlineData(double.PositiveInfinity, ValueConvention.ChoiceErrors)]
    [InlineData(2, ValueConvention.TasteShocks)]
    [InlineData(2, ValueConvention.ChoiceErrors)]
    public void A_solved_game_is_proved(double precision, ValueConvention convention)
    {
        var game = Games.Random(6, 3, 2, 0.95, 3, [[1], [0, 2]]);
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = precision, Convention = convention }).Equilibrium;
        var proved = Verifier.Prove(e);
        Assert.InRange(proved.ValueError, 0, 1e-10);
        if (convention == ValueConvention.TasteShocks || double.IsInfinity(precision))
        {
            Assert.InRange(proved.Regret, 0, 1e-9);
        }
        else
        {
            // Quantal responses are no best replies: the bound lies above the regret found, by no more than the one-shot gain over 1 − δ.
            Assert.InRange(proved.Regret, e.Certificate.Regret, (e.Certificate.OneShotGain * 21) + 1e-9);
        }

        if (!double.IsInfinity(precision))
        {
            Assert.InRange(proved.Residual, e.Certificate.Residual, 1e-11);
        }
    }

    // A profile that is no equilibrium cannot be proved one: tit for tat's client provoking with the wrong chance loses what the bound says at least.
    [Fact]
    public void A_wrong_profile_is_not_proved()
    {
        var game = Games.LeverageCycle(2);
        var e = LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors }).Equilibrium;
        var wrong = (double[])e.Strategies.Clone();
        (wrong[0], wrong[1]) = (0.9, 0.1);
        var certificate = Certifier.Check(game, double.PositiveInfinity, ValueConvention.ChoiceErrors, wrong, [], true);
        Assert.True(certificate.Regret > 0.01);
        Assert.True(Verifier.Prove(game, double.PositiveInfinity, ValueConvention.ChoiceErrors, wrong, [.. e.Values]).Regret >= certificate.Regret);
    }

    [Fact]
    public void A_strict_pure_equilibrium_is_proved_exactly()
    {
        // Two moves change nothing (paying in calm, provoking in tense); a small cost makes them strictly worse.
        var strict = Games.LeverageCycle(4);
        for (int p = 0; p < 4; p++)
        {
            strict.Payoffs[1][p] -= p % 2 == 1 ? 0.01 : 0;
            strict.Payoffs[0][4 + p] -= p / 2 == 1 ? 0.01 : 0;
        }

        var e = LogitPath.Follow(strict, new PathOptions { Convention = ValueConvention.ChoiceErrors }).Equilibrium;
        var proved = Verifier.Prove(e);
        Assert.True(proved.StrictlyPure);
        Assert.Equal(0, proved.Regret);
        Assert.InRange(proved.SmallestMargin, 0.0099, 0.01);
    }
}
