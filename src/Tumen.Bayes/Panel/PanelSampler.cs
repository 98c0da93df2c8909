using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>
/// Posterior of a panel with learnt pooling: sizes drawn from laws whose middles and spreads are learnt, weights that a unit may lack, players that look ahead in some units only.
/// </summary>
/// <remarks>
/// A sweep: in each unit every weight's presence, the pattern of foresight and a Hamiltonian move of the parameters; then the laws given the units (centred), and one weight's middle and spread with the
/// units' standardised sizes held (Yu and Meng 2011, JCGS 20:531-570: interweaving both keeps the chain moving at any spread). Sizes of absent weights follow their law (Carlin and Chib 1995, JRSS B
/// 57:473-484, with the law as the pseudo-prior). Random numbers are named by sweep and unit, so the draws have the same bits on any number of threads.
/// </remarks>
public sealed class PanelSampler
{
    private readonly PanelModel _model;
    private readonly PanelOptions _options;
    private readonly PanelUnitChain[] _chains;
    private readonly PanelPopulation _laws;
    private readonly double[] _logWidth;

    /// <summary>Prepares a sampler.</summary>
    /// <param name="model">The laws.</param>
    /// <param name="units">The units, each with at least one pattern.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">No unit, or a unit whose surface does not exist at its own centre.</exception>
    public PanelSampler(PanelModel model, IReadOnlyList<PanelUnit> units, PanelOptions options)
    {
        if (units.Count == 0)
        {
            throw new ArgumentException("a panel has at least one unit", nameof(units));
        }

        (_model, _options) = (model, options);
        int[][] clusters = [.. units.Select((u, j) => (Key: u.Cluster ?? $"\n{j}", j)).GroupBy(x => x.Key).Select(g => g.Select(x => x.j).ToArray())];
        _laws = new PanelPopulation(model, clusters);
        _chains = [.. units.Select((u, j) => new PanelUnitChain(model, _laws, u, j, options.Motives))];
        _logWidth = [.. model.Weights.Select(_ => Elementary.Log(0.4))];
        if (Array.Find(_chains, c => !double.IsFinite(c.LogLikelihood)) is not null)
        {
            throw new ArgumentException($"the surface of {units[Array.FindIndex(_chains, c => !double.IsFinite(c.LogLikelihood))].Name} does not exist at its centre", nameof(units));
        }
    }

    /// <summary>Samples.</summary>
    /// <param name="cancel">Stops between sweeps.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ImmutableArray<PanelDraw> Run(CancellationToken cancel = default)
    {
        int sweeps = _options.WarmUp + (_options.Draws * _options.Thin);
        var draws = ImmutableArray.CreateBuilder<PanelDraw>(_options.Draws);
        for (int s = 0; s < sweeps; s++)
        {
            cancel.ThrowIfCancellationRequested();
            double adapt = s < _options.WarmUp ? 0.3 / Math.Sqrt(1 + (0.05 * s)) : 0;
            int sweep = s;
            Each(j => _chains[j].Sweep(new Philox(_options.Seed, Stream(sweep, j)), _options.Leaps, adapt));
            Laws(s, adapt, new Philox(_options.Seed, Stream(s, 0xFFFFFE)));
            if (s >= _options.WarmUp && (s - _options.WarmUp + 1) % _options.Thin == 0)
            {
                draws.Add(Draw());
            }

            if (s % 25 == 24)
            {
                _options.Progress?.Invoke(s + 1, sweeps);
            }
        }

        return draws.ToImmutable();
    }

    private static ulong Stream(int sweep, int task) => ((ulong)(sweep + 1) << 24) | (uint)(task + 1);

    private void Each(Action<int> work) => Parallel.For(0, _chains.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _options.Threads) }, work);

    private void Laws(int sweep, double adapt, Philox random)
    {
        int count = _model.Weights.Length;
        for (int w = 0; w < count; w++)
        {
            int at = w;
            bool[] has = [.. _chains.Select(c => c.Present[at])];
            double[] values = [.. _chains.Select(c => c.ValueOf(at))];
            _laws.Draw(w, values, has, random);
        }

        // Weights of which there is little take their turn every sweep, the others a few at a time.
        const int Turns = 5;
        int[] steady = [.. Enumerable.Range(0, count).Where(w => _model.Weights[w].Presence is null)];
        for (int w = 0; w < count; w++)
        {
            if (_model.Weights[w].Presence is not null ? _options.Motives : Enumerable.Range(Turns * sweep, Turns).Any(t => steady[t % steady.Length] == w))
            {
                Stretch(w, adapt, random);
            }
        }

        _laws.DrawChances([.. _chains.Select(c => c.Present)], [.. _chains.Select(c => c.Ahead)], random);
    }

    // Middle and spread together, with standardised sizes held.
    private void Stretch(int w, double adapt, Philox random)
    {
        double width = Elementary.Exp(_logWidth[w]), middle = _laws.Middle[w], spread = _laws.Spread[w];
        double to = middle + (width * _model.Weights[w].Deviation * 0.5 * random.NextNormal()), logTo = Elementary.Log(spread) + (width * random.NextNormal()), factor = Elementary.Exp(logTo) / spread;
        double[] values = [.. _chains.Select(c => to + (factor * (c.ValueOf(w) - middle)))], gains = new double[_chains.Length];
        Each(j => gains[j] = _chains[j].With(w, values[j]) - _chains[j].LogLikelihood);
        double ratio = gains.Sum() + _laws.LogPrior(w, to, logTo) - _laws.LogPrior(w, middle, Elementary.Log(spread)), chance = double.IsNaN(ratio) ? 0 : Math.Min(1, Elementary.Exp(ratio));
        _logWidth[w] = Math.Min(1.5, _logWidth[w] + (adapt * (chance - 0.35)));
        if (random.NextDouble() >= chance)
        {
            return;
        }

        (_laws.Middle[w], _laws.Spread[w]) = (to, spread * factor);
        for (int c = 0; c < _laws.Offset.Length; c++)
        {
            _laws.Offset[c][w] *= factor;
        }

        Each(j => _chains[j].Set(w, values[j]));
    }

    private PanelDraw Draw() => new(
        (double[])_laws.Middle.Clone(), (double[])_laws.Spread.Clone(), (double[])_laws.Presence.Clone(), (double[])_laws.Ahead.Clone(), [.. _chains.Select(c => Elementary.Exp(c.LogNoise))],
        [.. _chains.Select(c => c.Pattern)], [.. _chains.Select(c => (bool[])c.Present.Clone())], [.. _chains.Select(c => c.Parameters)], [.. _chains.Select(c => c.LogLikelihood)]);
}
