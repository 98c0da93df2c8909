using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>A game that ends after a number of periods, solved backwards.</summary>
/// <param name="Status">Certified when every period is.</param>
/// <param name="Periods">One entry per period, the first to be played first: its strategies (S × m), action values, and values from there to the end.</param>
/// <param name="Residual">Largest residual (finite λ) or one-shot gain (infinite λ) over periods.</param>
/// <param name="Regret">Bound on what any player gains by any other plan from any period on: discounted sum of one-shot gains, in payoff units.</param>
public sealed record HorizonResult(SolveStatus Status, ImmutableArray<LogitMarkovEquilibrium> Periods, double Residual, double Regret);

/// <summary>Backward induction over periods: each period is a game of one stage whose payoffs include the discounted values of the rest.</summary>
/// <remarks>
/// In each situation the stage equilibrium is the one on its own branch from λ = 0; other stage equilibria would give other answers, as in any
/// finitely repeated game with several stage equilibria (Benoit and Krishna 1985, Econometrica 53:905-922).
/// </remarks>
public static class FiniteHorizon
{
    /// <summary>Solves.</summary>
    /// <param name="game">The game played every period.</param>
    /// <param name="periods">Number of periods, at least 1.</param>
    /// <param name="options">λ (may be infinite), convention, tolerance.</param>
    /// <param name="final">Values after the last period, per player; null for 0.</param>
    /// <param name="cancel">Stops between situations with <see cref="OperationCanceledException"/>.</param>
    public static HorizonResult Solve(StochasticGame game, int periods, SolveOptions options, double[][]? final = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        int n = game.PlayerCount, states = game.StateCount;
        var next = final ?? [.. Enumerable.Range(0, n).Select(_ => new double[states])];
        if (next.Length != n || next.Any(v => v.Length != states))
        {
            throw new ArgumentException($"final values need {n} players × {states} situations", nameof(final));
        }

        var solved = new LogitMarkovEquilibrium[periods];
        double residual = 0, regret = 0, discount = game.Discounts.Max();
        for (int t = periods - 1; t >= 0; t--)
        {
            solved[t] = Period(game, next, options, cancel);
            next = [.. solved[t].Values];
            residual = Math.Max(residual, double.IsInfinity(options.Precision) ? solved[t].Certificate.OneShotGain : solved[t].Certificate.Residual);
            regret = solved[t].Certificate.OneShotGain + (discount * regret);
        }

        bool good = solved.All(e => e.Status == SolveStatus.Certified);
        return new HorizonResult(good ? SolveStatus.Certified : SolveStatus.NotConverged, [.. solved], residual, regret);
    }

    /// <summary>A game whose every state knows how many periods are left, solved from its last periods; discount factors may be 1.</summary>
    /// <param name="game">A game with an end.</param>
    /// <param name="options">λ (may be infinite), convention, tolerance.</param>
    /// <param name="cancel">Stops between situations with <see cref="OperationCanceledException"/>.</param>
    public static LogitMarkovEquilibrium FromTheEnd(StochasticGame game, SolveOptions options, CancellationToken cancel = default)
    {
        var end = game.End ?? throw new ArgumentException("the game has no end", nameof(game));
        int n = game.PlayerCount;
        var work = new Layer(game, options);
        var next = Enumerable.Range(0, n).Select(_ => new double[game.StateCount]).ToArray();
        for (int left = 0; left <= end.Periods; left++)
        {
            foreach (int s in Enumerable.Range(0, game.StateCount).Where(s => end.Left[s] == left))
            {
                cancel.ThrowIfCancellationRequested();
                work.Solve(s, next, cancel);
            }

            for (int i = 0; i < n; i++)
            {
                foreach (int s in Enumerable.Range(0, game.StateCount).Where(s => end.Left[s] == left))
                {
                    next[i][s] = game.IsOver(s) ? 0 : work.Values[i][s];
                }
            }
        }

        var certificate = Certifier.Check(game, options.Precision, options.Convention, work.Sigma, [.. next.SelectMany(v => v)], true);
        return work.Answer(next) with { Certificate = certificate };
    }

    private static LogitMarkovEquilibrium Period(StochasticGame game, double[][] next, SolveOptions options, CancellationToken cancel)
    {
        var work = new Layer(game, options);
        for (int s = 0; s < game.StateCount; s++)
        {
            cancel.ThrowIfCancellationRequested();
            work.Solve(s, next, cancel);
        }

        return work.Answer(work.Values);
    }

    /// <summary>Stage games of situations, each solved for given values of the next period.</summary>
    private sealed class Layer
    {
        private readonly StochasticGame _game;
        private readonly SolveOptions _options;
        private readonly StateSpace _one = new([new Situation("period", ["now"])]);
        private readonly TransitionKernel _stay;
        private readonly double[] _q;
        private readonly double[] _row;
        private double _residual;
        private double _gain;
        private double _share;
        private SolveStatus _status = SolveStatus.Certified;
        private string _method = "";
        private int _iterations;

        public Layer(StochasticGame game, SolveOptions options)
        {
            (_game, _options) = (game, options);
            int count = game.Profiles.Count;
            _stay = TransitionKernel.FromRows(1, count, (_, _) => [(0, 1.0)]);
            Sigma = new double[game.StateCount * game.Profiles.Size];
            _q = new double[Sigma.Length];
            _row = new double[count];
            Values = [.. Enumerable.Range(0, game.PlayerCount).Select(_ => new double[game.StateCount])];
        }

        public double[] Sigma { get; }

        public double[][] Values { get; }

        public void Solve(int s, double[][] next, CancellationToken cancel)
        {
            int n = _game.PlayerCount, m = _game.Profiles.Size, count = _game.Profiles.Count;
            var payoffs = new double[n][];
            for (int i = 0; i < n; i++)
            {
                _game.Kernel.Expect(s, next[i], _row);
                payoffs[i] = new double[count];
                for (int p = 0; p < count; p++)
                {
                    payoffs[i][p] = _game.Payoffs[i][(s * count) + p] + (_game.Discounts[i] * _row[p]);
                }
            }

            var stage = new StochasticGame(_one, _game.Profiles, [.. payoffs], _stay, [.. Enumerable.Repeat(0.0, n)]) { Menus = _game.Menus?.Only(s) };
            var e = StationarySolver.Solve(stage, _options with { Start = null }, null, null, cancel).Equilibrium;
            e.Strategies.CopyTo(Sigma, s * m);
            e.ActionValues.CopyTo(_q, s * m);
            for (int i = 0; i < n; i++)
            {
                Values[i][s] = e.Values[i][0];
            }

            _residual = Math.Max(_residual, e.Certificate.Residual);
            _gain = Math.Max(_gain, e.Certificate.OneShotGain);
            _share = Math.Max(_share, e.Certificate.Share);
            _status = e.Status == SolveStatus.Certified ? _status : e.Status;
            _method = e.Method;
            _iterations += e.Iterations;
        }

        public LogitMarkovEquilibrium Answer(double[][] values) => new(
            _game, _options.Precision, _options.Convention, _status, Sigma, _q, [.. values], new Certificate(_residual, _gain, _gain) { Share = _share },
            $"backward induction; last stage by {_method}", "each stage's own branch from λ = 0", _iterations);
    }
}
