using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Fits a theory on a coarse grid of its numeric situations first, from several starts, and carries every optimum, with its equilibria, from grid to finer grid.</summary>
/// <remarks>
/// A situation with a normal law keeps its meaning on any grid. The coarsest one has about <see cref="CoarsestLevels"/> levels; each next one has twice as many. Optima of the coarse problem may vanish or
/// merge on the way, and the fine one may have others.
/// </remarks>
public static class GridPath
{
    /// <summary>Fewest levels of the largest numeric situation on the coarsest grid.</summary>
    public const int CoarsestLevels = 20;

    /// <summary>Why the path cannot be taken.</summary>
    /// <returns>Null, or in words why not.</returns>
    public static string? Refuses(GameModel model) => CoarseGame.Largest(model) >= 2 * CoarsestLevels ? null
        : $"the path over coarser grids is for a numeric situation with a normal law and {2 * CoarsestLevels} levels or more, and the game has none: take the path in the discount factor or from frequencies";

    /// <summary>Takes the path.</summary>
    /// <param name="likelihood">Theory and record on the fine grid.</param>
    /// <param name="starts">Starts on the coarsest grid.</param>
    /// <param name="seed">Seed of drawn starts.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>One start for each optimum of the coarsest grid that could be followed, highest there first.</returns>
    /// <exception cref="ArgumentException">See <see cref="Refuses"/>.</exception>
    public static ImmutableArray<PathStart> Take(Likelihood likelihood, int starts = 8, ulong seed = 1, bool usePrior = false, CancellationToken cancel = default)
    {
        var model = likelihood.Game.Model;
        if (Refuses(model) is { } why)
        {
            throw new ArgumentException(why, nameof(likelihood));
        }

        int factor = 1;
        while (CoarseGame.Largest(model) / (2 * factor) >= CoarsestLevels)
        {
            factor *= 2;
        }

        var grid = CoarseGame.Of(model, factor);
        var coarse = On(likelihood, grid);
        var fit = Estimator.Fit(coarse, new FitOptions { Starts = starts, Seed = seed, UsePrior = usePrior, ObservedInformation = false }, cancel);
        var result = ImmutableArray.CreateBuilder<PathStart>();
        foreach (var optimum in fit.Optima.Where(o => o.Converged).TakeWhile(_ => !cancel.IsCancellationRequested))
        {
            if (Follow(likelihood, grid, factor, optimum.Point, usePrior, cancel) is { } end)
            {
                result.Add(new PathStart(string.Create(CultureInfo.InvariantCulture, $"a grid {factor} times as coarse, optimum {optimum.Objective:0.0000} there"), end.Point, end.Values));
            }
        }

        return result.ToImmutable();
    }

    private static (double[] Point, double[]?[] Values)? Follow(Likelihood likelihood, CoarseGame grid, int factor, double[] start, bool usePrior, CancellationToken cancel)
    {
        var options = new FitOptions { UsePrior = usePrior };
        var here = On(likelihood, grid);
        var at = Estimator.Run(here, start, options, 0.02, cancel);
        for (; at is not null; factor /= 2)
        {
            var finer = factor == 2 ? null : CoarseGame.Of(likelihood.Game.Model, factor / 2);
            var there = finer is null ? likelihood : On(likelihood, finer);
            double[]?[] q = [.. here.Branch.Values.Select(b => b is null ? null : grid.Refine(b, here.Solved.States, finer, there.Solved.States, here.Reduction.Kept, here.Solved.Profiles.Size))];
            if (finer is null)
            {
                return (at.Point, q);
            }

            there.Selection = q;
            at = Estimator.Run(there, at.Point, options, 0.02, cancel);
            (here, grid) = (there, finer);
        }

        return null;
    }

    private static Likelihood On(Likelihood likelihood, CoarseGame grid) => new(
        ParametricGame.Compile(grid.Model, likelihood.Game.TheoryName, likelihood.Data[0].Covariates), grid.Record(likelihood.Data), likelihood.Options, likelihood.Discounts);
}
