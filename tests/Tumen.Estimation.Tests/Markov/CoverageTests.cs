using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class CoverageTests
{
    /// <summary>
    /// Share of simulated 430-month records whose 95 % interval covers the truth. 40 records by default, judged loosely; TUMEN_COVERAGE=500 runs 500 (a larger number, more) and asks for 93 to 97 %.
    /// </summary>
    [Fact]
    public void Intervals_cover_the_truth_as_often_as_they_say()
    {
        bool full = int.TryParse(Environment.GetEnvironmentVariable("TUMEN_COVERAGE"), out int wanted) && wanted > 0;
        int records = full ? Math.Max(wanted, 500) : 40;
        var model = SmallTriad.Model();
        model = model with { Weights = [.. model.Weights.Select((w, k) => k is 2 or 5 ? w with { Fixed = SmallTriad.Truth[k] } : w)] };
        var game = ParametricGame.Compile(model, "base");
        var shape = new Likelihood(game, [SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 430, 1)]);
        double[] truth = [.. shape.Parameters.Free.Select(p => p.Kind == ParameterKind.Chance ? SmallTriad.Truth[p.Name == "warming" ? 6 : 7]
            : SmallTriad.Truth[model.Weights.ToList().FindIndex(w => w.Name == p.Name)])];
        var simulator = RecordSimulator.At(shape, truth)!;
        var covered = new int[truth.Length];
        int failed = 0;
        for (int r = 0; r < records; r++)
        {
            var fit = Estimator.Fit(shape.On(simulator.Draw(new Philox(430, (ulong)r))), new FitOptions { Starts = 1 });
            if (fit.Status != FitStatus.Converged)
            {
                failed++;
                continue;
            }

            for (int k = 0; k < truth.Length; k++)
            {
                covered[k] += Math.Abs(fit.Estimates[k].Value - truth[k]) <= 1.959963984540054 * fit.Estimates[k].Errors.Hessian ? 1 : 0;
            }
        }

        string table = string.Join(", ", covered.Select((c, k) => $"{shape.Parameters.Free[k].Name} {100.0 * c / records:0.0} %"));
        TestContext.Current.SendDiagnosticMessage($"{records} records, {failed} failed: {table}");
        if (full)
        {
            Console.Error.WriteLine($"coverage over {records} records, {failed} failed: {table}");
        }

        Assert.Equal(0, failed);
        Assert.All(covered, c => Assert.InRange(100.0 * c / records, full ? 93 : 82, full ? 97 : 100));
    }
}
