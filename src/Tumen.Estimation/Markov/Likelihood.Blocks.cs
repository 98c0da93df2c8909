using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>The likelihood block by block, one block a game and era: what estimators that do not solve the games need of it.</summary>
public sealed partial class Likelihood
{
    /// <summary>The same theory and record, without what was solved before; where an equilibrium was selected, it is followed on from where it is.</summary>
    internal Likelihood Copy()
    {
        var copy = new Likelihood(this, _data, _weights) { _anchor = null };
        if (_selected.Count == 0)
        {
            copy.Forget();
        }

        return copy;
    }

    /// <summary>Number of games and eras: group · eras + era counts them.</summary>
    internal int BlockCount => _groups.Length * Parameters.Eras.Length;

    /// <summary>Whether some unit plays a block.</summary>
    internal bool IsPlayed(int block) => EraUsed(block % Parameters.Eras.Length, block / Parameters.Eras.Length);

    /// <summary>The compiled game of a block.</summary>
    internal ParametricGame CompiledOf(int block) => _groups[block / Parameters.Eras.Length];

    /// <summary>Kind of the units that play a block: where weights differ across units, whose.</summary>
    internal int KindOf(int block) => _kinds[block / Parameters.Eras.Length];

    /// <summary>A block's game in numbers.</summary>
    internal StochasticGame GameOf(int block, ReadOnlySpan<double> x) => CompiledOf(block).At(Parameters.Weights(block % Parameters.Eras.Length, x, KindOf(block)), Parameters.Chances(x), _discounts);

    /// <summary>Game of each unit.</summary>
    internal int Group(int unit) => _groupOf[unit];

    /// <summary>Kind of a unit: where weights differ across units, whose.</summary>
    internal int KindOfUnit(int unit) => _kinds[_groupOf[unit]];

    /// <summary>The equilibrium that a unit plays in an era at a parameter vector, with its full certificate.</summary>
    /// <param name="unit">Index of the unit.</param>
    /// <param name="era">Index of the era.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="cancel">Stops the solver.</param>
    public LogitMarkovEquilibrium EquilibriumOf(int unit, int era, ReadOnlySpan<double> x, CancellationToken cancel = default) => Equilibrium(_groupOf[unit], era, x, cancel);

    /// <summary>State of the solved game that a unit is in, or −1 where it is not known.</summary>
    internal int SolvedState(int unit, int period) => _states[unit][period] < 0 ? -1 : Reduction.StateMap[_states[unit][period]];

    /// <summary>State of the whole game that a unit is in, or −1 where it is not known.</summary>
    internal int WholeState(int unit, int period) => _states[unit][period];

    /// <summary>Action values with the strategies and values they imply, whether or not they are an equilibrium's.</summary>
    /// <param name="block">Group · eras + era.</param>
    /// <param name="x">Parameters.</param>
    /// <param name="q">S × m.</param>
    /// <param name="residuals">Receives what one-step action values exceed <paramref name="q"/> by, S × m.</param>
    internal LogitMarkovEquilibrium PointAt(int block, ReadOnlySpan<double> x, double[] q, out double[] residuals)
    {
        var game = GameOf(block, x);
        int states = game.StateCount, n = game.PlayerCount, m = game.Profiles.Size, count = game.Profiles.Count;
        var stage = new Stage(game.Profiles);
        var sigma = new double[states * m];
        var values = Enumerable.Range(0, n).Select(_ => new double[states]).ToImmutableArray();
        var v = new double[n];
        for (int s = 0; s < states; s++)
        {
            stage.Respond(q.AsSpan(s * m, m), _options.Precision, sigma.AsSpan(s * m, m), game.Menu(s));
            stage.Values(sigma.AsSpan(s * m, m), q.AsSpan(s * m, m), _options.Precision, _options.Convention, v);
            for (int i = 0; i < n; i++)
            {
                values[i][s] = v[i];
            }
        }

        residuals = new double[states * m];
        var w = new double[n * count];
        for (int s = 0; s < states; s++)
        {
            for (int i = 0; i < n; i++)
            {
                var row = w.AsSpan(i * count, count);
                game.Kernel.Expect(s, values[i], row);
                for (int p = 0; p < count; p++)
                {
                    row[p] = game.Payoffs[i][(s * count) + p] + (game.Discounts[i] * row[p]);
                }
            }

            stage.Weigh(sigma.AsSpan(s * m, m));
            stage.ActionValues(w, residuals.AsSpan(s * m, m));
            for (int r = 0; r < m; r++)
            {
                residuals[(s * m) + r] -= q[(s * m) + r];
            }

            for (int r = 0; game.Menus is { } menus && r < m; r++)
            {
                residuals[(s * m) + r] = menus.Allows((s * m) + r) ? residuals[(s * m) + r] : 0;
            }
        }

        double worst = FixedOrder.MaxAbs(residuals) * (_options.Precision == 0 ? 1 : _options.Precision);
        return new LogitMarkovEquilibrium(
            game, _options.Precision, _options.Convention, worst <= _options.Tolerance ? SolveStatus.Certified : SolveStatus.NotConverged, sigma, q, values,
            new Certificate(worst, double.NaN, double.NaN), "given", "given", 0);
    }

    /// <summary>A block's response around a point, not yet differentiated.</summary>
    internal EraResponse Response(int block, ReadOnlySpan<double> x, LogitMarkovEquilibrium at) =>
        new(CompiledOf(block), Reduction, Parameters, block % Parameters.Eras.Length, KindOf(block), at, Parameters.Chances(x));

    /// <summary>Equilibria found, by block, and how they move: where the next evaluation's games are looked for.</summary>
    /// <param name="Values">Action values.</param>
    /// <param name="Tangents">Their slopes, where an equilibrium was selected.</param>
    internal sealed record BranchState(double[]?[] Values, Tangent?[] Tangents);

    /// <summary>How a block's action values move around a point where they are an equilibrium's.</summary>
    internal sealed class Tangent(double[] x, EraResponse response)
    {
        /// <summary>First-order prediction of the action values at other parameters.</summary>
        public double[] At(double[] to)
        {
            double[] q = [.. response.Equilibrium.ActionValues], move = new double[x.Length];
            for (int j = 0; j < move.Length; j++)
            {
                move[j] = to[j] - x[j];
            }

            int m = response.Equilibrium.Game.Profiles.Size;
            for (int s = 0; s < q.Length / m; s++)
            {
                var slopes = response.ActionValueSlopes(s);
                for (int r = 0; r < m; r++)
                {
                    q[(s * m) + r] += FixedOrder.Dot(slopes.AsSpan(r * move.Length, move.Length), move);
                }
            }

            return q;
        }
    }

    /// <summary>The equilibria last found.</summary>
    internal BranchState Branch => new((double[]?[])_warm.Clone(), (Tangent?[])_tangents.Clone());

    /// <summary>Goes back to equilibria found before.</summary>
    /// <param name="branch">From <see cref="Branch"/>.</param>
    internal void Return(BranchState branch)
    {
        branch.Values.CopyTo(_warm, 0);
        branch.Tangents.CopyTo(_tangents, 0);
    }

    /// <summary>What is selected, block by block; null entries are left to the solver.</summary>
    internal double[]?[] Selection
    {
        get => [.. Enumerable.Range(0, BlockCount).Select(b => _selected.GetValueOrDefault(b))];
        set
        {
            _selected.Clear();
            for (int b = 0; b < value.Length; b++)
            {
                if (value[b] is { } values)
                {
                    _selected[b] = values;
                }
            }

            Forget();
        }
    }

    /// <summary>Gives the solver a start for the next evaluation.</summary>
    /// <param name="block">Group · eras + era.</param>
    /// <param name="actionValues">S × m of the solved game; kept, so it must not change.</param>
    internal void WarmStart(int block, double[] actionValues) => _warm[block] = actionValues;
}
