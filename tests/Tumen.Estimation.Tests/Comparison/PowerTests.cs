using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

public class PowerTests
{
    // The client's game alone is free; "aided" keeps its stake in aid, "proud" has none but a stake in being paid.
    private static Likelihood Theory(params string[] free)
    {
        var model = SmallTriad.Model();
        model = model with
        {
            Weights = [.. model.Weights.Select((w, k) => free.Contains(w.Name) ? w : w with { Fixed = w.Name is "aid" or "pay" ? 0 : SmallTriad.Truth[k] })],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = SmallTriad.Truth[6 + k] })],
        };
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 150, 41);
        return new Likelihood(ParametricGame.Compile(model, "base"), [data]);
    }

    private static PowerTheory Fitted(string name, params string[] free)
    {
        var l = Theory(free);
        return new PowerTheory(name, l, Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4).Point);
    }

    private static readonly PowerOptions Small = new() { Multiples = [1, 6], Replications = 25, Seed = 5 };

    [Fact]
    public void Distinct_theories_are_told_apart_better_by_longer_records_and_runs_resume()
    {
        PowerTheory[] theories = [Fitted("aided", "risk", "aid"), Fitted("proud", "risk", "pay")];
        var whole = SimulationPower.Run(theories, Small);
        Assert.True(whole.Complete);
        ConfusionMatrix one = whole.At(1), six = whole.At(6);
        for (int k = 0; k < 2; k++)
        {
            Assert.True(six.Cells[k][k].Share >= one.Cells[k][k].Share - 0.05);
            Assert.True(six.Cells[k][k].Low > 0.5, $"{k}: {six.Cells[k][k]}");
        }

        Assert.Contains("aided, proud", six.Says(whole.Theories), StringComparison.Ordinal);
        Assert.Equal(0, six.Failures.Failed);

        // Cancelled part way, and resumed with more threads: the same outcomes.
        using var stop = new CancellationTokenSource();
        var part = SimulationPower.Run(theories, Small, null, (_, done, _) =>
        {
            if (done == 30)
            {
                stop.Cancel();
            }
        }, stop.Token);
        Assert.False(part.Complete);
        static string Line(PowerOutcome o) => $"{o.Multiple} {o.Truth} {o.Replication} {string.Join(' ', o.LogMarginal.Select(x => x.ToString("R")))} {string.Join(' ', o.LogLikelihood.Select(x => x.ToString("R")))}";
        var resumed = SimulationPower.Run(theories, Small with { Threads = 3 }, part.Outcomes);
        Assert.Equal(whole.Outcomes.Select(Line), resumed.Outcomes.Select(Line));

        // A record of a number is the same bits whatever others are made: pieces of a study of power may be worked out anywhere.
        var some = SimulationPower.Run(theories, Small with { Multiples = [1], First = 10, Replications = 5, Truths = [1] });
        Assert.Equal(whole.Outcomes.Where(o => o.Multiple == 1 && o.Truth == 1 && o.Replication is >= 10 and < 15).Select(Line), some.Outcomes.Select(Line));
    }

    [Fact]
    public void A_theory_against_itself_is_flat()
    {
        var a = Fitted("one", "risk", "aid");
        var b = a with { Name = "twin" };
        var result = SimulationPower.Run([a, b], Small with { Multiples = [1] });
        var matrix = result.At(1);
        Assert.Equal(1, matrix.MeanPosterior[0][0] * 2, 0.02);
        Assert.StartsWith("inconclusive", matrix.Says(result.Theories), StringComparison.Ordinal);
    }

    // Wilson's interval for 8 of 10: 0.4902, 0.9433 (Brown, Cai and DasGupta 2001, Statistical Science 16:101-133, formula 4).
    [Fact]
    public void Wilson_by_hand()
    {
        var w = WilsonShare.Make(8, 10);
        Assert.Equal(0.4902, w.Low, 1e-4);
        Assert.Equal(0.9433, w.High, 1e-4);
    }
}
