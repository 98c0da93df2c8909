using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>All pure stationary Markov perfect equilibria of a small game, by trying every pure profile.</summary>
/// <remarks>
/// By the one-shot deviation principle a profile is an equilibrium when no player gains from one deviation in one situation. The number of profiles
/// is the product of the moves over all decision points of all situations, so this is for a handful of situations. Cost a profile: n·S³/3.
/// </remarks>
public static class PureEquilibria
{
    /// <summary>Number of pure profiles, or infinity when beyond 1e300.</summary>
    public static double Count(StochasticGame game) =>
        Elementary.Exp(Math.Min(690, game.StateCount * new StageShape(game.Profiles).Points.Sum(pt => Elementary.Log(pt.Moves)))) is var x && x < 1e300 ? Math.Round(x) : double.PositiveInfinity;

    /// <summary>All pure equilibria, each as σ (S × m).</summary>
    /// <param name="game">The game.</param>
    /// <param name="most">Most profiles to try.</param>
    /// <param name="tolerance">Largest one-shot gain that counts as none, as a share of the largest payoff range over 1 − δ.</param>
    /// <param name="cancel">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Null when there are more profiles than <paramref name="most"/>: then nothing was tried.</returns>
    public static IReadOnlyList<double[]>? Find(StochasticGame game, long most = 300_000, double tolerance = 1e-12, CancellationToken cancel = default)
    {
        if (Count(game) > most)
        {
            return null;
        }

        var shape = new StageShape(game.Profiles);
        int states = game.StateCount, m = game.Profiles.Size, points = shape.Points.Length;
        double allowed = tolerance * new NormalisedGame(game).ValueScale;
        var choice = new int[states * points];
        var sigma = new double[states * m];
        for (int k = 0; k < choice.Length; k++)
        {
            sigma[(k / points * m) + shape.Points[k % points].Start] = 1;
        }

        var found = new List<double[]>();
        var trial = new PureTrial(game, shape);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (trial.IsEquilibrium(sigma, allowed))
            {
                found.Add((double[])sigma.Clone());
            }

            int at = choice.Length - 1;
            while (at >= 0)
            {
                var pt = shape.Points[at % points];
                int start = (at / points * m) + pt.Start;
                sigma[start + choice[at]] = 0;
                choice[at] = choice[at] + 1 == pt.Moves ? 0 : choice[at] + 1;
                sigma[start + choice[at]] = 1;
                if (choice[at] != 0)
                {
                    break;
                }

                at--;
            }

            if (at < 0)
            {
                return found;
            }
        }
    }

    private sealed class PureTrial
    {
        private readonly StochasticGame _game;
        private readonly StageShape _shape;
        private readonly Stage _stage;
        private readonly double[] _chance;
        private readonly double[] _row;
        private readonly double[] _q;
        private readonly double[] _w;
        private readonly double[] _others;

        public PureTrial(StochasticGame game, StageShape shape)
        {
            int n = game.PlayerCount, count = game.Profiles.Count;
            _game = game;
            _shape = shape;
            _stage = new Stage(game.Profiles);
            _chance = new double[count];
            _row = new double[game.StateCount];
            _q = new double[game.Profiles.Size];
            _w = new double[n * count];
            _others = new double[n * count];
        }

        public bool IsEquilibrium(double[] sigma, double allowed)
        {
            int states = _game.StateCount, n = _game.PlayerCount, m = _game.Profiles.Size, count = _game.Profiles.Count;
            var values = new double[n][];
            var played = new int[states];
            for (int s = 0; s < states; s++)
            {
                _stage.ProfileChances(sigma.AsSpan(s * m, m), _chance);
                played[s] = Array.IndexOf(_chance, 1.0);
            }

            for (int k = 0; _game.Menus is { } menus && k < sigma.Length; k++)
            {
                if (sigma[k] > 0 && !menus.Allows(k))
                {
                    return false;
                }
            }

            DenseLu? factors = null;
            for (int i = 0; i < n; i++)
            {
                if (factors is null || _game.Discounts[i] != _game.Discounts[i - 1])
                {
                    factors = Factor(played, _game.Discounts[i]);
                }

                values[i] = new double[states];
                for (int s = 0; s < states; s++)
                {
                    values[i][s] = _game.Payoffs[i][(s * count) + played[s]];
                }

                factors.Solve(values[i]);
            }

            for (int s = 0; s < states; s++)
            {
                for (int i = 0; i < n; i++)
                {
                    var w = _w.AsSpan(i * count, count);
                    _game.Kernel.Expect(s, values[i], w);
                    for (int p = 0; p < count; p++)
                    {
                        w[p] = _game.Payoffs[i][(s * count) + p] + (_game.Discounts[i] * w[p]);
                    }
                }

                var sg = sigma.AsSpan(s * m, m);
                _shape.Others(sg, _others);
                _shape.ActionValues(_others, _w, _q);
                if (_shape.Gain(_q, sg, _game.Menu(s)) > allowed)
                {
                    return false;
                }
            }

            return true;
        }

        private DenseLu Factor(int[] played, double discount)
        {
            int states = played.Length;
            var a = new double[states * states];
            for (int s = 0; s < states; s++)
            {
                Array.Clear(_row);
                _game.Kernel.ForEachNext(s, played[s], (next, chance) => _row[next] += chance);
                for (int k = 0; k < states; k++)
                {
                    a[(s * states) + k] = (k == s ? 1 : 0) - (_game.IsOver(s) ? 0 : discount * _row[k]);
                }
            }

            return DenseLu.FactorInPlace(a, states);
        }
    }
}
