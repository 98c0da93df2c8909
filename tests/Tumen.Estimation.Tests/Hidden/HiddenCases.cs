using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

/// <summary>The small game with regimes, and records of it of which something is hidden.</summary>
internal static class HiddenCases
{
    /// <summary>The small game whose client's weights differ between regimes.</summary>
    public static GameModel WithRegimes(int count = 2, bool foreseen = false, bool inOrder = false, double stay = 40, GameModel? of = null)
    {
        var model = of ?? SmallTriad.Model();
        int at = model.Situations.Length;
        var spec = new RegimeSpec(count, [0], [], stay, foreseen) { InOrder = inOrder };
        return RegimeWeights.Write(model with { Situations = model.Situations.Add(new Situation(RegimeSpec.Situation, RegimeSpec.Names[..count])), Laws = model.Laws.Add(spec.Law(at)) }, spec);
    }

    /// <summary>A record with a level of the regime more: a known one, or −1.</summary>
    public static Sequence In(Sequence record, Func<int, int> regime) => record with { Levels = [.. record.Levels.Select((l, t) => l.Add(regime(t)))] };

    /// <summary>Parameters by name, others from a function.</summary>
    public static double[] Point(ParameterSpace space, Func<Parameter, double> value) => [.. space.Free.Select(value)];

    /// <summary>A record that a source garbles: the move told is the move made with chance <paramref name="right"/>, otherwise any other alike.</summary>
    public static ImmutableArray<ImmutableArray<int>> Garble(Sequence record, int[] moves, double right, Philox random, int[] players) => [.. record.Moves.Select(row =>
        row.Select((a, i) => !players.Contains(i) || random.NextDouble() < right ? a : (a + 1 + (int)(random.NextDouble() * (moves[i] - 1))) % moves[i]).ToImmutableArray())];

    /// <summary>Central differences against the gradient.</summary>
    public static void CheckGradient(Likelihood likelihood, double[] x, double tolerance = 1e-6)
    {
        var at = likelihood.Evaluate(x, true);
        Assert.True(at.Solved);
        Assert.InRange(at.Gradient.Zip(Enumerable.Range(0, x.Length).Select(k => at.Scores.Sum(s => s[k]))).Max(p => Math.Abs(p.First - p.Second)), 0, 1e-9);
        for (int k = 0; k < x.Length; k++)
        {
            double h = 1e-5;
            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[k] += h;
            down[k] -= h;
            double difference = (likelihood.Evaluate(up, false).LogLikelihood - likelihood.Evaluate(down, false).LogLikelihood) / (2 * h);
            Assert.Equal(difference, at.Gradient[k], tolerance * Math.Max(1, Math.Abs(difference)));
        }
    }
}
