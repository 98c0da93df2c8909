using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// A true theory of a power study, ready to make records: its simulator, and for every theory the fit to a long record of it with a surface of responses around. Costs a few fits; every
/// record of the same theories and seed is the same bits whoever makes it, and in whatever order.
/// </summary>
public sealed class PowerTruth
{
    private const int PilotLength = 6;
    private const double PilotTolerance = 0.05;

    private readonly RecordSimulator _simulator;
    private readonly (Likelihood Theory, ResponseSurface? Surface, double[] Start)[] _near;
    private readonly int _truth;
    private readonly PowerOptions _options;

    private PowerTruth(RecordSimulator simulator, (Likelihood, ResponseSurface?, double[])[] near, int truth, PowerOptions options) => (_simulator, _near, _truth, _options) = (simulator, near, truth, options);

    /// <summary>Prepares a true theory.</summary>
    /// <param name="theories">All theories, each fitted to the real record.</param>
    /// <param name="truth">Index of the true one.</param>
    /// <param name="options">Seed, threads and tolerance.</param>
    /// <param name="cancel">Stops; then nothing is returned.</param>
    /// <returns>Null when the theory cannot be simulated, or it was stopped.</returns>
    public static PowerTruth? Prepare(IReadOnlyList<PowerTheory> theories, int truth, PowerOptions options, CancellationToken cancel = default) => Prepare(theories[truth], truth, theories, options, cancel);

    /// <summary>Prepares a true theory for refits of some theories only: the records are the same whichever are refitted.</summary>
    /// <param name="trueTheory">The true theory.</param>
    /// <param name="truth">Its number, which names its random numbers.</param>
    /// <param name="theories">The theories refitted.</param>
    /// <param name="options">Seed, threads and tolerance.</param>
    /// <param name="cancel">Stops; then nothing is returned.</param>
    /// <returns>Null when the theory cannot be simulated, or it was stopped.</returns>
    public static PowerTruth? Prepare(PowerTheory trueTheory, int truth, IReadOnlyList<PowerTheory> theories, PowerOptions options, CancellationToken cancel = default)
    {
        // Its own copies: what was evaluated before leaves no trace.
        var own = trueTheory.Likelihood.On(trueTheory.Likelihood.Data);
        own.Forget();
        if (RecordSimulator.At(own, trueTheory.Point, cancel) is not { } simulator)
        {
            return null;
        }

        // Pilot: where each theory ends up when this one is true.
        var pilot = simulator.Draw(new Philox(options.Seed, ((ulong)truth << 48) + (1UL << 47)), PilotLength);
        var near = new (Likelihood Theory, ResponseSurface? Surface, double[] Start)[theories.Count];
        Parallel.For(0, near.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, k =>
        {
            var on = theories[k].Likelihood.On(pilot);
            on.Forget();
            var fit = Refit.From(on, [theories[k].Point], true, PilotTolerance, cancel);
            double[] start = fit.Status == RefitStatus.Impossible ? theories[k].Point : fit.Point;
            on.Forget();
            near[k] = (on, fit.Status == RefitStatus.Impossible ? null : ResponseSurface.Around(on, start, fit.Spread(on.Parameters, PilotLength), cancel), start);
        });
        return cancel.IsCancellationRequested ? null : new PowerTruth(simulator, near, truth, options);
    }

    /// <summary>Makes one record and refits every theory to it. Any number of threads may do so at once.</summary>
    /// <param name="multiple">Length in multiples of the record.</param>
    /// <param name="replication">Number of the record.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null when it was stopped.</returns>
    public PowerOutcome? Replicate(int multiple, int replication, CancellationToken cancel = default)
    {
        if (cancel.IsCancellationRequested)
        {
            return null;
        }

        var record = _simulator.Draw(new Philox(_options.Seed, ((ulong)_truth << 48) + ((ulong)multiple << 32) + (ulong)replication), multiple);
        double[] marginal = new double[_near.Length], log = new double[_near.Length];
        var failed = new List<int>();
        for (int k = 0; k < _near.Length; k++)
        {
            var on = _near[k].Theory.On(record);
            var fit = _near[k].Surface is { } surface ? Refit.Near(surface, on, true, _options.Tolerance, cancel) : Refit.From(on, [_near[k].Start], true, _options.Tolerance, cancel);
            marginal[k] = double.IsNaN(fit.LogMarginalLikelihood) ? double.NegativeInfinity : fit.LogMarginalLikelihood;
            log[k] = fit.LogLikelihood;
            if (fit.Status != RefitStatus.Converged || !double.IsFinite(marginal[k]))
            {
                failed.Add(k);
            }
        }

        // A refit may have been cut short.
        return cancel.IsCancellationRequested ? null : new PowerOutcome(_truth, multiple, replication, [.. marginal], [.. log], [.. failed]);
    }
}
