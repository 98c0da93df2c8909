using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>An era's equilibrium and how its strategies respond to every free parameter: ∂ log σ / ∂x, by the implicit function theorem.</summary>
internal sealed class EraResponse
{
    private readonly ParametricGame _game;
    private readonly IReadOnlyList<int> _map;
    private readonly ParameterSpace _parameters;
    private readonly int _era;
    private readonly int _kind;
    private readonly double[] _chances;
    private readonly double[]?[] _slopes; // per state: m x K of d log σ, or null
    private readonly double[]?[] _changes; // per state: m x K of dq, or null; only when asked for

    public EraResponse(ParametricGame game, GameReduction reduction, ParameterSpace parameters, int era, int kind, LogitMarkovEquilibrium equilibrium, double[] chances)
    {
        _game = game;
        _map = reduction.StateMap;
        _parameters = parameters;
        _era = era;
        _kind = kind;
        _chances = chances;
        Equilibrium = equilibrium;
        _slopes = new double[game.States.Count][];
        _changes = new double[game.States.Count][];
    }

    public LogitMarkovEquilibrium Equilibrium { get; }

    /// <summary>Strategies at a state of the whole game.</summary>
    public ReadOnlySpan<double> Strategies(int state) => Equilibrium.At(_map[state]);

    /// <summary>∂ log σ(slot) / ∂x_k at a state of the whole game: row slot, column k.</summary>
    public ReadOnlySpan<double> Slopes(int state) => _slopes[_map[state]];

    /// <summary>Slopes at a state of the solved game.</summary>
    public double[] SlopesSolved(int state) => _slopes[state]!;

    /// <summary>∂q / ∂x at a state of the solved game, m × K; kept only when <see cref="Differentiate"/> was asked to.</summary>
    public double[] ActionValueSlopes(int state) => _changes[state]!;

    /// <summary>Newton's step from action values that are not an equilibrium's to those that are, S × m; null unless <see cref="Differentiate"/> was given their residuals.</summary>
    public double[]? Correction { get; private set; }

    /// <summary>Works out the slopes of the states needed (of the solved game); false when the linear system is singular.</summary>
    /// <param name="needed">States.</param>
    /// <param name="actionValues">Whether <see cref="ActionValueSlopes"/> are kept.</param>
    /// <param name="residuals">At a point that is no equilibrium: what one-step action values exceed the given ones by, S × m. Slopes are then those of the point's linearisation.</param>
    public bool Differentiate(bool[] needed, bool actionValues = false, double[]? residuals = null)
    {
        var e = Equilibrium;
        var g = e.Game;
        int states = g.StateCount, n = g.PlayerCount, m = g.Profiles.Size, count = g.Profiles.Count, k = _parameters.Count;
        if (k == 0 && residuals is null)
        {
            // Nothing is estimated, so nothing moves.
            Array.Fill(_slopes, []);
            Array.Fill(_changes, []);
            return true;
        }

        // Columns: the parameters that this game holds (in a panel few of all), then the residuals.
        int[] used = Used(n), column = new int[k];
        Array.Fill(column, -1);
        for (int c = 0; c < used.Length; c++)
        {
            column[used[c]] = c;
        }

        int columns = residuals is null ? used.Length : used.Length + 1;

        void Continuation(int s, double[] w)
        {
            for (int j = 0; j < n; j++)
            {
                var row = w.AsSpan(j * count, count);
                g.Kernel.Expect(s, e.Values[j], row);
                for (int p = 0; p < count; p++)
                {
                    row[p] = g.Payoffs[j][(s * count) + p] + (g.Discounts[j] * row[p]);
                }
            }
        }

        var system = ValueSystem.Linearise(g, e.Precision, e.Convention, e.Strategies, e.ActionValues, Continuation);
        if (system is null || !system.Factor())
        {
            return false;
        }

        // Shifts of action values before anyone responds: A f_k(s) for weights, A δ (∂φ/∂ψ) V for chances.
        var shifts = new double[states * m * columns];
        double[] rhs = new double[system.Order * columns];
        var derivatives = Enumerable.Range(0, _game.Chances.Length)
            .Select(c => _parameters.ChanceIndex(c) >= 0 ? _game.KernelDerivative(_chances, c) : null).ToArray();
        var stage = new Stage(g.Profiles);
        double[] f = new double[n * count], part = new double[count], shift = new double[m];
        for (int s = 0; s < states; s++)
        {
            stage.Weigh(e.At(s));
            for (int w = 0; w < _game.Weights.Length; w++)
            {
                int at = _parameters.WeightIndex(_era, w, _kind);
                if (at < 0 || column[at] < 0)
                {
                    continue;
                }

                Array.Clear(f);
                for (int j = 0; j < n; j++)
                {
                    if (_game.Feature(w, j) is { } feature)
                    {
                        feature.AsSpan(s * count, count).CopyTo(f.AsSpan(j * count, count));
                    }
                }

                Store(s, column[at]);
            }

            for (int c = 0; c < derivatives.Length; c++)
            {
                if (derivatives[c] is not { } kernels)
                {
                    continue;
                }

                Array.Clear(f);
                foreach (var kernel in kernels)
                {
                    for (int j = 0; j < n; j++)
                    {
                        kernel.Expect(s, e.Values[j], part);
                        FixedOrder.AddScaled(f.AsSpan(j * count, count), part, g.Discounts[j]);
                    }
                }

                Store(s, column[_parameters.ChanceIndex(c)]);
            }

            if (residuals is not null)
            {
                residuals.AsSpan(s * m, m).CopyTo(shift);
                Keep(s, used.Length);
            }
        }

        void Store(int s, int at)
        {
            stage.ActionValues(f, shift);
            Keep(s, at);
        }

        void Keep(int s, int at)
        {
            for (int r = 0; r < m; r++)
            {
                shifts[(((s * m) + r) * columns) + at] = shift[r];
            }

            for (int i = 0; i < n; i++)
            {
                rhs[(((i * states) + s) * columns) + at] = system.Response(s, i, shift);
            }
        }

        system.Solve(rhs, columns);
        var changes = new double[columns * system.Order];
        for (int r = 0; r < system.Order; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                changes[(c * system.Order) + r] = rhs[(r * columns) + c];
            }
        }

        Correction = residuals is null ? null : new double[states * m];

        var dq = new double[m];
        var work = new double[n * count];
        for (int s = 0; s < states; s++)
        {
            if (!needed[s])
            {
                continue;
            }

            var target = _slopes[s] = new double[m * k];
            var kept = _changes[s] = actionValues ? new double[m * k] : null;
            system.At(s);
            for (int c = 0; c < columns; c++)
            {
                for (int r = 0; r < m; r++)
                {
                    shift[r] = shifts[(((s * m) + r) * columns) + c];
                }

                system.ActionValueChange(s, shift, changes.AsSpan(c * system.Order, system.Order), dq, work, weighed: true);
                Still(g.Menu(s), dq);
                if (c == used.Length)
                {
                    dq.CopyTo(Correction!, s * m);
                    continue;
                }

                LogSlopes(e.At(s), dq, target, used[c], k);
                for (int r = 0; r < m && kept is not null; r++)
                {
                    kept[(r * k) + used[c]] = dq[r];
                }
            }
        }

        return true;
    }

    // What may not be chosen is never worth anything, wherever the parameters are.
    private static void Still(ReadOnlySpan<bool> menu, double[] dq)
    {
        for (int r = 0; r < menu.Length; r++)
        {
            dq[r] = menu[r] ? dq[r] : 0;
        }
    }

    private int[] Used(int players)
    {
        var used = new SortedSet<int>();
        for (int w = 0; w < _game.Weights.Length; w++)
        {
            int at = _parameters.WeightIndex(_era, w, _kind);
            for (int i = 0; i < players && at >= 0; i++)
            {
                if (_game.Feature(w, i) is not null)
                {
                    used.Add(at);
                }
            }
        }

        for (int c = 0; c < _game.Chances.Length; c++)
        {
            if (_parameters.ChanceIndex(c) >= 0)
            {
                used.Add(_parameters.ChanceIndex(c));
            }
        }

        return [.. used];
    }

    private void LogSlopes(ReadOnlySpan<double> sigma, double[] dq, double[] target, int column, int k)
    {
        var profiles = _game.Profiles;
        for (int i = 0; i < profiles.Players.Length; i++)
        {
            int a = profiles.Moves(i);
            for (int h = 0; h < profiles.Histories[i]; h++)
            {
                int at = profiles.Offsets[i] + (h * a);
                double mean = 0;
                for (int r = 0; r < a; r++)
                {
                    mean += sigma[at + r] * dq[at + r];
                }

                for (int r = 0; r < a; r++)
                {
                    target[((at + r) * k) + column] = Equilibrium.Precision * (dq[at + r] - mean);
                }
            }
        }
    }
}
