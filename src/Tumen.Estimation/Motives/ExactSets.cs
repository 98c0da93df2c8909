using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Sets of motives fitted exactly, each as the game in which its motives and no others stand.</summary>
internal sealed class ExactSets(MotiveSpace motives, ImmutableArray<Sequence> data, MotiveOptions options)
{
    /// <summary>Fits one set; empty where no certified mode was found.</summary>
    /// <param name="set">The set.</param>
    /// <param name="near">Where its mode is expected, by parameter name; null for the plain start and others.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public MotiveReadings Fit(int set, IReadOnlyDictionary<string, double>? near, CancellationToken cancel)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(motives.With(set), MotiveSpace.Together, data[0].Covariates), data);
        var space = likelihood.Parameters;
        var how = new FitOptions { UsePrior = true, Seed = options.Seed, Starts = options.Starts };
        double[] plain = space.PlainStart();
        Estimator.Climb? end = near is null ? null : Estimator.Run(likelihood, [.. space.Free.Select((p, j) => Math.Clamp(near.GetValueOrDefault(p.Name, plain[j]), p.Lower, p.Upper))], how, Refit.QuickTolerance, cancel);
        if (end is not { Decrement: <= Refit.QuickTolerance * 10 })
        {
            end = Estimator.Starts(space, how).Select(start =>
            {
                likelihood.Forget();
                return Estimator.Run(likelihood, start, how, Refit.QuickTolerance, cancel);
            }).Where(c => c is not null).MaxBy(c => c!.Objective);
        }

        string[] names = [.. space.Free.Select(p => p.Name)];
        if (end is not { Decrement: <= Refit.QuickTolerance * 10 })
        {
            return new MotiveReadings(names, []);
        }

        bool[] counts = [.. space.Free.Select(_ => true)], boxed = [.. SurfaceSets.MotiveOf(motives, likelihood).Select(m => m >= 0)];
        return new MotiveReadings(names, SubsetIntegral.Of(space, end.Point, end.Objective, end.Gradient, end.Curvature, counts, boxed) is { } integral && integral.Box(options.Points) is { } box
            ? [new SetReading(set, end.Point, integral.Log + box.Log, integral.Plain(space))] : []);
    }
}
