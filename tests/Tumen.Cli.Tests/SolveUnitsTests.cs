namespace Tumen.Cli.Tests;

/// <summary>What `solve` prints does not lose its digits in small payoff units, and has no signed zero.</summary>
public sealed class SolveUnitsTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("1", "10", "-10")]
    [InlineData("1e-6", "1e-5", "-1e-5")]
    [InlineData("1e6", "10000000", "-10000000")]
    public void ValuesAreReadableInAnyUnits(string unit, string first, string second)
    {
        // Winner and loser of an absorbing state earn one unit a period each at discount 0.9: ten units, and minus ten.
        string path = _cli.Write("won.sgame.json", $$"""
            {"players": ["winner", "loser"], "actions": [["wait"], ["wait"]], "discount": [0.9, 0.9], "states": ["won", "over"],
             "payoffs": [[[[{{unit}}]], [[0]]], [[[-{{unit}}]], [[0]]]], "transitions": [[[[1, 0]]], [[[0, 1]]]]}
            """);
        var (exit, text, error) = _cli.Run("solve", path, "--precision", "inf");
        Assert.True(exit == 0, error);
        string[] Row(string name) => text.Split('\n').Single(x => x.TrimStart().StartsWith(name + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([first, second], Row("won")[^2..]);
        Assert.Equal(["0", "0"], Row("over")[^2..]);
    }
}
