using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve.Tests;

/// <summary>Games whose kernel leads only to near states: their linear systems are factored in a band, whatever the numbering of the states.</summary>
public class NarrowBandTests
{
    private const int States = 150;

    // A ladder: each player may push it up or down its own way, at a cost, with long sight; `name` gives each rung its number.
    private static StochasticGame Ladder(Func<int, int> name, double discount = 0.999)
    {
        var rung = new int[States];
        for (int r = 0; r < States; r++)
        {
            rung[name(r)] = r;
        }

        return Games.Build(
            States, [["rest", "push"], ["rest", "push"]], [discount, discount],
            (s, m) => [(0.01 * rung[s] / States) - (0.8 * m[0]), (-0.02 * rung[s] / States) - (1.1 * m[1])],
            (s, m) =>
            {
                int at = rung[s], up = Math.Clamp(at + (3 * m[0]) - (2 * m[1]) + 1, 0, States - 1), down = Math.Clamp(at + (3 * m[0]) - (2 * m[1]) - 1, 0, States - 1);
                return up == down ? [(name(up), 1.0)] : [(name(up), 0.5), (name(down), 0.5)];
            });
    }

    private static int Shuffled(int rung) => rung * 67 % States;

    [Fact]
    public void A_ladder_is_narrow_in_any_numbering_and_a_dense_game_is_not()
    {
        var plain = Ladder(r => r);
        Assert.Equal((3, 4), (plain.Kernel.Band.Lower, plain.Kernel.Band.Upper));
        Assert.True(ValueSystem.IsNarrow(plain));
        var shuffled = Ladder(Shuffled);
        Assert.InRange(shuffled.Kernel.Band.Lower + shuffled.Kernel.Band.Upper, 4, 16);
        Assert.Equal(States, shuffled.Kernel.Band.Position.Distinct().Count());
        Assert.True(ValueSystem.IsNarrow(shuffled));
        Assert.False(ValueSystem.IsNarrow(Games.Random(90, 2, 2, 0.9, 3)));
        Assert.False(ValueSystem.IsNarrow(Games.Donation(3, 1, 0.9)));
    }

    [Fact]
    public void The_equilibrium_does_not_depend_on_the_numbering_and_is_certified()
    {
        LogitMarkovEquilibrium plain = LogitMarkovSolver.Solve(Ladder(r => r), new SolveOptions()), shuffled = LogitMarkovSolver.Solve(Ladder(Shuffled), new SolveOptions());
        Assert.Equal(SolveStatus.Certified, plain.Status);
        Assert.Equal(SolveStatus.Certified, shuffled.Status);
        Assert.InRange(plain.Certificate.Regret, 0, 1e-7);
        for (int r = 0; r < States; r++)
        {
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal(plain.At(r)[k], shuffled.At(Shuffled(r))[k], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Banded_solutions_undo_the_product_forwards_and_transposed(bool shuffle)
    {
        var game = Ladder(shuffle ? Shuffled : r => r, 0.99);
        var e = LogitMarkovSolver.Solve(game, new SolveOptions());
        int count = game.Profiles.Count;
        var system = ValueSystem.Linearise(game, 1, ValueConvention.TasteShocks, e.Strategies, e.ActionValues, (s, w) =>
        {
            for (int j = 0; j < 2; j++)
            {
                game.Kernel.Expect(s, e.Values[j], w.AsSpan(j * count, count));
                for (int p = 0; p < count; p++)
                {
                    w[(j * count) + p] = game.Payoffs[j][(s * count) + p] + (0.99 * w[(j * count) + p]);
                }
            }
        })!;
        Assert.True(system.Factor());
        var random = new Philox(3, 0);
        double[] x = Normals(), y = Normals(), two = new double[2 * system.Order], image = new double[system.Order], other = new double[system.Order];
        system.Product(x, image);
        system.Product(y, other);
        for (int r = 0; r < system.Order; r++)
        {
            (two[2 * r], two[(2 * r) + 1]) = (image[r], other[r]);
        }

        system.Solve(two, 2);
        for (int r = 0; r < system.Order; r++)
        {
            Assert.Equal(x[r], two[2 * r], 1e-8);
            Assert.Equal(y[r], two[(2 * r) + 1], 1e-8);
        }

        // zᵀ (A x) = yᵀ x where Aᵀ z = y.
        double[] z = [.. y];
        system.SolveTransposed(z);
        Assert.Equal(FixedOrder.Dot(y, x), FixedOrder.Dot(z, image), 1e-7);

        double[] Normals() => [.. Enumerable.Range(0, system.Order).Select(_ => random.NextNormal())];
    }
}
