using Tumen.Model;

namespace Tumen.Solve.Tests;

public class EncloserTests
{
    private const ValueConvention Plain = ValueConvention.ChoiceErrors;

    // Mixed equilibria of random games, moves at once and in turns: an exact one lies within 1e-9 of what is printed.
    [Theory]
    [InlineData(6, 3, 2, 3)]
    [InlineData(5, 2, 3, 8)]
    [InlineData(12, 3, 3, 1)]
    public void A_mixed_equilibrium_is_enclosed(int states, int players, int actions, ulong seed)
    {
        var e = LogitPath.Follow(Games.Random(states, players, actions, 0.95, seed), new PathOptions { Convention = Plain }).Equilibrium;
        Assert.Contains(e.Strategies, x => x is > 1e-3 and < 0.999);
        var found = Encloser.Enclose(e);
        Assert.True(found.Proved, found.Explanation);
        Assert.InRange(found.StrategyRadius, 0, 1e-9);
        Assert.InRange(found.ValueRadius, 0, 1e-9);
        Assert.True(found.SmallestMargin > 0);
    }

    [Fact]
    public void Players_who_move_in_turns_are_enclosed_too()
    {
        var e = LogitPath.Follow(Games.Random(6, 3, 2, 0.95, 3, [[1], [0, 2]]), new PathOptions { Convention = Plain }).Equilibrium;
        var found = Encloser.Enclose(e);
        Assert.True(found.Proved, found.Explanation);
    }

    // Matching pennies with stakes 3 and 1 against 1: the exact chance 1/3 or so must lie inside, and a start that is off by 1e-5 is enclosed with a radius that admits it.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-5)]
    public void The_exact_solution_lies_within_the_radius(double off)
    {
        // Row wins 2 at (a, a) and 1 at (b, b); column wins 1 when they differ. Column makes row indifferent: 2 y = 1 − y, y = 1/3; row mixes evenly.
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, m) => m[0] == m[1] ? [m[0] == 0 ? 2 : 1, 0] : [0, 1], (_, _) => [(0, 1)]);
        double[] sigma = [0.5 + off, 0.5 - off, (1 / 3.0) - off, (2 / 3.0) + off];
        var found = Encloser.Enclose(game, sigma, [[(4 / 3.0) + off], [1 - off]]);
        Assert.True(found.Proved, found.Explanation);
        Assert.InRange(found.StrategyRadius, off, (4 * off) + 1e-14);
        Assert.InRange(found.ValueRadius, off, (8 * off) + 1e-13);
        Assert.Equal(double.PositiveInfinity, found.SmallestMargin);
    }

    // A support that leaves out a better move has an exact solution but no equilibrium; a chance that is far off has none near.
    [Fact]
    public void What_is_no_equilibrium_is_not_enclosed()
    {
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, m) => m[0] == m[1] ? [m[0] == 0 ? 2 : 1, 0] : [0, 1], (_, _) => [(0, 1)]);
        var pure = Encloser.Enclose(game, [1, 0, 1, 0], [[4], [0]]);
        Assert.False(pure.Proved);
        Assert.Contains("may be as good", pure.Explanation, StringComparison.Ordinal);
        Assert.True(double.IsNaN(pure.StrategyRadius));
    }

    // Two played moves that differ in payoffs but not in indifference with a continuum of solutions: the equations are singular, and it is said.
    [Fact]
    public void A_continuum_is_not_enclosed()
    {
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, m) => [m[1] == 0 ? 1 : 0, m[0] == 0 ? 1 : 0], (_, _) => [(0, 1)]);
        var even = Encloser.Enclose(game, [0.5, 0.5, 0.5, 0.5], [[1], [1]]);
        Assert.True(even.Proved, even.Explanation); // each move is the same for its own player: nothing to determine, and the profile is an equilibrium
        var coordination = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, m) => [m[1] == 0 ? 1 : m[0], m[1] == 0 ? 1 : 0], (_, _) => [(0, 1)]);
        var edge = Encloser.Enclose(coordination, [0.5, 0.5, 1, 0], [[2], [2]]);
        Assert.False(edge.Proved);
        Assert.Contains("singular", edge.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Finite_precision_and_large_supports_are_declined_in_words()
    {
        var game = Games.Random(4, 2, 2, 0.9, 1);
        Assert.Contains("infinite", Encloser.Enclose(LogitMarkovSolver.Solve(game, new SolveOptions())).Explanation, StringComparison.Ordinal);
        var limit = LogitPath.Follow(game, new PathOptions { Convention = Plain }).Equilibrium;
        Assert.Contains("more than 3", Encloser.Enclose(limit, 3).Explanation, StringComparison.Ordinal);
    }
}
