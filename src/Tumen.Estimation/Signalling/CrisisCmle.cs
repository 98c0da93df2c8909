using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>What constrained maximum likelihood found, with the equilibrium of every game.</summary>
/// <param name="Fit">Estimate, errors, certificate and every optimum found.</param>
/// <param name="Equilibria">The equilibrium each game is in at the estimate.</param>
/// <param name="Counts">Number of interior equilibria each game has there.</param>
/// <param name="BestSelection">The log-likelihood when every game takes its likeliest equilibrium, at the same weights.</param>
/// <param name="FoldDistance">Smallest |1 − slope of the best-response map| over games.</param>
public sealed record CrisisCmleResult(
    EstimateResult Fit, IReadOnlyList<CrisisEquilibrium> Equilibria, IReadOnlyList<int> Counts, double BestSelection, double FoldDistance);

/// <summary>Constrained maximum likelihood of the crisis game (Su and Judd 2012, Econometrica 80(5)): weights and one equilibrium per game, jointly.</summary>
/// <remarks>
/// Every game's one unknown is eliminated exactly, so the search runs over the weights alone with exact derivatives; between climbs all equilibria of all
/// games are found anew and each game moves to its likeliest one. Every distinct local optimum over (weights, branches) is reported.
/// </remarks>
/// <param name="record">Games and outcomes.</param>
public sealed class CrisisCmle(CrisisRecord record) : IEstimator
{
    /// <summary>Starts given by the caller, for example PL and NPL estimates; tried before drawn ones.</summary>
    public IReadOnlyList<IReadOnlyList<double>> GivenStarts { get; init; } = [];

    /// <inheritdoc />
    public string Name => "CMLE";

    /// <inheritdoc />
    public EstimateResult Estimate(EstimationOptions options) => Run(options).Fit;

    /// <summary>Runs from every start.</summary>
    public CrisisCmleResult Run(EstimationOptions options)
    {
        var model = new CrisisEquilibriumLikelihood(record, new double[record.Games]);
        double[] spread = [.. model.Spread], start = options.From is null ? [.. model.Start] : [.. options.From];
        var table = new OptimumTable();
        (double Value, double[] Weights, double[] Anchor, int Iterations) best = (double.NegativeInfinity, start, [], 0);
        int total = Math.Max(1, Math.Max(options.Starts, GivenStarts.Count));
        for (int s = 0; s < total; s++)
        {
            double[] point = s < GivenStarts.Count ? [.. GivenStarts[s]] : Drawn(start, spread, options.Seed, s);
            (EstimationStatus status, double value, double[] anchor, int used, double norm) = Climb(point, spread, options.Newton ?? NewtonOptions.Default);
            table.Add(value, point, norm, status, used);
            if (status == EstimationStatus.Converged && value > best.Value) best = (value, point, anchor, used);
        }
        return Report(best, table, options);
    }

    /// <summary>The equilibrium of each game that makes its outcomes likeliest, at given weights.</summary>
    /// <returns>t per game (NaN where the game has no interior equilibrium) and how many equilibria each has.</returns>
    public (double[] Anchor, int[] Counts) Likeliest(ReadOnlySpan<double> weights)
    {
        double[] point = weights.ToArray();
        var anchor = new double[record.Games];
        var counts = new int[record.Games];
        Parallel.For(0, record.Games, ThreadBudget.Options, g =>
        {
            Span<double> u = stackalloc double[7];
            record.PayoffsAt(point, g, u);
            var game = new CrisisGame(u.ToArray());
            IReadOnlyList<CrisisEquilibrium> all = game.Census().Interior;
            counts[g] = all.Count;
            anchor[g] = double.NaN;
            double best = double.NegativeInfinity;
            foreach (CrisisEquilibrium e in all)
            {
                double[] chances = game.Outcomes(e.Resist);
                double value = 0;
                for (int k = 0; k < 4; k++)
                    if (record.Counts[4 * g + k] > 0) value += record.Counts[4 * g + k] * Elementary.Log(chances[k]);
                if (value > best || double.IsNaN(anchor[g])) (best, anchor[g]) = (value, e.Index);
            }
        });
        return (anchor, counts);
    }

    private static double[] Drawn(double[] start, double[] spread, ulong seed, int s)
    {
        double[] point = [.. start];
        var stream = new Philox(seed, (ulong)s);
        for (int i = 0; s > 0 && i < point.Length; i++) point[i] += 0.3 * spread[i] * stream.NextNormalByInversion();
        return point;
    }

    private (EstimationStatus Status, double Value, double[] Anchor, int Used, double Norm) Climb(double[] point, double[] spread, NewtonOptions limits)
    {
        var newton = new TrustRegionNewton(point.Length);
        (double[] anchor, _) = Likeliest(point);
        double value = double.NegativeInfinity;
        int used = 0;
        for (int round = 0; round < 20; round++)
        {
            double before = value;
            var model = new CrisisEquilibriumLikelihood(record, anchor);
            EstimationStatus status = newton.Maximise(model.Follow, point, spread, limits);
            used += newton.Iterations;
            value = newton.Value;
            anchor = [.. model.Anchor];
            (double[] likeliest, _) = Likeliest(point);
            bool moved = false;
            for (int g = 0; g < anchor.Length; g++)
                if (!(Math.Abs(likeliest[g] - anchor[g]) < 1e-6)) moved = true;
            if (!moved || status == EstimationStatus.ImpossibleStart) return (status, value, anchor, used, OptimumTable.Norm(newton.Gradient));
            if (status != EstimationStatus.Converged && newton.Value < before + 1) break;
            anchor = likeliest;
        }
        return (EstimationStatus.Stalled, value, anchor, used, OptimumTable.Norm(newton.Gradient));
    }

    private CrisisCmleResult Report((double Value, double[] Weights, double[] Anchor, int Iterations) best, OptimumTable table, EstimationOptions options)
    {
        int k = best.Weights.Length;
        IReadOnlyList<Optimum> optima = table.ToList();
        string[] names = [.. new CrisisEquilibriumLikelihood(record, new double[record.Games]).Names];
        if (best.Anchor.Length == 0)
            return new CrisisCmleResult(new EstimateResult(names, best.Weights, double.NaN, record.Games, double.NaN, double.NaN, 0, optima[0].Status, [], [], optima, 0),
                [], [], double.NaN, double.NaN);
        var model = new CrisisEquilibriumLikelihood(record, best.Anchor);
        var gradient = new double[k];
        var hessian = new double[k * k];
        double value = model.Follow(best.Weights, gradient, hessian);
        var equilibria = new CrisisEquilibrium[record.Games];
        var u = new double[7];
        for (int g = 0; g < record.Games; g++)
        {
            record.PayoffsAt(best.Weights, g, u);
            equilibria[g] = new CrisisGame(u).Describe(model.Anchor[g]);
        }
        (double[] likeliest, int[] counts) = Likeliest(best.Weights);
        double bestSelection = new CrisisEquilibriumLikelihood(record, likeliest).Follow(best.Weights, [], []);
        var fit = new EstimateResult(names, best.Weights, value, record.Games, OptimumTable.Norm(gradient), equilibria.Max(e => e.Residual), best.Iterations,
            EstimationStatus.Converged, Uncertainty.All(model, best.Weights, hessian, options.Clusters), Uncertainty.InformationSpectrum(hessian, k), optima, 0);
        return new CrisisCmleResult(fit, equilibria, counts, bestSelection, equilibria.Min(e => e.FoldDistance));
    }
}
