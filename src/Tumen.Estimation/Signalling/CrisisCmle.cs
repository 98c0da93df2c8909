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

    /// <summary>Runs from every start: the one asked for, the given ones, the model's own, drawn ones and the pseudo likelihood's; each climbs directly and by way of the games' own frequencies.</summary>
    public CrisisCmleResult Run(EstimationOptions options)
    {
        var model = new CrisisEquilibriumLikelihood(record, new double[record.Games]);
        double[] spread = [.. model.Spread], start = options.From is null ? [.. model.Start] : [.. options.From];
        var starts = new List<double[]>();
        if (options.From is not null)
        {
            starts.Add(start);
        }

        starts.AddRange(GivenStarts.Select(g => (double[])[.. g]));
        for (int s = starts.Count == 0 ? 0 : 1; starts.Count < Math.Max(1, options.Starts) || s == 0; s++)
        {
            starts.Add(Drawn(start, spread, options.Seed, s));
        }

        if (ByShares() is { } pseudo && !starts.Any(pseudo.SequenceEqual))
        {
            starts.Add(pseudo);
        }

        NewtonOptions limits = options.Newton ?? NewtonOptions.Default;
        var ends = new End[2 * starts.Count];
        Parallel.For(0, ends.Length, ThreadBudget.Options, i =>
        {
            double[] point = [.. starts[i / 2]];
            if (i % 2 == 1)
            {
                ByOwnFrequencies(point, spread);
            }

            ends[i] = Climb(point, spread, limits);
        });
        var table = new OptimumTable(spread);
        foreach (End end in ends)
        {
            table.Add(end.Value, end.Point, end.Norm, end.Status, end.Used);
        }

        End? best = ends.Where(e => e.Status == EstimationStatus.Converged).OrderByDescending(e => e.Value).FirstOrDefault();
        return Report(best ?? new End(EstimationStatus.Stalled, double.NegativeInfinity, start, [], 0, double.NaN), table, options);
    }

    // The pseudo likelihood's weights with each game's own shares for beliefs: near the truth also where games alike in all that is measured are in different equilibria.
    private double[]? ByShares()
    {
        (double[] resist, double[] firm) = record.Shares();
        EstimateResult pseudo = new CrisisNpl(record, resist, firm).PseudoLikelihood(EstimationOptions.Default);
        return pseudo.Status == EstimationStatus.Converged ? [.. pseudo.Estimate] : null;
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

    /// <summary>Where one climb ended.</summary>
    private sealed record End(EstimationStatus Status, double Value, double[] Point, double[] Anchor, int Used, double Norm);

    // Prices of standing off the equilibrium, per squared unit of B's index and observation: from hardly any to nearly prohibitive.
    private static readonly double[] Prices = [0.03, 0.3, 3, 30, 300];

    /// <summary>Moves a point to where every game has an equilibrium near its own frequencies.</summary>
    private void ByOwnFrequencies(double[] point, double[] spread)
    {
        var near = new CrisisNearEquilibrium(record);
        var newton = new TrustRegionNewton(point.Length);
        foreach (double price in Prices)
        {
            near.Charge(price, point);
            newton.Maximise(near.Follow, point, spread, new NewtonOptions(MaximumIterations: 60, DecrementTolerance: 1e-4));
        }
    }

    private End Climb(double[] point, double[] spread, NewtonOptions limits)
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
            {
                moved |= !(Math.Abs(likeliest[g] - anchor[g]) < 1e-6);
            }

            if (!moved || status == EstimationStatus.ImpossibleStart)
            {
                return new End(status, value, point, anchor, used, OptimumTable.Norm(newton.Gradient));
            }

            if (status != EstimationStatus.Converged && newton.Value < before + 1e-3)
            {
                break;
            }

            anchor = likeliest;
        }

        return new End(EstimationStatus.Stalled, value, point, anchor, used, OptimumTable.Norm(newton.Gradient));
    }

    private CrisisCmleResult Report(End best, OptimumTable table, EstimationOptions options)
    {
        int k = best.Point.Length;
        IReadOnlyList<Optimum> optima = table.ToList();
        string[] names = [.. new CrisisEquilibriumLikelihood(record, new double[record.Games]).Names];
        if (best.Anchor.Length == 0)
            return new CrisisCmleResult(new EstimateResult(names, best.Point, double.NaN, record.Games, double.NaN, double.NaN, 0, optima[0].Status, [], [], optima, 0),
                [], [], double.NaN, double.NaN);
        var model = new CrisisEquilibriumLikelihood(record, best.Anchor);
        var gradient = new double[k];
        var hessian = new double[k * k];
        double value = model.Follow(best.Point, gradient, hessian);
        var equilibria = new CrisisEquilibrium[record.Games];
        var u = new double[7];
        for (int g = 0; g < record.Games; g++)
        {
            record.PayoffsAt(best.Point, g, u);
            equilibria[g] = new CrisisGame(u).Describe(model.Anchor[g]);
        }
        (double[] likeliest, int[] counts) = Likeliest(best.Point);
        double bestSelection = new CrisisEquilibriumLikelihood(record, likeliest).Follow(best.Point, [], []);
        // Where a climb without a certificate, or another choice of equilibria at the same weights, is likelier, this is not the maximum.
        EstimationStatus status = optima.Any(o => o.LogLikelihood > value + OptimumTable.Higher) || bestSelection > value + OptimumTable.Higher ? EstimationStatus.Surpassed : EstimationStatus.Converged;
        var fit = new EstimateResult(names, best.Point, value, record.Games, OptimumTable.Norm(gradient), equilibria.Max(e => e.Residual), best.Used,
            status, Uncertainty.All(model, best.Point, hessian, options.Clusters), Uncertainty.InformationSpectrum(hessian, k), optima, 0);
        return new CrisisCmleResult(fit, equilibria, counts, bestSelection, equilibria.Min(e => e.FoldDistance));
    }
}
